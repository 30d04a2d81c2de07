import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/domain/errors.ts';
import {
  type ChangePart,
  changedLinesOf,
  checkHidden,
  findHidden,
  type Hidden,
  submoduleOf,
} from '../../../src/pull-request/hidden-files.ts';

const OID = `oid sha256:${'0a'.repeat(32)}`;
const [OLD, NEW] = ['a'.repeat(40), 'b'.repeat(40)];

function section(hunks: string, header = 'index 1..2'): string {
  return `diff --git a/x b/x\n${header}\n--- a/x\n+++ b/x\n${hunks}`;
}

function partOf(path: string, kind: Hidden['kind'], isRemoved = false): ChangePart {
  return { path, previousPath: null, isRemoved, text: '', hidden: { kind, what: `some ${kind}` } };
}

describe('what a section of a diff hides', () => {
  it.each([
    ['binary', section('').replace('---', 'Binary files a/x and b/x differ\n---')],
    ['binary', 'diff --git a/x b/x\nindex 1..2\nGIT binary patch\nliteral 4\nzcmZ\n'],
    [
      'lfs-pointer',
      section(`@@ -0,0 +1,3 @@\n+version https://git-lfs.github.com/spec/v1\n+${OID}\n+size 12\n`),
    ],
    [
      'lfs-pointer',
      section(`@@ -1,3 +1,3 @@\n version https://x/y\n-oid sha256:old\n-size 1\n+${OID}\n+size 12\n`),
    ],
    [
      'lfs-pointer',
      section(
        `@@ -2,4 +2,4 @@\n ext-0-foo sha256:1\n-oid x\n+${OID}\n size 12\n\\ No newline at end of file\n`,
      ),
    ],
    ['lfs-pointer', section(`@@ -1,2 +1,2 @@\n-text\n-text\n+${OID}\n+size 12\n`)],
    ['submodule', section(`@@ -1 +1 @@\n-Subproject commit ${OLD}\n+Subproject commit ${NEW}\n`)],
  ])('is %s: %s', (kind, text) => {
    expect(findHidden(text, false)?.kind).toBe(kind);
  });

  it.each([
    ['text', section('@@ -1 +1 @@\n-a\n+b\n')],
    ['a line like a notice of git', section('@@ -1 +1 @@\n-a\n+Binary files a/x and b/x differ\n')],
    ['a name like a notice of git', 'diff --git a/x b/y\nrename from x\nrename to Binary files \n'],
    ['nothing', 'diff --git a/x b/x\nnew file mode 100644\n'],
    ['a pointer and more text', section(`@@ -1,3 +1,4 @@\n ${OID}\n size 12\n+x\n`)],
    ['text before a pointer', section(`@@ -1,3 +1,4 @@\n x\n+${OID}\n+size 12\n`)],
    ['a pointer that became text', section(`@@ -1,2 +1 @@\n-${OID}\n-size 12\n+text\n`)],
    ['a pointer that is too long', section(`@@ -1,2 +1 @@\n-${'x'.repeat(4096)}\n+${OID}\n+size 1\n`)],
    [
      'a submodule and more text',
      section(`@@ -1 +1,2 @@\n-Subproject commit ${OLD}\n+Subproject commit ${NEW}\n+x\n`),
    ],
    ['a line like one of a submodule', section(`@@ -0,0 +1 @@\n+-Subproject commit ${NEW}\n`)],
    ['a line that begins like one of a submodule', section(`@@ -0,0 +1 @@\n+Subproject commit ${NEW} x\n`)],
  ])('is nothing: %s', (_what, text) => {
    expect(findHidden(text, false)).toBeNull();
  });

  it('is a pointer in hunks of at most 4,096 characters, however long the names are', () => {
    const pointerOf = (length: number, name: string) => {
      const [start, end] = ['\n@@ -1,2 +1 @@\n-', `\n+${OID}\n+size 1\n`];
      const line = 'x'.repeat(length - start.length - end.length);
      return `diff --git a/${name} b/${name}\nindex 1..2${start}${line}${end}`;
    };
    for (const name of ['x', 'x'.repeat(4096)]) {
      expect(findHidden(pointerOf(4096, name), false)?.kind).toBe('lfs-pointer');
      expect(findHidden(pointerOf(4097, name), false)).toBeNull();
    }
  });

  it('is the previous content of a removed file', () => {
    const text = section(`@@ -1,3 +0,0 @@\n-version https://x/y\n-${OID}\n-size 12\n`);
    expect(findHidden(text, true)?.kind).toBe('lfs-pointer');
    expect(findHidden(text, false)).toBeNull();
  });

  it('names both commits of a submodule, or the only one', () => {
    const of = (hunks: string) => findHidden(section(hunks), false)?.what;
    expect(of(`@@ -1 +1 @@\n-Subproject commit ${OLD}\n+Subproject commit ${NEW}-dirty\n`)).toBe(
      `submodule, ${OLD} to ${NEW}`,
    );
    expect(of(`@@ -0,0 +1 @@\n+Subproject commit ${NEW}\n`)).toBe(`submodule, at ${NEW}`);
    expect(of(`@@ -1 +0,0 @@\n-Subproject commit ${OLD}\n`)).toBe(`submodule, was at ${OLD}`);
    expect(submoduleOf(OLD, NEW).what).toBe(`submodule, ${OLD} to ${NEW}`);
  });
});

