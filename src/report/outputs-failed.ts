import { describe } from '../domain/errors.ts';
import type { Verdict } from '../domain/outcome.ts';

/** The verdict that counts where the outputs of another could not be written. */
export function outputsFailed(verdict: Verdict, error: unknown): Verdict {
  const reason = `The outputs could not be written (${describe(error)}), so no later step could rely on them; the verdict was ${verdict.outcome}.`;
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
