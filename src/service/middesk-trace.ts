import * as v from 'valibot';
import type { TraceStep } from '../run-details.ts';
import { decode, Text, timeOf } from './decode.ts';

// Far more levels than agents have, and far fewer than a stack has room for.
const DEEPEST = 32;

const StepAnswer = v.object({
  agent: Text,
  type: v.string(),
  name: v.string(),
  label: Text,
  status: v.string(),
  started_at: v.optional(v.unknown()),
  completed_at: v.optional(v.unknown()),
  steps: v.nullish(v.array(v.unknown()), []),
  result: v.nullish(v.object({ resolution: Text }), null),
});

/**
 * The steps of a run. Of a step, `id`, `run_id` and `parent_step_id` say no more than its place does, and `artifacts` are
 * those of its own: what comes of the run is in its output.
 *
 * @throws ServiceError where one is not of the documented shape
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 */
export function decodeSteps(steps: readonly unknown[], depth = 1): TraceStep[] {
  return steps.map((answer) => {
    const step = decode(StepAnswer, answer, 'a step of a Middesk run');
    return {
      kind: step.type,
      name: step.name,
      label: step.label ?? step.name,
      agent: step.agent ?? '',
      status: step.status,
      resolution: step.result?.resolution ?? '',
      isFailed: step.type === 'error' || step.status === 'error',
      startedAtMs: timeOf(step.started_at),
      endedAtMs: timeOf(step.completed_at),
      steps: depth < DEEPEST ? decodeSteps(step.steps, depth + 1) : [],
    };
  });
}
