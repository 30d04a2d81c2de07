import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  DRAWN_FROM,
  type DrawnFrom,
  KINDS,
  PICTURES,
  pictureFile,
  pictureMarkdown,
  sha256,
} from '../../demo/picture-sources.ts';
import { find, PAGES, ROOT, read } from '../repository/files.ts';
import { readPage, targetOf } from '../repository/page.ts';

const drawnFrom: DrawnFrom = JSON.parse(read(DRAWN_FROM));
const files = find('docs/pictures/*.png');

// Run `npm run pictures` if one of these fails.
describe('the pictures of the pages', () => {
  it('are drawn from what the action writes today', async () => {
    const markdown = await pictureMarkdown();
    for (const [name, text] of markdown) expect(drawnFrom[name]?.markdown, name).toBe(sha256(text));
  });

  it('are the files that were drawn', () => {
    const drawn = Object.values(drawnFrom).flatMap(({ pictures }) => Object.entries(pictures));
    expect(files.map((path) => [basename(path), sha256(readFileSync(join(ROOT, path)))])).toEqual(
      drawn.toSorted(([one], [other]) => (one < other ? -1 : 1)),
    );
    expect(drawn.map(([file]) => file)).toEqual(
      Object.keys(PICTURES).flatMap((name) => KINDS.map((kind) => pictureFile(name, kind))),
    );
  });

  it('are all on a page', () => {
    const shown = PAGES.flatMap((page) =>
      readPage(page).links.flatMap((link) => targetOf(page, link)?.file ?? []),
    );
    expect(shown).toEqual(expect.arrayContaining(files));
  });
});
