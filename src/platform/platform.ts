import type { Variables } from '../http/proxy.ts';
import type { Send } from '../http/send.ts';
import { createSend } from '../http/transport.ts';
import { readEvent, type WorkflowEvent } from '../pull-request/event.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import { type Environment, takeEnvironment } from './environment.ts';
import { type EarlyLog, standardOutput } from './log.ts';
import { loadRunner, type Runner } from './runner.ts';
import { listenForSignals } from './signals.ts';
import { type WithinTime, withinTime } from './time-limit.ts';

/** The world around the step. */
export interface Platform {
  readonly environment: Environment;
  readonly log: EarlyLog;
  /** Rejects where the runner's toolkit cannot be loaded. */
  readonly loadRunner: () => Promise<Runner>;
  readonly clock: Clock;
  readonly withinTime: WithinTime;
  readonly random: () => number;
  /** Aborted when the step is to end; its reason is the error that says why. */
  readonly interrupted: AbortSignal;
  readonly readEvent: (eventPath: string) => Promise<WorkflowEvent | null>;
  readonly createSend: (variables: Variables) => Send;
}

/** The real world. Takes the key out of the process's environment, and begins to listen for signals. */
export function systemPlatform(): Platform {
  return {
    environment: takeEnvironment(process.env),
    log: standardOutput,
    loadRunner,
    clock: systemClock,
    withinTime,
    random: Math.random,
    interrupted: listenForSignals(process),
    readEvent,
    createSend,
  };
}
