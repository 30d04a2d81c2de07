import type { Policy } from '../domain/outcome.ts';
import type { RemotePart } from '../pull-request/pull-request.ts';
import type { Provider } from '../service/agent-service.ts';

/** An answer to something that a run waits for. */
export interface Answer {
  /** What it answers. */
  readonly id: string;
  /** The whole answer, JSON. */
  readonly json: string;
}

/** Which run the step is about. */
export type Target =
  | { readonly kind: 'agent-id'; readonly agentId: string }
  | { readonly kind: 'agent-name'; readonly agentName: string }
  | {
      readonly kind: 'attach';
      readonly runId: string;
      /** The agent that the run must be of; null for any. */
      readonly agentId: string | null;
      readonly maxRunAgeMs: number;
      /** What is answered to the run; null for nothing. */
      readonly answer: Answer | null;
    };

/** What the step does: the whole way, only the start, or only the checks. */
export type Mode = 'run' | 'start-only' | 'validate-only';

/** The inputs, parsed: no text that still has to be checked, durations in milliseconds. */
export interface Settings {
  readonly provider: Provider;
  readonly apiKey: string;
  /** Empty for the service's own address. */
  readonly baseUrl: string;
  readonly target: Target;
  readonly mode: Mode;
  /** Label to value, exactly as it is sent. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Label to what of the pull request is still to be read from GitHub. */
  readonly remoteInputs: ReadonlyMap<string, RemotePart>;
  readonly timeoutMs: number;
  readonly evalTimeoutMs: number;
  readonly pollIntervalMs: number;
  readonly policy: Policy;
  /** What the author should know though it is no fault. */
  readonly notices: readonly string[];
}

/** What the inputs ask for: a step with settings, or none because the event gets no secrets. */
export type Request =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'skip'; readonly reason: string };
