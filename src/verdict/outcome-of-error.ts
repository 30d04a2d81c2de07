import type { FaultOutcome, RunOutcome, RunRecord, RunSnapshot } from '../domain/domain.ts';
import {
  CancelledError,
  describe,
  InputError,
  isKeyRejected,
  isTransient,
  ServiceError,
} from '../domain/errors.ts';

/** What came of a step that an error has ended. */
export function outcomeOfError(error: unknown, record: RunRecord): RunOutcome {
  if (error instanceof InputError)
    return { kind: 'stopped', outcome: 'invalid-input', reasons: error.problems };
  if (error instanceof CancelledError)
    return { kind: 'stopped', outcome: 'abandoned', reasons: [explainAbandoned(error, record)] };
  if (error instanceof ServiceError) {
    return { kind: 'stopped', outcome: outcomeOfRead(error), reasons: [explainService(error)] };
  }
  const reason = `The action itself failed: ${describe(error)}. This is a fault of the action; the run, if any, is not judged.`;
  return { kind: 'stopped', outcome: 'internal-error', reasons: [reason] };
}

/** The outcome of a read that failed for good. */
export function outcomeOfRead(error: ServiceError): FaultOutcome {
  if (isKeyRejected(error)) return 'invalid-input';
  return error.kind === 'unreachable' || isTransient(error) ? 'unavailable' : 'protocol-error';
}

function explainService(error: ServiceError): string {
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

function explainAbandoned(error: CancelledError, { start, runId, snapshot }: RunRecord): string {
  const what = sentence(error.message);
  switch (start) {
    case 'not-sent':
      return `${what} No run was started.`;
    case 'may-exist':
      return `${what} The start was on its way, so a run may exist at the service.`;
    case 'answered':
      if (snapshot?.state === 'interrupted') {
        return `${what} The answer was on its way, so run ${runId} may go on at the service.`;
      }
      return explainKnown(what, runId, snapshot);
    case 'accepted':
    case 'attached':
      return explainKnown(what, runId, snapshot);
  }
}

function explainKnown(what: string, runId: string, snapshot: RunSnapshot | null): string {
  if (snapshot?.state === 'interrupted') return `${what} Run ${runId} waits for an answer at the service.`;
  return snapshot === null || snapshot.state === 'in_progress'
    ? `${what} Run ${runId} goes on at the service.`
    : `${what} Run ${runId} has ended (${snapshot.rawStatus}), and its verdict was not computed.`;
}
