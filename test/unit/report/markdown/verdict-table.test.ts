import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import type { EvalReading, EvalStatus, EvalStep } from '../../../../src/domain/evals.ts';
import { renderVerdicts } from '../../../../src/report/markdown/verdict-table.ts';
import { cases } from '../../../support/cases.ts';

const HEADER = ['| Verdict | Eval step | Explanation |', '| --- | --- | --- |'];

function step(name: string, result: EvalStatus, facts: Partial<EvalStep> = {}): EvalStep {
  return { stepNumber: 1, name, result, rawResult: result, explanation: 'Why.', ...facts };
}

function many(count: number, result: EvalStatus, facts: Partial<EvalStep> = {}): EvalStep[] {
  return Array.from({ length: count }, (_, index) => step(`${result}-${index}`, result, facts));
}

function render(steps: readonly EvalStep[], word = 'pass', result: EvalStatus = 'pass'): string {
  const reading: EvalReading = { kind: 'read', report: { result, rawResult: word, steps } };
  return renderVerdicts(reading, 'the complete text is in the file `/tmp/report.json`');
}

/** The names in the first column of names, in their order. */
function namesIn(markdown: string): string[] {
  return Array.from(markdown.matchAll(/^\| \S+ \| \d+\. `(\S+)` \|/gm), ([, name = '']) => name);
}

function toHtml(markdown: string): string {
  const options = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };
  return micromark(markdown, options);
}

function tagsIn(markdown: string): string[] {
  return Array.from(toHtml(markdown).matchAll(/<\/?[a-z][a-z0-9]*/g), ([tag]) => tag);
}

describe('the table of verdicts', () => {
  it.each<EvalReading>([
    { kind: 'none' },
    { kind: 'not-read' },
    { kind: 'unreadable', reason: 'the service responded with 503' },
  ])('is omitted if the read was $kind', (reading) => {
    expect(renderVerdicts(reading, 'nowhere')).toBe('');
  });

  it.each<[EvalStatus, string]>([
    ['pass', '✅'],
    ['fail', '❌'],
    ['pending', '⏳'],
    ['skipped', '⏭️'],
    ['unknown', '❔'],
    ['unrecognised', '❔'],
  ])('has only the verdict if there are no steps: %s', (result, icon) => {
    expect(render([], 'its word', result)).toBe(`### Verdict: ${icon}&nbsp;\`its word\``);
  });

  it("has a row for each step, with the service's values", () => {
    const steps = [
      step('Tests', 'pass'),
      step('Lint', 'skipped', { stepNumber: null, explanation: '' }),
      step('Security', 'unrecognised', { stepNumber: 3, rawResult: 'maybe' }),
    ];
    expect(render(steps).split('\n')).toEqual([
      '### Verdict: ✅&nbsp;pass',
      '',
      ...HEADER,
      '| ❔&nbsp;`maybe` | 3. `Security` | Why. |',
      '| ⏭️&nbsp;skipped | `Lint` |  |',
      '| ✅&nbsp;pass | 1. `Tests` | Why. |',
    ]);
  });

  it('has failed steps first, then unknown, pending, skipped and passed ones', () => {
    const words = ['pass', 'skipped', 'pending', 'unknown', 'unrecognised', 'fail'] as const;
    const rows = render(words.map((word) => step(word, word)))
      .split('\n')
      .slice(4);
    expect(rows.map((row) => row.split(' | ')[1])).toEqual(
      words
        .map((word) => `\`${word}\``)
        .toReversed()
        .map((word) => `1. ${word}`),
    );
  });

  it('shows ten passed rows without collapsing them', () => {
    const markdown = render(many(10, 'pass'));
    expect(namesIn(markdown)).toHaveLength(10);
    expect(markdown).not.toContain('<details>');
  });

  it('collapses passed rows beyond ten', () => {
    const markdown = render([...many(12, 'pass'), step('Security', 'fail')]);
    const [shown = '', folded = ''] = markdown.split('<details><summary>3 more that passed</summary>\n\n');
    expect(namesIn(shown)).toEqual(['Security', ...many(9, 'pass').map(({ name }) => name)]);
    expect(namesIn(folded)).toEqual(['pass-9', 'pass-10', 'pass-11']);
    expect(folded.startsWith(`${HEADER.join('\n')}\n`)).toBe(true);
    expect(folded.endsWith('\n\n</details>')).toBe(true);
  });

  it('collapses no row that did not pass', () => {
    const markdown = render([...many(2, 'pass'), ...many(12, 'fail')]);
    const [shown = '', folded = ''] = markdown.split('<details>');
    expect(namesIn(shown)).toEqual(many(12, 'fail').map(({ name }) => name));
    expect(namesIn(folded)).toEqual(['pass-0', 'pass-1']);
  });

  it('truncates a long name and a long explanation', () => {
    const markdown = render([step('n'.repeat(300), 'fail', { explanation: 'z'.repeat(500) })]);
    expect(markdown).toContain(`| 1. \`${'n'.repeat(200)}…\` |`);
    expect(markdown).toContain(`| ${'z'.repeat(400)}… |`);
  });

  it('ends after the last row that fits, and says where the rest is', () => {
    const explanation = 'é'.repeat(400);
    const markdown = render([...many(5, 'pass', { explanation }), ...many(1000, 'fail', { explanation })]);
    const names = namesIn(markdown);
    expect(Buffer.byteLength(markdown)).toBeGreaterThan(299 * 1024);
    expect(Buffer.byteLength(markdown)).toBeLessThan(301 * 1024);
    expect(names).toEqual(many(names.length, 'fail').map(({ name }) => name));
    expect(markdown.split('\n\n').at(-1)).toBe(
      `The table is truncated here, before ${1005 - names.length} more; the complete text is in the file \`/tmp/report.json\`.`,
    );
  });

  it('collapses only rows that fit, and counts the others once', () => {
    const explanation = 'é'.repeat(400);
    const markdown = render(many(1000, 'pass', { explanation }));
    const shown = namesIn(markdown).length;
    expect(Buffer.byteLength(markdown)).toBeLessThan(301 * 1024);
    expect(markdown).toContain(`<summary>${shown - 10} more that passed</summary>`);
    expect(markdown).toContain(`\n\n</details>\n\nThe table is truncated here, before ${1000 - shown} more;`);
  });

  it('mentions no truncation if every row fits', () => {
    expect(render(many(50, 'pass'))).not.toContain('truncated here');
  });

  it('keeps its three columns, and adds no markup, for any text of the service', () => {
    const pieces = fc.constantFrom(
      '|',
      '\\',
      '`',
      '``',
      '\n',
      '\r',
      '| --- |',
      '<img src=x>',
      '<script>alert(1)</script>',
      '<!--',
      '</details>',
      '![p](https://example.com/p)',
      '[l](https://example.com)',
      'https://example.com',
      'a@example.com',
      '@team',
      '&#124;',
      '\u202e',
      '\u2028',
      '~~~',
      'x',
      ' ',
    );
    const text = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((parts) => `${parts.join('')}x`);
    const expected = tagsIn(render([step('x', 'fail', { rawResult: 'x', explanation: 'x' })], 'x'));
    const withoutCode = (tags: string[]) => tags.filter((tag) => !tag.endsWith('code'));
    fc.assert(
      fc.property(text, text, text, text, (name, word, explanation, verdict) => {
        const tags = tagsIn(render([step(name, 'fail', { rawResult: word, explanation })], verdict));
        expect(withoutCode(tags)).toEqual(withoutCode(expected));
      }),
      cases(150),
    );
  });
});
