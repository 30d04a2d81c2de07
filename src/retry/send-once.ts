import { describe, ServiceError } from '../domain/errors.ts';
import type { CallLimits } from '../http/send.ts';
import type { Runtime } from '../platform/runtime.ts';
import { retryPauseMs } from './backoff.ts';
import { classifyWriteError } from './classify-error.ts';
import { type Attempt, poll, REQUEST_LIMIT_MS } from './poll.ts';

const LIMITED_BUDGET_MS = 120_000;
const UNSENT_BUDGET_MS = 60_000;
const MAX_UNSENT = 4;

/** A request that has an effect, and must not have it twice. */
export interface OneShotRequest<T> {
  /** What is sent, as the log's sentences begin. */
  readonly what: string;
  readonly send: (limits: CallLimits) => Promise<T>;
  /** Told whether it may have been taken, so that an end at any moment can say it. */
  readonly onState: (mayBeTaken: boolean) => void;
}

/**
 * What is known of it at the end; `lost`: nobody can know whether it was taken. `sentAt` is when the request that counts
 * was begun, of the monotonic clock.
 */
export type SendResult<T> =
  | { readonly kind: 'taken'; readonly value: T; readonly sentAt: number }
  | { readonly kind: 'refused'; readonly error: ServiceError }
  | { readonly kind: 'lost'; readonly error: ServiceError; readonly sentAt: number };

/**
 * Sends a request that has an effect. A second one is sent only where the first certainly was not taken: it never left,
 * or was answered by a complete 429. One that never left is tried four times, within 60 s of the first of them.
 *
 * @throws ServiceError where the service could not be reached, or kept saying 429
 */
export async function sendOnce<T>(sending: OneShotRequest<T>, conditions: Runtime): Promise<SendResult<T>> {
  const { clock, signal, random, log } = conditions;
  const { what, send, onState } = sending;
  let last: unknown;
  let isSent = false;
  let unsent = { times: 0, since: 0 };
  const mark = (mayBeTaken: boolean) => {
    isSent = mayBeTaken;
    onState(mayBeTaken);
  };
  const afterFault = (error: ServiceError, sentAt: number): Attempt<SendResult<T>> => {
    if (!isSent) {
      unsent = { times: unsent.times + 1, since: unsent.times === 0 ? sentAt : unsent.since };
      const isOver = unsent.times === MAX_UNSENT || clock.monotonic() - unsent.since >= UNSENT_BUDGET_MS;
      if (error.permanent || isOver) throw error;
      log.info(`${what} was not sent, trying again: ${describe(error)}`);
      return { done: false };
    }
    unsent = { times: 0, since: 0 };
    const judgement = classifyWriteError(error);
    if (judgement === 'unknown') return { done: true, value: { kind: 'lost', error, sentAt } };
    mark(false);
    if (judgement === 'rejected') return { done: true, value: { kind: 'refused', error } };
    log.info(`The service limits how often it is asked, waiting: ${describe(error)}`);
    return { done: false, retryAfterMs: error.retryAfterMs };
  };
  const plan = {
    clock,
    signal,
    deadline: clock.monotonic() + LIMITED_BUDGET_MS,
    firstPauseMs: 0,
    pauseMs: (attempts: number) => retryPauseMs(attempts, random()),
    looksAtDeadline: false,
  };
  const end = await poll<SendResult<T>>(plan, async () => {
    const sentAt = clock.monotonic();
    try {
      const value = await send({ timeoutMs: REQUEST_LIMIT_MS, signal, onSent: () => mark(true) });
      return { done: true, value: { kind: 'taken', value, sentAt } };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      last = error;
      return afterFault(error, sentAt);
    }
  });
  if (end === null) throw last;
  return end.value;
}
