import { describe, expect, it } from 'vitest';
import { renderDiff, renderFiles } from '../../../src/pull-request/change-text.ts';
import type { ReadFile } from '../../../src/pull-request/changed-files.ts';
import type { ChangePart } from '../../../src/pull-request/hidden-files.ts';
import { UNREAD_SIDES } from '../../../src/pull-request/trees.ts';

const PART: ChangePart = {
  path: 'a',
  previousPath: null,
  isRemoved: false,
  text: 'diff --git\n',
  hidden: null,
};
const FILE: ReadFile = {
  path: 'a"b',
  previousPath: null,
  status: 'modified',
  additions: 1,
  deletions: 2,
  patch: null,
  blob: null,
  sides: UNREAD_SIDES,
};
const names = (count: number) => Array.from({ length: count }, (_, index) => `f${index}`);

describe('the text of the diff', () => {
  it('has only the diff if nothing is omitted', () => {
    expect(renderDiff([PART, PART], { leftOut: [], listed: [] })).toBe('diff --git\ndiff --git\n');
  });

  it('lists first what it omits, one line each, whatever a name contains', () => {
    const listed = [{ path: 'x.png', what: 'binary' }];
    expect(renderDiff([PART], { leftOut: ['a\nb', 'c\u2028"d'], listed })).toBe(
      [
        '# Changed files that diff-paths leaves out of this diff (2):',
        '# - "a\\nb"',
        '# - "c\\u{2028}\\"d"',
        '# Changed files whose content is not in this diff (1):',
        '# - "x.png": binary',
        '',
        'diff --git\n',
      ].join('\n'),
    );
  });

  it('names 200 files, then a count', () => {
    const lines = (count: number) =>
      renderDiff([], { leftOut: names(count), listed: [] })
        .trimEnd()
        .split('\n');
    expect(lines(200)).toHaveLength(201);
    expect(lines(200).at(-1)).toBe('# - "f199"');
    expect(lines(203)).toHaveLength(202);
    expect(lines(203).at(-1)).toBe('# and 3 more');
  });
});

describe('the text of the list of files', () => {
  it('has one file per line, with its previous path if it was renamed', () => {
    const text = renderFiles([FILE, { ...FILE, path: 'b', previousPath: 'a' }], ['x']);
    expect(text).toBe(
      '[\n{"path":"a\\"b","status":"modified","additions":1,"deletions":2},\n{"path":"b","status":"modified","additions":1,"deletions":2,"previousPath":"a"},\n{"path":"x","leftOut":true}\n]',
    );
  });

  it('names 200 omitted files, then a count', () => {
    expect(JSON.parse(renderFiles([FILE], names(200)))).toHaveLength(201);
    const listed: unknown[] = JSON.parse(renderFiles([FILE], names(203)));
    expect(listed).toHaveLength(202);
    expect(listed.at(-2)).toEqual({ path: 'f199', leftOut: true });
    expect(listed.at(-1)).toEqual({ moreLeftOut: 3 });
  });
});
