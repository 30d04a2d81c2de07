import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

/** What all code that takes time needs: clock, signal, random numbers, log. */
export interface Runtime {
  readonly clock: Clock;
  /** Aborted when the step must end; its reason says why. */
  readonly signal: AbortSignal;
  /** A number from 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Called with the first request of a read as soon as it may have left this machine, and with every later one. */
  readonly onSent?: (() => void) | undefined;
}
