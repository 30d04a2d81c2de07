import { pendingInterrupts } from './markdown/interrupt-list.ts';
import { candidateRunIds, failedSteps, findingCounts, type OutputValues, rawEvals } from './outputs.ts';
import type { Report } from './report.ts';

// The version in docs/report.schema.json. It is raised if a change breaks a reader.
const SCHEMA_VERSION = 1;

/**
 * The report file: every output, complete and under its name, and this action's JSON outputs as JSON values; the commits, the
 * attempt and the agent's labels; who requested the run, and its trace; the changed files whose text was not sent to the
 * agent; every fault; the warnings; and the requests to the service in their order. Contains no secret.
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
    evals: evals === null ? null : rawEvals(evals),
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
