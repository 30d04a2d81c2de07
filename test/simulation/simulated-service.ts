import { ATTACHED_RUN } from './draw-inputs.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { anyText } from './texts.ts';

/** A response before the network changes it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request as it arrives at the service. */
export interface Arrival {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of the record's clock. */
  readonly nowMs: number;
}

/** The events of a service that are recorded. */
export interface Effects {
  readonly onTaken: (runId: string) => void;
  readonly onAnswerTaken: () => void;
}

/** A service as its pages have it. */
export interface SimulatedService {
  answer(arrival: Arrival, effects: Effects): Answer;
}

/** A run that is there, of the record's clock. */
export interface KnownRun {
  readonly runId: string;
  readonly createdMs: number;
  readonly isStarted: boolean;
  /** When its interrupt was answered; null if it was not. */
  answeredMs: number | null;
}

/** The runs of the one agent, all of which go the same way. */
export class Runs {
  readonly #scenario: Scenario;
  readonly #runs = new Map<string, KnownRun>();
  #started = 0;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    const { agent, attached, given } = scenario;
    for (const [index, runId] of agent.earlierRunIds.entries()) this.#add(runId, -(index + 1) * 3_600_000);
    if (attached.isThere && given.wanted.mode === 'attach') this.#add(ATTACHED_RUN, -attached.ageMs);
    for (const { runId, ms } of agent.foreignRuns) this.#add(runId, ms);
  }

  start(nowMs: number, { onTaken }: Effects): KnownRun {
    this.#started += 1;
    const run = {
      runId: `started-${this.#scenario.seed}-${this.#started}`,
      createdMs: nowMs,
      isStarted: true,
      answeredMs: null,
    };
    this.#runs.set(run.runId, run);
    onTaken(run.runId);
    return run;
  }

  /** The run after it becomes visible; null before, and if there is no such run. */
  find(runId: string, nowMs: number): KnownRun | null {
    const run = this.#runs.get(runId);
    return run !== undefined && this.#isVisible(run, nowMs) ? run : null;
  }

  newestFirst(nowMs: number): KnownRun[] {
    return [...this.#runs.values()]
      .filter((run) => this.#isVisible(run, nowMs))
      .sort((a, b) => b.createdMs - a.createdMs);
  }

  /** The status of a run, and when it was reached; null while it is in progress. */
  standing({ createdMs, answeredMs }: KnownRun, nowMs: number): { word: unknown; sinceMs: number } | null {
    const { takesMs, word, answered } = this.#scenario.run;
    const first = { word, sinceMs: createdMs + takesMs };
    const second =
      answeredMs === null ? null : { word: answered.word, sinceMs: answeredMs + answered.takesMs };
    const current = second ?? first;
    return nowMs >= current.sinceMs ? current : null;
  }

  /** The time of creation as the service gives it, which may be odd for the step's own run. */
  createdAt({ runId, isStarted, createdMs }: KnownRun, iso: (ms: number) => string): unknown {
    const { createdAt } = this.#scenario.run;
    const isOwn = isStarted || (runId === ATTACHED_RUN && this.#scenario.given.wanted.mode === 'attach');
    return isOwn && createdAt !== undefined ? createdAt : iso(createdMs);
  }

  #add(runId: string, createdMs: number): void {
    this.#runs.set(runId, { runId, createdMs, isStarted: false, answeredMs: null });
  }

  #isVisible({ createdMs, isStarted }: KnownRun, nowMs: number): boolean {
    return nowMs >= createdMs + (isStarted ? this.#scenario.run.hiddenForMs : 0);
  }
}

export function json(status: number, body: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Messages of an error. */
export function anyWords(random: Random, scenario: Scenario): string {
  return anyText(random, scenario.given.wanted.key);
}
