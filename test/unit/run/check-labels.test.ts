import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/domain/errors.ts';
import { checkLabels } from '../../../src/run/check-labels.ts';
import { AGENT } from './kindo-world.ts';

function check(declared: readonly string[], given: readonly string[]): readonly string[] {
  return checkLabels({ ...AGENT, labels: declared }, new Map(given.map((label) => [label, 'value'])));
}

function problemsOf(declared: readonly string[], given: readonly string[]): readonly string[] {
  try {
    check(declared, given);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
  }
  return [];
}

describe('checkLabels', () => {
  it('gives the declared labels that are not given', () => {
    expect(check(['a', 'b', 'c'], ['b'])).toEqual(['a', 'c']);
    expect(check(['a'], ['a'])).toEqual([]);
    expect(check([], [])).toEqual([]);
  });

  it('has a sentence for every label that is not declared [F18 B23]', () => {
    expect(problemsOf(['query', 'depth'], ['qery', 'query', 'dept'])).toEqual([
      'The label "qery" is none that agent "Daily Security Scan" declares; it would not reach the agent. The nearest that it declares is "query", of "query", "depth".',
      expect.stringContaining('The nearest that it declares is "depth"'),
    ]);
  });

  it('says so where the name of the agent is unknown', () => {
    expect(() => checkLabels({ ...AGENT, name: null }, new Map([['qery', 'x']]))).toThrow(
      'The label "qery" is none that agent unknown declares',
    );
  });

  it('says that case matters where only that differs [F18 B22]', () => {
    expect(problemsOf(['query'], ['Query'])).toEqual([
      expect.stringContaining('The nearest that it declares is "query" (labels are case-sensitive), of'),
    ]);
  });

  it('says that the agent declares none', () => {
    expect(problemsOf([], ['query'])).toEqual([
      expect.stringMatching(/would not reach the agent\. The agent declares no labels: take it out\.$/),
    ]);
  });

  it('lists at most 20 of the declared ones', () => {
    const labels = Array.from({ length: 21 }, (_, index) => `label-${index}`);
    expect(problemsOf(labels, ['x'])[0]).toMatch(/"label-19" and more\.$/);
    expect(problemsOf(labels.slice(1), ['x'])[0]).toMatch(/"label-20"\.$/);
  });
});
