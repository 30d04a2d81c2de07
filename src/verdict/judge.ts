import { type EvalReading, type EvalResult, hasVerdicts } from '../domain/evals.ts';
import {
  type AllowableOutcome,
  type Fault,
  type FaultOutcome,
  NEVER_ALLOWED,
  type Policy,
  type StepEnd,
  type Verdict,
} from '../domain/outcome.ts';
import type { RunResult } from '../domain/result.ts';
import type { RunSnapshot } from '../domain/run.ts';
import { quote, quoteUnlessWord } from '../text/sanitize.ts';
import { judgeEvals, listOf, resultOf } from './evals.ts';
import { judgeResult } from './findings.ts';

type Stopped = Extract<StepEnd, { kind: 'stopped' }>;
type Ended = Extract<StepEnd, { kind: 'ended' }>;
type Faults = readonly [Fault, ...Fault[]];

/**
 * Decides on the step. Pure and total: the same end, policy and result always give the same verdict.
 *
 * @param result data and findings of the agent's message; used only if the run has ended
 */
export function judge(outcome: StepEnd, policy: Policy, result: RunResult): Verdict {
  switch (outcome.kind) {
    case 'not-evaluated':
      return {
        outcome: outcome.outcome,
        passes: true,
        wouldFail: false,
        reason: outcome.reason,
        faults: [],
        evalResult: 'none',
      };
    case 'stopped':
      return decide([faultOfStop(outcome)], policy, 'none');
    case 'ended': {
      const evalResult = resultOf(outcome.evals, policy);
      const [first, ...others] = faultsOfRun(outcome, policy, result);
      if (first !== undefined) return decide([first, ...others], policy, evalResult);
      const reason = reasonToPass(outcome.evals);
      return { outcome: 'passed', passes: true, wouldFail: false, reason, faults: [], evalResult };
    }
  }
}

function decide(faults: Faults, policy: Policy, evalResult: EvalResult): Verdict {
  const decisive = faults.find((fault) => !isAllowed(fault, policy));
  const { outcome, reasons } = decisive ?? faults[0];
  const reason = reasons.join(' ');
  if (decisive === undefined) {
    const allowed = `${reason} The workflow allows this outcome.`;
    return { outcome, passes: true, wouldFail: false, reason: allowed, faults, evalResult };
  }
  // A faulty configuration must not pass because of advisory.
  return policy.isAdvisory && faults.every(mayBeAllowed)
    ? {
        outcome,
        passes: true,
        wouldFail: true,
        reason: `${reason} The step still succeeds, because advisory is true.`,
        faults,
        evalResult,
      }
    : { outcome, passes: false, wouldFail: true, reason, faults, evalResult };
}

function mayBeAllowed(fault: Fault): fault is Fault & { readonly outcome: AllowableOutcome } {
  return fault.isFinal !== true && !NEVER_ALLOWED.some((never) => never === fault.outcome);
}

function isAllowed(fault: Fault, policy: Policy): boolean {
  return mayBeAllowed(fault) && policy.allow.has(fault.outcome);
}

// Without `eval-missing`: a fault from before the run's end is the only one.
function faultOfStop({ outcome, reasons, isFinal }: Stopped): Fault {
  return isFinal ? { outcome, reasons, isFinal } : { outcome, reasons };
}

// In the order of the outcomes: the first one decides.
function faultsOfRun(end: Ended, policy: Policy, result: RunResult): Fault[] {
  const faults = faultsOfEnd(end, policy);
  // A run that waits for an answer has not ended: there may be findings and data later.
  return end.run.state === 'interrupted'
    ? faults
    : [...faults, ...judgeResult(result, policy.failOnFindings)];
}

function faultsOfEnd({ run, evals, failedAt = [] }: Ended, policy: Policy): Fault[] {
  switch (run.state) {
    case 'success':
      return judgeEvals(evals, policy);
    case 'failure':
      return [faultOf('run-failed', explainFailure(run, failedAt)), ...unread(policy)];
    case 'cancelled':
      return [
        faultOf(
          'run-cancelled',
          `Run ${run.runId} was cancelled at the service, by a person or by its time limit there. To start a new run, re-run the job.`,
        ),
        ...unread(policy),
      ];
    case 'interrupted':
      // It has not ended: the attach step that answers it reads its verdicts.
      return [
        faultOf(
          'needs-input',
          `Run ${run.runId} is interrupted until a person answers its question. Send the answer with run-id and resume in a later job.`,
        ),
      ];
    case 'in_progress':
    case 'unrecognised':
      return [
        faultOf(
          'unrecognised',
          `Run ${run.runId} has the status ${quote(run.rawStatus)}, which the service does not document for an ended run. Update this action, or check the run at the service.`,
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
      'Verdicts are required, and were not read, because the run did not succeed. Fix the run first.',
    ),
  ];
}

function explainFailure({ runId, conversationId }: RunSnapshot, failedAt: readonly string[]): string {
  return failedAt.length === 0
    ? `Run ${runId} failed. The service's response does not say why. ${whereToCheck(conversationId)}`
    : `Run ${runId} failed at ${listOf(failedAt)}. Read these trace steps in the job summary, fix the cause, and re-run the job.`;
}

function whereToCheck(conversationId: string | null): string {
  const conversation =
    conversationId === null ? '' : `, or open conversation ${quoteUnlessWord(conversationId)}`;
  return `Open the run on the service's web page${conversation}.`;
}

function reasonToPass(evals: EvalReading): string {
  if (evals.kind !== 'read' || !hasVerdicts(evals.report)) {
    return 'The run succeeded, and the service has no verdicts for it.';
  }
  const { length } = evals.report.steps;
  return `The run succeeded, and its verdict is pass (${length === 1 ? '1 eval step' : `${length} eval steps`}).`;
}
