import type { Level } from './draw-answer.ts';
import type { PullChange } from './draw-github.ts';
import type { Written } from './sinks.ts';

interface At {
  /** Milliseconds since the step began, of a clock that never jumps. */
  readonly at: number;
}

/** What happens between a step and its surroundings, in order. */
export type SimulationEvent = At &
  (
    | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly path: string }
    /** The headers begin to be written to a connection. */
    | { readonly kind: 'sent'; readonly id: number }
    /** The service creates a run for a start. */
    | { readonly kind: 'taken'; readonly id: number; readonly runId: string }
    /** The service takes what a person has decided. */
    | { readonly kind: 'answer-taken'; readonly id: number }
    /** GitHub takes a commit status. */
    | ({ readonly kind: 'status-taken' } & TakenStatus)
    /** An answer has arrived whole. */
    | { readonly kind: 'answered'; readonly id: number; readonly status: number; readonly body: string }
    | { readonly kind: 'failed'; readonly id: number; readonly why: string }
    | ({ readonly kind: 'written' } & Written)
    /** A write that the disk refuses. */
    | { readonly kind: 'refused'; readonly path: string }
    | { readonly kind: 'signal'; readonly name: string }
    | { readonly kind: 'suspended'; readonly ms: number }
    | { readonly kind: 'wall-set'; readonly byMs: number }
    | { readonly kind: 'ended'; readonly passes: boolean }
    /** The step neither ends nor waits for anything. */
    | { readonly kind: 'hung' }
  );

/** A commit status that GitHub has accepted. */
export interface TakenStatus {
  /** 0 for the step itself; each other step has a number. */
  readonly by: number;
  readonly sha: string;
  readonly state: string;
  readonly context: string;
  readonly target: string;
}

/** What the workflow's author requested, as values of the inputs. */
export interface Wanted {
  readonly key: string;
  readonly mode: 'run' | 'start-only' | 'validate-only' | 'attach';
  readonly allow: readonly string[];
  readonly requireEvals: boolean;
  readonly requireSteps: readonly string[];
  readonly timeoutMs: number;
  readonly evalTimeoutMs: number;
  /** The id of the answered interrupt; empty if there is no answer. */
  readonly answers: string;
  /** False if the inputs are invalid, so that nothing may be sent. */
  readonly isSound: boolean;
  /** True if the event gets no key and the author allows that it is skipped. */
  readonly isSkipped: boolean;
  /** The level of fail-on-findings; null if it is not set. */
  readonly failsFrom: Level | null;
  readonly hasSchema: boolean;
  readonly isAdvisory: boolean;
  /** The input require-permission. */
  readonly permission: string;
  /** Of the commit status; empty without one. */
  readonly context: string;
  readonly comments: string;
  /** Whether GitHub accepts the token. */
  readonly hasToken: boolean;
  /** Whether the change is read from GitHub as an input. */
  readonly readsChange: boolean;
}

/** What is true at the service, whatever the step receives. */
export interface Expected {
  /** The run that the step attaches to; runs that its starts created are in the record. */
  readonly attachedRunId: string;
  /** Whether key, agent, labels and, when attaching, age allow what the step is to do. */
  readonly isAllowed: boolean;
  /** The required role of the user who triggered the workflow; empty for none. */
  readonly role: string;
  /** Whether that role is there, as GitHub has it. */
  readonly isPermitted: boolean;
  /** What makes the event outdated, if the step reads it, and from when on; null if nothing does. */
  readonly superseded: PullChange | null;
  /** Whether the schema is read from GitHub. */
  readonly isSchemaRemote: boolean;
  /** The evaluated commit; empty if several are possible. */
  readonly sha: string;
  /** The page of this attempt. */
  readonly attemptUrl: string;
  /** Whether GitHub responds to every request with its actual data. */
  readonly isGitHubReliable: boolean;
  /** Whether GitHub accepts the step's statuses. */
  readonly mayWriteStatuses: boolean;
  /** The other steps that pass, by their numbers. */
  readonly passingSteps: readonly number[];
  /** Whether findings and data of the message satisfy the inputs. */
  readonly isAnswerPass: boolean;
  /** The same, if every reader must find it. */
  readonly isAnswerPlain: boolean;
  /** Whether the service accepts a start. */
  readonly isTaken: boolean;
  /** Runs of the agent that another client starts, and when. */
  readonly foreignRuns: readonly { readonly runId: string; readonly ms: number }[];
  /** For how long a started run is not to be found. */
  readonly hiddenForMs: number;
  /** Whether the agent's runs include it well within the time of the search for a lost start. */
  readonly isListed: boolean;
  /** Whether the run succeeds only after an answer that the service has accepted. */
  readonly needsAnswer: boolean;
  /** Whether the run succeeds and its verdicts, as far as they are wanted, are a pass. */
  readonly isPass: boolean;
  /** Whether the run waits for the interrupt that the step answers. */
  readonly isAnswerable: boolean;
  /** Whether it succeeds at all, so that it passes if the service has no verdicts. */
  readonly isSuccess: boolean;
  /** When both are so, counted from the creation of a run that is started, the step's beginning, or the answer. */
  readonly passesAfterMs: number;
  readonly succeedsAfterMs: number;
}

/** Everything that is known of one simulated step. */
export interface StepRecord {
  readonly seed: number;
  readonly wanted: Wanted;
  readonly expected: Expected;
  /** True if nothing fails, so that a step must pass if it should. */
  readonly isCalm: boolean;
  /** True if nothing fails except that the response to the start is lost. */
  readonly losesStart: boolean;
  /** True where the log fails as the step's end is written to it, so that the step fails. */
  readonly breaksReport: boolean;
  readonly events: readonly SimulationEvent[];
  /** The files as they are at the end. */
  readonly files: ReadonlyMap<string, string>;
  /** The same seed, as it ends under other terms. */
  readonly others: OtherEnds;
}

/** How the same seed ends under other conditions; null if that is not compared. */
export interface OtherEnds {
  /** Without fail-on-findings and result-schema. */
  readonly withoutGates: StepEnding | null;
  /** With a GitHub that responds to every request. */
  readonly withoutGitHubErrors: StepEnding | null;
}

export interface StepEnding {
  readonly passes: boolean;
  readonly outcome: string;
}
