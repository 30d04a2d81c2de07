import { describe, expect, it } from 'vitest';
import { type EvalStatus, type EvalStep, hasPassedStep, hasVerdicts } from '../../../src/domain/evals.ts';

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
    ['unknown', true],
  ])('counts %s without steps as a verdict: %s [F98]', (result, expected) => {
    expect(hasVerdicts({ result, rawResult: result, steps: [] })).toBe(expected);
  });

  it.each<EvalStatus>(['skipped', 'unknown'])('counts %s with a step as a verdict', (result) => {
    expect(hasVerdicts({ result, rawResult: result, steps })).toBe(true);
  });
});

describe('hasPassedStep', () => {
  it.each<[EvalStatus[], boolean]>([
    [[], false],
    [['skipped', 'fail', 'unknown', 'pending', 'unrecognised'], false],
    [['skipped', 'pass'], true],
  ])('of the steps %j is %s [F137]', (results, expected) => {
    const steps = results.map((result, index) => ({
      stepNumber: index,
      name: 'Tests',
      result,
      rawResult: result,
      explanation: '',
    }));
    expect(hasPassedStep({ result: 'pass', rawResult: 'pass', steps })).toBe(expected);
  });
});
