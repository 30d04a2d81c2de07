import { InputError, ServiceError } from '../domain/errors.ts';
import type { RunSnapshot } from '../domain/run.ts';
import type { Runtime } from '../platform/runtime.ts';
import { pollPauseMs } from '../retry/backoff.ts';
import { type Attempt, poll } from '../retry/poll.ts';
import { RetryState } from '../retry/retry-state.ts';
import type { AgentService } from '../service/agent-service.ts';
import { formatDuration } from '../text/duration.ts';
import type { Verify } from './verify.ts';

const NOT_THERE_YET_MS = 60_000;
// Without any usable answer; a service that answers 429 is there.
const MAX_OUTAGE_MS = 10 * 60_000;

export type WaitEnd =
  | { readonly kind: 'ended'; readonly run: RunSnapshot }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'unavailable'; readonly reason: string };

export interface Wait {
  readonly service: AgentService;
  readonly runId: string;
  /** True where this step started the run, which may then not be visible at once. */
  readonly isNew: boolean;
  /** True where this step has seen the run already, so that it is there, or was. */
  readonly wasSeen?: boolean;
  /** When waiting began, of the monotonic clock: the accepted start, or the step's beginning. */
  readonly beganAt: number;
  readonly timeoutMs: number;
  readonly firstPauseMs: number;
  readonly pollIntervalMs: number;
  readonly verify: Verify;
  /** Told of every look that was believed. */
  readonly onLook: (run: RunSnapshot) => void;
}

/**
 * Looks at the run until it is no longer in progress, the deadline has passed, or every look has failed for 10 minutes.
 *
 * @throws InputError where the run is not there, or is not the one that was meant
 * @throws ServiceError where the answers are not this API's, or not about this run
 */
export async function waitForRun(wait: Wait, conditions: Runtime): Promise<WaitEnd> {
  const { clock, signal, random, log } = conditions;
  const tolerance = new RetryState({ acceptsPermanent: true });
  let createdAtMs: number | null = null;
  let { wasSeen = false } = wait;
  let failingSince: number | null = null;
  const ageMs = () => {
    const sinceMs = wait.isNew || createdAtMs === null ? null : clock.now() - createdAtMs;
    return Math.max(0, sinceMs ?? clock.monotonic() - wait.beganAt);
  };
  const plan = {
    clock,
    signal,
    deadline: wait.beganAt + wait.timeoutMs,
    firstPauseMs: wait.firstPauseMs,
    pauseMs: () => pollPauseMs(ageMs(), wait.pollIntervalMs, random()),
    looksAtDeadline: true,
  };
  const end = await poll<WaitEnd>(plan, async (limits) => {
    try {
      const run = await wait.service.getRun(wait.runId, limits);
      wait.verify(run);
      if (tolerance.last !== null) log.info('The service answers again.');
      tolerance.reset();
      failingSince = null;
      wasSeen = true;
      createdAtMs = run.createdAtMs;
      wait.onLook(run);
      return run.state === 'in_progress' ? { done: false } : { done: true, value: { kind: 'ended', run } };
    } catch (error) {
      const isFirst = tolerance.last === null;
      const again = isNotFound(error)
        ? afterNotFound(error, wait, tolerance, { wasSeen, waitedMs: clock.monotonic() - wait.beganAt })
        : tolerance.retryOrThrow(error);
      if (isFirst && !again.done)
        log.info(`A look at the run failed, and the wait goes on: ${tolerance.lastMessage()}`);
      failingSince = tolerance.last?.status === 429 ? null : (failingSince ?? clock.monotonic());
      const isOutage = failingSince !== null && clock.monotonic() - failingSince >= MAX_OUTAGE_MS;
      if (!isOutage || again.done) return again;
      return { done: true, value: unanswered(wait, `For ${formatDuration(MAX_OUTAGE_MS)}`, tolerance) };
    }
  });
  if (end !== null) return end.value;
  if (tolerance.last === null) return { kind: 'timed-out' };
  return unanswered(wait, `After the ${formatDuration(wait.timeoutMs)} of timeout`, tolerance);
}

function unanswered({ runId }: Wait, when: string, tolerance: RetryState): WaitEnd {
  const reason = `${when} there was no answer about run ${runId} (${tolerance.lastMessage()}). The run may still go on.`;
  return { kind: 'unavailable', reason };
}

/** The fault of a first look at a run that was started before; the error itself where it says something else. */
export function explainNotThere(runId: string, error: unknown): unknown {
  if (!isNotFound(error)) return error;
  return new InputError(
    `run-id ${runId} is not there: it is mistyped, was removed by retention, or this key may not see it (${error.message}).`,
    { cause: error },
  );
}

function isNotFound(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.status === 404;
}

function afterNotFound(
  error: ServiceError,
  wait: Wait,
  tolerance: RetryState,
  { wasSeen, waitedMs }: { readonly wasSeen: boolean; readonly waitedMs: number },
): Attempt<WaitEnd> {
  if (!wasSeen && wait.isNew && waitedMs < NOT_THERE_YET_MS) {
    tolerance.note(error);
    return { done: false };
  }
  if (!wasSeen && !wait.isNew) throw explainNotThere(wait.runId, error);
  const reason = `Run ${wait.runId} is no longer to be found, so its end cannot be seen (${error.message}).`;
  return { done: true, value: { kind: 'unavailable', reason } };
}
