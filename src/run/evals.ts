import { isTransient, ProtocolError, RequestError } from '../domain/errors.ts';
import { type EvalReading, type EvalReport, hasPassedStep, hasVerdicts } from '../domain/evals.ts';
import type { CallLimits } from '../http/send.ts';
import type { Runtime } from '../platform/runtime.ts';
import { growingPauseMs } from '../retry/backoff.ts';
import { LAST_POLL_TIMEOUT_MS, SECOND_READ_PAUSE_MS } from '../retry/budgets.ts';
import { type Attempt, poll } from '../retry/poll.ts';
import type { AgentService } from '../service/agent-service.ts';
import { EvalHistory } from './eval-history.ts';

export interface EvalsRequest {
  readonly service: AgentService;
  readonly runId: string;
  /** True if verdicts are required: then missing verdicts are waited for like pending ones. */
  readonly required: boolean;
  /** The beginning of the wait, of the monotonic clock. */
  readonly beganAt: number;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
  /** Called with every reading. */
  readonly onReading: (reading: EvalReading) => void;
}

/** One read, and whether another one could change it. */
interface Read {
  readonly reading: EvalReading;
  readonly isSettled: boolean;
  readonly retryAfterMs: number | null;
}

/**
 * Reads the verdicts on a run that has succeeded, and waits for those that are pending. Some results count only
 * if they are read twice: this second read is sent even after the timeout.
 *
 * @returns the last reading if the time runs out
 * @throws ProtocolError if a response is about another run
 * @throws RequestError after a redirect
 */
export async function readEvals(request: EvalsRequest, runtime: Runtime): Promise<EvalReading> {
  const { clock, signal, random } = runtime;
  const history = new EvalHistory();
  let latest: EvalReading = { kind: 'not-read' };
  const read = async (limits: CallLimits) => {
    const result = await readOnce(request, history, limits);
    latest = result.reading;
    request.onReading(latest);
    return result;
  };
  const plan = {
    clock,
    signal,
    deadline: request.beganAt + request.timeoutMs,
    firstPauseMs: 0,
    pauseMs: (attempts: number) => Math.min(request.pollIntervalMs, growingPauseMs(attempts, random())),
    pollsAtDeadline: true,
  };
  const end = await poll<EvalReading>(plan, async (limits, isLast) => {
    let before = await read(limits);
    // This loop ends: after a pass, a 404 contradicts the read before, and so needs no second read.
    while (needsSecondRead(before, isLast, request.required)) {
      await clock.sleep(SECOND_READ_PAUSE_MS, signal);
      const again = await read({ timeoutMs: LAST_POLL_TIMEOUT_MS, signal });
      if (again.reading.kind === before.reading.kind) return attemptOf(again);
      before = again;
    }
    return attemptOf(before);
  });
  return end?.value ?? latest;
}

function attemptOf({ reading, isSettled, retryAfterMs }: Read): Attempt<EvalReading> {
  return isSettled ? { done: true, value: reading } : { done: false, retryAfterMs };
}

function needsSecondRead({ reading, isSettled }: Read, isLast: boolean, required: boolean): boolean {
  if (reading.kind === 'none') return isSettled || isLast;
  if (reading.kind !== 'read' || reading.contradictions !== undefined) return false;
  return required && isSettled && reading.report.result === 'pass' && hasPassedStep(reading.report);
}

async function readOnce(
  { service, runId, required }: EvalsRequest,
  history: EvalHistory,
  limits: CallLimits,
): Promise<Read> {
  try {
    const report = await service.getEvals(runId, limits);
    return {
      reading: readingOf(report, history),
      isSettled: isSettled(report, required),
      retryAfterMs: null,
    };
  } catch (error) {
    if (error instanceof ProtocolError && error.kind === 'untrusted')
      return { reading: unreadable(error), isSettled: true, retryAfterMs: null };
    if (!(error instanceof RequestError) || error.kind === 'redirect') throw error;
    const isSettled = error.kind === 'status' && !isTransient(error);
    return { reading: unreadable(error), isSettled, retryAfterMs: error.retryAfterMs };
  }
}

function unreadable({ message }: Error): EvalReading {
  return { kind: 'unreadable', reason: message };
}

function readingOf(report: EvalReport | null, history: EvalHistory): EvalReading {
  const contradictions = history.compare(report);
  const shown = history.last;
  if (contradictions.length > 0 && shown !== null) return { kind: 'read', report: shown, contradictions };
  return report === null ? { kind: 'none' } : { kind: 'read', report };
}

function isSettled(report: EvalReport | null, required: boolean): boolean {
  if (report === null) return !required;
  const statuses = [report.result, ...report.steps.map((step) => step.result)];
  if (statuses.includes('unrecognised')) return true;
  if (statuses.includes('pending')) return false;
  return hasVerdicts(report) || !required;
}
