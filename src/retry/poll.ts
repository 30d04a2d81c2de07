import type { CallLimits } from '../http/send.ts';
import type { Clock } from '../platform/clock.ts';
import { LAST_POLL_TIMEOUT_MS, MIN_LAST_POLL_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from './budgets.ts';

export type Attempt<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly retryAfterMs?: number | null };

/** When attempts are made, and until when. All moments are of the monotonic clock. */
export interface PollPlan {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly deadline: number;
  /** The pause before the first attempt. */
  readonly firstPauseMs: number;
  /** The pause after the attempt with this number, counted from 1. */
  readonly pauseMs: (attempts: number) => number;
  /**
   * True: the last attempt is made at the deadline, however long the Retry-After is. False: the poll ends as soon
   * as the next attempt would be due only after the deadline.
   */
  readonly pollsAtDeadline: boolean;
}

/**
 * Attempts something until it is done or the deadline has passed; then resolves to null.
 *
 * @throws whatever the attempt throws, and the signal's reason
 */
export async function poll<T>(
  plan: PollPlan,
  attempt: (limits: CallLimits, isLast: boolean) => Promise<Attempt<T>>,
): Promise<{ readonly value: T } | null> {
  const { clock, signal, deadline } = plan;
  let pauseMs = plan.firstPauseMs;
  for (let attempts = 1; ; attempts += 1) {
    const leftMs = deadline - clock.monotonic();
    if (pauseMs >= leftMs && !plan.pollsAtDeadline) return null;
    await clock.sleep(Math.max(0, Math.min(pauseMs, leftMs)), signal);
    const remainingMs = deadline - clock.monotonic();
    const isLast = remainingMs < 1;
    const timeoutMs = isLast ? lastPollTimeoutMs(remainingMs) : Math.min(REQUEST_TIMEOUT_MS, remainingMs);
    const result = await attempt({ timeoutMs, signal }, isLast);
    if (result.done) return { value: result.value };
    if (isLast) return null;
    pauseMs = Math.max(plan.pauseMs(attempts), result.retryAfterMs ?? 0);
  }
}

/** Ends 10 s after the deadline, unless a machine that slept past that would have no time left for a poll. */
function lastPollTimeoutMs(remainingMs: number): number {
  const leftMs = LAST_POLL_TIMEOUT_MS + Math.min(0, remainingMs);
  return leftMs < MIN_LAST_POLL_TIMEOUT_MS ? LAST_POLL_TIMEOUT_MS : leftMs;
}
