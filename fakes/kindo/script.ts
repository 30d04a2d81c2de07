import type { ScriptedFault } from '../faults.ts';

/** The requests that the service knows. */
export type RequestKind = 'list' | 'agent' | 'start' | 'run' | 'evals';

/** A fault of one of the service's requests. */
export type Fault = ScriptedFault<RequestKind>;

/** An agent of the organisation. */
export interface DemoAgent {
  readonly agentId: string;
  readonly name: string;
  readonly description: string;
  /** Labels without which a start is refused. The API shows them and the optional ones as one list. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly hasTriggers: boolean;
  readonly createdAt: string;
  readonly creatorName: string;
  /** Finished runs that somebody else started. */
  readonly earlierRuns: readonly { readonly runId: string; readonly createdAtUtc: string }[];
  /** False: the agent exists, and the caller cannot see it. */
  readonly visible?: boolean;
  /** Laid over every description of the agent; a field that is `undefined` is left out of it. */
  readonly describedAs?: Readonly<Record<string, unknown>>;
}

/** A part of a message, sent as it is; a string stands for a text part that is done. */
type DemoPart = string | { readonly type: string; readonly [field: string]: unknown };

/** One verdict of an evaluation, as it is once it is no longer pending. */
export interface DemoEvalStep {
  readonly name: string | null;
  readonly result: string;
  readonly explanation: string | null;
}

/** The evaluation of a run. */
export interface DemoEvals {
  /** Counted from the end of the run; `Infinity`: the verdicts never come. */
  readonly pendingMs: number;
  readonly result: string;
  readonly steps: readonly DemoEvalStep[];
}

/** How a run behaves. */
export interface RunScript {
  /** In progress for so long, counted from acceptance; `Infinity`: never ends. */
  readonly takesMs: number;
  /** The word it ends with, documented or not. */
  readonly status: string;
  /** The final message, or its parts behind the first `step-start`; a failed or cancelled run gives none away. */
  readonly message?: string | readonly DemoPart[] | null;
  /** Takes the place of the whole `result` of the ended run, whatever its status and type. */
  readonly result?: unknown;
  /** Null or left out: the agent has no objectives. */
  readonly evals?: DemoEvals | null;
  /** What verdicts are read as if the agent has no objectives: a 404, unless given, or that word without steps. */
  readonly withoutObjectives?: 'not-found' | 'skipped' | 'unknown';
  /** The agent that the run is said to be of; the real one unless given. */
  readonly agentId?: string | null;
  /** Made from the run id unless given. */
  readonly conversationId?: string | null;
}

/** A run that is there before the service starts. */
export interface ExistingRun {
  readonly runId: string;
  /** Null where the agent has been deleted since. */
  readonly agentId: string | null;
  readonly createdAtUtc: string;
  /** Null: still going, and `takesMs` of its script counts from when the service starts. */
  readonly endedAtUtc: string | null;
  readonly script: RunScript;
}

/** Everything that can be chosen about the service. */
export interface ServiceScript {
  readonly agents?: readonly DemoAgent[];
  /** How the runs behave that are started. */
  readonly run?: RunScript;
  readonly existingRuns?: readonly ExistingRun[];
  readonly faults?: readonly Fault[];
  readonly apiKey?: string;
  /** True: API access of the key's owner is disabled, so every request with the key is a 403. */
  readonly isKeyDisabled?: boolean;
  /** Fills the visible agents up to this number with generated ones. */
  readonly totalAgents?: number;
}