describe('the parts of a change', () => {
  it.each([
    partOf('a.png', 'binary'),
    partOf('dir.d/A.WOFF2', 'binary'),
    partOf('a.mp3', 'lfs-pointer'),
    partOf('a.mov', 'binary'),
    partOf('a.pdf', 'binary'),
    partOf('a.exe', 'binary', true),
    partOf('a.exe', 'lfs-pointer', true),
    partOf('a.lock', 'no-patch', true),
    partOf('lib', 'submodule'),
    { ...partOf('a.ts', 'binary'), hidden: null },
  ])('may have no content: $path $hidden.kind $isRemoved [T45]', (part) => {
    expect(() => checkHidden([part])).not.toThrow();
  });

  it.each([
    partOf('a.sh', 'binary'),
    partOf('a.svg', 'binary'),
    partOf('a.png.sh', 'binary'),
    partOf('.png', 'binary'),
    partOf('png', 'binary'),
    partOf('a.zip', 'lfs-pointer'),
    partOf('a.png', 'no-patch'),
    partOf('a.png', 'cut'),
    partOf('a.png', 'cut', true),
  ])('fail the source: $path $hidden.kind $isRemoved [T45]', (part) => {
    expect(() => checkHidden([part])).toThrow(InputError);
  });

  it('are named with the pattern that would leave them out', () => {
    const long = `${'d/'.repeat(300)}x`;
    const parts = [partOf('a b.zip', 'binary'), partOf('ok.png', 'binary'), partOf(long, 'binary')];
    let problems: readonly string[] = [];
    try {
      checkHidden(parts);
    } catch (error) {
      if (error instanceof InputError) problems = error.problems;
    }
    expect(problems).toEqual([
      'pr:diff does not include the complete text of "a b.zip" (some binary), so the agent could not review it. To exclude it, add this line at the end of diff-paths: !a b.zip',
      expect.stringMatching(
        /^pr:diff does not include the complete text of "d\/d.*Exclude its folder with diff-paths\.$/,
      ),
    ]);
  });

  it('are named up to 50, then counted', () => {
    const problemsOf = (count: number) => {
      try {
        checkHidden(Array.from({ length: count }, (_, index) => partOf(`f${index}`, 'binary')));
      } catch (error) {
        if (error instanceof InputError) return error.problems;
      }
      return [];
    };
    expect(problemsOf(50)).toHaveLength(50);
    expect(problemsOf(50).at(-1)).toContain('"f49"');
    expect(problemsOf(53)).toHaveLength(51);
    expect(problemsOf(53).at(-1)).toBe('The same is true of 3 more files. The report file has the names.');
    expect(problemsOf(51).at(-1)).toBe('The same is true of 1 more file. The report file has the names.');
  });
});

describe('the changed lines of parts', () => {
  const visible = (path: string, text: string): ChangePart => ({
    path,
    previousPath: 'old',
    isRemoved: false,
    text,
    hidden: null,
  });

  it('are those of each part whose text is all of the change', () => {
    const hunks = section('@@ -1 +1,3 @@\n+a\n b\n+c\n');
    const hidden = { ...partOf('cut', 'cut'), text: hunks };
    expect(
      changedLinesOf([visible('a', hunks), hidden, visible('b', section('@@ -1 +0,0 @@\n-a\n'))]),
    ).toEqual(
      new Map([
        [
          'a',
          [
            { first: 1, last: 1 },
            { first: 3, last: 3 },
          ],
        ],
        ['b', []],
      ]),
    );
  });

  it('are those of the link in the place of a file', () => {
    const removed =
      'diff --git a/x b/x\ndeleted file mode 100644\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n';
    const added = 'diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+b\n';
    expect(changedLinesOf([visible('x', removed), visible('x', added)])).toEqual(
      new Map([['x', [{ first: 1, last: 1 }]]]),
    );
  });
});
