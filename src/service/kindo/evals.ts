import * as v from 'valibot';
import type { EvalReport, EvalStatus } from '../../domain/evals.ts';
import type { HttpResponse } from '../../http/json-client.ts';
import { assertSameId, decode, LooseText, Name, parseEnum } from '../decode.ts';

const EvalsResponse = v.object({
  runId: v.string(),
  result: v.string(),
  steps: v.nullish(
    v.array(
      v.object({
        stepNumber: v.fallback(v.nullish(v.number(), null), null),
        name: Name,
        result: v.string(),
        explanation: LooseText,
      }),
    ),
    [],
  ),
});

// Kindo's enum values happen to be this action's own.
const VERDICTS = ['pass', 'fail', 'pending', 'skipped', 'unknown'] satisfies EvalStatus[];

/**
 * The verdicts on a run.
 *
 * @see https://docs.kindo.ai/apis/agents/runs/
 */
export function decodeEvals(runId: string, response: HttpResponse): EvalReport {
  const evals = decode(EvalsResponse, response, 'a list of Kindo verdicts');
  assertSameId('run', runId, evals.runId);
  return {
    result: parseEnum(VERDICTS, evals.result),
    rawResult: evals.result,
    steps: evals.steps.map(({ stepNumber, name, result, explanation }) => ({
      stepNumber,
      name: name ?? '',
      result: parseEnum(VERDICTS, result),
      rawResult: result,
      explanation: explanation ?? '',
    })),
  };
}
