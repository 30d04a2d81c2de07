import { describe, expect, it } from 'vitest';
import type { TreeEntry } from '../../../src/pull-request/github.ts';
import { hasSameContent, Trees } from '../../../src/pull-request/trees.ts';

const blob = (name: string, facts: Partial<TreeEntry> = {}): TreeEntry => ({
  name,
  mode: '100644',
  id: `id of ${name}`,
  size: 1,
  ...facts,
});
const folder = (name: string, id: string) => blob(name, { mode: '040000', id, size: null });
const FOLDERS: Readonly<Record<string, readonly TreeEntry[]>> = {
  root: [folder('src', 'tree'), folder('lib', 'tree'), blob('file')],
  tree: [blob('a.ts')],
};

function newTrees() {
  const read: string[] = [];
  const trees = new Trees((id) => {
    read.push(id);
    return Promise.resolve(FOLDERS[id] ?? []);
  });
  return { read, trees };
}

describe('the trees of a commit', () => {
  it('return files by path, and read no folder twice', async () => {
    const { trees, read } = newTrees();
    const found = await Promise.all(['src/a.ts', 'lib/a.ts', 'file'].map((path) => trees.find('root', path)));
    expect(found.map((entry) => entry?.id)).toEqual(['id of a.ts', 'id of a.ts', 'id of file']);
    expect(read).toEqual(['root', 'tree']);
  });

  it.each(['src', 'gone', 'src/gone', 'file/a', 'gone/a'])('have no file at %s', async (path) => {
    expect(await newTrees().trees.find('root', path)).toBeNull();
  });
});

describe('the two sides of a file', () => {
  const empty = blob('a', { size: 0 });
  it.each([
    [blob('a'), blob('b', { id: 'id of a' }), true],
    [blob('a'), blob('a', { id: 'other' }), false],
    [null, empty, true],
    [empty, null, true],
    [null, blob('a'), false],
    [blob('a'), null, false],
    [null, blob('a', { size: null }), false],
    [null, null, false],
  ])('%j and %j have the same content: %s', (before, after, expected) => {
    expect(hasSameContent({ before, after })).toBe(expected);
  });
});
