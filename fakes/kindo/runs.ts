import { EARLIER_RUN, FIRST_RUN_ID } from './data.ts';
import type { DemoAgent, ExistingRun, RunScript } from './script.ts';

/** A named value, as a start sends it. */
export interface RunInput {
  readonly name: string;
  readonly value: string;
}

/** A run of the service. */
export interface RunRecord {
  readonly runId: string;
  /** Null if the agent has been deleted. */
  readonly agentId: string | null;
  readonly createdAtMs: number;
  /** May be in the future; `Infinity` if the run never ends. */
  readonly endsAtMs: number;
  readonly script: RunScript;
}

/** Called with every created run, and its inputs without unknown names. */
export type AcceptedListener = (runId: string, inputs: readonly RunInput[]) => void;

/** The runs of the service, those from before it started included. */
export class RunStore {
  readonly startedIds: string[] = [];
  readonly listeners: AcceptedListener[] = [];
  readonly #records = new Map<string, RunRecord>();
  readonly #script: RunScript;
  #nextNumber = 0;

  constructor(script: RunScript, agents: readonly DemoAgent[], existingRuns: readonly ExistingRun[]) {
    this.#script = script;
    for (const { agentId, earlierRuns } of agents) {
      for (const { runId, createdAtUtc } of earlierRuns) {
        const createdAtMs = Date.parse(createdAtUtc);
        const endsAtMs = createdAtMs + EARLIER_RUN.takesMs;
        this.#records.set(runId, { runId, agentId, createdAtMs, endsAtMs, script: EARLIER_RUN });
      }
    }
    for (const run of existingRuns) {
      const endsAtMs = run.endedAtUtc === null ? Date.now() + run.script.takesMs : Date.parse(run.endedAtUtc);
      this.#records.set(run.runId, { ...run, createdAtMs: Date.parse(run.createdAtUtc), endsAtMs });
    }
  }

  find(runId: string): RunRecord | undefined {
    return this.#records.get(runId);
  }

  newestFirst(agentId: string): readonly RunRecord[] {
    // Reversed before the stable sort, so that of two runs of one millisecond the later one comes first.
    return [...this.#records.values()]
      .filter((run) => run.agentId === agentId)
      .reverse()
      .sort((a, b) => b.createdAtMs - a.createdAtMs);
  }

  start(agentId: string, inputs: readonly RunInput[]): RunRecord {
    const createdAtMs = Date.now();
    const endsAtMs = createdAtMs + this.#script.takesMs;
    const run = { runId: this.#freeId(), agentId, createdAtMs, endsAtMs, script: this.#script };
    this.#records.set(run.runId, run);
    this.startedIds.push(run.runId);
    for (const listener of this.listeners) listener(run.runId, inputs);
    return run;
  }

  #freeId(): string {
    const at = FIRST_RUN_ID.lastIndexOf('-') + 1;
    const first = Number.parseInt(FIRST_RUN_ID.slice(at), 16);
    let runId: string;
    do {
      runId = FIRST_RUN_ID.slice(0, at) + (first + this.#nextNumber).toString(16).padStart(12, '0');
      this.#nextNumber += 1;
    } while (this.#records.has(runId));
    return runId;
  }
}
