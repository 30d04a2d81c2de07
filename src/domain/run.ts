/** A run in a list of runs. */
export interface ListedRun {
  readonly runId: string;
  /** Null if the list does not name the agent. */
  readonly agentId: string | null;
  /** Milliseconds since the epoch; null if the list has no readable time. */
  readonly createdAtMs: number | null;
}

/** Which runs are searched for. */
export interface RunQuery {
  readonly agentId: string;
  /** Only runs that were created since then, milliseconds since the epoch by the service's clock. */
  readonly sinceMs: number;
}

/** True if a run is one of those, as far as its agent and its time of creation are known. */
export function mayMatch(
  { agentId, createdAtMs }: Pick<ListedRun, 'agentId' | 'createdAtMs'>,
  query: RunQuery,
): boolean {
  const isOfAgent = agentId === null || agentId === query.agentId;
  return isOfAgent && (createdAtMs === null || createdAtMs >= query.sinceMs);
}

export type RunState = 'in_progress' | 'success' | 'failure' | 'cancelled' | 'interrupted' | 'unrecognised';

/** The final message of the agent. Everything in it is untrusted. */
export interface AgentMessage {
  /** The text parts, in their order; the raw message as the only part if its shape is not as documented. */
  readonly parts: readonly string[];
  /** All text parts joined by a blank line; the raw message if its shape is not as documented. */
  readonly text: string;
  /** The message as the service sent it, JSON; null if its shape is not as documented. */
  readonly payload: string | null;
}

/** A message of these text parts. */
export function messageOf(parts: readonly string[], payload: string | null): AgentMessage {
  return { parts, text: parts.join('\n\n'), payload };
}

const RUN_ID = /^[A-Za-z0-9_-]{1,128}$/;

/** True for a run id that can stand in a path as it is. */
export function isRunId(id: string): boolean {
  return RUN_ID.test(id);
}

/** One poll of a run. */
export interface RunSnapshot {
  readonly runId: string;
  /** Null if the service no longer names the agent. */
  readonly agentId: string | null;
  readonly conversationId: string | null;
  readonly state: RunState;
  /** The service's own status. */
  readonly rawStatus: string;
  /** Milliseconds since the epoch; null if the response has no readable time. */
  readonly createdAtMs: number | null;
  /** The service's clock in the response, milliseconds since the epoch; null if the response has none. */
  readonly serviceTimeMs: number | null;
  readonly endedAtMs: number | null;
  readonly message: AgentMessage | null;
  /** What the run waits for; empty if it waits for nothing. */
  readonly interrupts: readonly Interrupt[];
  /** Null if the service does not report it. */
  readonly requester: Requester | null;
}

/** Something that a run waits for a person to answer. Everything in it is untrusted. */
export interface Interrupt {
  readonly id: string;
  /** The agent that asks; empty if it is not named. */
  readonly agent: string;
  /** The question, for a person. */
  readonly prompt: string;
  readonly proposals: readonly Proposal[];
  /** The whole interrupt as the service sent it. */
  readonly value: unknown;
  /** A template of the answer, with a placeholder for what the person writes. */
  readonly answer: Readonly<Record<string, string>>;
}

/** What an agent proposes, for a person to decide on. */
export interface Proposal {
  /** Empty if it is the agent that asks. */
  readonly agent: string;
  /** Empty if it is the prompt of the interrupt. */
  readonly prompt: string;
  readonly text: string;
}

/** The person who requested the run. */
export interface Requester {
  /** Each is null if the service does not report it. */
  readonly id: string | null;
  readonly name: string | null;
  readonly email: string | null;
}
