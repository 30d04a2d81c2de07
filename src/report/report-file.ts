import { pendingInterrupts } from './markdown/interrupt-list.ts';
import { candidateRunIds, failedSteps, findingCounts, type OutputValues, serviceWords } from './outputs.ts';
import type { Report } from './report.ts';

/**
 * The report file: every output whole, under its name, with those that are JSON of this action's own as JSON values; who
 * asked for the run, and its steps; the changed files that the agent got no text of; every fault that was found; the warnings; and the requests to the service in their
 * order. Holds no secret.
 */
export function renderReportFile(report: Report, whole: OutputValues): string {
  const { verdict, progress, stale } = report;
  const warnings = [...(stale === null ? [] : [stale]), ...report.warnings];
  const evals = progress.evals.kind === 'read' ? progress.evals.report : null;
  const content = {
    ...whole,
    passes: verdict.passes,
    'would-fail': verdict.wouldFail,
    evals: evals === null ? null : serviceWords(evals),
    'failed-steps': failedSteps(evals),
    findings: findingCounts(report.result),
    interrupts: pendingInterrupts(progress),
    'candidate-run-ids': candidateRunIds(progress),
    unread: progress.unread,
    steps: progress.trace,
    requester: progress.run?.requester ?? null,
    faults: verdict.faults,
    warnings,
    timeline: progress.timeline,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
