import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../src/domain/outcome.ts';
import type { WithinTime } from '../../../../src/platform/time-limit.ts';
import { loadQuotations } from '../../../../src/report/markdown/load-quotation.ts';
import { unlimited } from '../../../support/within-time.ts';

const WAITS: Verdict = {
  outcome: 'needs-input',
  passes: false,
  wouldFail: true,
  reason: 'It waits.',
  faults: [],
  evalResult: 'none',
};

describe('loadQuotations', () => {
  it('returns a quotation for each text that can be parsed', async () => {
    const deep = `${'> '.repeat(40)}x`;
    const quotations = await loadQuotations(WAITS, ['*All* of it.', deep], unlimited);
    expect([...quotations]).toEqual([['*All* of it.', '> *All* of it.']]);
  });

  it('returns nothing for a cancelled step, or without texts', async () => {
    const abandoned: Verdict = { ...WAITS, outcome: 'abandoned' };
    expect((await loadQuotations(abandoned, ['x'], unlimited)).size).toBe(0);
    expect((await loadQuotations(WAITS, [], unlimited)).size).toBe(0);
  });

  it('stops at the first text that takes too long', async () => {
    let calls = 0;
    const once: WithinTime = (_, work) => {
      calls += 1;
      if (calls === 2) throw new Error('too long');
      return work();
    };
    expect([...(await loadQuotations(WAITS, ['a', 'b', 'c'], once)).keys()]).toEqual(['a']);
    expect(calls).toBe(2);
  });
});
