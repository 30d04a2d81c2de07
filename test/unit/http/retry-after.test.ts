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
  ])('reads %j as seconds', (header, ms) => {
    expect(parseRetryAfter(header, null, NOW)).toBe(ms);
  });

  it.each([
    ['an IMF date', 'Thu, 12 Mar 2026 15:02:00 GMT'],
    ['an RFC 850 date', 'Thursday, 12-Mar-26 15:02:00 GMT'],
    ['an asctime date', 'Thu Mar 12 15:02:00 2026'],
    ['a date in lower case', 'thu, 12 mar 2026 15:02:00 gmt'],
  ])('reads %s as a date [F21]', (_, header) => {
    expect(parseRetryAfter(header, null, NOW)).toBe(120_000);
  });

  it('measures a date by the clock of the response, not by the local clock [F21]', () => {
    const dayAhead = NOW + 86_400_000;
    expect(parseRetryAfter('Thu, 12 Mar 2026 15:02:00 GMT', DATE, dayAhead)).toBe(120_000);
    expect(parseRetryAfter('Thu, 12 Mar 2026 15:02:00 GMT', 'yesterday', NOW - 1000)).toBe(121_000);
  });

  it('is 0 for a date in the past [F21]', () => {
    expect(parseRetryAfter('Thu, 12 Mar 2026 14:00:00 GMT', DATE, NOW)).toBe(0);
  });

  it('is at most the maximum of a timer [F20]', () => {
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
  ])('is null for %s [F22]', (_, header) => {
    expect(parseRetryAfter(header, DATE, NOW)).toBeNull();
  });

  it('is never negative, and never above the maximum of a timer', () => {
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

  it('reads every number of seconds up to the maximum of a timer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_147_483 }), (seconds) => {
        expect(parseRetryAfter(String(seconds), null, NOW)).toBe(seconds * 1000);
      }),
      cases(100),
    );
  });
});

describe('parseHttpDate', () => {
  it('reads the date of a response', () => {
    expect(parseHttpDate(DATE)).toBe(NOW);
  });

  it('reads every form on every day, whatever the time zone of this machine', () => {
    for (let day = 1; day <= 365; day += 1) {
      const moment = new Date(Date.UTC(2026, 0, day, day % 24, 2, 59));
      const [, date = '', month = '', year = '', time = ''] = moment.toUTCString().split(/[ ,]+/);
      const [name, short] = (['long', 'short'] as const).map((weekday) =>
        moment.toLocaleDateString('en', { weekday, timeZone: 'UTC' }),
      );
      for (const header of [
        moment.toUTCString(),
        `${name}, ${date}-${month}-${year.slice(2)} ${time} GMT`,
        `${short} ${month} ${date.replace(/^0/, ' ')} ${time} ${year}`,
      ]) {
        expect(parseHttpDate(header), header).toBe(moment.getTime());
      }
    }
  });

  it.each([
    null,
    '',
    '2026',
    'Thursday, soon',
    '(Thu) 12 Mar 2026 15:02:00',
    `(Thu) ${DATE}`,
    'Thu 5',
    'Thursday 2026-03-12',
    'Thu, 99 Mar 2026 15:00:00 GMT',
    'Thu, 12 Mar 2026 15:00:60 GMT',
    'Thu, 12 Mar 2026 3:00 PM GMT',
    'Thu, 12 Mar 2026 15:00:00',
    'Thu, 12 Mar 2026 15:00:00 EST',
    'Thu, 12 Mar 2026 15:00:00 -0800',
    'Thu, 12 Mar 2026 15:00:00 GMT+2',
    'Thursday, 12-Mar-26 15:00:00 +0500',
    'Thu Mar 12 15:00:00 2026 PST',
    'Day, 12 Mar 2026 15:00:00 GMT',
    'Thu, 12 Mon 2026 15:00:00 GMT',
    `${DATE}, ${DATE}`,
  ])('is null for %j [F135]', (header) => {
    expect(parseHttpDate(header)).toBeNull();
  });
});
