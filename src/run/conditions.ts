import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/runner.ts';

/** What everything that takes time works under. */
export interface Conditions {
  readonly clock: Clock;
  /** Aborted when the step is to end; its reason says why. */
  readonly signal: AbortSignal;
  /** A number from 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
}
