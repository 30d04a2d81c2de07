import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPlace, placeFindings } from '../../../src/report/places.ts';
import { findingOf } from '../../support/findings.ts';

let base = '';
let workspace = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'places-'));
  workspace = join(base, 'repo');
  mkdirSync(join(workspace, 'src'), { recursive: true });
  mkdirSync(join(workspace, '.git'));
  for (const path of [
    'src/a.ts',
    'src/my file.ts',
    'src/file.ts',
    'file.ts',
    'Makefile',
    '.git/config',
    '../secret.txt',
  ]) {
    writeFileSync(join(workspace, path), 'x\n'.repeat(20));
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
    ['src\\a.ts:4 is open', 'src/a.ts', 4],
    ['See src/my file.ts:3', 'src/my file.ts', 3],
    ['the query of file.ts:3', 'file.ts', 3],
    ['it is in the src/file.ts:3', 'src/file.ts', 3],
    ['"x" is in Makefile:3', 'Makefile', 3],
    ['([{src/a.ts:3', 'src/a.ts', 3],
    ['In src/\nMakefile:3', 'Makefile', 3],
    ['Not src/none.ts, Makefile:3', 'Makefile', 3],
    ['Not src/none.ts.  Makefile:3', 'Makefile', 3],
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
    '/Makefile:1',
    '~/Makefile:1',
    'C:Makefile:1',
    'a\\Makefile:1',
    'x(Makefile:1',
    'Make(file:1',
    'v1.0/my Makefile:1',
    'é/Makefile:1',
    'Makefile:2.10',
    'Makefile:1st',
    'Makefile:21',
    '"my Makefile:1"',
    '(`my Makefile:1`)',
    'packages\\api\\Makefile:3',
    'C:\\Makefile:3',
  ])('returns null for %j', (text) => {
    expect(findPlace(text, workspace)).toBeNull();
  });

  it.each([
    [
      'the folders are divided by backslashes',
      'See packages\\api\\package.json:3.',
      'packages/api/package.json',
    ],
    ['the path has spaces', 'In my file.ts:3', 'my file.ts'],
    ['the path has spaces and is quoted', 'In "my file.ts:3".', 'my file.ts'],
    ['a folder has spaces', '- the one (in my dir/x y/z.ts:3) is open', 'my dir/x y/z.ts'],
    ['a folder has brackets', 'In app/(group)/[id].ts:3', 'app/(group)/[id].ts'],
    ['a file begins with a bracket', '([id].ts:3)', '[id].ts'],
    ['a file begins with a brace', '({id}.ts:3)', '{id}.ts'],
    ['a file begins with a parenthesis', '[(id).ts:3]', '(id).ts'],
    ['a name has other letters', "It's in größe/ü.ts:3", 'größe/ü.ts'],
    ['the path is absolute', 'In WORKSPACE/src/a.ts:3', 'src/a.ts'],
  ])('returns the named file, and no other with the same end, if %s [F128]', (_what, text, file) => {
    for (const path of [
      'package.json',
      'file.ts',
      'z.ts',
      '.ts',
      'id].ts',
      'id}.ts',
      'id).ts',
      'ü.ts',
      'y/z.ts',
      file,
    ]) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), 'x\n'.repeat(3));
    }
    const named = text.replace('WORKSPACE', realpathSync(workspace));
    expect(findPlace(named, workspace)).toEqual({ file, line: 3 });
    rmSync(join(workspace, file));
    if (!file.startsWith('my file')) expect(findPlace(named, workspace)).toBeNull();
  });

  it('returns a line that exists, also a last one without a line ending, and no line of a file of more than 10 MiB', () => {
    writeFileSync(join(workspace, 'open'), 'x\nx');
    expect(findPlace('open:2', workspace)).toEqual({ file: 'open', line: 2 });
    expect(findPlace('open:3 or Makefile:1', workspace)).toEqual({ file: 'Makefile', line: 1 });
    const mib = Buffer.alloc(10 * 1024 * 1024, '\n');
    writeFileSync(join(workspace, 'large'), mib);
    expect(findPlace('large:5', workspace)).toEqual({ file: 'large', line: 5 });
    writeFileSync(join(workspace, 'large'), Buffer.concat([mib, Buffer.from('x')]));
    expect(findPlace('large:5', workspace)).toBeNull();
  });

  it('tries at most eight words before a path', () => {
    const words = 'a b c d e f g h i';
    writeFileSync(join(workspace, `${words.slice(2)} j`), 'x');
    writeFileSync(join(workspace, `${words} k`), 'x');
    expect(findPlace(`${words} j:1`, workspace)).toEqual({ file: 'b c d e f g h i j', line: 1 });
    expect(findPlace(`${words} k:1`, workspace)).toBeNull();
  });

  it('follows links inside the checkout, and no link that leads outside', () => {
    symlinkSync('src/a.ts', join(workspace, 'inside'));
    symlinkSync('../secret.txt', join(workspace, 'outside'));
    expect(findPlace('inside:1', workspace)).toEqual({ file: 'src/a.ts', line: 1 });
    expect(findPlace('outside:1', workspace)).toBeNull();
  });

  it('needs a checkout', () => {
    expect(findPlace('Makefile:1', null)).toBeNull();
    // There, in the working directory of the step.
    expect(findPlace('package.json:1', null)).toBeNull();
    expect(findPlace('Makefile:1', join(base, 'none'))).toBeNull();
  });

  it('limits its look-ups, and ends for a text of only dots', () => {
    const many = Array.from({ length: 20 }, (_, index) => `none${index}.ts:1`).join(' ');
    expect(findPlace(`${many} Makefile:1`, workspace)).toBeNull();
    expect(findPlace(`${' '.repeat(19_980)} Makefile:1`, workspace)).not.toBeNull();
    expect(findPlace(`${' '.repeat(19_995)} Makefile:1`, workspace)).toBeNull();
    expect(findPlace('./'.repeat(1_000_000), workspace)).toBeNull();
    expect(findPlace('a.'.repeat(1_000_000), workspace)).toBeNull();
  });
});

