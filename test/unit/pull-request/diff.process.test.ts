import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addedLines,
  countFiles,
  countLines,
  hunkLinesOf,
  splitDiff,
} from '../../../src/pull-request/diff.ts';
import { cases } from '../../support/cases.ts';

/** What git itself writes for two states of some files. */
function gitDiff(
  before: Record<string, string>,
  after: Record<string, string | null>,
  change?: (folder: string) => void,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'));
  const git = (...words: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=x', '-c', 'user.email=x@x', '-c', 'core.autocrlf=false', ...words],
      {
        cwd: folder,
        encoding: 'utf8',
        stdio: 'pipe',
      },
    );
  try {
    git('init', '-q');
    for (const [name, text] of Object.entries(before)) writeFileSync(join(folder, name), text);
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '-m', 'x');
    for (const [name, text] of Object.entries(after)) {
      if (text === null) rmSync(join(folder, name));
      else writeFileSync(join(folder, name), text);
    }
    change?.(folder);
    git('add', '-A');
    return git('diff', '--cached', '-M');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function countWholeFiles(diff: string): number | null {
  const sections = splitDiff(diff);
  return sections === null ? null : countFiles(sections);
}

describe('splitDiff', () => {
  it('counts the files of every diff that git writes', () => {
    const before = {
      'a.txt': 'one\ntwo\nthree\n',
      'b.txt': 'diff --git a/x b/x\n@@ -1,9 +1,9 @@\n',
      'c.bin': 'a\0b',
      'd.txt': 'moved\nas\nit\nis\n',
      'e.txt': 'no line end',
      'f.txt': 'gone\n',
      'g.txt': 'to be a link\n',
    };
    const after = {
      'a.txt': 'one\n\n-two\n+three\n\\four\r\n',
      'b.txt': '--- a/x\n+++ b/x\n',
      'c.bin': 'a\0c',
      'd.txt': null,
      'd2.txt': 'moved\nas\nit\nis\n',
      'e.txt': 'still no line end',
      'f.txt': null,
      'g.txt': null,
      'h.txt': '',
    };
    const diff = gitDiff(before, after, (folder) => symlinkSync('a.txt', join(folder, 'g.txt')));
    expect(diff).toContain('deleted file mode 100644\nindex');
    expect(countWholeFiles(diff)).toBe(8);
  });

  it.each([
    ['an empty file that is new', 'new file mode 100644\nindex 0000000..e69de29\n'],
    ['an empty file that is deleted', 'deleted file mode 100644\nindex e69de29bb2d1..000000000000\n'],
    ['an empty file of SHA-256', 'new file mode 100644\nindex 0000000..473a0f4\n'],
    ['another mode', 'old mode 100644\nnew mode 100755\n'],
    ['a binary file', 'index 1234567..2345678 100644\nBinary files a/x and b/x differ\n'],
    ['a binary patch', 'index 1234567..2345678 100644\nGIT binary patch\nliteral 1\nIcmZ\n'],
  ])('takes for whole what has no hunks: %s [F164]', (_what, header) => {
    expect(countWholeFiles(`diff --git a/x b/x\n${header}`)).toBe(1);
  });

  it('detects every cut that is not between two files [F164]', () => {
    const diff = gitDiff({ 'a.txt': 'one\ntwo\n' }, { 'a.txt': 'one\n2\n3\n', 'b.txt': 'x\ny\n' });
    const hunk = diff.indexOf('@@');
    const second = diff.indexOf('diff --git', 1);
    expect(hunk).toBeLessThan(second);
    for (let length = 0; length < diff.length; length += 1) {
      if (length !== second) expect(countWholeFiles(diff.slice(0, length)), `${length}`).toBeNull();
    }
    expect(countWholeFiles(diff.slice(0, second))).toBe(1);
    expect(countWholeFiles(diff)).toBe(2);
  });

  it.each([
    ['nothing', ''],
    ['text before the first file', 'x\ndiff --git a/x b/x\n'],
    ['a first line with two names', 'diff --git a/x b/y\n@@ -1 +1 @@\n-a\n+b\n'],
    ['a first line with another folder', 'diff --git c/x b/x\n@@ -1 +1 @@\n-a\n+b\n'],
    ['a file without a line end', 'diff --git a/x b/x'],
    ['a file with its names only', 'diff --git a/x b/x\n'],
    ['a mode that only was', 'diff --git a/x b/x\nold mode 100644\n'],
    ['a mode that only is', 'diff --git a/x b/x\nnew mode 100755\n'],
    ['a new file without its content', 'diff --git a/x b/x\nnew file mode 100644\n'],
    ['a new file with its blob only', 'diff --git a/x b/x\nnew file mode 100644\nindex 0000000..1234567\n'],
    [
      'a new file with a blob that begins like that of an empty file',
      'diff --git a/x b/x\nnew file mode 100644\nindex 0000000..4734567\n',
    ],
    [
      'a move to a name like a line about blobs',
      'diff --git a/x b/index 0..0\nsimilarity index 90%\nrename from x\nrename to index 0..0\n',
    ],
    [
      'a deleted file with its blob only',
      'diff --git a/x b/x\ndeleted file mode 100644\nindex 1234567..0000000\n',
    ],
    ['a changed file with its blobs only', 'diff --git a/x b/x\nindex e69de29..1234567 100644\n'],
    ['a change that ends at the old name', 'diff --git a/x b/x\nindex e69de29..0000000\n--- a/x\n'],
    ['a change that ends at the new name', 'diff --git a/x b/x\nold mode 1\nnew mode 2\n--- a/x\n+++ b/x\n'],
    [
      'a move with changes that are not there',
      'diff --git a/x b/y\nsimilarity index 90%\nrename from x\nrename to y\n',
    ],
    [
      'the header of its last file',
      'diff --git a/x b/x\n@@ -1 +1 @@\n-a\n+b\ndiff --git a/y b/y\nindex 1234567..2345678 100644\n',
    ],
    ['a hunk with too many lines of the old', 'diff --git a/x b/x\n@@ -1 +1,2 @@\n-a\n-b\n'],
    ['a hunk with too many lines of the new', 'diff --git a/x b/x\n@@ -1,2 +1 @@\n+a\n+b\n'],
    ['a line that is not part of a diff', 'diff --git a/x b/x\n@@ -1,2 +1,2 @@\n a\n<html>\n'],
    ['a hunk whose old lines miss', 'diff --git a/x b/x\n@@ -1,2 +0,0 @@\n-a\n'],
    ['a hunk whose last line misses', 'diff --git a/x b/x\n@@ -1,2 +1,2 @@\n a\n'],
    ['a hunk far down that has one line of many', 'diff --git a/x b/x\n@@ -10,12 +10,12 @@\n a\n'],
    [
      'too many lines of the old before another hunk',
      'diff --git a/x b/x\n@@ -1 +1,2 @@\n-a\n-b\n+c\n+d\n@@ -1 +1 @@\n-a\n+b\n',
    ],
    [
      'too many lines of the new before another hunk',
      'diff --git a/x b/x\n@@ -1,2 +1 @@\n+a\n+b\n-c\n-d\n@@ -1 +1 @@\n-a\n+b\n',
    ],
    [
      'a line that is not part of a diff before others that are',
      'diff --git a/x b/x\n@@ -1,2 +1,2 @@\n a\n<html>\n b\n',
    ],
  ])('detects %s as a cut [F164]', (_what, diff) => {
    expect(countWholeFiles(diff)).toBeNull();
  });

  it.each([
    ['a file that only moved', 'similarity index 100%\nrename from x\nrename to y\n'],
    ['a name like the beginning of a file', 'similarity index 100%\nrename from x\nrename to diff --git a\n'],
    ['a name like the beginning of a hunk', 'similarity index 100%\nrename from x\nrename to @@ -1 +1 @@\n'],
  ])('counts %s once', (_what, header) => {
    expect(countWholeFiles(`diff --git a/x b/y\n${header}`)).toBe(1);
  });

  it('accepts lines whose only space was removed', () => {
    expect(countWholeFiles('diff --git a/x b/x\n@@ -1,2 +1,2 @@\n a\n\n')).toBe(1);
  });

  it('agrees with git about any change of text', () => {
    const text = fc.array(fc.constantFrom('a', '', '-b', '+c', '\\d', 'diff --git', '@@ -1 +1 @@'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = gitDiff({ 'a.txt': before.join('\n') }, { 'a.txt': after.join('\n') });
        expect(countWholeFiles(diff)).toBe(diff === '' ? null : 1);
      }),
      cases(30),
    );
  });

  it('returns the names and the text of each file', () => {
    const sections = [
      'diff --git a/a b b/a b\nold mode 100644\nnew mode 100755\n',
      'diff --git "a/n\\nw" "b/n\\nw"\nnew file mode 100644\nindex 0000000..e69de29\n',
      'diff --git "a/x\\" \\"y" "b/x\\" \\"y"\nnew file mode 100644\nindex 0000000..e69de29\n',
      'diff --git a/x b/y z\nsimilarity index 90%\nrename from x\nrename to y z\n@@ -1 +1 @@\n-rename to q\n+b\n',
      'diff --git a/x "b/\\"c"\nsimilarity index 100%\ncopy from x\ncopy to "\\"c"\n',
    ];
    expect(splitDiff(sections.join(''))).toEqual([
      { path: 'a b', previousPath: null, text: sections[0] },
      { path: 'n\nw', previousPath: null, text: sections[1] },
      { path: 'x" "y', previousPath: null, text: sections[2] },
      { path: 'y z', previousPath: 'x', text: sections[3] },
      { path: '"c', previousPath: 'x', text: sections[4] },
    ]);
  });
});

