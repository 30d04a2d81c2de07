import { describe, expect, it } from 'vitest';
import { isRunId } from '../../../src/domain/run.ts';

describe('isRunId', () => {
  it.each(['7a7ced7d-95a8-416f-95bb-5c0ff3599f53', 'run_1', 'A', '-', 'x'.repeat(128)])('takes %s', (id) => {
    expect(isRunId(id)).toBe(true);
  });

  it.each([
    ['an empty id', ''],
    ['an id that leaves its folder', '../evals'],
    ['a slash', 'a/b'],
    ['a query', 'a?b'],
    ['a space', 'a b'],
    ['a line end behind it', 'run-1\n'],
    ['a line end before it', '\nrun-1'],
    ['a letter outside of ASCII', 'rün'],
    ['129 characters', 'x'.repeat(129)],
  ])('refuses %s', (_, id) => {
    expect(isRunId(id)).toBe(false);
  });
});
