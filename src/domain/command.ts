/** How the workflow names its agent. */
export type AgentTarget =
  | { readonly kind: 'agent-id'; readonly agentId: string }
  | { readonly kind: 'agent-name'; readonly agentName: string };

/** A person's answer to an interrupt of a run. */
export interface Answer {
  /** The id of the interrupt. */
  readonly id: string;
  /** The whole answer as it is sent, JSON. */
  readonly json: string;
}

/** What a start needs. */
interface Startable {
  readonly agent: AgentTarget;
  /** Label to value, exactly as it is sent. */
  readonly inputs: ReadonlyMap<string, string>;
}

/** Checks what a start would need, and starts nothing. */
export interface Validate extends Startable {
  readonly kind: 'validate';
}

/** Starts a run. */
export interface Start extends Startable {
  readonly kind: 'start';
  /** False: the step ends once the run is started. */
  readonly wait: boolean;
}

/** Waits for a run that exists already. */
export interface Attach {
  readonly kind: 'attach';
  readonly runId: string;
  /** The agent that the run must belong to; null for any. */
  readonly agentId: string | null;
  readonly maxRunAgeMs: number;
  /** Null if the step answers no interrupt. */
  readonly answer: Answer | null;
}

/** What the step does. */
export type Command = Validate | Start | Attach;
