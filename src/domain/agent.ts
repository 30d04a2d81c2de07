/** An agent as a service describes it. */
export interface Agent extends AgentSummary {
  /** The exact, case-sensitive names of the inputs that the agent declares. */
  readonly labels: readonly string[];
  /** The models that it uses; null if the service does not say. */
  readonly models: readonly string[] | null;
  /** Why the service's API cannot start this agent, or null where it can. */
  readonly cannotStart: string | null;
  /** A sentence on what the service leaves out of its description, for the log; null if nothing. */
  readonly notice: string | null;
  /** Runs that existed when the agent was looked up: none of them can be the answer to a later start. */
  readonly earlierRunIds: readonly string[];
  /** The service's own clock as it answered, milliseconds since the epoch; null where the answer does not tell it. */
  readonly serviceTimeMs: number | null;
}

export interface AgentSummary {
  readonly id: string;
  /** Null if the service gives none. */
  readonly name: string | null;
}

/** What the service knows instead of an agent that it does not. */
export interface UnknownAgent {
  /** The ids of all agents that there are; empty where the service does not tell. */
  readonly knownIds: readonly string[];
}

export interface AgentList {
  readonly agents: readonly AgentSummary[];
  /** True where the service may know more agents than it lists. */
  readonly atCap: boolean;
}
