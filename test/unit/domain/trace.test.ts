import { describe, expect, it } from 'vitest';
import { allSteps, failedTraceSteps } from '../../../src/domain/trace.ts';
import { stepOf } from '../../support/records.ts';

const names = (steps: readonly { name: string }[]) => steps.map(({ name }) => name);

describe('the steps of a run', () => {
  const trace = [
    stepOf({
      name: 'a',
      steps: [stepOf({ name: 'b' }), stepOf({ name: 'c', steps: [stepOf({ name: 'd' })] })],
    }),
    stepOf({ name: 'e' }),
  ];

  it('are listed with their inner steps', () => {
    expect(names(allSteps(trace))).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('broke the run if they failed and no inner step failed', () => {
    const failed = { isFailed: true } as const;
    expect(failedTraceSteps(trace)).toEqual([]);
    expect(
      names(failedTraceSteps([stepOf({ ...failed, name: 'a', steps: trace }), stepOf({ name: 'b' })])),
    ).toEqual(['a']);
    const deep = stepOf({ ...failed, name: 'deep' });
    const around = stepOf({ ...failed, name: 'around', steps: [stepOf({ name: 'ok' }), deep, deep] });
    expect(names(failedTraceSteps([stepOf({ name: 'outer', steps: [around] })]))).toEqual(['deep', 'deep']);
  });
});
