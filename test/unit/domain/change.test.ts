import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addsLine, type LineRange, NOTHING_UNREAD } from '../../../src/domain/change.ts';
import { cases } from '../../support/cases.ts';

describe('addsLine', () => {
  it('finds the lines that a change adds, also among others', () => {
    const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 })));
    const asked = fc.tuple(fc.integer({ min: 1, max: 100 }), fc.nat(5));
    fc.assert(
      fc.property(gaps, asked, (all, [first, more]) => {
        const ranges: LineRange[] = [];
        for (const [gap, length] of all) {
          const start = (ranges.at(-1)?.last ?? 0) + gap;
          ranges.push({ first: start, last: start + length });
        }
        const last = first + more;
        const expected = ranges.some((range) => range.first <= last && range.last >= first);
        expect(addsLine(new Map([['a', ranges]]), 'a', { first, last })).toBe(expected);
      }),
      cases(1000),
    );
  });

  it('finds none in a file that the change does not have', () => {
    const changed = new Map([['a', [{ first: 1, last: 9 }]]]);
    expect(addsLine(changed, 'b', { first: 1, last: 9 })).toBe(false);
  });

  it('finds lines in a file with very many ranges without a look at each', () => {
    const ranges = Array.from({ length: 500_000 }, (_, index) => ({ first: 2 * index, last: 2 * index }));
    const changed = new Map([['a', ranges]]);
    let found = 0;
    for (let line = 1; line <= 100_000; line += 1)
      if (addsLine(changed, 'a', { first: line, last: line })) found += 1;
    expect(found).toBe(50_000);
  });
});

describe('NOTHING_UNREAD', () => {
  it('names no file', () => {
    expect(NOTHING_UNREAD).toEqual({ leftOut: [], listed: [] });
  });
});
