import type { Clock } from '../../src/platform/clock.ts';

/** A clock that runs so many times faster than the real one. */
export function fastClock(factor: number): Clock {
  const beganAt = Date.now();
  const monotonic = () => performance.now() * factor;
  const beganMono = monotonic();
  const timer = (ms: number, fire: () => void) => {
    const handle = setTimeout(fire, ms / factor);
    return () => clearTimeout(handle);
  };
  return {
    now: () => beganAt + monotonic() - beganMono,
    monotonic,
    timer,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const onAbort = () => {
          cancel();
          reject(signal.reason);
        };
        const cancel = timer(ms, () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        });
        signal.addEventListener('abort', onAbort, { once: true });
      }),
  };
}
