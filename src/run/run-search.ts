import type { Agent } from '../domain/agent.ts';
import { isKeyRejected, isResponseError, type ProtocolError, RequestError } from '../domain/errors.ts';
import { type ListedRun, mayMatch, type RunQuery } from '../domain/run.ts';
import type { CallLimits } from '../http/send.ts';
import type { AgentService } from '../service/agent-service.ts';

const MAX_CANDIDATES = 50;

export interface RunSearchOptions {
  readonly service: AgentService;
  /** As it was before the start, with the runs that it had then. */
  readonly agent: Agent;
  /** Only runs created from then on are searched for, milliseconds since the epoch by the service's clock. */
  readonly sinceMs: number;
  /** The limits of the next request. */
  readonly limits: () => CallLimits;
}

/** A search for new runs of an agent, which reads the list several times. */
export class RunSearch {
  readonly #service: AgentService;
  readonly #query: RunQuery;
  readonly #limits: () => CallLimits;
  /**
   * Those that existed before, and those that turned out to be older or another agent's when they were read; in lower
   * case.
   */
  readonly #dismissed: Set<string>;
  readonly #candidates = new Map<string, ListedRun>();
  /** Those without a time of creation in the list. */
  readonly #unread = new Set<string>();
  #error: RequestError | ProtocolError | null = null;

  constructor({ service, agent, sinceMs, limits }: RunSearchOptions) {
    this.#service = service;
    this.#query = { agentId: agent.id, sinceMs };
    this.#limits = limits;
    this.#dismissed = new Set(agent.earlierRunIds.map((runId) => runId.toLowerCase()));
  }

  get candidates(): readonly ListedRun[] {
    return [...this.#candidates.values()];
  }

  /** Why the last reading of the list, or of a run in it, was not complete; null if it was. */
  get error(): RequestError | ProtocolError | null {
    return this.#error;
  }

  /**
   * Reads the list, and then every run whose time of creation is not in it. An error does not remove what was found before.
   *
   * @throws only what is not an error of a response
   */
  async read(): Promise<void> {
    this.#error = null;
    await this.#try(() => this.#readList());
    // An error of a single run must not hide that the list rejects the key.
    if (!isKeyError(this.#error)) await this.#try(() => this.#readRuns());
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isResponseError(error)) throw error;
      this.#error = error;
    }
  }

  async #readList(): Promise<void> {
    for await (const run of this.#service.listRunsSince(this.#query, this.#limits)) this.#consider(run);
  }

  #consider(run: ListedRun): void {
    if (this.#dismissed.has(run.runId.toLowerCase()) || this.#candidates.has(run.runId)) return;
    if (this.#candidates.size === MAX_CANDIDATES) {
      throw new RequestError(`there are more than ${MAX_CANDIDATES} new runs`, { kind: 'undecodable' });
    }
    this.#candidates.set(run.runId, run);
    if (run.createdAtMs === null) this.#unread.add(run.runId);
  }

  async #readRuns(): Promise<void> {
    for (const runId of this.#unread) {
      const { agentId, createdAtMs } = await this.#service.getRun(runId, this.#limits());
      const run = { runId, agentId, createdAtMs };
      this.#unread.delete(runId);
      if (mayMatch(run, this.#query)) {
        this.#candidates.set(runId, run);
      } else {
        this.#candidates.delete(runId);
        this.#dismissed.add(runId.toLowerCase());
      }
    }
  }
}

/** True for the error of a rejected key. */
export function isKeyError(error: unknown): error is RequestError {
  return error instanceof RequestError && isKeyRejected(error);
}
