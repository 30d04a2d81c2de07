import * as v from 'valibot';
import type { ListedRun, RunQuery } from '../../domain/run.ts';
import type { HttpResponse } from '../../http/json-client.ts';
import { assertSameId, checkedRunId, decode, Text } from '../decode.ts';
import { type RunPage, readRunPages } from '../run-pages.ts';
import { agentPath } from './agent-id.ts';

const RunsResponse = v.object({
  agentId: v.string(),
  recentRunIds: v.array(v.string()),
  nextCursor: Text,
});

/**
 * The runs of an agent from a moment on. Kindo lists only their ids: the time of creation is only in the run itself.
 *
 * @see https://docs.kindo.ai/apis/agents/quickstart/
 */
export function listRunsSince(
  { agentId, sinceMs }: RunQuery,
  get: (path: string) => Promise<HttpResponse>,
): AsyncIterable<ListedRun> {
  const startDate = new Date(sinceMs).toISOString();
  return readRunPages<string>(async (cursor): Promise<RunPage<string>> => {
    // The cursor does not contain the date: without it, the next page would be of another list.
    const query = new URLSearchParams({ startDate, ...(cursor === null ? {} : { cursor }) });
    const response = await get(`${agentPath(agentId)}?${query}`);
    const page = decode(RunsResponse, response, "a page of a Kindo agent's runs");
    assertSameId('agent', agentId, page.agentId.toLowerCase());
    const runs = page.recentRunIds.map((id) => ({ runId: checkedRunId(id), agentId, createdAtMs: null }));
    return { runs, next: page.nextCursor };
  });
}
