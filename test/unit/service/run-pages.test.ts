import { describe, expect, it } from 'vitest';
import { ProtocolError, RequestError } from '../../../src/domain/errors.ts';
import type { ListedRun } from '../../../src/domain/run.ts';
import { type RunPage, readRunPages } from '../../../src/service/run-pages.ts';
import { collect } from '../../support/collect.ts';
import { errorOf } from '../run/kindo-setup.ts';

function run(runId: string): ListedRun {
  return { runId, agentId: null, createdAtMs: null };
}

/** A list of so many pages with one run each. After the last it names the page `last`. */
function listOf(count: number, last: number | null = null) {
  const read: (number | null)[] = [];
  const readPage = (cursor: number | null): Promise<RunPage<number>> => {
    read.push(cursor);
    const number = cursor ?? 1;
    return Promise.resolve({ runs: [run(`run-${number}`)], next: number < count ? number + 1 : last });
  };
  return { read, readPage };
}

describe('a list of runs', () => {
  it('is read from its first page to its last, each page once', async () => {
    const { read, readPage } = listOf(3);
    expect(await collect(readRunPages(readPage))).toEqual([run('run-1'), run('run-2'), run('run-3')]);
    expect(read).toEqual([null, 2, 3]);
  });

  it('may have 20 pages', async () => {
    expect(await collect(readRunPages(listOf(20).readPage))).toHaveLength(20);
  });

  it('is not read beyond 20 pages [F63]', async () => {
    const { read, readPage } = listOf(21);
    const error = await errorOf(collect(readRunPages(readPage)));
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'undecodable', message: 'there are more than 20 pages of runs' });
    expect(read).toHaveLength(20);
  });

  it('is not read in a loop [F63]', async () => {
    const { read, readPage } = listOf(3, 2);
    const error = await errorOf(collect(readRunPages(readPage)));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toMatchObject({
      message: 'the list of runs names the same page twice. Check for a proxy that changes responses',
    });
    expect(read).toEqual([null, 2, 3]);
  });

  it('is read no further than its reader requests', async () => {
    const { read, readPage } = listOf(3);
    for await (const { runId } of readRunPages(readPage)) if (runId === 'run-2') break;
    expect(read).toEqual([null, 2]);
  });
});
