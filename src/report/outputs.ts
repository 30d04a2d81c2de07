import type { EvalReport } from '../domain/evals.ts';
import { countFindings, type FindingCounts } from '../domain/findings.ts';
import type { ProgressSnapshot } from '../domain/progress.ts';
import type { RunResult } from '../domain/result.ts';
import { escapeNull, singleLine, truncateBytes } from '../text/sanitize.ts';
import { pendingInterrupts } from './markdown/interrupt-list.ts';
import type { Report } from './report.ts';

/**
 * The outputs of action.yml. Short ones, and those without text of others, come first: if all together are too large, the
 * last ones are truncated.
 */
export const OUTPUT_NAMES = [
  'outcome',
  'would-fail',
  'run-id',
  'run-url',
  'eval-result',
  'findings',
  'created-at',
  'ended-at',
  'duration',
  'candidate-run-ids',
  'result-truncated',
  'report-file',
  'summary-file',
  'result-file',
  'sarif-file',
  'head-sha',
  'agent-id',
  'reason',
  'status',
  'conversation-id',
  'agent-name',
  'models',
  'failed-steps',
  'interrupts',
  'result',
  'evals',
  'result-data',
  'result-payload',
] as const;

export type OutputName = (typeof OUTPUT_NAMES)[number];
export type OutputValues = Readonly<Record<OutputName, string>>;

// Truncated JSON is invalid, so these are complete or empty.
const JSON_OUTPUTS: readonly OutputName[] = [
  'candidate-run-ids',
  'models',
  'failed-steps',
  'findings',
  'interrupts',
  'evals',
  'result-data',
  'result-payload',
];

/** The maximum size of one output as UTF-8, so that it fits an environment variable. */
export const MAX_OUTPUT_BYTES = 100_000;
const MAX_TOTAL_BYTES = 400_000;
// For the errors of many inputs together.
const MAX_REASON_CHARS = 10_000;

/** The outputs that are known before the run's end. */
export function knownOutputs(progress: ProgressSnapshot) {
  const { agent, models, start, run } = progress;
  return {
    'run-id': start.kind === 'run' ? start.id : '',
    'run-url': start.kind === 'run' ? (start.url ?? '') : '',
    'agent-id': agent?.id ?? '',
    'agent-name': agent?.name ?? '',
    models: models === null ? '' : JSON.stringify(models),
    'conversation-id': run?.conversationId ?? '',
    status: statusOf(progress),
    'candidate-run-ids': progress.candidates === null ? '' : JSON.stringify(candidateRunIds(progress)),
    'head-sha': progress.headSha ?? '',
  } satisfies Partial<OutputValues>;
}

/** Every output, whole. */
export function wholeOutputs(report: Report): OutputValues {
  const { verdict, progress } = report;
  const { run, evals } = progress;
  const message = run?.message ?? null;
  const verdicts = evals.kind === 'read' ? evals.report : null;
  const counts = findingCounts(report.result);
  const created = run?.createdAtMs ?? null;
  const ended = run?.endedAtMs ?? null;
  return {
    ...knownOutputs(progress),
    outcome: verdict.outcome,
    'would-fail': String(verdict.wouldFail),
    reason: singleLine(verdict.reason, MAX_REASON_CHARS),
    'eval-result': verdict.evalResult,
    'created-at': timestamp(created),
    'ended-at': timestamp(ended),
    duration:
      created === null || ended === null ? '' : String(Math.max(0, Math.floor((ended - created) / 1000))),
    'report-file': report.reportFile ?? '',
    'summary-file': report.summaryFile ?? '',
    'result-file': report.resultFile ?? '',
    'sarif-file': report.sarifFile ?? '',
    'failed-steps': JSON.stringify(failedSteps(verdicts)),
    findings: counts === null ? '' : JSON.stringify(counts),
    interrupts: JSON.stringify(pendingInterrupts(progress)),
    'result-truncated': 'false',
    result: message?.text ?? '',
    evals: verdicts === null ? '' : JSON.stringify(rawEvals(verdicts)),
    'result-data': report.result.data ?? '',
    'result-payload': message?.payload ?? '',
  };
}

/** The outputs within the limits, and the names of those that were truncated or left empty. */
export function limitOutputs(whole: OutputValues): {
  readonly values: OutputValues;
  readonly cut: OutputName[];
} {
  const values: Record<OutputName, string> = { ...whole, 'result-truncated': '' };
  const cut: OutputName[] = [];
  // The value of result-truncated is known last, so its size is reserved.
  let leftBytes = MAX_TOTAL_BYTES - 'false'.length;
  for (const name of OUTPUT_NAMES) {
    values[name] = escapeNull(values[name]);
    const fitting = truncateBytes(values[name], Math.min(MAX_OUTPUT_BYTES, leftBytes));
    if (fitting !== values[name]) {
      cut.push(name);
      values[name] = JSON_OUTPUTS.includes(name) ? '' : fitting;
    }
    leftBytes -= Buffer.byteLength(values[name]);
  }
  return { values: { ...values, 'result-truncated': String(cut.includes('result')) }, cut };
}

/** The verdicts with the service's own enum values, as in the `evals` output. */
export function rawEvals(report: EvalReport): unknown {
  const steps = report.steps.map(({ stepNumber, name, rawResult, explanation }) => ({
    stepNumber,
    name,
    result: rawResult,
    explanation,
  }));
  return { result: report.rawResult, steps };
}

/** The names of the steps that did not pass. */
export function failedSteps(report: EvalReport | null): string[] {
  return report?.steps.filter((step) => step.result !== 'pass').map((step) => step.name) ?? [];
}

/** How many findings the answer has; null without a list of findings. */
export function findingCounts({ findings, failsFrom }: RunResult): FindingCounts | null {
  return findings.lists === 0 ? null : countFindings(findings.findings, failsFrom);
}

/** The ids of the runs that a start may have created whose response was lost. */
export function candidateRunIds({ candidates }: ProgressSnapshot): string[] {
  return candidates?.map(({ runId }) => runId) ?? [];
}

function statusOf({ start, run }: ProgressSnapshot): string {
  if (start.kind !== 'run') return '';
  if (run === null) return 'in_progress';
  return run.state === 'unrecognised' ? run.rawStatus : run.state;
}

function timestamp(ms: number | null): string {
  return ms === null ? '' : new Date(ms).toISOString();
}
