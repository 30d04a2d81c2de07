import { describe, expect, it } from 'vitest';
import { partOfFile, partOfSection } from '../../../src/pull-request/assemble-diff.ts';
import type { ReadFile } from '../../../src/pull-request/changed-files.ts';
import type { TreeEntry } from '../../../src/pull-request/github.ts';
import { type Sides, UNREAD_SIDES } from '../../../src/pull-request/trees.ts';

const FILE: ReadFile = {
  path: 'a',
  previousPath: null,
  status: 'modified',
  additions: 0,
  deletions: 0,
  patch: null,
  blob: null,
  sides: UNREAD_SIDES,
};
const entry = (id: string, mode = '100644'): TreeEntry => ({ name: 'a', mode, id, size: 1 });

describe('the part for a section', () => {
  it.each([
    ['deleted file mode 100644', true],
    ['new file mode 100644', false],
    ['rename to deleted file mode 100644', false],
  ])('with the line %j is of a removed file: %s', (line, isRemoved) => {
    const text = `diff --git a/a b/a\n${line}\nindex e69de29..0000000\n`;
    expect(partOfSection({ path: 'a', previousPath: 'b', text })).toEqual({
      path: 'a',
      previousPath: 'b',
      text,
      isRemoved,
      hidden: null,
    });
  });
});

describe('the part for a file without lines', () => {
  const NO_LINES = { kind: 'binary', what: 'binary, or too large for GitHub to show' };

  it.each<[string, Sides, string]>([
    ['is in neither commit', UNREAD_SIDES, ''],
    ['keeps its mode', { before: entry('1'), after: entry('2') }, ''],
    [
      'has another mode',
      { before: entry('1'), after: entry('2', '100755') },
      'old mode 100644\nnew mode 100755\n',
    ],
    ['is new', { before: null, after: entry('2') }, 'new file mode 100644\n'],
    ['is gone', { before: entry('1'), after: null }, 'deleted file mode 100644\n'],
  ])('that %s has its mode only if that changed', (_what, sides, modes) => {
    const { text, hidden } = partOfFile({ ...FILE, sides });
    expect(hidden).toEqual(NO_LINES);
    expect(text).toBe(`diff --git a/a b/a\n${modes}(${NO_LINES.what})\n`);
  });

  it('has lines that GitHub does not give if it counts some, also as many removed as added', () => {
    for (const counts of [{ additions: 3, deletions: 3 }, { deletions: 1 }, { additions: 1 }])
      expect(partOfFile({ ...FILE, ...counts }).hidden).toEqual({
        kind: 'no-patch',
        what: 'GitHub gives no lines of it',
      });
  });
});
