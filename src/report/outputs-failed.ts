import { describe } from '../domain/errors.ts';
import type { Verdict } from '../domain/outcome.ts';

const FIX = 'Check the disk of the runner, and whether an earlier step changed GITHUB_OUTPUT.';

/** The verdict if the outputs of another could not be written. */
export function outputsFailed(verdict: Verdict, error: unknown): Verdict {
  const lost =
    verdict.outcome === 'internal-error' ? '' : ` Otherwise, the outcome would be ${verdict.outcome}.`;
  const reason = `The outputs could not be written (${describe(error)}), so later steps cannot rely on them.${lost} ${FIX}`;
  const fault = { outcome: 'internal-error', reasons: [reason] } as const;
  return {
    ...verdict,
    outcome: fault.outcome,
    passes: false,
    wouldFail: true,
    reason,
    faults: [fault, ...verdict.faults],
  };
}
