import { describe, expect, it } from 'vitest';
import {
  CLEAN_OUTCOMES,
  type EvalStep,
  type EvalWord,
  FAULT_OUTCOMES,
  holdsVerdicts,
  isRunId,
  NEVER_ALLOWED,
} from '../../../src/domain/domain.ts';

describe('the words of the public interface', () => {
  it('are judged in the documented order', () => {
    expect([...FAULT_OUTCOMES, ...CLEAN_OUTCOMES]).toEqual([
      'internal-error',
      'invalid-input',
      'abandoned',
      'protocol-error',
      'ambiguous-start',
      'unavailable',
      'unrecognised',
      'run-failed',
      'run-cancelled',
      'needs-input',
      'timed-out',
      'eval-failed',
      'eval-unknown',
      'eval-pending',
      'eval-skipped',
      'eval-missing',
      'skipped',
      'started',
      'validated',
      'passed',
    ]);
  });

  it('name four outcomes that can never be allowed, which are the first', () => {
    expect(NEVER_ALLOWED).toEqual(['internal-error', 'invalid-input', 'abandoned', 'protocol-error']);
    expect(FAULT_OUTCOMES.slice(0, NEVER_ALLOWED.length)).toEqual(NEVER_ALLOWED);
  });
});

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

describe('holdsVerdicts', () => {
  const steps: readonly EvalStep[] = [
    { stepNumber: 1, name: 'Tests', result: 'skipped', word: 'skipped', explanation: '' },
  ];

  it.each<[EvalWord, boolean]>([
    ['pass', true],
    ['fail', true],
    ['pending', true],
    ['unrecognised', true],
    ['skipped', false],
    ['unknown', false],
  ])('takes %s without steps for a verdict: %s [F98]', (result, expected) => {
    expect(holdsVerdicts({ result, word: result, steps: [] })).toBe(expected);
  });

  it.each<EvalWord>(['skipped', 'unknown'])('takes %s with a step for a verdict', (result) => {
    expect(holdsVerdicts({ result, word: result, steps })).toBe(true);
  });
});