describe('placeFindings', () => {
  const at = (path: string, line: number | null = 3) => findingOf({ place: { path, line, endLine: null } });

  it('returns the findings whose files are in the checkout, with their lines', () => {
    symlinkSync('src/a.ts', join(workspace, 'inside'));
    symlinkSync('../secret.txt', join(workspace, 'outside'));
    symlinkSync('.git/config', join(workspace, 'hidden'));
    symlinkSync('..', join(workspace, 'parent'));
    const findings = [
      at('src/a.ts'),
      at('src/none.ts'),
      at('src'),
      findingOf({ place: null }),
      at('inside', null),
      at('outside'),
      at('hidden'),
      at('parent/secret.txt'),
      at('.git/config'),
      at('src/a.ts', 9),
    ];
    expect(placeFindings(findings, workspace, 10)).toEqual([
      { finding: findings[0], place: { file: 'src/a.ts', line: 3 } },
      { finding: findings[4], place: { file: 'src/a.ts', line: 1 } },
      { finding: findings[9], place: { file: 'src/a.ts', line: 9 } },
    ]);
  });

  it('returns at most the given number, and nothing without a checkout', () => {
    const findings = [at('Makefile', 1), at('Makefile', 2), at('Makefile', 3)];
    expect(placeFindings(findings, workspace, 2)).toHaveLength(2);
    // There, where the step runs.
    expect(placeFindings([at('package.json', 1)], null, 2)).toEqual([]);
  });

  it('looks up a thousand files, each once', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => at(`none${index}.ts`));
    expect(placeFindings([...many(999), at('Makefile')], workspace, 1)).toHaveLength(1);
    expect(placeFindings([...many(1000), at('Makefile')], workspace, 1)).toEqual([]);
    expect(
      placeFindings([...Array.from({ length: 5000 }, () => at('none.ts')), at('Makefile')], workspace, 1),
    ).toHaveLength(1);
  });
});
