import type { Runner } from '../platform/runner.ts';
import { annotateFindings } from './annotate-findings.ts';
import { annotateSteps } from './annotations.ts';
import type { Report } from './report.ts';

/**
 * Writes the verdict to the log, and to annotations if the outcome is not `passed`.
 *
 * @param workspace the checkout with the files that may be annotated; null without a checkout
 */
export function announce(
  runner: Runner,
  workspace: string | null,
  { verdict, progress, result }: Report,
): void {
  const { outcome, passes, reason, faults } = verdict;
  const reasons = faults.find((fault) => fault.outcome === outcome)?.reasons;
  const lines =
    reasons !== undefined && reasons.length > 1 ? [`${outcome}:`, ...reasons] : [`${outcome}: ${reason}`];
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
