import type { Clock } from './clock.ts';

/** Standard output or standard error. */
export interface OutputStream {
  /** Bytes that were written and are not yet written out. */
  readonly writableLength: number;
  /** Calls `written` once these bytes, and all bytes before them, have left the process or cannot leave it. */
  write(bytes: string, written: () => void): unknown;
}

// The reader of a pipe may have stopped reading.
const DRAIN_LIMIT_MS = 3000;

/**
 * Resolves once everything that was written to the streams has left the process, or after 3 s: a process that
 * ends before that loses what a pipe has not taken.
 */
export function drained(streams: readonly OutputStream[], clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.timer(DRAIN_LIMIT_MS, resolve);
    void Promise.all(streams.map(flushed)).then(() => {
      cancel();
      resolve();
    });
  });
}

function flushed(stream: OutputStream): Promise<void> {
  // On Windows, the reader of a pipe may take an empty write for its end.
  if (stream.writableLength === 0) return Promise.resolve();
  return new Promise((resolve) => {
    stream.write('', resolve);
  });
}
