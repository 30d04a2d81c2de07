import type { Clock } from '../../src/platform/clock.ts';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** A clock that stands still until a sleep: a sleep ends at once, and advances the time by its duration. */
export class FakeClock implements Clock {
  /** The lengths of all sleeps so far, in milliseconds. */
  readonly sleeps: number[] = [];
  readonly #startedAt: number;
  #elapsed = 0;
  #timers: Timer[] = [];

  constructor(startedAt = Date.parse('2026-03-12T15:00:00.000Z')) {
    this.#startedAt = startedAt;
  }

  now(): number {
    return this.#startedAt + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  timer(ms: number, fire: () => void): () => void {
    const timer = { at: this.#elapsed + ms, fire };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.sleeps.push(ms);
    this.advance(ms);
    await Promise.resolve();
    signal.throwIfAborted();
  }

  /** Moves time on and fires the timers that are due, in their order. */
  advance(ms: number): void {
    const until = this.#elapsed + ms;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#elapsed = Math.max(this.#elapsed, due.at);
      due.fire();
    }
    this.#elapsed = until;
  }

  /** How many timers are armed. */
  get armed(): number {
    return this.#timers.length;
  }
}
