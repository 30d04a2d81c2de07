import type { ScriptedFault } from '../faults.ts';

/** The requests that the service supports. */
export type RequestKind = 'agents' | 'agent' | 'start' | 'runs' | 'run' | 'resume';

/** A fault of one of the service's requests. */
export type Fault = ScriptedFault<RequestKind>;

/** An agent, predefined by Middesk. */
export interface DemoAgent {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly description?: string;
}

/** An interrupt: the run stops until it is answered. */
export interface DemoInterrupt {
  readonly id: string;
  /** Of any shape. */
  readonly value: unknown;
  /** Left out if the value names no agent. */
  readonly agent?: string;
}

/** A step of a run, as it is once the run has ended; its times are those of the run. */
export interface DemoStep {
  readonly type: 'activity' | 'output' | 'interrupt' | 'error';
  readonly name: string;
  readonly label: string;
  readonly status: string;
  readonly agent?: string;
  readonly result?: { readonly resolution?: string };
  readonly artifacts?: readonly unknown[];
  readonly steps?: readonly DemoStep[];
}

/** How a run behaves. */
export interface RunScript {
  /** Running for so long, counted from the start and again from every answer; `Infinity`: never stops. */
  readonly takesMs: number;
  /** Stops for each of these in turn, for all of an entry at once. */
  readonly waitsFor?: readonly (readonly DemoInterrupt[])[];
  /** An interrupt that was answered is still shown as pending for so long. */
  readonly staysPendingMs?: number;
  /** The status at its end, documented or not. */
  readonly status: string;
  /** Shown once it has completed. */
  readonly output?: unknown;
  readonly steps?: readonly DemoStep[];
  /** The agent in the response of the run; the real one unless given. */
  readonly agent?: string | null;
  /** Fields that the run does not have; sample runs of the page lack all of these. */
  readonly leavesOut?: readonly ('thread_id' | 'agent' | 'requester' | 'output')[];
}

/** All settings of the service. */
export interface MiddeskScript {
  readonly agents?: readonly DemoAgent[];
  /** How started runs behave. */
  readonly run?: RunScript;
  /** The type of an agent that was started before: the first run belongs to it. */
  readonly earlierRunOf?: string | undefined;
  readonly faults?: readonly Fault[];
  readonly apiKey?: string;
}
