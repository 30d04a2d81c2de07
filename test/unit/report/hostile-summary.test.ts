import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases } from '../../support/cases.ts';
import { hostileSummary } from '../../support/hostile-summary.ts';
import { hostileText } from '../../support/hostile-text.ts';
import { foreignElements, READINGS, references } from '../../support/readings.ts';

describe.each(Object.entries(READINGS))('a summary of only hostile text, rendered by %s,', (_, toHtml) => {
  const words = fc.array(hostileText, { minLength: 3, maxLength: 9 });

  it('has only the elements of the report: no link, picture, alert or HTML of the text [T5]', () => {
    fc.assert(
      fc.property(words, fc.boolean(), (given, isQuoted) => {
        expect(foreignElements(toHtml(hostileSummary(given, isQuoted)))).toEqual([]);
      }),
      cases(60),
    );
  });

  it('mentions nobody, references nothing, and shows no emoji [T6]', () => {
    fc.assert(
      fc.property(words, fc.boolean(), (given, isQuoted) => {
        expect(references(toHtml(hostileSummary(given, isQuoted)))).toEqual([]);
      }),
      cases(60),
    );
  });

  it('leaves no fence, code span or HTML comment open: its last heading is a heading [F106]', () => {
    fc.assert(
      fc.property(words, fc.boolean(), (given, isQuoted) => {
        const html = toHtml(hostileSummary(given, isQuoted));
        const headings = Array.from(html.matchAll(/<h3>(.*?)<\/h3>/gs), ([, heading = '']) => heading);
        expect(headings.at(-1)).toBe('Warnings');
        expect(headings).toHaveLength(8);
        expect(html.trimEnd()).toMatch(/<\/table>\s*<\/details>$/);
      }),
      cases(60),
    );
  });
});
