import {
  type AllowableOutcome,
  type EvalReport,
  type EvalResult,
  FAULT_OUTCOMES,
  type Fault,
  type FaultOutcome,
  holdsVerdicts,
  NEVER_ALLOWED,
  type Policy,
  type RunOutcome,
  type Verdict,
} from '../domain.ts';
import { judgeEvals, resultOf } from './evals.ts';

/** Decides on the step. Pure and total: the same outcome and policy always give the same verdict. */
export function judge(outcome: RunOutcome, policy: Policy): Verdict {
  const evalResult: EvalResult = outcome.kind === 'ended' ? resultOf(outcome.evals, policy) : 'none';
  if (outcome.kind === 'unjudged') {
    return { outcome: outcome.outcome, passes: true, reason: outcome.reason, faults: [], evalResult };
  }
  const faults = findFaults(outcome, policy).sort((a, b) => rank(a) - rank(b));
  const decisive = faults.find((fault) => !isAllowed(fault.outcome, policy));
  if (decisive !== undefined) {
    return {
      outcome: decisive.outcome,
      passes: false,
      reason: decisive.reasons.join(' '),
      faults,
      evalResult,
    };
  }
  const [first] = faults;
  if (first !== undefined) {
    const reason = `${first.reasons.join(' ')} The workflow allows this outcome.`;
    return { outcome: first.outcome, passes: true, reason, faults, evalResult };
  }
  return { outcome: 'passed', passes: true, reason: reasonToPass(outcome), faults, evalResult };
}

type Judged = Exclude<RunOutcome, { kind: 'unjudged' }>;

function rank(fault: Fault): number {
  return FAULT_OUTCOMES.indexOf(fault.outcome);
}

function isAllowable(outcome: FaultOutcome): outcome is AllowableOutcome {
  return !NEVER_ALLOWED.some((never) => never === outcome);
}

function isAllowed(outcome: FaultOutcome, policy: Policy): boolean {
  return isAllowable(outcome) && policy.allow.has(outcome);
}

function findFaults(outcome: Judged, policy: Policy): Fault[] {
  if (outcome.kind === 'stopped') {
    const fault = { outcome: outcome.outcome, reasons: outcome.reasons };
    return isAllowable(outcome.outcome) ? [fault, ...unread(policy)] : [fault];
  }
  const { run, evals } = outcome;
  switch (run.state) {
    case 'success':
      return judgeEvals(evals, policy);
    case 'failure':
      return [
        faultOf(
          'run-failed',
          `Run ${run.runId} failed. The service's answer does not say why: ${whereToLook(run.conversationId)}.`,
        ),
        ...unread(policy),
      ];
    case 'cancelled':
      return [
        faultOf(
          'run-cancelled',
          `Run ${run.runId} was cancelled at the service, by a person or by its time limit there.`,
        ),
        ...unread(policy),
      ];
    case 'interrupted':
      return [
        faultOf('needs-input', `Run ${run.runId} is interrupted and waits for an answer.`),
        ...unread(policy),
      ];
    case 'in_progress':
    case 'unrecognised':
      return [
        faultOf(
          'unrecognised',
          `Run ${run.runId} has the status "${run.statusWord}", which is not one that the service documents for a run that has ended.`,
        ),
        ...unread(policy),
      ];
  }
}

function faultOf(outcome: FaultOutcome, reason: string): Fault {
  return { outcome, reasons: [reason] };
}

function unread(policy: Policy): Fault[] {
  if (!policy.requireEvals) return [];
  return [
    faultOf(
      'eval-missing',
      'Verdicts are required, and were not read, because the run was not seen to succeed.',
    ),
  ];
}

function whereToLook(conversationId: string | null): string {
  const conversation = conversationId === null ? '' : `, or at conversation ${conversationId}`;
  return `look at the run in the service's own web page${conversation}`;
}

function reasonToPass(outcome: Judged): string {
  const report: EvalReport | null =
    outcome.kind === 'ended' && outcome.evals.kind === 'read' ? outcome.evals.report : null;
  if (report === null || !holdsVerdicts(report)) {
    return 'No verdicts were judged: the service gives none for this run, which succeeded.';
  }
  const { length } = report.steps;
  return `The run succeeded, and its verdict is pass (${length === 1 ? '1 step' : `${length} steps`}).`;
}
