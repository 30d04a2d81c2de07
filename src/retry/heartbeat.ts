import type { Clock } from '../platform/clock.ts';

const HEARTBEAT_MS = 30_000;

/** Calls `beat` each 30 s while the work goes on. */
export async function withHeartbeat<T>(clock: Clock, beat: () => void, work: () => Promise<T>): Promise<T> {
  let cancel = clock.timer(HEARTBEAT_MS, onTimer);
  function onTimer() {
    beat();
    cancel = clock.timer(HEARTBEAT_MS, onTimer);
  }
  try {
    return await work();
  } finally {
    cancel();
  }
}
