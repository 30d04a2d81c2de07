import type { EvalReport, RunRecord } from '../domain/domain.ts';
import { findData } from '../result/data.ts';
import { singleLine, truncateBytes } from '../text/sanitize.ts';
import { pendingInterrupts } from './markdown/interrupt-list.ts';
import type { Report } from './report.ts';

/**
 * The outputs of action.yml. Those that are short, and that only this action has words in, come first: what is too much
 * for all together is cut at the end.
 */
export const OUTPUT_NAMES = [
  'outcome',
  'run-id',
  'run-url',
  'eval-result',
  'created-at',
  'ended-at',
  'duration',
  'candidate-run-ids',
  'result-truncated',
  'report-file',
  'result-file',
  'sarif-file',
  'head-sha',
  'agent-id',
  'reason',
  'status',
  'conversation-id',
  'agent-name',
  'failed-steps',
  'interrupts',
  'result',
  'evals',
  'result-data',
  'result-payload',
] as const;

export type OutputName = (typeof OUTPUT_NAMES)[number];
export type OutputValues = Readonly<Record<OutputName, string>>;

// Cut JSON is no JSON, so these are whole or empty.
const JSON_OUTPUTS: readonly OutputName[] = [
  'candidate-run-ids',
  'failed-steps',
  'interrupts',
  'evals',
  'result-data',
  'result-payload',
];

/** What one output may take as UTF-8, so that it fits an environment variable. */
export const MAX_OUTPUT_BYTES = 100_000;
const MAX_TOTAL_BYTES = 400_000;
// Of the faults of many inputs together.
const MAX_REASON_CHARS = 10_000;

/** What of a run is known before its end, as outputs. */
export function knownOutputs(record: RunRecord) {
  return {
    'run-id': record.runId,
    'run-url': record.runUrl,
    'agent-id': record.agentId,
    'agent-name': record.agentName,
    'conversation-id': record.snapshot?.conversationId ?? '',
    status: statusOf(record),
    'candidate-run-ids': record.candidates === null ? '' : JSON.stringify(candidateRunIds(record)),
    'head-sha': record.headSha,
  } satisfies Partial<OutputValues>;
}

/** Every output, whole. */
export function wholeOutputs({ verdict, record, resultFile, sarifFile, reportFile }: Report): OutputValues {
  const { snapshot, evals } = record;
  const message = snapshot?.message ?? null;
  const report = evals.kind === 'read' ? evals.report : null;
  const created = snapshot?.createdAtMs ?? null;
  const ended = snapshot?.endedAtMs ?? null;
  return {
    ...knownOutputs(record),
    outcome: verdict.outcome,
    reason: singleLine(verdict.reason, MAX_REASON_CHARS),
    'eval-result': verdict.evalResult,
    'created-at': timestamp(created),
    'ended-at': timestamp(ended),
    duration:
      created === null || ended === null ? '' : String(Math.max(0, Math.floor((ended - created) / 1000))),
    'report-file': reportFile,
    'result-file': resultFile,
    'sarif-file': sarifFile,
    'failed-steps': JSON.stringify(failedSteps(report)),
    interrupts: JSON.stringify(pendingInterrupts(record)),
    'result-truncated': 'false',
    result: message?.text ?? '',
    evals: report === null ? '' : JSON.stringify(serviceWords(report)),
    'result-data': message === null ? '' : findData(message.text),
    'result-payload': message?.payload ?? '',
  };
}

/** The outputs as the runner can carry them, and the names of those that were cut or left empty for it. */
export function limitOutputs(whole: OutputValues): {
  readonly values: OutputValues;
  readonly cut: OutputName[];
} {
  const values: Record<OutputName, string> = { ...whole, 'result-truncated': '' };
  const cut: OutputName[] = [];
  // The word of result-truncated is known last, and has its room from the first on.
  let leftBytes = MAX_TOTAL_BYTES - 'false'.length;
  for (const name of OUTPUT_NAMES) {
    const fitting = truncateBytes(values[name], Math.min(MAX_OUTPUT_BYTES, leftBytes));
    if (fitting !== values[name]) {
      cut.push(name);
      values[name] = JSON_OUTPUTS.includes(name) ? '' : fitting;
    }
    leftBytes -= Buffer.byteLength(values[name]);
  }
  return { values: { ...values, 'result-truncated': String(cut.includes('result')) }, cut };
}

/** The verdicts in the service's own words, as the `evals` output has them. */
export function serviceWords(report: EvalReport): unknown {
  const steps = report.steps.map(({ stepNumber, name, word, explanation }) => ({
    stepNumber,
    name,
    result: word,
    explanation,
  }));
  return { result: report.word, steps };
}

/** The names of the steps that did not pass. */
export function failedSteps(report: EvalReport | null): string[] {
  return report?.steps.filter((step) => step.result !== 'pass').map((step) => step.name) ?? [];
}

/** The ids of the runs that may have come of a start whose answer is lost. */
export function candidateRunIds({ candidates }: RunRecord): string[] {
  return candidates?.map(({ runId }) => runId) ?? [];
}

function statusOf({ runId, snapshot }: RunRecord): string {
  if (runId === '') return '';
  if (snapshot === null) return 'in_progress';
  return snapshot.state === 'unrecognised' ? snapshot.rawStatus : snapshot.state;
}

function timestamp(ms: number | null): string {
  return ms === null ? '' : new Date(ms).toISOString();
}
