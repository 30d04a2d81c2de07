import {
  CancelledError,
  describe,
  InputError,
  isKeyRejected,
  isTransient,
  ProtocolError,
  RequestError,
} from '../domain/errors.ts';
import type { FaultOutcome, StepEnd } from '../domain/outcome.ts';
import type { ProgressSnapshot } from '../domain/progress.ts';
import type { RunSnapshot } from '../domain/run.ts';

/** What came of a step that an error has ended. */
export function outcomeOfError(error: unknown, progress: ProgressSnapshot): StepEnd {
  if (error instanceof InputError)
    return { kind: 'stopped', outcome: 'invalid-input', reasons: error.problems };
  if (error instanceof CancelledError)
    return { kind: 'stopped', outcome: 'abandoned', reasons: [explainAbandoned(error, progress)] };
  if (error instanceof ProtocolError) {
    return { kind: 'stopped', outcome: 'protocol-error', reasons: [sentence(error.message)] };
  }
  if (error instanceof RequestError) {
    return { kind: 'stopped', outcome: outcomeOfRead(error), reasons: [explainService(error)] };
  }
  const reason = `The action itself failed: ${describe(error)}. This is a fault of the action; the run, if any, is not judged.`;
  return { kind: 'stopped', outcome: 'internal-error', reasons: [reason] };
}

/** The outcome of a read that failed for good. */
export function outcomeOfRead(error: RequestError): FaultOutcome {
  switch (error.kind) {
    case 'unreachable':
      return 'unavailable';
    case 'status':
      if (isKeyRejected(error)) return 'invalid-input';
      return isTransient(error) ? 'unavailable' : 'protocol-error';
    case 'redirect':
    case 'undecodable':
      return 'protocol-error';
  }
}

function explainService(error: RequestError): string {
  const words = sentence(error.message);
  if (error.status === 401)
    return `The service does not accept the key. ${words} It is missing, mistyped or revoked.`;
  if (error.status === 403) {
    return `The key may not do this. ${words} ${error.advice || 'Check with which account it was made.'}`;
  }
  return words;
}

function sentence(clause: string): string {
  const capital = clause.charAt(0).toUpperCase() + clause.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

function explainAbandoned(error: CancelledError, { start, run }: ProgressSnapshot): string {
  const what = sentence(error.message);
  switch (start.kind) {
    case 'not-sent':
      return `${what} No run was started.`;
    case 'in-flight':
      return `${what} The start was on its way, so a run may exist at the service.`;
    case 'run':
      return start.how === 'answered' && run?.state === 'interrupted'
        ? `${what} The answer was on its way, so run ${start.id} may go on at the service.`
        : explainKnown(what, start.id, run);
  }
}

function explainKnown(what: string, runId: string, run: RunSnapshot | null): string {
  if (run?.state === 'interrupted') return `${what} Run ${runId} waits for an answer at the service.`;
  return run === null || run.state === 'in_progress'
    ? `${what} Run ${runId} goes on at the service.`
    : `${what} Run ${runId} has ended (${run.rawStatus}), and its verdict was not computed.`;
}
