import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../src/domain/outcome.ts';
import { messageOf } from '../../../../src/domain/run.ts';
import type { WithinTime } from '../../../../src/platform/time-limit.ts';
import { loadQuotations, loadQuote } from '../../../../src/report/markdown/load-quotation.ts';
import { progressOf, snapshotOf } from '../../../support/records.ts';
import { unlimited } from '../../../support/within-time.ts';

const WAITS: Verdict = {
  outcome: 'needs-input',
  passes: false,
  wouldFail: true,
  reason: 'It waits.',
  faults: [],
  evalResult: 'none',
};

describe('loadQuote', () => {
  const quoteOf = async (text: string | null, outcome: Verdict['outcome'] = 'needs-input') => {
    const message = text === null ? null : messageOf([text], null);
    const progress = progressOf({ run: snapshotOf({ message }) });
    const quote = await loadQuote({ ...WAITS, outcome }, progress, unlimited);
    return quote?.(1000)?.markdown ?? null;
  };

  it('returns a quotation of the message', async () => {
    expect(await quoteOf('*All* of it.')).toBe('> *All* of it.');
  });

  it.each([
    ['without a run', progressOf({ run: null })],
    ['without a message', progressOf({ run: snapshotOf({ message: null }) })],
  ])('returns nothing %s', async (_what, progress) => {
    expect(await loadQuote(WAITS, progress, unlimited)).toBeNull();
  });

  it.each([
    ['an empty message', '', 'passed'],
    ['data', '{"findings": []}', 'passed'],
    ['a cancelled step', 'Hello', 'abandoned'],
  ] as const)('returns nothing for %s', async (_what, text, outcome) => {
    expect(await quoteOf(text, outcome)).toBeNull();
  });

  it('returns nothing for a message that takes too long', async () => {
    const never: WithinTime = () => {
      throw new Error('too long');
    };
    const progress = progressOf({ run: snapshotOf({ message: messageOf(['Hello'], null) }) });
    expect(await loadQuote(WAITS, progress, never)).toBeNull();
  });
});

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
