import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPage } from '../page.ts';
import { FAULTS, PAGE, renderPage } from './page.ts';
import { idsOf, readTitles, titlesIn } from './titles.ts';

const IDS = Object.keys(FAULTS);
const titles = readTitles();
const tested = new Set(titles.flatMap(idsOf));
const notCovered = readPage('docs/not-covered.md').tables.get('What is not covered by a test') ?? [];

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}

describe('the list of faults', () => {
  it('has every row once, with ids without a gap', () => {
    const counts = Map.groupBy(IDS, (id) => id.charAt(0));
    expect(IDS).toEqual(
      ['F', 'B', 'T'].flatMap((letter) => numbered(letter, counts.get(letter)?.length ?? 0)),
    );
    expect(new Set(Object.values(FAULTS)).size).toBe(IDS.length);
  });

  it('has every id that a title names', () => {
    expect([...tested].filter((id) => !IDS.includes(id))).toEqual([]);
  });

  it('is referenced in titles in one form: each id once, all in one bracket at the end', () => {
    const named = titles.filter(({ text }) => /\[[^\]]*\b[FBT]\d+\b/.test(text));
    expect(named.length).toBeGreaterThan(200);
    const malformed = named.filter((title) => {
      const ids = idsOf(title);
      return !title.text.endsWith(` [${IDS.filter((id) => ids.includes(id)).join(' ')}]`);
    });
    expect(malformed).toEqual([]);
  });

  it('has a test for each row, or a reason why no test exists', () => {
    const untested = IDS.filter((id) => !tested.has(id)).map((id) => [id, FAULTS[id]]);
    expect(notCovered.map(([id, what]) => [id, what])).toEqual(untested);
    for (const [, , reason] of notCovered) expect(reason).toMatch(/^\p{Lu}.{30,}\.$/u);
  });

  it('matches docs/faults.md as npm run faults writes it', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(renderPage(titles));
  });
});

describe('the titles of a file', () => {
  it('are those of single tests and of tables, with their ids', () => {
    const source = [
      "it('a test [F1]', () => {});",
      "describe('tests [F2]', () => it.each([1, 2])('is %i [F3 B4]', () => {}));",
      'it.for([1])(`a ${kind} one [T5]`, () => {});',
      "it('none [F6] here', () => {});",
    ].join('\n');
    expect(titlesIn('a.test.ts', source).map((title) => [title.text, idsOf(title)])).toEqual([
      ['a test [F1]', ['F1']],
      ['is %i [F3 B4]', ['F3', 'B4']],
      ['a … one [T5]', ['T5']],
      ['none [F6] here', []],
    ]);
  });
});
