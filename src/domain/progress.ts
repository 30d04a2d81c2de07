import type { Agent, AgentSummary } from './agent.ts';
import { NOTHING_UNREAD, type UnreadChange } from './change.ts';
import type { EvalReading } from './evals.ts';
import type { Exchange } from './exchange.ts';
import type { ListedRun, RunSnapshot } from './run.ts';
import type { TraceStep } from './trace.ts';

/**
 * How far a start has come. `in-flight`: the service may have accepted it, and the run is not known yet. `answered`: the
 * step attached to the run, and an answer to its interrupt is being sent or was accepted.
 */
export type StartState =
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'in-flight' }
  | {
      readonly kind: 'run';
      readonly id: string;
      /** Null if the service has no link to its runs. */
      readonly url: string | null;
      readonly how: 'started' | 'attached' | 'answered';
    };

/** The commit that a pull request goes to, and its branch. */
export interface BaseCommit {
  /** The full SHA. */
  readonly sha: string;
  /** Without `refs/heads/`; null if it is not known. */
  readonly ref: string | null;
}

/** What is known at one moment. */
export interface ProgressSnapshot {
  /** Which attempt of the workflow run this is, counted from 1. */
  readonly attempt: number;
  readonly agent: AgentSummary | null;
  /** The models and the labels of the agent, as they were read before the start; null if they were not. */
  readonly models: readonly string[] | null;
  readonly labels: readonly string[] | null;
  /** The commit that the evaluated one is compared with; null if no commit is. */
  readonly base: BaseCommit | null;
  /** The commit that is evaluated; null if no commit is. */
  readonly headSha: string | null;
  readonly unread: UnreadChange;
  readonly start: StartState;
  /** Runs that a start may have created whose response was lost; null if no response was lost. */
  readonly candidates: readonly ListedRun[] | null;
  /** The last poll of the run. */
  readonly run: RunSnapshot | null;
  readonly evals: EvalReading;
  /** The trace steps of a run that has ended; empty if the service reports none. */
  readonly trace: readonly TraceStep[];
  readonly warnings: readonly string[];
  readonly timeline: readonly Exchange[];
}

/** Called with what is known each time that it changes. Throws if that cannot be written, which ends the step. */
export type ProgressSink = (known: ProgressSnapshot) => void;

export interface ProgressOptions {
  /** Creates the sink. Rejects if that fails. */
  readonly openSink: () => Promise<ProgressSink>;
  readonly onWarning: (warning: string) => void;
}

/** The answer to a run, which is recorded only after the run. */
export interface PlannedAnswer {
  /** Records whether the request may have arrived, without a call of the sink. */
  readonly mark: (mayHaveArrived: boolean) => void;
}

/** A start, which is recorded only after it was announced. */
export interface PlannedStart extends PlannedAnswer {
  /** Records the run. Its link is null if the service has none. */
  readonly accepted: (id: string, url: string | null) => void;
}

const NOT_SENT: StartState = { kind: 'not-sent' };
const IN_FLIGHT: StartState = { kind: 'in-flight' };

/** What is known so far: filled while the step runs, so that a step that ends at any point can report it. */
export class Progress {
  readonly #options: ProgressOptions;
  #sink: ProgressSink | null = null;
  #known: Omit<ProgressSnapshot, 'warnings' | 'timeline'> = {
    attempt: 1,
    agent: null,
    models: null,
    labels: null,
    base: null,
    headSha: null,
    unread: NOTHING_UNREAD,
    start: NOT_SENT,
    candidates: null,
    run: null,
    evals: { kind: 'not-read' },
    trace: [],
  };
  readonly #warnings: string[] = [];
  readonly #timeline: Exchange[] = [];

  constructor(options: ProgressOptions) {
    this.#options = options;
  }

  snapshot(): ProgressSnapshot {
    return { ...this.#known, warnings: [...this.#warnings], timeline: [...this.#timeline] };
  }

  attemptKnown(attempt: number): void {
    this.#change({ attempt });
  }

  headKnown(headSha: string, base: BaseCommit): void {
    this.#change({ headSha, base });
  }

  changeRead(unread: UnreadChange): void {
    this.#change({ unread });
  }

  /** Resolves once the sink has it. */
  async agentFound({ id, name, models, labels }: Agent): Promise<void> {
    await this.#open();
    this.#change({ agent: { id, name }, models, labels });
  }

  /** Calls the sink with a run that may exist, now: a call while the start is sent would delay it. */
  planStart(): PlannedStart {
    this.#sink?.({ ...this.snapshot(), start: IN_FLIGHT });
    return {
      mark: (mayHaveArrived) => this.#mark(mayHaveArrived ? IN_FLIGHT : NOT_SENT),
      accepted: (id, url) => this.#change({ start: { kind: 'run', id, url, how: 'started' } }),
    };
  }

  /** Resolves once the sink has it, to the record of an answer to what the run waits for. */
  async attached(id: string, url: string | null): Promise<PlannedAnswer> {
    await this.#open();
    const run = { kind: 'run', id, url } as const;
    this.#change({ start: { ...run, how: 'attached' } });
    return {
      mark: (mayHaveArrived) => this.#mark({ ...run, how: mayHaveArrived ? 'answered' : 'attached' }),
    };
  }

  observed(run: RunSnapshot): void {
    const seen = run.agentId === null ? null : { id: run.agentId, name: null };
    this.#change({ run, agent: this.#known.agent ?? seen });
  }

  candidatesFound(candidates: readonly ListedRun[]): void {
    this.#change({ candidates });
  }

  evalsRead(evals: EvalReading): void {
    this.#change({ evals });
  }

  traceRead(trace: readonly TraceStep[]): void {
    this.#change({ trace });
  }

  /** A warning, which is not a fault: logged at once, and included in every report, however often it is found. */
  warn(warning: string): void {
    if (this.#warnings.includes(warning)) return;
    this.#warnings.push(warning);
    this.#options.onWarning(warning);
  }

  exchanged(exchange: Exchange): void {
    this.#timeline.push(exchange);
  }

  async #open(): Promise<void> {
    this.#sink ??= await this.#options.openSink();
  }

  #mark(start: StartState): void {
    this.#known = { ...this.#known, start };
  }

  #change(facts: Partial<Omit<ProgressSnapshot, 'warnings' | 'timeline'>>): void {
    this.#known = { ...this.#known, ...facts };
    this.#sink?.(this.snapshot());
  }
}

/** The run that the step is about; null as long as no run is known. */
export function runIdOf({ start }: Pick<ProgressSnapshot, 'start'>): string | null {
  return start.kind === 'run' ? start.id : null;
}
