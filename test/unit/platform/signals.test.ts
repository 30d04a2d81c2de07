import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/domain/errors.ts';
import { listenForSignals } from '../../../src/platform/signals.ts';

function listen(): { events: EventEmitter; signal: AbortSignal } {
  const events = new EventEmitter();
  return { events, signal: listenForSignals(events) };
}

describe('listenForSignals', () => {
  it('does nothing without a signal', () => {
    expect(listen().signal.aborted).toBe(false);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGBREAK'])(
    "treats %s as the job's cancellation, and names it [F114]",
    (name) => {
      const { events, signal } = listen();
      events.emit(name, name);
      expect(signal.reason).toBeInstanceOf(CancelledError);
      expect(signal.reason).toMatchObject({ message: `the job was cancelled (${name})` });
    },
  );

  it.each(['uncaughtException', 'unhandledRejection'])('ends the step on %s, with its cause [F2]', (name) => {
    const { events, signal } = listen();
    const cause = new TypeError('stray');
    events.emit(name, cause);
    expect(signal.reason).not.toBeInstanceOf(CancelledError);
    expect(signal.reason).toMatchObject({ message: `an unhandled error (${name})`, cause });
  });

  it('ends the step if the process has no work left [F1]', () => {
    const { events, signal } = listen();
    events.emit('beforeExit', 1);
    expect(signal.reason).not.toBeInstanceOf(CancelledError);
    expect(signal.reason).toMatchObject({
      message: 'the process ran out of work before there was a verdict',
    });
  });

  it('keeps the first reason when more follow, and does not end the process', () => {
    const { events, signal } = listen();
    for (const name of ['SIGINT', 'SIGTERM', 'uncaughtException', 'beforeExit']) events.emit(name, null);
    expect(signal.reason).toMatchObject({ message: 'the job was cancelled (SIGINT)' });
  });
});
