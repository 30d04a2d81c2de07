import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repositoryPath, repositoryPathOfUri } from '../../../src/result/repository-path.ts';
import { cases } from '../../support/cases.ts';

describe('repositoryPath', () => {
  it.each([
    ['a.ts', '/w', 'a.ts'],
    ['a/./b/../c.ts', '/w', 'a/c.ts'],
    ['a\\b.ts', '/w', 'a/b.ts'],
    ['/w/a.ts', '/w', 'a.ts'],
    ['/w/a.ts', '/w///', 'a.ts'],
    ['/w/x/../a.ts', '/w', 'a.ts'],
    ['D:\\a\\repo\\src\\x.ts', 'd:\\A\\repo', 'src/x.ts'],
    ['D:/a/repo/x.ts', 'D:\\a\\repo\\', 'x.ts'],
    ['.github/a.yml', '/w', '.github/a.yml'],
    ['src/ab:c.ts', '/w', 'src/ab:c.ts'],
    ['x/c:/a.ts', '/w', 'x/c:/a.ts'],
    ['a.git/x', '/w', 'a.git/x'],
    ['a'.repeat(4096), '/w', 'a'.repeat(4096)],
  ])('of %s below %s is %s', (path, workspace, expected) => {
    expect(repositoryPath(path, workspace)).toBe(expected);
  });

  it.each([
    ['', '/w'],
    ['..', '/w'],
    ['a/../../b', '/w'],
    ['a\\..\\..\\b', '/w'],
    ['/w', '/w'],
    ['/w/', '/w'],
    ['/w2/a', '/w'],
    ['/W/a', '/w'],
    ['/w/../a', '/w'],
    ['/a', ''],
    ['/a', '/'],
    ['E:/a/repo/x', 'D:/a/repo'],
    ['.git', '/w'],
    ['a/.GIT/config', '/w'],
    ['x/../.git/config', '/w'],
    ['http://e.test', '/w'],
    ['javascript:alert(1)', '/w'],
    ['a\nb', '/w'],
    ['a\0', '/w'],
    ['a'.repeat(4097), '/w'],
    [`/w/${'a'.repeat(4094)}`, '/w'],
    ['/a', null],
  ])('of %j below %j is null', (path, workspace) => {
    expect(repositoryPath(path, workspace)).toBeNull();
  });

  it('never leads outside the repository [B69]', () => {
    const part = fc.constantFrom('..', '.', '', 'a', '.git', 'b.ts', '...', 'C:', '~');
    const path = fc.array(part).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(path, fc.constantFrom('', '/', '\\', 'file://', '/w/'), (text, before) => {
        const found = repositoryPath(before + text, '/w');
        if (found === null) return;
        expect(posix.normalize(`/w/${found}`)).toBe(`/w/${found}`);
        expect(found).not.toMatch(/(?:^|\/)\.git(?:\/|$)/);
      }),
      cases(500),
    );
  });
});

describe('repositoryPathOfUri', () => {
  it.each([
    ['src/a%20b.ts', 'src/a b.ts'],
    ['src/a b[1].ts', 'src/a b[1].ts'],
    ['src/100%.ts', 'src/100%.ts'],
    ['file:///w/src/a.ts', 'src/a.ts'],
    ['FILE:///w/src/a.ts', 'src/a.ts'],
    ['file://localhost/w/a.ts', 'a.ts'],
    ['file:/w/a.ts', 'a.ts'],
    ['file:a.ts', 'a.ts'],
    ['src/file:/a.ts', 'src/file:/a.ts'],
  ])('of %s is %s', (uri, expected) => {
    expect(repositoryPathOfUri(uri, '/w')).toBe(expected);
  });

  it('accepts drive letters of Windows', () => {
    expect(repositoryPathOfUri('file:///D:/a/repo/x%20y.ts', 'D:\\a\\repo')).toBe('x y.ts');
    expect(repositoryPathOfUri('file:///d:/A/repo/x.ts', 'D:\\a\\repo')).toBe('x.ts');
  });

  it.each([
    'https://e.test/a.ts',
    'file://host/w/a.ts',
    'file:///etc/passwd',
    '%2e%2e/a',
    '..%2Fa',
    '%2Fetc',
    'file:///w/%2egit/config',
    'a%00b',
    'https%3A//e.test',
    '',
  ])('of %s is null', (uri) => {
    expect(repositoryPathOfUri(uri, '/w')).toBeNull();
  });
});
