import * as v from 'valibot';
import type { TraceStep } from '../../domain/trace.ts';
import { LooseText, timeOf } from '../decode.ts';

// Far more levels than agents have, and far fewer than a stack has room for.
const MAX_DEPTH = 32;

const UNKNOWN = 'unknown';

const StepFields = v.object({
  agent: LooseText,
  type: LooseText,
  name: LooseText,
  label: LooseText,
  status: LooseText,
  started_at: v.optional(v.unknown()),
  completed_at: v.optional(v.unknown()),
  steps: v.fallback(v.nullish(v.array(v.unknown()), []), []),
  result: v.fallback(v.nullish(v.object({ resolution: LooseText }), null), null),
});

// Every field has a fallback.
const NOTHING_KNOWN = v.parse(StepFields, {});

/**
 * The trace steps of a run. No decision depends on them, so a field that is missing or of another type is shown as unknown.
 * Of a step, `id`, `run_id` and `parent_step_id` repeat its place, and `artifacts` are only its own: the result of the run
 * is in its output.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 */
export function decodeSteps(steps: readonly unknown[], depth = 1): TraceStep[] {
  return steps.map((item) => {
    const parsed = v.safeParse(StepFields, item);
    const step = parsed.success ? parsed.output : NOTHING_KNOWN;
    const name = step.name ?? step.label ?? UNKNOWN;
    return {
      kind: step.type ?? UNKNOWN,
      name,
      label: step.label ?? name,
      agent: step.agent ?? '',
      status: step.status ?? UNKNOWN,
      resolution: step.result?.resolution ?? '',
      isFailed: step.type === 'error' || step.status === 'error',
      startedAtMs: timeOf(step.started_at),
      endedAtMs: timeOf(step.completed_at),
      steps: depth < MAX_DEPTH ? decodeSteps(step.steps, depth + 1) : [],
    };
  });
}
