import { ServiceError } from '../domain/errors.ts';
import type { CallLimits } from '../http/send.ts';
import type { Runtime } from '../platform/runtime.ts';
import { retryPauseMs } from './backoff.ts';
import { poll } from './poll.ts';
import { RetryState } from './retry-state.ts';

/**
 * Reads something, again after a fault that may pass, until the deadline.
 *
 * @param deadline a moment of the monotonic clock
 * @throws ServiceError, the last one where the deadline passed
 */
export async function readWithRetry<T>(
  conditions: Runtime,
  deadline: number,
  read: (limits: CallLimits) => Promise<T>,
): Promise<T> {
  const { clock, signal, random, log, onSent } = conditions;
  const tolerance = new RetryState();
  const pauseMs = (attempts: number) => retryPauseMs(attempts, random());
  const plan = { clock, signal, deadline, firstPauseMs: 0, pauseMs, looksAtDeadline: false };
  const answer = await poll<T>(plan, async (limits) => {
    try {
      return { done: true, value: await read({ ...limits, onSent }) };
    } catch (error) {
      const again = tolerance.retryOrThrow(error);
      log.info(`Asking again: ${tolerance.lastMessage()}`);
      return again;
    }
  });
  if (answer !== null) return answer.value;
  throw (
    tolerance.last ??
    new ServiceError('the time for reading was over before the first request', { kind: 'unreachable' })
  );
}
