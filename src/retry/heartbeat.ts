import type { Clock } from '../platform/clock.ts';
import { HEARTBEAT_INTERVAL_MS } from './budgets.ts';

/** Calls `beat` every 30 s until the work is done. */
export async function withHeartbeat<T>(clock: Clock, beat: () => void, work: () => Promise<T>): Promise<T> {
  let cancel = clock.timer(HEARTBEAT_INTERVAL_MS, onTimer);
  function onTimer() {
    beat();
    cancel = clock.timer(HEARTBEAT_INTERVAL_MS, onTimer);
  }
  try {
    return await work();
  } finally {
    cancel();
  }
}
