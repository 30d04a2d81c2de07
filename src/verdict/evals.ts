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

const MAX_SHOWN_NAMES = 10;

const WAYS_OUT =
  'Give the agent objectives, or set require-evals: false: then the success of the run is enough.';

/** The faults in the verdicts on a run that has succeeded. */
export function judgeEvals(reading: EvalReading, policy: Policy): Fault[] {
  switch (reading.kind) {
    case 'not-read':
      return unreadable('they were not asked for', policy);
    case 'unreadable':
      return unreadable(reading.reason, policy);
    case 'none':
      return missing('the service has none for this run', policy);
    case 'read':
      return hasVerdicts(reading.report) || reading.contradictions !== undefined
        ? judgeReport(reading, policy)
        : missing(`the service judged nothing (its word is "${reading.report.rawResult}")`, policy);
  }
}

/** The verdicts in one word: the worst of what was found. */
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
  const fault: Fault = { outcome: 'eval-unknown', reasons: [`The verdicts could not be read: ${reason}.`] };
  return [fault, ...missing('they could not be read', policy)];
}

function missing(why: string, policy: Policy): Fault[] {
  if (!policy.requireEvals) return [];
  return [
    { outcome: 'eval-missing', reasons: [`Verdicts are required, and there are none: ${why}. ${WAYS_OUT}`] },
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
    `There is a verdict outside of the documented words: ${wordsOf(report)}.`,
  );
  addIf(finds(report, 'fail'), 'eval-failed', sentence(report, 'fail', 'did not pass'));
  add('eval-unknown', ...unknowns(reading));
  addIf(finds(report, 'pending'), 'eval-pending', sentence(report, 'pending', 'are not judged yet'));
  addIf(isSkipped(report, policy), 'eval-skipped', sentence(report, 'skipped', 'were skipped'));
  add('eval-missing', ...lacks(report, policy));
  return faults;
}

function unknowns({ report, contradictions = [] }: Extract<EvalReading, { kind: 'read' }>): string[] {
  const more =
    contradictions.length > MAX_SHOWN_NAMES ? ` and ${contradictions.length - MAX_SHOWN_NAMES} more` : '';
  const shown = contradictions.slice(0, MAX_SHOWN_NAMES).join(', ');
  return [
    ...(finds(report, 'unknown') ? [sentence(report, 'unknown', 'could not be judged')] : []),
    ...(shown === '' ? [] : [`The verdicts contradict an earlier read of them: ${shown}${more}.`]),
  ];
}

/** What is required of the verdicts, and is not there. */
function lacks(report: EvalReport, { requireEvals, requireSteps }: Policy): string[] {
  const absent = requireSteps.filter((name) => !report.steps.some((step) => isSameName(step.name, name)));
  return [
    ...(requireEvals && !hasPassedStep(report) ? ['Verdicts are required, and no eval step passed.'] : []),
    ...(absent.length > 0
      ? [`Required steps are not among the verdicts: ${listOf(absent)}.${nearestSteps(report, absent)}`]
      : []),
  ];
}

function finds(report: EvalReport, word: EvalStatus): boolean {
  return report.result === word || report.steps.some((step) => step.result === word);
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
  return names.length === 0 ? '' : ` The nearest that there are: ${[...near].join(', ')}.`;
}

function wordsOf(report: EvalReport): string {
  const steps = report.steps.filter((step) => step.result === 'unrecognised');
  const verdict = report.result === 'unrecognised' ? [`the verdict is "${report.rawResult}"`] : [];
  return [
    ...verdict,
    ...steps.slice(0, MAX_SHOWN_NAMES).map((step) => `step "${step.name}" is "${step.rawResult}"`),
  ].join(', ');
}

function sentence(report: EvalReport, word: EvalStatus, clause: string): string {
  const names = report.steps.filter((step) => step.result === word).map((step) => step.name);
  const verdict = `The verdict is ${report.rawResult}.`;
  return names.length === 0 ? verdict : `${verdict} Steps that ${clause}: ${listOf(names)}.`;
}

/** Names in quotes, as many as a sentence can hold. */
export function listOf(names: readonly string[]): string {
  const shown = names.slice(0, MAX_SHOWN_NAMES).map((name) => `"${name}"`);
  const more = names.length > MAX_SHOWN_NAMES ? ` and ${names.length - MAX_SHOWN_NAMES} more` : '';
  return `${shown.join(', ')}${more}`;
}
