import type { Clock } from '../../src/platform/clock.ts';

interface Entry {
  readonly at: number;
  readonly fire: () => void;
  /** True if a process waits for it, so that it does not end before. */
  readonly holds: boolean;
}

/** A clock that moves only when `step` is called, from one entry to the next. */
export class VirtualTime implements Clock {
  readonly #startedAt: number;
  #elapsed = 0;
  #wallOffset = 0;
  #entries: Entry[] = [];

  /** @param startedAt what the machine takes for now, milliseconds since the epoch */
  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  now(): number {
    return Math.round(this.#startedAt + this.#wallOffset + this.#elapsed);
  }

  monotonic(): number {
    return this.#elapsed;
  }

  timer(ms: number, fire: () => void): () => void {
    return this.#enter({ at: this.#elapsed + Math.max(0, ms), fire, holds: true });
  }

  /** Like a timer, but the process does not wait for it. */
  event(ms: number, fire: () => void): () => void {
    return this.#enter({ at: this.#elapsed + Math.max(0, ms), fire, holds: false });
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = () => {
        cancel();
        reject(signal.reason);
      };
      const cancel = this.timer(ms, () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      });
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Moves the wall clock by this much, like a correction of the clock. */
  setWall(byMs: number): void {
    this.#wallOffset += byMs;
  }

  /** Moves time on without anything firing, as a machine that was suspended sees it. */
  suspend(ms: number): void {
    this.#elapsed += ms;
  }

  /** Fires the next entry; false if no process would wait for any. */
  step(): boolean {
    if (!this.#entries.some((entry) => entry.holds)) return false;
    let next: Entry | undefined;
    for (const entry of this.#entries) if (next === undefined || entry.at < next.at) next = entry;
    if (next === undefined) return false;
    this.#remove(next);
    this.#elapsed = Math.max(this.#elapsed, next.at);
    next.fire();
    return true;
  }

  #enter(entry: Entry): () => void {
    this.#entries.push(entry);
    return () => this.#remove(entry);
  }

  #remove(entry: Entry): void {
    const place = this.#entries.indexOf(entry);
    if (place >= 0) this.#entries.splice(place, 1);
  }
}
