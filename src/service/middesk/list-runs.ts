import * as v from 'valibot';
import { type ListedRun, mayMatch, type RunQuery } from '../../domain/run.ts';
import type { HttpResponse } from '../../http/json-client.ts';
import { checkedRunId, decode, Text, timeOf } from '../decode.ts';
import { readRunPages } from '../run-pages.ts';

const PAGE_SIZE = 20;

const RunsResponse = v.object({
  has_more: v.boolean(),
  data: v.array(v.object({ id: v.string(), agent: Text, created_at: v.optional(v.unknown()) })),
});

/**
 * The runs of an agent from a moment on. Middesk lists the runs of all agents and of any age, the newest first, so the
 * list is read until all other runs must be older.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 */
export function listRunsSince(
  query: RunQuery,
  get: (path: string) => Promise<HttpResponse>,
): AsyncIterable<ListedRun> {
  const order = new NewestFirst(query.sinceMs);
  return readRunPages<number>(async (cursor) => {
    const page = cursor ?? 1;
    const response = await get(`/runs?page=${page}&per_page=${PAGE_SIZE}`);
    const { data, has_more } = decode(RunsResponse, response, "a page of Middesk's runs");
    const runs = data.map(({ id, agent, created_at }) => ({
      runId: checkedRunId(id),
      agentId: agent,
      createdAtMs: timeOf(created_at),
    }));
    return {
      runs: runs.filter((run) => mayMatch(run, query)),
      next: has_more && !order.hasPassed(runs) ? page + 1 : null,
    };
  });
}

/** Detects, in a list that was newest first so far, that the rest of it is too old. */
class NewestFirst {
  readonly #sinceMs: number;
  #oldestMs = Number.POSITIVE_INFINITY;
  #isSorted = true;

  constructor(sinceMs: number) {
    this.#sinceMs = sinceMs;
  }

  hasPassed(runs: readonly ListedRun[]): boolean {
    for (const { createdAtMs } of runs) {
      if (createdAtMs === null || createdAtMs > this.#oldestMs) this.#isSorted = false;
      else this.#oldestMs = createdAtMs;
    }
    return this.#isSorted && this.#oldestMs < this.#sinceMs;
  }
}
