import { describe, expect, it } from 'vitest';
import { withHeartbeat } from '../../../src/retry/heartbeat.ts';
import { FakeClock } from '../../support/fake-clock.ts';

describe('withHeartbeat', () => {
  it('calls back every 30 s during the work, and returns its result', async () => {
    const clock = new FakeClock();
    const beats: number[] = [];
    const work = async () => {
      await clock.sleep(29_999, new AbortController().signal);
      expect(beats).toEqual([]);
      await clock.sleep(70_000, new AbortController().signal);
      return 'done';
    };
    expect(await withHeartbeat(clock, () => beats.push(clock.monotonic()), work)).toBe('done');
    expect(beats).toEqual([30_000, 60_000, 90_000]);
    clock.advance(600_000);
    expect(beats).toHaveLength(3);
  });

  it('stops when the work fails', async () => {
    const clock = new FakeClock();
    const error = new Error('it failed');
    await expect(
      withHeartbeat(
        clock,
        () => undefined,
        () => Promise.reject(error),
      ),
    ).rejects.toBe(error);
    expect(clock.armed).toBe(0);
  });
});
