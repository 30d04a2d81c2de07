import type { Runner } from '../platform/runner.ts';
import { annotateFindings } from './annotate-findings.ts';
import { annotateSteps } from './annotations.ts';
import type { Report } from './report.ts';

/**
 * Tells the verdict in the log, and in annotations where it is not just `passed`.
 *
 * @param workspace the checkout, whose files annotations may stand on; null if there is none
 */
export function announce(
  runner: Runner,
  workspace: string | null,
  { verdict, progress, result }: Report,
): void {
  const { outcome, passes, reason, faults } = verdict;
  const reasons = faults.find((fault) => fault.outcome === outcome)?.reasons ?? [reason];
  const lines = [
    `${outcome}: ${reasons.length > 1 ? '' : reason}`.trim(),
    ...(reasons.length > 1 ? reasons : []),
  ];
  runner.info(`Outcome: ${outcome}. The step ${passes ? 'passes' : 'fails'}.`);
  const kind = passes ? 'warning' : 'error';
  const used = { error: 0, warning: 0, notice: 0 };
  if (outcome === 'passed') {
    runner.info(reason);
  } else {
    const { steps, rest } = annotateSteps(verdict, progress.evals, workspace);
    runner[kind]([...lines, ...rest]);
    for (const { lines: about, place } of steps) runner[kind](about, place);
    used[kind] = 1 + steps.length;
  }
  annotateFindings(runner, result.findings.findings, { workspace, used, mayBeErrors: !passes });
}
