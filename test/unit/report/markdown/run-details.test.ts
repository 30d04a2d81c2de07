import { describe, expect, it } from 'vitest';
import { formatTime, renderRunDetails } from '../../../../src/report/markdown/run-details.ts';
import { NOTHING_KNOWN, progressOf, snapshotOf } from '../../../support/records.ts';

describe('formatTime', () => {
  it.each([
    ['2026-11-28T20:04:59.999Z', '28 Nov 2026, 20:04 UTC'],
    ['2026-01-01T00:00:00.000Z', '1 Jan 2026, 00:00 UTC'],
    ['1999-12-31T23:59:00.000Z', '31 Dec 1999, 23:59 UTC'],
  ])('writes %s as %s', (iso, text) => {
    expect(formatTime(Date.parse(iso))).toBe(text);
  });
});

describe('the months', () => {
  it('are named by their first three letters', () => {
    const months = Array.from({ length: 12 }, (_, month) => formatTime(Date.UTC(2026, month)).slice(2, 5));
    expect(months.join(' ')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec');
  });
});

describe('the details of a run', () => {
  it('are empty if nothing is known', () => {
    expect(renderRunDetails(NOTHING_KNOWN)).toBe('');
  });

  it('have only the times that the service reports', () => {
    const run = snapshotOf({ createdAtMs: null, endedAtMs: null });
    expect(renderRunDetails(progressOf({ run }))).not.toContain('Created');
  });
});
