import { describe, expect, it } from 'vitest';
import { foreignElements, READINGS, references } from '../../support/readings.ts';

const LIVE = 'x `` @octocat ` <img src=x> ``` ``';

describe.each(Object.entries(READINGS))('a page by %s', (_, toHtml) => {
  it.each([
    ['a link', '[a](https://e.test)', '<a href="https://e.test">'],
    ['an address', 'a https://e.test', '<a href="https://e.test">'],
    ['a picture', '![a](b.png)', '<img src="b.png" alt="a" />'],
    ['HTML', 'a <b>c', '<b>'],
    ['markup after an empty code span', `> (\`\`) ${LIVE}`, '<img src=x>'],
  ])('contains %s as a foreign element', (_kind, markdown, element) => {
    expect(foreignElements(toHtml(markdown))).toContain(element);
  });

  it.each([
    ['a mention', 'a @octocat', '@o'],
    ['a reference', 'a #12', '#1'],
    ['an emoji code', 'a :tada:', ':tada:'],
    ['markup after an empty code span', `> (\`\`) ${LIVE}`, '@o'],
  ])('has %s', (_kind, markdown, reference) => {
    expect(references(toHtml(markdown))).toContain(reference);
  });

  it('has none of them in code', () => {
    const html = toHtml(`${LIVE}\n\n~~~\n${LIVE}\n~~~\n\n| a |\n| :- |\n| ~~b~~ |`);
    expect([...foreignElements(html), ...references(html)]).toEqual([]);
  });
});
