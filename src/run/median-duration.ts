import { isRunId } from '../domain/run.ts';
import type { Runtime } from '../platform/runtime.ts';
import { REQUEST_TIMEOUT_MS } from '../retry/budgets.ts';
import type { AgentService } from '../service/agent-service.ts';
import { formatDuration } from '../text/duration.ts';

const MAX_RUNS = 3;

export interface MedianDurationOptions {
  readonly service: AgentService;
  /** The agent's last runs, the newest first. At most three are read. */
  readonly runIds: readonly string[];
  /** True if the last response was a rate limit. */
  readonly isLimited: () => boolean;
}

/** The median duration of the agent's last runs, for the progress line alone: no error of it is reported. */
export class MedianDuration {
  readonly #options: MedianDurationOptions;
  readonly #runtime: Runtime;
  readonly #ended = new AbortController();
  readonly #durationsMs: number[] = [];
  #isStarted = false;

  constructor(options: MedianDurationOptions, runtime: Runtime) {
    this.#options = options;
    this.#runtime = runtime;
  }

  /** Begins to read the runs, once, unless the last response was a rate limit. Returns at once, and never throws. */
  start(): void {
    if (this.#isStarted || this.#options.isLimited()) return;
    this.#isStarted = true;
    void this.#read();
  }

  /** Ends the reading. */
  stop(): void {
    this.#ended.abort(new Error('the wait is over'));
  }

  /** A clause for the progress line, beginning with a comma; empty as long as nothing is known. */
  clause(elapsedMs: number): string {
    const sorted = this.#durationsMs.toSorted((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)];
    if (middle === undefined) return '';
    const median = sorted.length === 1 ? 'the last run' : `the median of the last ${sorted.length} runs`;
    const relation = elapsedMs > middle ? 'longer than' : 'compared with';
    return `, ${relation} ${formatDuration(middle)}, ${median}`;
  }

  async #read(): Promise<void> {
    const { service, runIds, isLimited } = this.#options;
    const signal = AbortSignal.any([this.#runtime.signal, this.#ended.signal]);
    try {
      for (const runId of runIds.filter(isRunId).slice(0, MAX_RUNS)) {
        if (isLimited()) return;
        const run = await service.getRun(runId, { timeoutMs: REQUEST_TIMEOUT_MS, signal });
        if (run.state !== 'success' || run.createdAtMs === null || run.endedAtMs === null) continue;
        this.#durationsMs.push(Math.max(0, run.endedAtMs - run.createdAtMs));
      }
    } catch {
      // If the error matters, the wait for the run gets it, too.
    }
  }
}
