import { RequestError } from '../domain/errors.ts';
import type { CallLimits } from '../http/send.ts';
import type { Runtime } from '../platform/runtime.ts';
import { retryPauseMs } from './backoff.ts';
import { poll } from './poll.ts';
import { type RetryPolicy, RetryState } from './retry-state.ts';

/**
 * Reads something, and retries after an error that may pass, until the deadline.
 *
 * @param deadline a moment of the monotonic clock
 * @throws RequestError, the last one if the deadline passed
 */
export async function readWithRetry<T>(
  runtime: Runtime,
  deadline: number,
  read: (limits: CallLimits) => Promise<T>,
  policy: RetryPolicy = {},
): Promise<T> {
  const { clock, signal, random, log, onSent } = runtime;
  const retryState = new RetryState(policy);
  const pauseMs = (attempts: number) => retryPauseMs(attempts, random());
  const plan = { clock, signal, deadline, firstPauseMs: 0, pauseMs, pollsAtDeadline: false };
  const result = await poll<T>(plan, async (limits) => {
    try {
      return { done: true, value: await read({ ...limits, onSent }) };
    } catch (error) {
      const again = retryState.retryOrThrow(error);
      log.info(`Retrying: ${retryState.lastMessage()}`);
      return again;
    }
  });
  if (result !== null) return result.value;
  throw (
    retryState.last ??
    new RequestError('the time limit for reading passed before the first request', { kind: 'unreachable' })
  );
}
