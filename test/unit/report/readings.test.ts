import { describe, expect, it } from 'vitest';
import { foreignElements, READINGS, references } from '../../support/readings.ts';

const LIVE = 'x `` @octocat ` <img src=x> ``` ``';

describe.each(Object.entries(READINGS))('a page by %s', (_, toHtml) => {
  it.each([
    ['a link', '[a](https://e.test)', '<a href="https://e.test">'],
    ['an address', 'a https://e.test', '<a href="https://e.test">'],
    ['a picture', '![a](b.png)', '<img src="b.png" alt="a" />'],
    ['HTML', 'a <b>c', '<b>'],
    ['what an empty code span lets out', `> (\`\`) ${LIVE}`, '<img src=x>'],
  ])('has %s that is not its own', (_kind, markdown, element) => {
    expect(foreignElements(toHtml(markdown))).toContain(element);
  });

  it.each([
    ['a mention', 'a @octocat', '@o'],
    ['a reference', 'a #12', '#1'],
    ['a picture of a word', 'a :tada:', ':tada:'],
    ['what an empty code span lets out', `> (\`\`) ${LIVE}`, '@o'],
  ])('has %s', (_kind, markdown, reference) => {
    expect(references(toHtml(markdown))).toContain(reference);
  });

  it('has nothing of it in code', () => {
    const html = toHtml(`${LIVE}\n\n~~~\n${LIVE}\n~~~\n\n| a |\n| :- |\n| ~~b~~ |`);
    expect([...foreignElements(html), ...references(html)]).toEqual([]);
  });
});
