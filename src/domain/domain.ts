import type { Interrupt, Requester } from './run-details.ts';

/** The words of the public interface, as action.yml and the README have them, in the order in which they are judged. */
export const FAULT_OUTCOMES = [
  'internal-error',
  'invalid-input',
  'abandoned',
  'protocol-error',
  'ambiguous-start',
  'unavailable',
  'unrecognised',
  'run-failed',
  'run-cancelled',
  'needs-input',
  'timed-out',
  'eval-failed',
  'eval-unknown',
  'eval-pending',
  'eval-skipped',
  'eval-missing',
] as const;

/** Outcomes that fail the step whatever `allow` says. */
export const NEVER_ALLOWED = ['internal-error', 'invalid-input', 'abandoned', 'protocol-error'] as const;

/** Outcomes without a fault, on which the step passes. */
export const CLEAN_OUTCOMES = ['skipped', 'started', 'validated', 'passed'] as const;

export type FaultOutcome = (typeof FAULT_OUTCOMES)[number];
export type AllowableOutcome = Exclude<FaultOutcome, (typeof NEVER_ALLOWED)[number]>;
export type CleanOutcome = (typeof CLEAN_OUTCOMES)[number];
export type Outcome = FaultOutcome | CleanOutcome;

/** An agent as a service describes it. */
export interface Agent {
  readonly id: string;
  /** Empty if the service gives none. */
  readonly name: string;
  /** The exact, case-sensitive names of the inputs that the agent declares. */
  readonly labels: readonly string[];
  /** Why the service's API cannot start this agent, or null where it can. */
  readonly cannotStart: string | null;
  /** A sentence on what the service leaves out of its description, for the log; empty if nothing. */
  readonly notice: string;
  /** Runs that existed when the agent was looked up: none of them can be the answer to a later start. */
  readonly earlierRunIds: readonly string[];
  /** The service's own clock as it answered, milliseconds since the epoch; null where the answer does not tell it. */
  readonly serviceTimeMs: number | null;
}

/** A run as a list of runs has it. */
export interface ListedRun {
  readonly runId: string;
  /** Null where the list does not name the agent. */
  readonly agentId: string | null;
  /** Milliseconds since the epoch; null where the list does not tell, or not readably. */
  readonly createdAtMs: number | null;
}

/** A part of a list of runs. */
export interface RunPage {
  readonly runs: readonly ListedRun[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

export interface AgentSummary {
  readonly id: string;
  /** Empty if the service gives none. */
  readonly name: string;
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

export type RunState = 'in_progress' | 'success' | 'failure' | 'cancelled' | 'interrupted' | 'unrecognised';

/** The final message of the agent. Everything in it is untrusted. */
export interface AgentMessage {
  /** All text parts joined by a blank line; the raw message where its shape is not the documented one. */
  readonly text: string;
  /** The message as the service gave it, JSON; null where it is not of the documented shape. */
  readonly payload: string | null;
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

export type EvalWord = 'pass' | 'fail' | 'pending' | 'skipped' | 'unknown' | 'unrecognised';

/** The verdicts as they were judged. */
export type EvalResult = Exclude<EvalWord, 'unrecognised'> | 'none';

export interface EvalStep {
  readonly stepNumber: number | null;
  readonly name: string;
  readonly result: EvalWord;
  /** The service's own word. */
  readonly word: string;
  readonly explanation: string;
}

/** The verdicts on one run. */
export interface EvalReport {
  readonly result: EvalWord;
  readonly word: string;
  readonly steps: readonly EvalStep[];
}

/** What came of reading the verdicts. */
export type EvalReading =
  | { readonly kind: 'not-read' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'read'; readonly report: EvalReport };

/** True where the service judged something: `skipped` or `unknown` without steps says that nothing was. */
export function holdsVerdicts(report: EvalReport): boolean {
  return report.steps.length > 0 || (report.result !== 'skipped' && report.result !== 'unknown');
}

/** What came of the whole step, before it is judged. */
export type RunOutcome =
  | { readonly kind: 'stopped'; readonly outcome: FaultOutcome; readonly reasons: readonly string[] }
  | { readonly kind: 'unjudged'; readonly outcome: Exclude<CleanOutcome, 'passed'>; readonly reason: string }
  | {
      readonly kind: 'ended';
      readonly run: RunSnapshot;
      readonly evals: EvalReading;
      /** The names of the steps at which a failed run broke off, where the service tells them. */
      readonly failedAt?: readonly string[];
    };

/** What the workflow's author asked for. */
export interface Policy {
  readonly allow: ReadonlySet<AllowableOutcome>;
  readonly requireEvals: boolean;
  readonly requireSteps: readonly string[];
}

export interface Fault {
  readonly outcome: FaultOutcome;
  readonly reasons: readonly string[];
}

/** The decision, computed once; whatever is reported is read from it. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly passes: boolean;
  /** One sentence for a person, of untrusted content. */
  readonly reason: string;
  /** Every fault that was found, in the order of {@link FAULT_OUTCOMES}. */
  readonly faults: readonly Fault[];
  /** The verdicts in one word, as they were judged; `none` where there are none. */
  readonly evalResult: EvalResult;
}

/** One request to the service, without anything secret. */
export interface Exchange {
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Null where no complete answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Why there is no answer, or why it was not usable. */
  readonly error?: string;
}
