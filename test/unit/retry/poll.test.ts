import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Attempt, type PollPlan, poll } from '../../../src/retry/poll.ts';
import { cases } from '../../support/cases.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const GO_ON: Attempt<never> = { done: false };

interface AttemptCall {
  readonly at: number;
  readonly timeoutMs: number;
  readonly isLast: boolean;
}

/** Polls with attempts that take no time, each with what the list says, or the last of it. */
async function pollWith(
  attempts: readonly Attempt<string>[],
  plan: Partial<PollPlan> = {},
): Promise<{ end: { value: string } | null; attemptCalls: AttemptCall[]; clock: FakeClock }> {
  const clock = new FakeClock();
  const attemptCalls: AttemptCall[] = [];
  const whole = {
    clock,
    signal: new AbortController().signal,
    deadline: 60_000,
    firstPauseMs: 0,
    pauseMs: () => 25_000,
    pollsAtDeadline: true,
    ...plan,
  };
  const end = await poll<string>(whole, ({ timeoutMs }, isLast) => {
    attemptCalls.push({ at: clock.monotonic(), timeoutMs, isLast });
    return Promise.resolve(attempts[attemptCalls.length - 1] ?? attempts.at(-1) ?? GO_ON);
  });
  return { end, attemptCalls, clock };
}

describe('poll', () => {
  it('returns the value of the attempt that is done', async () => {
    const { end, clock } = await pollWith([GO_ON, { done: true, value: 'it' }]);
    expect(end).toEqual({ value: 'it' });
    expect(clock.sleeps).toEqual([0, 25_000]);
  });

  it('limits each attempt to 30 s or the remaining time, and the one at the deadline to 10 s', async () => {
    const { end, attemptCalls } = await pollWith([GO_ON]);
    expect(end).toBeNull();
    expect(attemptCalls).toEqual([
      { at: 0, timeoutMs: 30_000, isLast: false },
      { at: 25_000, timeoutMs: 30_000, isLast: false },
      { at: 50_000, timeoutMs: 10_000, isLast: false },
      { at: 60_000, timeoutMs: 10_000, isLast: true },
    ]);
  });

  it('limits an attempt to the remaining time', async () => {
    const { attemptCalls } = await pollWith([GO_ON], { pauseMs: () => 57_000 });
    expect(attemptCalls[1]).toEqual({ at: 57_000, timeoutMs: 3000, isLast: false });
  });

  it('makes its last attempt if less than a millisecond is left', async () => {
    const { attemptCalls } = await pollWith([GO_ON], {
      pauseMs: (attempts) => (attempts === 1 ? 59_999 : 0.5),
    });
    expect(attemptCalls.slice(1)).toEqual([
      { at: 59_999, timeoutMs: 1, isLast: false },
      { at: 59_999.5, timeoutMs: 10_000, isLast: true },
    ]);
  });

  it('returns the value of the attempt at the deadline', async () => {
    const { end } = await pollWith([GO_ON, GO_ON, GO_ON, { done: true, value: 'late' }]);
    expect(end).toEqual({ value: 'late' });
  });

  it('pauses for as long as the service requests, but not past the deadline', async () => {
    const { clock } = await pollWith([{ done: false, retryAfterMs: 40_000 }]);
    expect(clock.sleeps).toEqual([0, 40_000, 20_000]);
  });

  it('does not pause for less than planned, whatever the service requests', async () => {
    const { clock } = await pollWith([
      { done: false, retryAfterMs: 1 },
      { done: true, value: '' },
    ]);
    expect(clock.sleeps).toEqual([0, 25_000]);
  });

  it('calls the plan with the number of attempts', async () => {
    const { clock } = await pollWith([GO_ON], { pauseMs: (attempts) => attempts * 10_000 });
    expect(clock.sleeps).toEqual([0, 10_000, 20_000, 30_000]);
  });

  it('makes its only attempt at the deadline if the first pause is longer', async () => {
    const { attemptCalls } = await pollWith([GO_ON], { firstPauseMs: 70_000 });
    expect(attemptCalls).toEqual([{ at: 60_000, timeoutMs: 10_000, isLast: true }]);
  });

  it('makes one attempt if the deadline has already passed', async () => {
    const { attemptCalls, clock } = await pollWith([GO_ON], { deadline: -1 });
    expect(attemptCalls).toEqual([{ at: 0, timeoutMs: 9999, isLast: true }]);
    expect(clock.sleeps).toEqual([0]);
  });

  it.each([
    [-9500, 500],
    [-9501, 10_000],
    [-1_200_000, 10_000],
  ])(
    'ends the last attempt 10 s after the deadline, unless there is no time left for it: %i ms',
    async (deadline, timeoutMs) => {
      const { attemptCalls } = await pollWith([GO_ON], { deadline });
      expect(attemptCalls).toEqual([{ at: 0, timeoutMs, isLast: true }]);
    },
  );

  it('ends, if configured, when the next attempt would be due only at the deadline', async () => {
    const { attemptCalls, clock } = await pollWith([GO_ON], {
      pollsAtDeadline: false,
      pauseMs: () => 20_000,
    });
    expect(attemptCalls.map(({ at }) => at)).toEqual([0, 20_000, 40_000]);
    expect(clock.monotonic()).toBe(40_000);
  });

  it('makes no attempt, if configured, when the deadline has already passed', async () => {
    const { end, attemptCalls } = await pollWith([GO_ON], { pollsAtDeadline: false, deadline: 0 });
    expect([end, attemptCalls]).toEqual([null, []]);
  });

  it('throws the error of the attempt', async () => {
    const error = new Error('it failed');
    const plan = {
      clock: new FakeClock(),
      signal: new AbortController().signal,
      deadline: 1000,
      firstPauseMs: 0,
      pauseMs: () => 1,
      pollsAtDeadline: true,
    };
    await expect(poll(plan, () => Promise.reject(error))).rejects.toBe(error);
  });

  it("throws the signal's reason, and makes no further attempt", async () => {
    const reason = new Error('the job was cancelled');
    await expect(pollWith([GO_ON], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('never sleeps past the deadline, and always ends with an attempt at the deadline', async () => {
    const pauses = fc.array(fc.double({ min: 1, max: 100_000, noNaN: true }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(pauses, fc.integer({ min: 1, max: 600_000 }), async (list, deadline) => {
        const pauseMs = (attempts: number) => list[attempts % list.length] ?? 1;
        const { attemptCalls, clock } = await pollWith([GO_ON], {
          deadline,
          pauseMs: (n) => 1000 + pauseMs(n),
        });
        expect(attemptCalls.at(-1)?.isLast).toBe(true);
        expect(attemptCalls.filter(({ isLast }) => isLast)).toHaveLength(1);
        expect(Math.abs(clock.monotonic() - deadline)).toBeLessThan(1);
      }),
      cases(100),
    );
  });
});
