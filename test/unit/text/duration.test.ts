import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMs, formatDuration, parseDuration } from '../../../src/text/duration.ts';
import { cases } from '../../support/cases.ts';

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

describe('parseDuration', () => {
  it.each([
    ['0s', 0],
    ['90s', 90 * SECOND],
    ['30m', 30 * MINUTE],
    ['2h', 2 * HOUR],
    ['5d', 5 * DAY],
    ['1h30m', HOUR + 30 * MINUTE],
    ['1d2h3m4s', DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND],
    ['007s', 7 * SECOND],
    ['90m', 90 * MINUTE],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    ['without a unit', '10'],
    ['of a word', 'abc'],
    ['of nothing', ''],
    ['below nothing', '-1s'],
    ['with a plus', '+1s'],
    ['of a fraction', '1.5h'],
    ['of no number', 'NaN'],
    ['without an end', 'Infinity'],
    ['with an exponent', '1e9s'],
    ['in hexadecimal', '0x10s'],
    ['with white space around', ' 10s '],
    ['with white space inside', '1h 30m'],
    ['with a unit that is a word', '10min'],
    ['with a unit in capitals', '10S'],
    ['in milliseconds', '10ms'],
    ['with the larger unit last', '30m1h'],
    ['with a unit twice', '1m1m'],
    ['with a unit alone', 'm'],
    ['with digits of another script', '１０s'],
    ['with a line end', '10s\n'],
  ])('refuses a duration %s [B45]', (_what, text) => {
    expect(parseDuration(text)).toBeNull();
  });
});

describe('durationMs', () => {
  it('is the milliseconds of a duration, and throws for anything else', () => {
    expect(durationMs('24h')).toBe(86_400_000);
    expect(() => durationMs('24')).toThrow(new RangeError('24 is not a duration'));
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [999, '0s'],
    [-1, '0s'],
    [45 * SECOND, '45s'],
    [45 * SECOND + 999, '45s'],
    [MINUTE, '1m'],
    [90 * SECOND, '1m 30s'],
    [2 * HOUR + 5 * MINUTE + 59 * SECOND, '2h 5m'],
    [2 * HOUR + 59 * SECOND, '2h'],
    [25 * HOUR, '1d 1h'],
    [400 * DAY, '400d'],
  ])('writes %d ms for a person', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('never shows more than the duration, and omits less than its second unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: SECOND, max: 1000 * DAY }), (ms) => {
        const said = Number(parseDuration(formatDuration(ms).replace(' ', '')));
        const unit = [DAY, HOUR, MINUTE, SECOND, 1].find((length) => length <= ms) ?? 1;
        const smaller = { [DAY]: HOUR, [HOUR]: MINUTE, [MINUTE]: SECOND, [SECOND]: SECOND }[unit];
        expect(said).toBeLessThanOrEqual(ms);
        expect(ms - said).toBeLessThan(Number(smaller));
      }),
      cases(100),
    );
  });
});
