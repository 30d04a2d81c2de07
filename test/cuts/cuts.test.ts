import { describe, expect, it } from 'vitest';
import { count, newTally } from './tally.ts';
import { allCuts, faultOf, runCut, TRAFFICS } from './traffic.ts';

const FACTOR = 300;
// What is not cut must not run into a time limit either, however busy the machine is.
const UNHURRIED_FACTOR = 20;
// A prime, so that the sample falls on every kind of place.
const STRIDE = 97;

describe.each(TRAFFICS)('the traffic with $name', (traffic) => {
  it('ends as the service has judged where it is not cut', async () => {
    const { accepted, passes } = await runCut(traffic, null, UNHURRIED_FACTOR);
    expect([accepted, passes]).toEqual([1, traffic.passes]);
  });

  it('never starts twice and never passes by accident, wherever it is cut', async () => {
    const { exchanges } = await runCut(traffic, null, UNHURRIED_FACTOR);
    const cuts = allCuts(exchanges);
    const tally = newTally();
    for (let index = 0; index < cuts.length; index += STRIDE) {
      const cut = cuts[index];
      if (cut !== undefined) count(tally, traffic, cut, await runCut(traffic, cut, FACTOR));
    }
    expect(tally.faults).toEqual([]);
    expect(tally.cuts).toBeGreaterThan(80);
    // The cuts do reach the start: some of them leave its answer lost.
    expect(tally.outcomes['ambiguous-start']).toBeGreaterThan(0);
  });
});

describe('the check of a cut', () => {
  const [passing, failing] = TRAFFICS;
  const cut = { exchange: 1, side: 'answer', at: 20, way: 'fin' } as const;
  const good = { accepted: 1, passes: false, outcome: 'ambiguous-start', exchanges: [] };

  it.each([
    ['two accepted starts', passing, { ...good, accepted: 2 }],
    ['a pass without the outcome', passing, { ...good, passes: true }],
    ['a pass against the verdict', failing, { ...good, passes: true, outcome: 'passed' }],
    ['a pass after a lost start', passing, { ...good, passes: true, outcome: 'passed' }],
  ])('finds %s', (_, traffic, result) => {
    if (traffic === undefined) throw new Error('there is no traffic');
    expect(faultOf(traffic, cut, good)).toBeNull();
    expect(faultOf(traffic, cut, result)).not.toBeNull();
  });
});
