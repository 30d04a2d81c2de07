import { describe, ProtocolError, RequestError } from '../domain/errors.ts';
import type { CallLimits } from '../http/send.ts';
import type { Runtime } from '../platform/runtime.ts';
import { retryPauseMs } from './backoff.ts';
import { RATE_LIMITED_WRITE_BUDGET_MS, REQUEST_TIMEOUT_MS, UNSENT_WRITE_BUDGET_MS } from './budgets.ts';
import { classifyWriteError } from './classify-error.ts';
import { type Attempt, poll } from './poll.ts';

const MAX_UNSENT = 4;

/** A request that has an effect, and must not have it twice. */
export interface OneShotRequest<T> {
  /** What is sent, as the log's sentences begin. */
  readonly what: string;
  readonly send: (limits: CallLimits) => Promise<T>;
  /** Called when it changes whether the request may have arrived, so that a step that ends at any moment can report it. */
  readonly onState: (mayHaveArrived: boolean) => void;
}

/**
 * What is known of it at the end; `unknown`: it may have been accepted or not. `sentAt` is when the last request began,
 * of the monotonic clock.
 */
export type SendResult<T> =
  | { readonly kind: 'accepted'; readonly value: T; readonly sentAt: number }
  | { readonly kind: 'rejected'; readonly error: RequestError }
  | { readonly kind: 'unknown'; readonly error: RequestError | ProtocolError; readonly sentAt: number };

/**
 * Sends a request that has an effect. It is sent again only if the first one certainly had none: it never left, or its
 * response is a complete 429. One that never left is sent four times, within 60 s of the first of them.
 *
 * @throws RequestError if the service could not be reached, or its responses stayed 429
 */
export async function sendOnce<T>(request: OneShotRequest<T>, runtime: Runtime): Promise<SendResult<T>> {
  const { clock, signal, random, log } = runtime;
  const { what, send, onState } = request;
  let last: unknown;
  let isSent = false;
  let unsent = { times: 0, since: 0 };
  const mark = (mayHaveArrived: boolean) => {
    isSent = mayHaveArrived;
    onState(mayHaveArrived);
  };
  const afterError = (error: RequestError, sentAt: number): Attempt<SendResult<T>> => {
    if (!isSent) {
      unsent = { times: unsent.times + 1, since: unsent.times === 0 ? sentAt : unsent.since };
      const isOver =
        unsent.times === MAX_UNSENT || clock.monotonic() - unsent.since >= UNSENT_WRITE_BUDGET_MS;
      if (error.permanent || isOver) throw error;
      log.info(`${what} was not sent. Retrying: ${describe(error)}`);
      return { done: false };
    }
    unsent = { times: 0, since: 0 };
    const judgement = classifyWriteError(error);
    if (judgement === 'unknown') return { done: true, value: { kind: 'unknown', error, sentAt } };
    mark(false);
    if (judgement === 'rejected') return { done: true, value: { kind: 'rejected', error } };
    log.info(`The service limits the rate of requests. Waiting: ${describe(error)}`);
    return { done: false, retryAfterMs: error.retryAfterMs };
  };
  const plan = {
    clock,
    signal,
    deadline: clock.monotonic() + RATE_LIMITED_WRITE_BUDGET_MS,
    firstPauseMs: 0,
    pauseMs: (attempts: number) => retryPauseMs(attempts, random()),
    pollsAtDeadline: false,
  };
  const end = await poll<SendResult<T>>(plan, async () => {
    const sentAt = clock.monotonic();
    try {
      const value = await send({ timeoutMs: REQUEST_TIMEOUT_MS, signal, onSent: () => mark(true) });
      return { done: true, value: { kind: 'accepted', value, sentAt } };
    } catch (error) {
      if (error instanceof ProtocolError) return { done: true, value: { kind: 'unknown', error, sentAt } };
      if (!(error instanceof RequestError)) throw error;
      last = error;
      return afterError(error, sentAt);
    }
  });
  if (end === null) throw last;
  return end.value;
}
