import type { Clock } from '../platform/clock.ts';
import { REPORTED_CLOCK_SKEW_MS } from '../retry/budgets.ts';
import { formatDuration } from '../text/duration.ts';

/**
 * The service's clock, from the `Date` of its responses; as long as none has one, the clock of this machine, which may be
 * wrong by any amount. All moments are of the monotonic clock, all times in milliseconds since the epoch.
 */
export class ServiceClock {
  readonly #clock: Clock;
  /** Time minus moment, by this machine. */
  readonly #ownOffsetMs: number;
  /** The same by the service; null as long as it is not known. */
  #offsetMs: number | null = null;
  #isExplained = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#ownOffsetMs = clock.now() - clock.monotonic();
  }

  /** @param serviceTimeMs the `Date` of a response that has just arrived; null if it has none */
  learn(serviceTimeMs: number | null): void {
    if (serviceTimeMs === null) return;
    const offsetMs = serviceTimeMs - this.#clock.monotonic();
    // A response that is repeated is late, and never early.
    this.#offsetMs = Math.max(this.#offsetMs ?? offsetMs, offsetMs);
  }

  now(): number {
    return this.at(this.moment());
  }

  moment(): number {
    return this.#clock.monotonic();
  }

  at(moment: number): number {
    return moment + (this.#offsetMs ?? this.#ownOffsetMs);
  }

  /** A sentence on this machine's clock if it differs much from the service's, once; null otherwise. */
  explainDifference(): string | null {
    const differenceMs = this.#offsetMs === null ? 0 : this.#ownOffsetMs - this.#offsetMs;
    if (this.#isExplained || Math.abs(differenceMs) <= REPORTED_CLOCK_SKEW_MS) return null;
    this.#isExplained = true;
    const by = formatDuration(Math.abs(differenceMs));
    return `The clock of this machine is ${by} ${differenceMs > 0 ? 'ahead of' : 'behind'} the service's. Ages and times of creation are measured by the service's clock. Set the clock of the runner.`;
  }
}
