import * as v from 'valibot';
import { type AgentMessage, messageOf, type RunSnapshot, type RunState } from '../../domain/run.ts';
import type { HttpResponse } from '../../http/json-client.ts';
import type { Redact } from '../../text/redact.ts';
import { assertSameId, decode, jsonOf, LooseText, parseEnum, rawStatusOf, Text, timeOf } from '../decode.ts';

const RunResponse = v.object({
  runId: v.string(),
  agentId: Text,
  conversationId: LooseText,
  createdAtUtc: v.optional(v.unknown()),
  endedAtUtc: v.optional(v.unknown()),
  result: v.optional(v.unknown(), null),
  status: v.unknown(),
});

const MessageResult = v.object({ role: v.literal('assistant'), parts: v.array(v.unknown()) });
const TextPart = v.object({ type: v.literal('text'), text: v.string() });

// Kindo's enum values happen to be this action's own.
const STATES = ['in_progress', 'success', 'failure', 'cancelled'] satisfies RunState[];

/**
 * A run as Kindo describes it.
 *
 * @see https://docs.kindo.ai/apis/agents/runs/
 */
export function decodeRun(runId: string, response: HttpResponse, redact: Redact): RunSnapshot {
  const run = decode(RunResponse, response, 'a Kindo run');
  assertSameId('run', runId, run.runId);
  const rawStatus = rawStatusOf(run.status);
  return {
    runId,
    agentId: run.agentId?.toLowerCase() ?? null,
    conversationId: run.conversationId,
    state: parseEnum(STATES, rawStatus),
    rawStatus,
    serviceTimeMs: response.serviceTimeMs,
    createdAtMs: timeOf(run.createdAtUtc),
    endedAtMs: timeOf(run.endedAtUtc),
    message: run.result === null ? null : decodeMessage(run.result, redact),
    interrupts: [],
    requester: null,
  };
}

function decodeMessage(result: unknown, redact: Redact): AgentMessage {
  if (typeof result !== 'string') return messageOf([jsonOf(result)], null);
  // JSON within JSON may hide the key in its own escapes.
  const raw = redact(result);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), MessageResult), raw);
  if (!parsed.success) return messageOf([raw], null);
  const parts = parsed.output.parts.flatMap((part) => (v.is(TextPart, part) ? [part.text] : []));
  return messageOf(parts, raw);
}
