import * as v from 'valibot';
import type { RunSnapshot, RunState } from '../../domain/run.ts';
import type { HttpResponse } from '../../http/json-client.ts';
import { assertSameId, decode, LooseText, rawStatusOf, Text, timeOf } from '../decode.ts';
import { decodeInterrupt, decodeOutput } from './output.ts';

const RunResponse = v.object({
  id: v.string(),
  created_at: v.optional(v.unknown()),
  status: v.unknown(),
  thread_id: LooseText,
  agent: Text,
  requester: v.fallback(
    v.nullish(v.object({ id: LooseText, name: LooseText, email: LooseText }), null),
    null,
  ),
  ended_at: v.optional(v.unknown()),
  output: v.optional(v.unknown(), null),
  // Of any shape. Only the id decides which one is answered.
  interrupts: v.nullish(v.array(v.union([v.looseObject({ id: v.unknown() }), v.unknown()])), []),
});

const STATES: ReadonlyMap<string, RunState> = new Map([
  ['running', 'in_progress'],
  ['completed', 'success'],
  ['error', 'failure'],
  ['interrupted', 'interrupted'],
]);

/**
 * A run as Middesk describes it.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 */
export function decodeRun(runId: string, response: HttpResponse): RunSnapshot {
  const run = decode(RunResponse, response, 'a Middesk run');
  assertSameId('run', runId, run.id);
  const rawStatus = rawStatusOf(run.status);
  return {
    runId,
    agentId: run.agent,
    conversationId: run.thread_id,
    state: STATES.get(rawStatus) ?? 'unrecognised',
    rawStatus,
    serviceTimeMs: response.serviceTimeMs,
    createdAtMs: timeOf(run.created_at),
    endedAtMs: timeOf(run.ended_at),
    message: run.output === null ? null : decodeOutput(run.output),
    interrupts: run.interrupts.map(decodeInterrupt),
    requester: run.requester,
  };
}
