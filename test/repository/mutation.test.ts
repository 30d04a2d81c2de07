import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holds, PARTS } from '../mutation/parts.ts';
import { find, ROOT, read } from './files.ts';
import { codeSpans, readPage } from './page.ts';

const page = readPage('docs/mutation.md');
const lastRun = page.tables.get('The last run') ?? [];
const survivors = page.tables.get('What survives') ?? [];
const [, notMeasured = ''] = /Not measured\s.*?:((?:\s+`[\w-]+`,?)+)/s.exec(read('docs/mutation.md')) ?? [];
const NOT_MEASURED = codeSpans(notMeasured);

describe('docs/mutation.md', () => {
  it('has the same score and date as CONTRIBUTING.md', () => {
    const [, score, date] =
      /mutation score ([\d.]+) % on (\d{4}-\d\d-\d\d), by `npm run mutation`/.exec(read('CONTRIBUTING.md')) ??
      [];
    expect(lastRun[0]?.at(-1)).toBe(`${score} %`);
    expect(read('docs/mutation.md')).toContain(`Of ${date}`);
  });

  it('has scores that match its numbers, with a total of at least 90 %', () => {
    for (const [part, mutants, noticed, score] of lastRun) {
      expect(`${((Number(noticed) / Number(mutants)) * 100).toFixed(2)} %`, part).toBe(score);
    }
    expect(Number.parseFloat(lastRun[0]?.at(-1) ?? '')).toBeGreaterThanOrEqual(90);
    const measured = lastRun.slice(1).map(([part = '']) => part);
    expect([...measured, ...NOT_MEASURED].toSorted()).toEqual(Object.keys(PARTS).toSorted());
  });

  it('gives a reason for every survivor, each in an existing file', () => {
    const count = survivors.reduce((sum, [, number]) => sum + Number(number), 0);
    expect(count).toBe(survivorsOf(lastRun.slice(0, 1)));
    for (const [file, , reason] of survivors) {
      expect(existsSync(join(ROOT, unquoted(file))), file).toBe(true);
      expect(reason, file).toMatch(/\S/);
    }
  });
});

describe('the parts', () => {
  it('contain every file of src, each once', () => {
    const files = find('src/**/*.ts');
    expect(files.length).toBeGreaterThan(90);
    for (const file of files) {
      expect(
        Object.values(PARTS).filter((part) => holds(part, file)),
        file,
      ).toHaveLength(1);
    }
  });
});

function survivorsOf(rows: readonly (readonly string[])[]): number {
  return rows.reduce((sum, [, mutants, noticed]) => sum + Number(mutants) - Number(noticed), 0);
}

function unquoted(cell = ''): string {
  return codeSpans(cell)[0] ?? '';
}
