import { CancelledError } from '../domain/errors.ts';

/** The part of a process that this module uses. */
export interface ProcessEvents {
  on(event: string, listener: (cause: unknown) => void): unknown;
}

// On Windows the runner's second signal is Ctrl-Break.
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const;

/**
 * One signal for everything that ends a step from outside: the job's cancellation, an unhandled error, and an event loop
 * that ran empty before a response arrived. Its reason is the error that says which.
 */
export function listenForSignals(events: ProcessEvents): AbortSignal {
  const controller = new AbortController();
  for (const name of SIGNALS) events.on(name, () => controller.abort(new CancelledError(name)));
  for (const name of ['uncaughtException', 'unhandledRejection']) {
    events.on(name, (cause) => controller.abort(new Error(`an unhandled error (${name})`, { cause })));
  }
  events.on('beforeExit', () =>
    controller.abort(new Error('the process ran out of work before there was a verdict')),
  );
  return controller.signal;
}
