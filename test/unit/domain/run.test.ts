import { describe, expect, it } from 'vitest';
import { isRunId, mayMatch, messageOf } from '../../../src/domain/run.ts';

describe('isRunId', () => {
  it.each(['7a7ced7d-95a8-416f-95bb-5c0ff3599f53', 'run_1', 'A', '-', 'x'.repeat(128)])(
    'accepts %s',
    (id) => {
      expect(isRunId(id)).toBe(true);
    },
  );

  it.each([
    ['an empty id', ''],
    ['an id that leaves its folder', '../evals'],
    ['a slash', 'a/b'],
    ['a query', 'a?b'],
    ['a space', 'a b'],
    ['a line end behind it', 'run-1\n'],
    ['a line end before it', '\nrun-1'],
    ['a letter outside ASCII', 'rün'],
    ['129 characters', 'x'.repeat(129)],
  ])('refuses %s', (_, id) => {
    expect(isRunId(id)).toBe(false);
  });
});

describe('mayMatch', () => {
  const query = { agentId: 'a', sinceMs: 1000 };

  it.each([
    ['of the agent, and as new as the query says', { agentId: 'a', createdAtMs: 1000 }, true],
    ['older', { agentId: 'a', createdAtMs: 999 }, false],
    ["another agent's", { agentId: 'b', createdAtMs: 1000 }, false],
    ["another agent's and not dated", { agentId: 'b', createdAtMs: null }, false],
    ['not dated', { agentId: 'a', createdAtMs: null }, true],
    ['of no named agent', { agentId: null, createdAtMs: 1000 }, true],
    ['of no named agent and older', { agentId: null, createdAtMs: 999 }, false],
  ])('accepts or rejects a run that is %s', (_, run, expected) => {
    expect(mayMatch(run, query)).toBe(expected);
  });
});

describe('messageOf', () => {
  it('has the text parts, and joins them by a blank line', () => {
    expect(messageOf(['one', 'two'], '{}')).toEqual({
      parts: ['one', 'two'],
      text: 'one\n\ntwo',
      payload: '{}',
    });
    expect(messageOf([], null)).toEqual({ parts: [], text: '', payload: null });
  });
});
