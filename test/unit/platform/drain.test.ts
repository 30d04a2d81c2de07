import { describe, expect, it } from 'vitest';
import { drained, type OutputStream } from '../../../src/platform/drain.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** A pipe with bytes that its reader has not read. */
class FullPipe implements OutputStream {
  readonly writableLength = 1;
  readonly #callbacks: (() => void)[] = [];
  write(bytes: string, written: () => void): void {
    expect(bytes).toBe('');
    this.#callbacks.push(written);
  }
  read(): void {
    for (const written of this.#callbacks) written();
  }
}

const EMPTY: OutputStream = {
  writableLength: 0,
  write: () => {
    throw new Error('nothing is to be written to a stream that is empty');
  },
};

/** What has happened after everything that is ready has run. */
async function observe(clock: FakeClock, streams: readonly OutputStream[]) {
  const seen = { isOver: false };
  void drained(streams, clock).then(() => {
    seen.isOver = true;
  });
  await settle();
  return seen;
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the end of the output', () => {
  it('comes at once if nothing is left to write, and writes nothing', async () => {
    const clock = new FakeClock();
    const seen = await observe(clock, [EMPTY, EMPTY]);
    expect(seen.isOver).toBe(true);
    expect(clock.armed).toBe(0);
  });

  it('comes when the reader of every stream has read all bytes', async () => {
    const clock = new FakeClock();
    const [stdout, stderr] = [new FullPipe(), new FullPipe()];
    const seen = await observe(clock, [stdout, stderr]);
    stdout.read();
    await settle();
    expect(seen.isOver).toBe(false);
    stderr.read();
    await settle();
    expect(seen.isOver).toBe(true);
    expect(clock.armed).toBe(0);
  });

  it('comes after 3 s if a reader has stopped reading', async () => {
    const clock = new FakeClock();
    const seen = await observe(clock, [EMPTY, new FullPipe()]);
    clock.advance(2999);
    await settle();
    expect(seen.isOver).toBe(false);
    clock.advance(1);
    await settle();
    expect(seen.isOver).toBe(true);
  });
});
