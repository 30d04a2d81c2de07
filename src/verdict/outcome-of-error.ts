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
import { quoteUnlessWord } from '../text/sanitize.ts';
import { sentence } from '../text/sentence.ts';

const BEING_SENT =
  'The start request was being sent, so a run may exist. Check the service before you re-run this step.';

/** The end of a step that an error has stopped. */
export function outcomeOfError(error: unknown, progress: ProgressSnapshot): StepEnd {
  if (error instanceof InputError)
    return { kind: 'stopped', outcome: 'invalid-input', reasons: error.problems };
  if (error instanceof CancelledError)
    return { kind: 'stopped', outcome: 'abandoned', reasons: [explainAbandoned(error, progress)] };
  if (error instanceof ProtocolError) {
    return { kind: 'stopped', outcome: 'protocol-error', reasons: [sentence(error.message)] };
  }
  if (error instanceof RequestError) {
    return {
      kind: 'stopped',
      outcome: outcomeOfRead(error),
      reasons: [explainService(error, progress.start)],
    };
  }
  const reason = `${sentence(`Internal error: ${describe(error)}`)} Please report it. The run, if any, was not evaluated.`;
  return { kind: 'stopped', outcome: 'internal-error', reasons: [reason] };
}

/** The outcome of a read that failed and is not retried. */
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

function explainService(error: RequestError, start: ProgressSnapshot['start']): string {
  const message = sentence(error.message);
  if (error.status === 401)
    return `The service rejected the API key. ${message} Store a valid key as the secret: this one is mistyped, revoked, or for another base-url.`;
  if (error.status === 403) {
    return `The API key is not allowed to do this. ${message} ${error.advice || 'Check which account created the key.'}`;
  }
  if (outcomeOfRead(error) === 'unavailable') return `${message} ${explainOutage(start)}`;
  return error.kind === 'status' ? `${message} Check that base-url is the address of the API.` : message;
}

function explainOutage(start: ProgressSnapshot['start']): string {
  switch (start.kind) {
    case 'not-sent':
      return 'No run was started. Re-run the job later.';
    case 'in-flight':
      return BEING_SENT;
    case 'run':
      return `Run ${start.id} may still be running. To get its verdict, attach to it with run-id in a later job.`;
  }
}

function explainAbandoned(error: CancelledError, { start, run }: ProgressSnapshot): string {
  const what = sentence(error.message);
  switch (start.kind) {
    case 'not-sent':
      return `${what} No run was started. Re-run the job.`;
    case 'in-flight':
      return `${what} ${BEING_SENT}`;
    case 'run':
      return start.how === 'answered' && run?.state === 'interrupted'
        ? `${what} The answer was being sent, so run ${start.id} may have continued. Attach to the run with run-id in a later job.`
        : explainKnown(what, start.id, run);
  }
}

function explainKnown(what: string, runId: string, run: RunSnapshot | null): string {
  if (run?.state === 'interrupted')
    return `${what} Run ${runId} is interrupted until a person answers its question. Send the answer with run-id and resume in a later job.`;
  return run === null || run.state === 'in_progress'
    ? `${what} Run ${runId} is still running. To get its verdict, attach to it with run-id in a later job.`
    : `${what} Run ${runId} has ended (${quoteUnlessWord(run.rawStatus)}), and was not evaluated. Attach to it with run-id to evaluate it.`;
}
