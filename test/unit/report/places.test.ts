import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPlace } from '../../../src/report/places.ts';

let base = '';
let workspace = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'places-'));
  workspace = join(base, 'repo');
  mkdirSync(join(workspace, 'src'), { recursive: true });
  mkdirSync(join(workspace, '.git'));
  for (const path of ['src/a.ts', 'Makefile', '.git/config', '../secret.txt']) {
    writeFileSync(join(workspace, path), 'x\n');
  }
});
afterEach(() => rmSync(base, { recursive: true }));

describe('findPlace', () => {
  it.each([
    ['The query in src/a.ts:12 is open.', 'src/a.ts', 12],
    ['(`src/a.ts:3`)', 'src/a.ts', 3],
    ['src/a.ts:3:14 - error', 'src/a.ts', 3],
    ['./src/a.ts:3', 'src/a.ts', 3],
    ['src/none.ts:1, then Makefile:2', 'Makefile', 2],
    ['src/../Makefile:2', 'Makefile', 2],
  ])('finds the file and the line in %j', (text, file, line) => {
    expect(findPlace(text, workspace)).toEqual({ file, line });
  });

  it.each([
    'no place at all',
    'src/none.ts:1',
    'src/a.ts',
    'src/a.ts:0',
    'src/a.ts:12345678',
    'src:1',
    '../secret.txt:1',
    'https://example.com:443',
    '.git/config:1',
    'x/src/a.ts:1',
  ])('finds none in %j', (text) => {
    expect(findPlace(text, workspace)).toBeNull();
  });

  it('follows links inside of the checkout, and none that lead out', () => {
    symlinkSync('src/a.ts', join(workspace, 'inside'));
    symlinkSync('../secret.txt', join(workspace, 'outside'));
    expect(findPlace('inside:1', workspace)).toEqual({ file: 'src/a.ts', line: 1 });
    expect(findPlace('outside:1', workspace)).toBeNull();
  });

  it('needs a checkout', () => {
    expect(findPlace('Makefile:1', null)).toBeNull();
    // There, where the step runs.
    expect(findPlace('package.json:1', null)).toBeNull();
    expect(findPlace('Makefile:1', join(base, 'none'))).toBeNull();
  });

  it('looks up only so many, and ends for a text of nothing but dots', () => {
    const many = Array.from({ length: 20 }, (_, index) => `none${index}.ts:1`).join(' ');
    expect(findPlace(`${many} Makefile:1`, workspace)).toBeNull();
    expect(findPlace(`${' '.repeat(19_980)} Makefile:1`, workspace)).not.toBeNull();
    expect(findPlace(`${' '.repeat(19_995)} Makefile:1`, workspace)).toBeNull();
    expect(findPlace('./'.repeat(1_000_000), workspace)).toBeNull();
    expect(findPlace('a.'.repeat(1_000_000), workspace)).toBeNull();
  });
});
