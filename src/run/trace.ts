import { ServiceError } from '../domain/errors.ts';
import type { TraceStep } from '../domain/trace.ts';
import type { Runtime } from '../platform/runtime.ts';
import { LAST_LOOK_LIMIT_MS } from '../retry/poll.ts';
import type { AgentService } from '../service/agent-service.ts';

export type TraceReading =
  | { readonly kind: 'read'; readonly trace: readonly TraceStep[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Asks once for the steps of a run that has ended: they are worth a request, and nothing depends on them.
 *
 * @param deadline of the wait for the run, of the monotonic clock; a last look at it would have as long as this has
 */
export async function readTrace(
  service: AgentService,
  runId: string,
  deadline: number,
  { clock, signal }: Runtime,
): Promise<TraceReading> {
  const leftMs = deadline + LAST_LOOK_LIMIT_MS - clock.monotonic();
  const timeoutMs = Math.max(1, Math.min(LAST_LOOK_LIMIT_MS, leftMs));
  try {
    return { kind: 'read', trace: await service.getTrace(runId, { timeoutMs, signal }) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { kind: 'unreadable', reason: error.message };
  }
}
