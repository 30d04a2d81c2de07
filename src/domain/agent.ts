/** An agent as a service describes it. */
export interface Agent extends AgentSummary {
  /** The exact, case-sensitive names of the inputs that the agent declares. */
  readonly labels: readonly string[];
  /** The models that it uses; null if the service does not say. */
  readonly models: readonly string[] | null;
  /** Why the service's API cannot start this agent; null if it can. */
  readonly cannotStart: string | null;
  /** A sentence on what the service leaves out of its description, for the log; null if nothing. */
  readonly notice: string | null;
  /** Runs that existed when the agent was read: no later start can have created one of them. */
  readonly earlierRunIds: readonly string[];
  /** The service's clock in the response, milliseconds since the epoch; null if the response has none. */
  readonly serviceTimeMs: number | null;
}

export interface AgentSummary {
  readonly id: string;
  /** Null if the service gives none. */
  readonly name: string | null;
}

/** The service has no agent with the requested id. */
export interface UnknownAgent {
  /** The ids of all agents; empty if the service does not list them. */
  readonly knownIds: readonly string[];
}

export interface AgentList {
  readonly agents: readonly AgentSummary[];
  /** True if the service may have more agents than it lists. */
  readonly atCap: boolean;
}
