import { isTransient, RequestError } from '../domain/errors.ts';
import { type EvalReading, type EvalReport, hasVerdicts } from '../domain/evals.ts';
import type { Runtime } from '../platform/runtime.ts';
import { growingPauseMs } from '../retry/backoff.ts';
import { type Attempt, poll } from '../retry/poll.ts';
import type { AgentService } from '../service/agent-service.ts';

export interface EvalsRequest {
  readonly service: AgentService;
  readonly runId: string;
  /** True where verdicts must be there: then a missing answer is waited for like a pending one. */
  readonly required: boolean;
  /** From when on they are waited for, of the monotonic clock. */
  readonly beganAt: number;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
  /** Told of every answer. */
  readonly onReading: (reading: EvalReading) => void;
}

/**
 * Reads the verdicts on a run that has succeeded, and waits for those that are pending.
 *
 * @returns the last that was read where the time runs out
 * @throws ProtocolError if a response is about another run
 * @throws RequestError after a redirect
 */
export async function readEvals(request: EvalsRequest, runtime: Runtime): Promise<EvalReading> {
  const { clock, signal, random } = runtime;
  let latest: EvalReading = { kind: 'not-read' };
  const settle = (
    reading: EvalReading,
    isFinal: boolean,
    retryAfterMs: number | null = null,
  ): Attempt<EvalReading> => {
    latest = reading;
    request.onReading(reading);
    return isFinal ? { done: true, value: reading } : { done: false, retryAfterMs };
  };
  const plan = {
    clock,
    signal,
    deadline: request.beganAt + request.timeoutMs,
    firstPauseMs: 0,
    pauseMs: (attempts: number) => Math.min(request.pollIntervalMs, growingPauseMs(attempts, random())),
    pollsAtDeadline: true,
  };
  const end = await poll<EvalReading>(plan, async (limits) => {
    try {
      const report = await request.service.getEvals(request.runId, limits);
      return settle(
        report === null ? { kind: 'none' } : { kind: 'read', report },
        isSettled(report, request.required),
      );
    } catch (error) {
      if (!(error instanceof RequestError) || error.kind === 'redirect') throw error;
      const isRefused = error.kind === 'status' && !isTransient(error);
      return settle({ kind: 'unreadable', reason: error.message }, isRefused, error.retryAfterMs);
    }
  });
  return end?.value ?? latest;
}

function isSettled(report: EvalReport | null, required: boolean): boolean {
  if (report === null) return !required;
  const words = [report.result, ...report.steps.map((step) => step.result)];
  if (words.includes('unrecognised')) return true;
  if (words.includes('pending')) return false;
  return hasVerdicts(report) || !required;
}
