import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/domain/errors.ts';
import { checkLabels } from '../../../src/run/check-labels.ts';
import { AGENT } from './kindo-setup.ts';

function checked(declared: readonly string[], given: readonly string[]) {
  return checkLabels(
    { ...AGENT, labels: declared },
    new Map(given.map((label) => [label, `of ${label}`])),
    'Kindo',
  );
}

function check(declared: readonly string[], given: readonly string[]): readonly string[] {
  return checked(declared, given).notGiven;
}

function problemsOf(declared: readonly string[], given: readonly string[]): readonly string[] {
  try {
    check(declared, given);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
  }
  return [];
}

describe('checkLabels', () => {
  it('returns the declared labels that are not given', () => {
    expect(check(['a', 'b', 'c'], ['b'])).toEqual(['a', 'c']);
    expect(check(['a'], ['a'])).toEqual([]);
    expect(check([], [])).toEqual([]);
  });

  it('has a problem for every undeclared label [F18 B23]', () => {
    expect(problemsOf(['query', 'depth'], ['qery', 'query', 'dept'])).toEqual([
      'Agent "Daily Security Scan" has no input "qery"; Kindo would silently drop it. Correct the label. The nearest is "query". The agent declares "query", "depth".',
      expect.stringContaining('The nearest is "depth"'),
    ]);
  });

  it('calls the agent unknown if its name is unknown', () => {
    expect(() => checkLabels({ ...AGENT, name: null }, new Map([['qery', 'x']]), 'Kindo')).toThrow(
      'Agent unknown has no input "qery"; Kindo would silently drop it.',
    );
  });

  it('says that labels are case-sensitive if only the case differs [F18 B22]', () => {
    expect(problemsOf(['query'], ['Query'])).toEqual([
      expect.stringContaining('The nearest is "query" (names are case-sensitive). The'),
    ]);
  });

  it('sends each label as the agent declares it, for any white space and composition [B68]', () => {
    const declared = ['Pull\u00a0Request', 'Pru\u0308fung ', 'query'];
    const { inputs, notGiven } = checked(declared, ['query', 'Pull  Request', 'Prüfung']);
    expect([...inputs]).toEqual([
      ['query', 'of query'],
      ['Pull\u00a0Request', 'of Pull  Request'],
      ['Pru\u0308fung ', 'of Prüfung'],
    ]);
    expect(notGiven).toEqual([]);
  });

  it('prefers the label that is exactly equal', () => {
    const { inputs, notGiven } = checked(['a b', 'a\u00a0b'], ['a b']);
    expect([...inputs]).toEqual([['a b', 'of a b']]);
    expect(notGiven).toEqual(['a\u00a0b']);
    expect(check(['a b', 'a\u00a0b'], ['a b', 'a\u00a0b'])).toEqual([]);
  });

  it('refuses a label that matches several declared ones [B68]', () => {
    expect(problemsOf(['a b', 'a\u00a0b'], ['a  b'])).toEqual([
      'The label "a  b" matches several labels of agent "Daily Security Scan" that differ only in white space or Unicode composition: "a b", "a\u00a0b". Rename one of them.',
    ]);
  });

  it('refuses two labels that match the same declared one, and reports other problems too [B68]', () => {
    expect(problemsOf(['a b'], ['a  b', 'a b', 'x'])).toEqual([
      'The labels "a  b" and "a b" both match "a b" of agent "Daily Security Scan": keep one.',
      expect.stringContaining('has no input "x"'),
    ]);
  });

  it('shows the difference between two labels that look the same [B68]', () => {
    expect(problemsOf(['query'], ['quеry'])[0]).toContain(
      'The nearest is "query" (from character 3, it has U+0065 instead of U+0435). The agent declares "query".',
    );
    expect(problemsOf(['query\u200b'], ['query'])[0]).toContain(
      'is "query\\u{200b}" (from character 6, it has U+200B instead of nothing)',
    );
  });

  it('says that the agent declares no labels', () => {
    expect(problemsOf([], ['query'])).toEqual([
      expect.stringMatching(/would silently drop it\. The agent declares no labels: remove it\.$/),
    ]);
  });

  it('lists at most 20 declared labels', () => {
    const labels = Array.from({ length: 21 }, (_, index) => `label-${index}`);
    expect(problemsOf(labels, ['x'])[0]).toMatch(/"label-19" and more\.$/);
    expect(problemsOf(labels.slice(1), ['x'])[0]).toMatch(/"label-20"\.$/);
  });
});
