import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHttpDate, parseRetryAfter } from '../../../src/http/retry-after.ts';
import { cases } from '../../support/cases.ts';

const NOW = Date.parse('2026-03-12T15:00:00.000Z');
const DATE = 'Thu, 12 Mar 2026 15:00:00 GMT';
const MAX_CHARS = 2 ** 31 - 1;

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    ['007', 7000],
    ['2147483', 2_147_483_000],
    ['2147484', MAX_CHARS],
    ['9'.repeat(400), MAX_CHARS],
  ])('takes %j for seconds', (header, ms) => {
    expect(parseRetryAfter(header, null, NOW)).toBe(ms);
  });

  it.each([
    ['an IMF date', 'Thu, 12 Mar 2026 15:02:00 GMT'],
    ['an RFC 850 date', 'Thursday, 12-Mar-26 15:02:00 GMT'],
    ['an asctime date', 'Thu Mar 12 15:02:00 2026'],
    ['a date in lower case', 'thu, 12 mar 2026 15:02:00 gmt'],
  ])('takes %s for a moment [F21]', (_, header) => {
    expect(parseRetryAfter(header, null, NOW)).toBe(120_000);
  });

  it('measures a date by the clock of the answer, whatever the clock here says [F21]', () => {
    const dayAhead = NOW + 86_400_000;
    expect(parseRetryAfter('Thu, 12 Mar 2026 15:02:00 GMT', DATE, dayAhead)).toBe(120_000);
    expect(parseRetryAfter('Thu, 12 Mar 2026 15:02:00 GMT', 'yesterday', NOW - 1000)).toBe(121_000);
  });

  it('waits no time for a date that has passed [F21]', () => {
    expect(parseRetryAfter('Thu, 12 Mar 2026 14:00:00 GMT', DATE, NOW)).toBe(0);
  });

  it('asks for no longer than a timer can hold [F20]', () => {
    expect(parseRetryAfter('Thu, 12 Mar 2099 15:00:00 GMT', DATE, NOW)).toBe(MAX_CHARS);
  });

  it.each([
    ['nothing', null],
    ['an empty header', ''],
    ['a negative number', '-1'],
    ['a fraction', '1.5'],
    ['another base', '0x10'],
    ['an exponent', '1e3'],
    ['two headers', '120, 120'],
    ['a unit', '120s'],
    ['an ISO date', '2026-03-12T15:02:00Z'],
    ['a day name without a date', 'Thursday, soon'],
    ['a day name that is not its beginning', '(Thu) 12 Mar 2026 15:02:00'],
    ['a word', 'soon'],
  ])('does not understand %s [F22]', (_, header) => {
    expect(parseRetryAfter(header, DATE, NOW)).toBeNull();
  });

  it('never gives a negative time, nor one that a timer cannot hold', () => {
    const date = fc
      .date({ min: new Date(0), max: new Date('2900-01-01'), noInvalidDate: true })
      .map((moment) => moment.toUTCString());
    const header = fc.oneof(fc.string(), fc.bigInt({ min: 0n }).map(String), date);
    fc.assert(
      fc.property(header, fc.option(header), fc.integer(), (text, dateHeader, now) => {
        const ms = parseRetryAfter(text, dateHeader, now);
        expect(ms === null || (ms >= 0 && ms <= MAX_CHARS)).toBe(true);
      }),
      cases(100),
    );
  });

  it('reads back every number of seconds that a timer can hold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_147_483 }), (seconds) => {
        expect(parseRetryAfter(String(seconds), null, NOW)).toBe(seconds * 1000);
      }),
      cases(100),
    );
  });
});

describe('parseHttpDate', () => {
  it('reads the moment of an answer', () => {
    expect(parseHttpDate(DATE)).toBe(NOW);
  });

  it.each([null, '', '2026', 'Thursday, soon', '(Thu) 12 Mar 2026 15:02:00'])(
    'does not understand %j',
    (header) => {
      expect(parseHttpDate(header)).toBeNull();
    },
  );
});
