import { describe, expect, it } from 'vitest';
import { type EvalStatus, type EvalStep, hasVerdicts } from '../../../src/domain/evals.ts';

describe('hasVerdicts', () => {
  const steps: readonly EvalStep[] = [
    { stepNumber: 1, name: 'Tests', result: 'skipped', rawResult: 'skipped', explanation: '' },
  ];

  it.each<[EvalStatus, boolean]>([
    ['pass', true],
    ['fail', true],
    ['pending', true],
    ['unrecognised', true],
    ['skipped', false],
    ['unknown', false],
  ])('takes %s without steps for a verdict: %s [F98]', (result, expected) => {
    expect(hasVerdicts({ result, rawResult: result, steps: [] })).toBe(expected);
  });

  it.each<EvalStatus>(['skipped', 'unknown'])('takes %s with a step for a verdict', (result) => {
    expect(hasVerdicts({ result, rawResult: result, steps })).toBe(true);
  });
});
