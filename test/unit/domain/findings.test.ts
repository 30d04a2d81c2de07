import { describe, expect, it } from 'vitest';
import {
  byRank,
  countFindings,
  type Finding,
  highestLevel,
  isFailing,
  isReadable,
  LEVELS,
  type Level,
  listLevels,
  NO_FINDINGS,
} from '../../../src/domain/findings.ts';
import { findingOf } from '../../support/findings.ts';

const SUPPRESSED = 'It is suppressed.';

describe('highestLevel', () => {
  it.each<[Level[], Level]>([
    [[], 'none'],
    [['none'], 'none'],
    [['note', 'none'], 'note'],
    [['note', 'warning', 'none'], 'warning'],
    [['warning', 'error', 'note'], 'error'],
  ])('of %j is %s', (levels, highest) => {
    expect(highestLevel(levels)).toBe(highest);
  });
});

describe('isReadable', () => {
  it('is true for an empty list, and false without any list or beside a problem', () => {
    expect(isReadable({ ...NO_FINDINGS, lists: 1 })).toBe(true);
    expect(NO_FINDINGS).toEqual({ lists: 0, findings: [], problems: [] });
    expect(isReadable(NO_FINDINGS)).toBe(false);
    expect(isReadable({ ...NO_FINDINGS, lists: 1, problems: ['It is cut.'] })).toBe(false);
  });
});

describe('isFailing', () => {
  it.each<[Level, Level[]]>([
    ['error', ['error']],
    ['warning', ['error', 'warning']],
    ['note', ['error', 'warning', 'note']],
    ['none', ['error', 'warning', 'note', 'none']],
  ])('from %s on is true for %j', (failsFrom, failing) => {
    expect(LEVELS.filter((level) => isFailing(findingOf({ level }), failsFrom))).toEqual(failing);
  });

  it('is false for a finding that does not count, and without a failing level', () => {
    expect(isFailing(findingOf({ level: 'error', notCounted: SUPPRESSED }), 'note')).toBe(false);
    expect(isFailing(findingOf({ level: 'error' }), null)).toBe(false);
  });
});

describe('byRank', () => {
  it('orders by level, then changed lines, then as given, and has last what does not count', () => {
    const findings = [
      findingOf({ message: 'i', level: 'error', notCounted: SUPPRESSED }),
      findingOf({ message: 'h', level: 'note', notCounted: SUPPRESSED, isOnChange: true }),
      findingOf({ message: 'g', level: 'none' }),
      findingOf({ message: 'e', level: 'note' }),
      findingOf({ message: 'f', level: 'note' }),
      findingOf({ message: 'd', level: 'warning', isOnChange: true }),
      findingOf({ message: 'c', level: 'error' }),
      findingOf({ message: 'a', level: 'error', isOnChange: true }),
      findingOf({ message: 'b', level: 'error', isOnChange: true }),
    ];
    expect(
      byRank(findings)
        .map(({ message }) => message)
        .join(''),
    ).toBe('abcdefghi');
  });
});

describe('countFindings', () => {
  const findings: Finding[] = [
    findingOf({ level: 'error' }),
    findingOf({ level: 'error' }),
    findingOf({ level: 'warning' }),
    findingOf({ level: 'note' }),
    findingOf({ level: 'none' }),
    findingOf({ level: 'error', notCounted: SUPPRESSED }),
  ];

  it('counts each level, and separately what does not count', () => {
    const counts = { error: 2, warning: 1, note: 1, none: 1, notCounted: 1 };
    expect(countFindings(findings, null)).toEqual({ ...counts, failing: 0 });
    expect(countFindings(findings, 'warning')).toEqual({ ...counts, failing: 3 });
  });

  it('is zero without findings', () => {
    const zeros = { error: 0, warning: 0, note: 0, none: 0, notCounted: 0, failing: 0 };
    expect(countFindings([], 'error')).toEqual(zeros);
  });
});

describe('listLevels', () => {
  const NONE = { error: 0, warning: 0, note: 0, none: 0 };

  it.each([
    [NONE, ''],
    [{ ...NONE, error: 1 }, '1 error'],
    [{ ...NONE, warning: 2, note: 1 }, '2 warnings, 1 note'],
    [{ error: 2, warning: 1, note: 3, none: 1 }, '2 errors, 1 warning, 3 notes, 1 of the level none'],
  ])('of %j is %j', (counts, text) => {
    expect(listLevels(counts)).toBe(text);
  });
});
