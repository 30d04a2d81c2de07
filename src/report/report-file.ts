import { pendingInterrupts } from './markdown/interrupt-list.ts';
import { candidateRunIds, failedSteps, findingCounts, type OutputValues, serviceWords } from './outputs.ts';
import type { Report } from './report.ts';

// Of docs/report.schema.json; raised if a change breaks a reader.
const SCHEMA_VERSION = 1;

/**
 * The report file: every output whole, under its name, with those that are JSON of this action's own as JSON values; the
 * commits, the attempt and the agent's labels; who asked for the run, and its steps; the changed files that the agent got
 * no text of; every fault that was found; the warnings; and the requests to the service in their order. Holds no secret.
 * docs/report.schema.json is its JSON Schema.
 */
export function renderReportFile(report: Report, whole: OutputValues): string {
  const { verdict, progress, stale } = report;
  const warnings = [...(stale === null ? [] : [stale]), ...report.warnings];
  const evals = progress.evals.kind === 'read' ? progress.evals.report : null;
  const { attempt, base, labels, models } = progress;
  const content = {
    schemaVersion: SCHEMA_VERSION,
    ...whole,
    passes: verdict.passes,
    'would-fail': verdict.wouldFail,
    attempt,
    base: base === null ? null : { branch: base.ref, sha: base.sha },
    labels,
    models,
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
