import { isResponseError } from '../domain/errors.ts';
import type { TraceStep } from '../domain/trace.ts';
import type { Runtime } from '../platform/runtime.ts';
import { LAST_POLL_TIMEOUT_MS } from '../retry/budgets.ts';
import type { AgentService } from '../service/agent-service.ts';

export type TraceReading =
  | { readonly kind: 'read'; readonly trace: readonly TraceStep[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Reads the steps of a run that has ended, with one request that is never retried: nothing depends on them.
 *
 * @param deadline of the wait for the run, of the monotonic clock; the request has as long as a last poll of it
 */
export async function readTrace(
  service: AgentService,
  runId: string,
  deadline: number,
  { clock, signal }: Runtime,
): Promise<TraceReading> {
  const leftMs = deadline + LAST_POLL_TIMEOUT_MS - clock.monotonic();
  const timeoutMs = Math.max(1, Math.min(LAST_POLL_TIMEOUT_MS, leftMs));
  try {
    return { kind: 'read', trace: await service.getTrace(runId, { timeoutMs, signal }) };
  } catch (error) {
    if (!isResponseError(error)) throw error;
    return { kind: 'unreadable', reason: error.message };
  }
}
