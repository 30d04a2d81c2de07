import { describe, expect, it } from 'vitest';
import { read } from './files.ts';

/** The list under a heading of the second level. */
function listUnder(heading: string, page: string): string[] {
  const part = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return part.split('\n').filter((line) => line.startsWith('- '));
}

describe('the overhead of a step', () => {
  it('in docs/cost-and-limits.md is the last measurement of npm run bench', () => {
    const measured = listUnder('In short', read('bench/results.md'));
    expect(measured).toHaveLength(4);
    expect(listUnder('Overhead', read('docs/cost-and-limits.md'))).toEqual(measured);
  });
});
