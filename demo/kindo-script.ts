import type { ScriptedFault } from './faults.ts';

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
  /** False: the agent exists, and the caller may not see it. */
  readonly visible?: boolean;
}

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
  /** The text of the final message; a failed or cancelled run gives none away. */
  readonly message?: string | null;
  /** Takes the place of the whole `result` of the ended run, whatever its status and type. */
  readonly result?: unknown;
  /** Null or left out: the agent has no objectives, and asking for verdicts is a 404. */
  readonly evals?: DemoEvals | null;
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
  /** Fills the visible agents up to this number with generated ones. */
  readonly totalAgents?: number;
}
