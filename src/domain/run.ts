/** A run as a list of runs has it. */
export interface ListedRun {
  readonly runId: string;
  /** Null where the list does not name the agent. */
  readonly agentId: string | null;
  /** Milliseconds since the epoch; null where the list does not tell, or not readably. */
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
  /** The text parts, in their order; the raw message as the only one where its shape is not the documented one. */
  readonly parts: readonly string[];
  /** All text parts joined by a blank line; the raw message where its shape is not the documented one. */
  readonly text: string;
  /** The message as the service gave it, JSON; null where it is not of the documented shape. */
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

/** What one look at a run showed. */
export interface RunSnapshot {
  readonly runId: string;
  /** Null where the service no longer names the agent. */
  readonly agentId: string | null;
  readonly conversationId: string | null;
  readonly state: RunState;
  /** The service's own word for the state. */
  readonly rawStatus: string;
  /** Milliseconds since the epoch; null where the service gave no readable time. */
  readonly createdAtMs: number | null;
  /** The service's own clock as it answered, milliseconds since the epoch; null where the answer does not tell it. */
  readonly serviceTimeMs: number | null;
  readonly endedAtMs: number | null;
  readonly message: AgentMessage | null;
  /** What the run waits for; empty where it waits for nothing. */
  readonly interrupts: readonly Interrupt[];
  /** Null where the service does not say. */
  readonly requester: Requester | null;
}

/** Something that a run waits for a person to answer. Everything in it is untrusted. */
export interface Interrupt {
  readonly id: string;
  /** The agent that asks; empty where it is not named. */
  readonly agent: string;
  /** What is asked, in words for a person. */
  readonly prompt: string;
  readonly proposals: readonly Proposal[];
  /** The whole of it as the service gave it. */
  readonly value: unknown;
  /** What answers it, with a stand-in for the person's own words. */
  readonly answer: Readonly<Record<string, string>>;
}

/** What an agent proposes and a person is to judge. */
export interface Proposal {
  /** Empty where it is the agent that asks. */
  readonly agent: string;
  /** Empty where it is the interrupt's own. */
  readonly prompt: string;
  readonly text: string;
}

/** Who had the run started. */
export interface Requester {
  /** Null if the service does not say, like the others. */
  readonly id: string | null;
  readonly name: string | null;
  readonly email: string | null;
}