describe('hunkLinesOf', () => {
  it('returns the lines of all hunks, and none of a section without hunks', () => {
    const header = 'diff --git a/x b/x\nold mode 100644\nnew mode 100755\n';
    expect(hunkLinesOf(`${header}@@ -1 +1 @@\n-a\n+b\n@@ -9 +9 @@\n c\n`)).toEqual(['-a', '+b', ' c']);
    expect(hunkLinesOf(header)).toEqual([]);
  });
});

describe('countLines', () => {
  it('counts what a patch adds and removes', () => {
    const patch =
      '@@ -1,3 +1,2 @@ f() {\n a\n--- b\n-c\n++++ d\n\\ No newline at end of file\n@@ -9 +8,2 @@\n-x\n+y\n+z\n\\ No newline at end of file';
    expect(countLines(patch)).toEqual({ additions: 3, deletions: 3 });
  });

  it.each([
    '',
    'x\n@@ -1 +1 @@\n-a\n+b',
    '@@ -1 +1 @@\n-a',
    '@@ -1 +1 @@\n-a\n+b\n',
    '@@ -1 +1 @@\n-a\n+b\n+c',
  ])('detects %j as a cut', (patch) => {
    expect(countLines(patch)).toBeNull();
  });
});

describe('addedLines', () => {
  const section = (hunks: string) => `diff --git a/x b/x\n--- a/x\n+++ b/x\n${hunks}`;

  it.each([
    ['a new file', '@@ -0,0 +1,3 @@\n+a\n+b\n+c\n', [[1, 3]]],
    ['an empty section', '', []],
    [
      'lines in between',
      '@@ -7,3 +9,5 @@ f() {\n a\n+b\n c\n+d\n+e\n',
      [
        [10, 10],
        [12, 13],
      ],
    ],
    [
      'lines that replace others',
      '@@ -1,3 +1,3 @@\n-a\n+b\n c\n-d\n+e\n',
      [
        [1, 1],
        [3, 3],
      ],
    ],
    ['removed lines', '@@ -1,2 +1 @@\n a\n-b\n', []],
    [
      'two hunks',
      '@@ -1 +1 @@\n-a\n+b\n@@ -9,0 +10,2 @@\n+c\n+d\n',
      [
        [1, 1],
        [10, 11],
      ],
    ],
    ['two hunks side by side', '@@ -0,0 +1 @@\n+a\n@@ -0,0 +2 @@\n+b\n', [[1, 2]]],
    ['a last line without an end', '@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n', [[1, 2]]],
    ['lines that look like others of a diff', '@@ -0,0 +1,2 @@\n+++ b\n+@@ -1 +7 @@\n', [[1, 2]]],
    ['an empty line of context', '@@ -1 +1,2 @@\n\n+b\n', [[2, 2]]],
  ])('finds %s', (_what, hunks, expected) => {
    expect(addedLines(section(hunks))).toEqual(expected.map(([first, last]) => ({ first, last })));
  });

  it('finds the lines that git adds', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '', '-b', '+c', '\\d', '@@ -1 +1 @@'), { maxLength: 40 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = gitDiff({ 'a.txt': before.join('\n') }, { 'a.txt': after.join('\n') });
        const hunks = diff.slice(diff.indexOf('\n@@'));
        const added = [...hunks.matchAll(/^\+(.*)$/gm)].map(([, line]) => line);
        const found = addedLines(diff).flatMap(({ first, last }) => after.slice(first - 1, last));
        expect(found).toEqual(added);
      }),
      cases(30),
    );
  });
});
