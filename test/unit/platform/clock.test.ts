import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/platform/clock.ts';

const NOW = Date.parse('2026-03-12T15:00:00.000Z');
const MAX_TIMER_MS = 2_147_483_647;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** What has become of a promise so far. */
function stateOf(promise: Promise<void>): Promise<string> {
  return Promise.race([
    promise.then(
      () => 'resolved',
      (reason: unknown) => `rejected: ${reason}`,
    ),
    vi.advanceTimersByTimeAsync(0).then(() => 'pending'),
  ]);
}

describe("the system's clock", () => {
  it('returns the time of day and a monotonic time [F85]', () => {
    const before = systemClock.monotonic();
    vi.setSystemTime(NOW - 5000);
    expect(systemClock.now()).toBe(NOW - 5000);
    vi.advanceTimersByTime(1500);
    expect(systemClock.now()).toBe(NOW - 3500);
    expect(systemClock.monotonic() - before).toBe(1500);
  });
});

describe('its timer', () => {
  it('fires once, after its delay', () => {
    const fire = vi.fn();
    systemClock.timer(1000, fire);
    vi.advanceTimersByTime(999);
    expect(fire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100_000);
    expect(fire).toHaveBeenCalledOnce();
  });

  it('never fires after it was cleared', () => {
    const fire = vi.fn();
    systemClock.timer(1000, fire)();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(100_000);
    expect(fire).not.toHaveBeenCalled();
  });

  it.each([MAX_TIMER_MS, MAX_TIMER_MS + 1, 2 ** 53, Number.POSITIVE_INFINITY])(
    'limits the delay to what Node supports, because Node would fire at once: %d ms [F20]',
    (ms) => {
      const set = vi.spyOn(globalThis, 'setTimeout');
      systemClock.timer(ms, () => {});
      expect(set).toHaveBeenCalledExactlyOnceWith(expect.any(Function), MAX_TIMER_MS);
    },
  );
});

describe('its sleep', () => {
  it('lasts as long as requested, rounded up to a whole millisecond', async () => {
    const sleep = systemClock.sleep(1500.2, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(1500);
    expect(await stateOf(sleep)).toBe('pending');
    await vi.advanceTimersByTimeAsync(1);
    expect(await stateOf(sleep)).toBe('resolved');
  });

  it("rejects with the signal's reason as soon as it is aborted, and leaves no timer", async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(60_000, controller.signal);
    const state = stateOf(sleep);
    controller.abort('cancelled');
    expect(await state).toBe('rejected: cancelled');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not begin if the signal is already aborted', async () => {
    await expect(systemClock.sleep(1, AbortSignal.abort('too late'))).rejects.toBe('too late');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('removes its listener from the signal at the end', async () => {
    const { signal } = new AbortController();
    const remove = vi.spyOn(signal, 'removeEventListener');
    const add = vi.spyOn(signal, 'addEventListener');
    const sleep = systemClock.sleep(10, signal);
    await vi.advanceTimersByTimeAsync(10);
    await sleep;
    expect(remove).toHaveBeenCalledExactlyOnceWith('abort', add.mock.calls[0]?.[1]);
  });

  it('limits the delay to what Node supports [B46]', async () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const controller = new AbortController();
    const sleep = systemClock.sleep(MAX_TIMER_MS + 1, controller.signal);
    expect(set).toHaveBeenCalledExactlyOnceWith(expect.any(Function), MAX_TIMER_MS);
    controller.abort('enough');
    await expect(sleep).rejects.toBe('enough');
  });
});
