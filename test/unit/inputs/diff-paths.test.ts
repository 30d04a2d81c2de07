import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERY_PATH, patternToExclude } from '../../../src/domain/path-filter.ts';
import { parseDiffPaths } from '../../../src/inputs/diff-paths.ts';
import { cases } from '../../support/cases.ts';

function lets(lines: readonly string[], path: string, previousPath: string | null = null): boolean {
  return parseDiffPaths(lines).lets({ path, previousPath });
}

describe('diff-paths', () => {
  it.each([
    [['src/**'], 'src/a/b.ts', true],
    [['src/**'], 'lib/a.ts', false],
    [['src/*'], 'src/a.ts', true],
    [['src/*'], 'src/a/b.ts', false],
    [['*.ts'], 'a.ts', true],
    [['*.ts'], 'src/a.ts', false],
    [['**/*.ts'], 'a.ts', true],
    [['**'], '.github/workflows/.x', true],
    [['*'], '.env', true],
    [['src/**'], 'SRC/a.ts', false],
    [['a?b'], 'a\nb', true],
    [['**/*.lock'], 'a\nb/c\u2028.lock', true],
    [['{a,b}/*.ts'], 'b/x.ts', true],
    [['@(a|b).ts'], 'b.ts', true],
    [['[ab].ts'], 'b.ts', true],
    [['\\!a', '\\#b'], '!a', true],
    [['\\!a', '\\#b'], '#b', true],
    [['a\\*'], 'ab', false],
    [['!!a'], '!a', false],
    [['!!a'], 'b', true],
  ])('%j on %j is %s', (lines, path, expected) => {
    expect(lets(lines, path)).toBe(expected);
  });

  it('uses the last pattern that matches', () => {
    const lines = ['**', '!docs/**', 'docs/api.md'];
    expect(lets(lines, 'a')).toBe(true);
    expect(lets(lines, 'docs/a.md')).toBe(false);
    expect(lets(lines, 'docs/api.md')).toBe(true);
    expect(lets(['docs/api.md', '!docs/**'], 'docs/api.md')).toBe(false);
  });

  it('includes everything else if all patterns exclude, and nothing else otherwise', () => {
    expect(lets(['!a', '! b'], 'c')).toBe(true);
    expect(lets(['!a', '! b'], 'b')).toBe(false);
    expect(lets(['!a', 'b'], 'c')).toBe(false);
  });

  it('reads lines with # as comments', () => {
    expect(lets(['# all but', '#!a', '!b'], 'a')).toBe(true);
    expect(() => parseDiffPaths(['# nothing'])).toThrow('diff-paths has only comments');
  });

  it('includes a renamed file if either path matches, so that a move hides nothing [T45]', () => {
    const lines = ['!vendor/**'];
    expect(lets(lines, 'vendor/a', 'vendor/b')).toBe(false);
    expect(lets(lines, 'src/a', 'vendor/a')).toBe(true);
    expect(lets(lines, 'vendor/a', 'src/a')).toBe(true);
  });

  it('accepts patterns up to their limits', () => {
    const long = 'a'.repeat(500);
    expect(lets([long], long)).toBe(true);
    expect(lets(['*a'.repeat(12)], 'a'.repeat(12))).toBe(true);
  });

  it.each([
    ['a'.repeat(501), 'which has more than 500 characters: write a shorter pattern.'],
    ['*a'.repeat(13), 'which has more than 12 "*": write a simpler pattern.'],
    ['!src/{1..9}.ts', 'which has a brace range'],
    ['x/{a,{1..9}}', 'which has a brace range'],
    ['{10..99}.ts', 'which has a brace range'],
    ['+(a|aa)', 'which repeats a group'],
    ['x*(a|aa)', 'which repeats a group'],
    ['docs\\api\\*', 'which has a backslash'],
    ['/src/**', 'which begins with /'],
    ['[a', 'which is not a glob pattern'],
    ['a[z-a]', 'which is not a glob pattern'],
    ['!', 'which is not a glob pattern'],
  ])('refuses %s [B71]', (line, problem) => {
    const shown = line.length > 80 ? line.slice(0, 80) : line;
    expect(() => parseDiffPaths(['**', line])).toThrow(`diff-paths has "${shown}`);
    expect(() => parseDiffPaths(['**', line])).toThrow(problem);
  });

  it('names every pattern that cannot be used', () => {
    expect(() => parseDiffPaths(['/a', '/b'])).toThrow(/"\/a".*"\/b"/);
  });
});

describe('a pattern that excludes a path', () => {
  it('excludes exactly the path, whatever its name', () => {
    const name = fc.string({
      unit: fc.oneof(fc.constantFrom(...'*?[](){}!+@|\\^$#"/ .,-~\n\r\t\u2028'), fc.string()),
    });
    fc.assert(
      fc.property(name, (path) => {
        fc.pre(path !== '' && path.length <= 500 && path.isWellFormed());
        // A path of git has neither empty names nor those of the folder itself.
        fc.pre(path.split('/').every((one) => one !== '' && one !== '.' && one !== '..'));
        const pattern = `${patternToExclude(path)}`;
        expect(pattern).not.toMatch(/[\r\n]|^\s|\s$/);
        const { lets: letsFile } = parseDiffPaths([pattern]);
        expect(letsFile({ path, previousPath: null })).toBe(false);
        expect(letsFile({ path: `${path}x`, previousPath: null })).toBe(true);
      }),
      cases(500),
    );
    expect(patternToExclude('a b/c.bin')).toBe('!a b/c.bin');
  });

  it('is null for a path that is too long', () => {
    expect(patternToExclude('a'.repeat(500))).toHaveLength(501);
    expect(patternToExclude('a'.repeat(501))).toBeNull();
  });
});

describe('without diff-paths', () => {
  it('every file is included', () => {
    expect(EVERY_PATH.lets({ path: 'a', previousPath: null })).toBe(true);
  });
});
