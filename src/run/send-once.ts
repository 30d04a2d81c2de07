import { describe, ServiceError } from '../errors.ts';
import { judgeStart } from '../service/retry.ts';
import type { CallLimits } from '../service/service.ts';
import type { Conditions } from './conditions.ts';
import { type Attempt, poll, REQUEST_LIMIT_MS } from './poll.ts';
import { backoffMs } from './schedule.ts';

const LIMITED_BUDGET_MS = 120_000;

/** A request that has an effect, and must not have it twice. */
export interface Sending<T> {
  /** What is sent, as the log's sentences begin. */
  readonly what: string;
  readonly send: (limits: CallLimits) => Promise<T>;
  /** Until when it is tried again where it could not be sent, of the monotonic clock. */
  readonly connectDeadline: number;
  /** Told whether it may have been taken, so that an end at any moment can say it. */
  readonly onState: (mayBeTaken: boolean) => void;
}

/** What is known of it at the end; `lost`: nobody can know whether it was taken. */
export type Sent<T> =
  | { readonly kind: 'taken'; readonly value: T }
  | { readonly kind: 'refused'; readonly error: ServiceError }
  | { readonly kind: 'lost'; readonly error: ServiceError };

/**
 * Sends a request that has an effect. A second one is sent only where the first certainly was not taken: it never left,
 * or was answered by a complete 429.
 *
 * @throws ServiceError where the service could not be reached, or kept saying 429
 */
export async function sendOnce<T>(sending: Sending<T>, conditions: Conditions): Promise<Sent<T>> {
  const { clock, signal, random, log } = conditions;
  const { what, send, connectDeadline, onState } = sending;
  let last: unknown;
  let isSent = false;
  const mark = (mayBeTaken: boolean) => {
    isSent = mayBeTaken;
    onState(mayBeTaken);
  };
  const afterFault = (error: ServiceError): Attempt<Sent<T>> => {
    if (!isSent) {
      if (error.permanent || clock.monotonic() >= connectDeadline) throw error;
      log.info(`${what} was not sent, trying again: ${describe(error)}`);
      return { done: false };
    }
    const judgement = judgeStart(error);
    if (judgement === 'ambiguous') return { done: true, value: { kind: 'lost', error } };
    mark(false);
    if (judgement === 'refused') return { done: true, value: { kind: 'refused', error } };
    log.info(`The service limits how often it is asked, waiting: ${describe(error)}`);
    return { done: false, retryAfterMs: error.retryAfterMs };
  };
  const plan = {
    clock,
    signal,
    deadline: clock.monotonic() + LIMITED_BUDGET_MS,
    firstPauseMs: 0,
    pauseMs: (attempts: number) => backoffMs(attempts, random()),
    looksAtDeadline: false,
  };
  const end = await poll<Sent<T>>(plan, async () => {
    try {
      const value = await send({ timeoutMs: REQUEST_LIMIT_MS, signal, onSent: () => mark(true) });
      return { done: true, value: { kind: 'taken', value } };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      last = error;
      return afterFault(error);
    }
  });
  if (end === null) throw last;
  return end.value;
}
