import {
  type EvalReading,
  type EvalReport,
  type EvalResult,
  type EvalStatus,
  hasPassedStep,
  hasVerdicts,
} from '../domain/evals.ts';
import type { Fault, FaultOutcome, Policy } from '../domain/outcome.ts';
import { isSameName, nearestName } from '../text/same-name.ts';
import { quote, quoteUnlessWord } from '../text/sanitize.ts';

const MAX_SHOWN_NAMES = 10;

const WAYS_OUT =
  'Give the agent objectives. Or set require-evals: false, so that the success of the run is enough.';

const NEXT_STEPS = {
  fail: 'Read the explanations, fix the cause, and re-run the job.',
  unknown: 'Re-run the job. If this repeats, make the objectives more specific.',
  pending: 'Raise eval-timeout, or attach to the run with run-id in a later job.',
  skipped: 'Check the conditions of the objectives, and re-run the job.',
} as const;

// For a verdict of the whole run, which has no explanation.
const CHECK_RUN = 'Check the run at the service, fix the cause, and re-run the job.';

/** The faults in the verdicts on a run that has succeeded. */
export function judgeEvals(reading: EvalReading, policy: Policy): Fault[] {
  switch (reading.kind) {
    case 'not-read':
      return unreadable('they were not requested', policy);
    case 'unreadable':
      return unreadable(reading.reason, policy);
    case 'none':
      return missing('the service reports none', policy);
    case 'read':
      return hasVerdicts(reading.report) || reading.contradictions !== undefined
        ? judgeReport(reading, policy)
        : missing(`the service evaluated nothing (its status is ${quote(reading.report.rawResult)})`, policy);
  }
}

/** The verdicts as one status: the worst of all. */
export function resultOf(reading: EvalReading, policy: Policy): EvalResult {
  if (reading.kind === 'unreadable') return 'unknown';
  if (reading.kind !== 'read') return 'none';
  const { report, contradictions } = reading;
  if (!hasVerdicts(report) && contradictions === undefined) return 'none';
  if (finds(report, 'fail')) return 'fail';
  const isUnknown = finds(report, 'unrecognised') || finds(report, 'unknown');
  if (isUnknown || contradictions !== undefined) return 'unknown';
  if (finds(report, 'pending')) return 'pending';
  return isSkipped(report, policy) ? 'skipped' : 'pass';
}

function unreadable(reason: string, policy: Policy): Fault[] {
  const fault: Fault = {
    outcome: 'eval-unknown',
    reasons: [
      `The verdicts could not be read: ${reason}. To read them again, attach to the run with run-id.`,
    ],
  };
  return [fault, ...missing('they could not be read', policy)];
}

function missing(why: string, policy: Policy): Fault[] {
  if (!policy.requireEvals) return [];
  return [
    {
      outcome: 'eval-missing',
      reasons: [`Verdicts are required, and the run has no verdicts: ${why}. ${WAYS_OUT}`],
    },
  ];
}

function judgeReport(reading: Extract<EvalReading, { kind: 'read' }>, policy: Policy): Fault[] {
  const { report } = reading;
  const faults: Fault[] = [];
  const add = (outcome: FaultOutcome, ...reasons: string[]) => {
    if (reasons.length > 0) faults.push({ outcome, reasons });
  };
  const addIf = (applies: boolean, outcome: FaultOutcome, reason: string) => {
    if (applies) add(outcome, reason);
  };
  addIf(
    finds(report, 'unrecognised'),
    'unrecognised',
    `The service gave a verdict that it does not document: ${rawVerdictsOf(report)}. Update this action, or check the run at the service.`,
  );
  addIf(finds(report, 'fail'), 'eval-failed', explain(report, 'fail', 'did not pass'));
  add('eval-unknown', ...unknowns(reading));
  addIf(finds(report, 'pending'), 'eval-pending', explain(report, 'pending', 'are not evaluated yet'));
  addIf(isSkipped(report, policy), 'eval-skipped', explain(report, 'skipped', 'were skipped'));
  add('eval-missing', ...lacks(report, policy));
  return faults;
}

function unknowns({ report, contradictions = [] }: Extract<EvalReading, { kind: 'read' }>): string[] {
  const more =
    contradictions.length > MAX_SHOWN_NAMES ? ` and ${contradictions.length - MAX_SHOWN_NAMES} more` : '';
  const shown = contradictions.slice(0, MAX_SHOWN_NAMES).join(', ');
  return [
    ...(finds(report, 'unknown') ? [explain(report, 'unknown', 'could not be evaluated')] : []),
    ...(shown === ''
      ? []
      : [
          `The verdicts contradict an earlier read of them: ${shown}${more}. Check the run at the service before you re-run the job.`,
        ]),
  ];
}

/** Which requirements the verdicts do not meet, a sentence each. */
function lacks(report: EvalReport, { requireEvals, requireSteps }: Policy): string[] {
  const absent = requireSteps.filter((name) => !report.steps.some((step) => isSameName(step.name, name)));
  return [
    ...(requireEvals && !hasPassedStep(report)
      ? ['Verdicts are required, and no eval step passed. Give the agent objectives that apply to this run.']
      : []),
    ...(absent.length > 0
      ? [
          `Required eval steps are not among the verdicts: ${listOf(absent)}.${nearestSteps(report, absent)} Correct require-steps, or the objectives of the agent.`,
        ]
      : []),
  ];
}

function finds(report: EvalReport, status: EvalStatus): boolean {
  return report.result === status || report.steps.some((step) => step.result === status);
}

function isSkipped(report: EvalReport, policy: Policy): boolean {
  const isRequired = (name: string) => policy.requireSteps.some((required) => isSameName(required, name));
  return (
    (report.result === 'skipped' && hasVerdicts(report)) ||
    report.steps.some((step) => step.result === 'skipped' && isRequired(step.name))
  );
}

function nearestSteps({ steps }: EvalReport, absent: readonly string[]): string {
  const names = steps.map((step) => step.name);
  const near = new Set(absent.slice(0, MAX_SHOWN_NAMES).map((name) => nearestName(name, names)));
  return names.length === 0 ? '' : ` The nearest: ${[...near].join(', ')}.`;
}

function rawVerdictsOf(report: EvalReport): string {
  const steps = report.steps.filter((step) => step.result === 'unrecognised');
  const verdict = report.result === 'unrecognised' ? [`the verdict is ${quote(report.rawResult)}`] : [];
  return [
    ...verdict,
    ...steps
      .slice(0, MAX_SHOWN_NAMES)
      .map((step) => `eval step ${quote(step.name)} is ${quote(step.rawResult)}`),
  ].join(', ');
}

function explain(report: EvalReport, status: keyof typeof NEXT_STEPS, clause: string): string {
  const names = report.steps.filter((step) => step.result === status).map((step) => step.name);
  const verdict = `The verdict is ${quoteUnlessWord(report.rawResult)}`;
  if (names.length === 0) return `${verdict}. ${status === 'fail' ? CHECK_RUN : NEXT_STEPS[status]}`;
  const steps = report.result === status ? `. Eval steps that ${clause}` : `, but eval steps ${clause}`;
  return `${verdict}${steps}: ${listOf(names)}. ${NEXT_STEPS[status]}`;
}

/** Names in quotes, at most ten. */
export function listOf(names: readonly string[]): string {
  const shown = names.slice(0, MAX_SHOWN_NAMES).map((name) => quote(name));
  const more = names.length > MAX_SHOWN_NAMES ? ` and ${names.length - MAX_SHOWN_NAMES} more` : '';
  return `${shown.join(', ')}${more}`;
}
