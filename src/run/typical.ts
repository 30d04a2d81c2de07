import { ServiceError } from '../domain/errors.ts';
import { isRunId } from '../domain/run.ts';
import type { Runtime } from '../platform/runtime.ts';
import { REQUEST_LIMIT_MS } from '../retry/poll.ts';
import type { AgentService } from '../service/agent-service.ts';
import { formatDuration } from '../text/duration.ts';

const MAX_RUNS = 3;

export interface TypicalOptions {
  readonly service: AgentService;
  /** The agent's last runs, the newest first. At most three are read. */
  readonly runIds: readonly string[];
  /** True where the service has just asked for fewer requests. */
  readonly isLimited: () => boolean;
}

/** How long the agent's last runs took, for the progress line alone: nothing rests on it, and no fault of it is told. */
export class UsualDuration {
  readonly #options: TypicalOptions;
  readonly #conditions: Runtime;
  readonly #ended = new AbortController();
  readonly #durationsMs: number[] = [];
  #isAsked = false;

  constructor(options: TypicalOptions, conditions: Runtime) {
    this.#options = options;
    this.#conditions = conditions;
  }

  /** Begins to read the runs, once, unless the service asks for fewer requests. Returns at once, and never throws. */
  learn(): void {
    if (this.#isAsked || this.#options.isLimited()) return;
    this.#isAsked = true;
    void this.#read();
  }

  /** Ends the reading. */
  stop(): void {
    this.#ended.abort(new ServiceError('the wait is over', { kind: 'unreachable' }));
  }

  /** A clause for the progress line, beginning with a comma; empty as long as nothing is known. */
  words(elapsedMs: number): string {
    const sorted = this.#durationsMs.toSorted((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)];
    if (middle === undefined) return '';
    const runs = sorted.length === 1 ? 'run' : `${sorted.length} runs`;
    const typical = `${formatDuration(middle)} of the last ${runs}`;
    return elapsedMs > middle ? `, past the usual ${typical}` : `, usual are the ${typical}`;
  }

  async #read(): Promise<void> {
    const { service, runIds, isLimited } = this.#options;
    const signal = AbortSignal.any([this.#conditions.signal, this.#ended.signal]);
    try {
      for (const runId of runIds.filter(isRunId).slice(0, MAX_RUNS)) {
        if (isLimited()) return;
        const run = await service.getRun(runId, { timeoutMs: REQUEST_LIMIT_MS, signal });
        if (run.state !== 'success' || run.createdAtMs === null || run.endedAtMs === null) continue;
        this.#durationsMs.push(Math.max(0, run.endedAtMs - run.createdAtMs));
      }
    } catch {
      // Whatever went wrong here, the wait for the run itself meets it too, if it matters.
    }
  }
}
