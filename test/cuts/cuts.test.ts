import { describe, expect, it } from 'vitest';
import { count, newTally } from './tally.ts';
import { allCuts, faultOf, runCut, SENDS, TRAFFICS } from './traffic.ts';

const FACTOR = 300;
// What is not cut must not run into a time limit either, however busy the machine is.
const UNHURRIED_FACTOR = 5;
// A prime, so that the sample falls on every kind of place.
const STRIDE = 397;

describe.each(TRAFFICS)('the traffic with $name', (traffic) => {
  it('ends with the verdict of the service if nothing is cut', async () => {
    const { accepted, outcome } = await runCut(traffic, null, UNHURRIED_FACTOR);
    expect([accepted, outcome]).toEqual([1, traffic.ends]);
  });

  it('never starts twice and never passes by accident, at any cut', async () => {
    const { exchanges } = await runCut(traffic, null, UNHURRIED_FACTOR);
    const cuts = allCuts(exchanges);
    const tally = newTally();
    const endsOfLost = new Set<string>();
    for (let index = 0; index < cuts.length; index += STRIDE) {
      const cut = cuts[index];
      if (cut === undefined) continue;
      const result = await runCut(traffic, cut, FACTOR);
      count(tally, traffic, cut, result);
      if (cut.exchange === SENDS) endsOfLost.add(result.outcome);
    }
    expect(tally.faults).toEqual([]);
    expect(tally.cuts).toBeGreaterThan(20);
    // The cuts reach what is sent once: some of them lose it, or its response.
    expect(endsOfLost).toContain(traffic.lost);
  });
});

describe('the check of a cut', () => {
  const [passing, failing] = TRAFFICS;
  const cut = { exchange: 1, side: 'answer', at: 20, way: 'fin' } as const;
  const good = { arrived: 1, accepted: 1, passes: false, outcome: 'ambiguous-start', exchanges: [] };

  it.each([
    ['two accepted starts', passing, { ...good, accepted: 2 }],
    ['two starts that arrive, of which one is accepted', passing, { ...good, arrived: 2 }],
    ['a pass without the outcome', passing, { ...good, passes: true }],
    ['a pass of nothing', passing, { ...good, accepted: 0, passes: true, outcome: 'passed' }],
    ['a pass against the verdict', failing, { ...good, passes: true, outcome: 'passed' }],
    ['a pass after a lost start', passing, { ...good, passes: true, outcome: 'passed' }],
  ])('finds %s', (_, traffic, result) => {
    if (traffic === undefined) throw new Error('there is no traffic');
    expect(faultOf(traffic, cut, good)).toBeNull();
    expect(faultOf(traffic, cut, result)).not.toBeNull();
  });
});
