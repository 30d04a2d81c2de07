import type { JobStatus } from './expressions.ts';

/** A check that a job reports on the commit. */
export interface CheckRun {
  readonly name: string;
  readonly conclusion: JobStatus;
}

/** Pending: nothing has reported the check, so the branch rule blocks the merge. */
export type CheckState = 'green' | 'red' | 'pending';

/**
 * How a branch rule sees the checks that it requires. A skipped job counts as green. Of runs in the order of their end the last
 * one that reports a check decides.
 *
 * @see https://docs.github.com/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks
 */
export function requiredChecks(
  names: readonly string[],
  ...runs: readonly { readonly checks: readonly CheckRun[] }[]
): Record<string, CheckState> {
  return Object.fromEntries(
    names.map((name) => {
      const reported = runs
        .map(({ checks }) => checks.filter((check) => check.name === name))
        .findLast((checks) => checks.length > 0);
      if (reported === undefined) return [name, 'pending'];
      const isGreen = reported.every(({ conclusion }) => ['success', 'skipped'].includes(conclusion));
      return [name, isGreen ? 'green' : 'red'];
    }),
  );
}
