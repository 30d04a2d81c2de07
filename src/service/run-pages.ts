import { ProtocolError, RequestError } from '../domain/errors.ts';
import type { ListedRun } from '../domain/run.ts';

const MAX_PAGES = 20;

/** One page of a list of runs. */
export interface RunPage<Cursor> {
  readonly runs: readonly ListedRun[];
  /** Which page to read next; null on the last one. */
  readonly next: Cursor | null;
}

/**
 * The runs of a list, page by page, 20 pages at most.
 *
 * @param readPage reads the page of a cursor; of null the first
 * @throws ProtocolError if the list names a page again, RequestError if it has more pages
 */
export async function* readRunPages<Cursor>(
  readPage: (cursor: Cursor | null) => Promise<RunPage<Cursor>>,
): AsyncGenerator<ListedRun, void, void> {
  const cursors = new Set<Cursor>();
  for (let cursor: Cursor | null = null; ; ) {
    const page: RunPage<Cursor> = await readPage(cursor);
    yield* page.runs;
    cursor = page.next;
    if (cursor === null) return;
    if (cursors.has(cursor))
      throw new ProtocolError(
        'the list of runs names the same page twice. Check for a proxy that changes responses',
      );
    cursors.add(cursor);
    if (cursors.size === MAX_PAGES) {
      throw new RequestError(`there are more than ${MAX_PAGES} pages of runs`, { kind: 'undecodable' });
    }
  }
}
