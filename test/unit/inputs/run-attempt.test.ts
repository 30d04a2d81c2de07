import { describe, expect, it } from 'vitest';
import { runAttemptOf } from '../../../src/inputs/run-attempt.ts';

describe('the attempt of the workflow run', () => {
  it.each([
    ['1', 1],
    ['12', 12],
    ['999999', 999_999],
  ])('is read from %j', (text, attempt) => {
    expect(runAttemptOf({ GITHUB_RUN_ATTEMPT: text })).toBe(attempt);
  });

  it.each(['', '0', '-1', '1.5', '02', ' 2', '2 ', 'x2', '2x', '1e3', '1000000'])(
    'is the first if the runner reports %j',
    (text) => {
      expect(runAttemptOf({ GITHUB_RUN_ATTEMPT: text })).toBe(1);
    },
  );

  it('is the first if the runner does not report it', () => {
    expect(runAttemptOf({})).toBe(1);
  });
});
