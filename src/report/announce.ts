import type { Runner } from '../platform/runner.ts';
import { annotateSteps } from './annotations.ts';
import type { Report } from './report.ts';

/**
 * Tells the verdict in the log, and in annotations where it is not just `passed`.
 *
 * @param workspace the checkout, whose files annotations may stand on; null if there is none
 */
export function announce(runner: Runner, workspace: string | null, { verdict, progress }: Report): void {
  const { outcome, passes, reason, faults } = verdict;
  const reasons = faults.find((fault) => fault.outcome === outcome)?.reasons ?? [reason];
  const lines = [
    `${outcome}: ${reasons.length > 1 ? '' : reason}`.trim(),
    ...(reasons.length > 1 ? reasons : []),
  ];
  runner.info(`Outcome: ${outcome}. The step ${passes ? 'passes' : 'fails'}.`);
  if (outcome === 'passed') {
    runner.info(reason);
    return;
  }
  const { steps, rest } = annotateSteps(verdict, progress.evals, workspace);
  const annotate = passes ? runner.warning : runner.error;
  annotate.call(runner, [...lines, ...rest]);
  for (const { lines: about, place } of steps) annotate.call(runner, about, place);
}
