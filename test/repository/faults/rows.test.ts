import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROWS } from './rows.ts';
import { testFiles } from './titles.ts';

const files = testFiles();
const page = readFileSync(new URL('../../../docs/not-covered.md', import.meta.url), 'utf8');
const notCovered = Array.from(page.matchAll(/^\| ([FBT]\d+) \| (.*?) \| (.*?) \|$/gm), (match) => ({
  id: match[1] ?? '',
  what: match[2] ?? '',
  reason: match[3] ?? '',
}));

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}

/** What is wrong with the name of a test; empty where there is such a test. */
function problemOf(name: string): string {
  const [, path = '', title = '', table] = /^([\w/-]+): (.*?)(?: \[(.*)\])?$/.exec(name) ?? [];
  const file = files.get(path);
  if (file === undefined) return `there is no file for ${name}`;
  if (!file.titles.has(title)) return `there is no test ${name}`;
  return table === undefined || file.literals.has(table) ? '' : `there is no case ${name}`;
}

describe('the list of what can go wrong', () => {
  it('has every row once: 125 faults, 63 bad inputs, 38 threats', () => {
    const ids = [...numbered('F', 125), ...numbered('B', 63), ...numbered('T', 38)];
    expect(ROWS.map(({ id }) => id)).toEqual(ids);
    expect(new Set(ROWS.map(({ says }) => says)).size).toBe(ids.length);
  });

  it('names only tests, and cases of their tables, that there are', () => {
    expect(ROWS.flatMap(({ tests }) => tests.map(problemOf)).filter((problem) => problem !== '')).toEqual([]);
  });

  it('has for each row a test, or else a reason why there is none', () => {
    const untested = ROWS.filter(({ tests }) => tests.length === 0).map(({ id, says }) => [id, says]);
    expect(notCovered.map(({ id, what }) => [id, what])).toEqual(untested);
    for (const { reason } of notCovered) expect(reason).toMatch(/^\p{Lu}.{30,}\.$/u);
  });

  it('knows a test that is not there, a case that is not there, and a file that is not there', () => {
    const name = 'repository/faults/rows: has every row once: 125 faults, 63 bad inputs, 38 threats';
    expect(problemOf(name)).toBe('');
    expect(problemOf(`${name} [F]`)).toBe('');
    expect(problemOf(`${name} [no such case at all]`.replace('at all', 'anywhere'))).toMatch('no case');
    expect(problemOf(`${name}!`)).toMatch('no test');
    expect(problemOf(name.replace('rows', 'columns'))).toMatch('no file');
  });
});
