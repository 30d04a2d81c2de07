import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growingPauseMs, pollPauseMs, retryPauseMs } from '../../../src/retry/backoff.ts';
import { FIRST_POLL_PAUSE_MS } from '../../../src/retry/budgets.ts';
import { cases } from '../../support/cases.ts';

const random = fc.double({ min: 0, max: 1, noNaN: true });

describe('the first poll', () => {
  it('is due 1.5 s after the start', () => {
    expect(FIRST_POLL_PAUSE_MS).toBe(1500);
  });
});

describe('the pause between two polls', () => {
  it.each([
    [0, 60_000, 0, 7000],
    [4999, 60_000, 1, 8400],
    [5000, 60_000, 0, 5000],
    [5000, 60_000, 1, 6000],
    [5000, 60_000, 0.5, 5500],
    [125_000, 60_000, 0, 5000],
    [250_000, 60_000, 0, 10_000],
    [250_000, 60_000, 1, 12_000],
    [250_000, 10_000, 1, 10_000],
    [3_600_000, 60_000, 0, 60_000],
    [0, 1000, 1, 1000],
  ])('of a run %i ms old is at most %i ms, and with %d at random is %i ms', (age, longest, chance, pause) => {
    expect(pollPauseMs(age, longest, chance)).toBe(pause);
  });

  it('is never longer than poll-interval, and never shorter than 5 s unless poll-interval is', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1000, max: 60_000 }), random, (age, longest, chance) => {
        const pause = pollPauseMs(age, longest, chance);
        expect(pause).toBeLessThanOrEqual(longest);
        expect(pause).toBeGreaterThanOrEqual(Math.min(longest, 5000));
      }),
      cases(100),
    );
  });

  it('grows with the age after 5 s, and adds at most a fifth at random', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), random, (young, more, chance) => {
        const age = 5000 + young;
        const pause = pollPauseMs(age, 60_000, 0);
        expect(pollPauseMs(age + more, 60_000, 0)).toBeGreaterThanOrEqual(pause);
        expect(pollPauseMs(age, 60_000, chance)).toBeLessThanOrEqual(pause * 1.2 + 1e-6);
      }),
      cases(100),
    );
  });
});

describe('the pause before a retry', () => {
  it('is at most a limit that doubles from 1 s to 15 s', () => {
    expect([1, 2, 3, 4, 5, 6, 2000].map((tries) => retryPauseMs(tries, 1))).toEqual([
      1000, 2000, 4000, 8000, 15_000, 15_000, 15_000,
    ]);
  });

  it('is at least 250 ms, and otherwise random', () => {
    expect([1, 2, 9].map((tries) => retryPauseMs(tries, 0))).toEqual([250, 250, 250]);
    expect([1, 2, 9].map((tries) => retryPauseMs(tries, 0.5))).toEqual([625, 1125, 7625]);
  });

  it('is between 250 ms and 15 s for any random value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), random, (tries, chance) => {
        const pause = retryPauseMs(tries, chance);
        expect(pause).toBeGreaterThanOrEqual(250);
        expect(pause).toBeLessThanOrEqual(15_000);
      }),
      cases(100),
    );
  });
});

describe('the pause before the next read of a slow operation', () => {
  it('doubles from 1 s to 15 s', () => {
    expect([1, 2, 3, 4, 5, 6, 2000].map((looks) => growingPauseMs(looks, 0))).toEqual([
      1000, 2000, 4000, 8000, 15_000, 15_000, 15_000,
    ]);
  });

  it('is up to a fifth longer at random', () => {
    expect([growingPauseMs(1, 0.5), growingPauseMs(1, 1), growingPauseMs(9, 1)]).toEqual([
      1100, 1200, 18_000,
    ]);
  });
});
