import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvalReading } from '../../../src/domain/evals.ts';
import type { Outcome, Verdict } from '../../../src/domain/outcome.ts';
import { describeEnd, describeStatus, endStateOf } from '../../../src/report/status-description.ts';
import { cases } from '../../support/cases.ts';
import { NOTHING_KNOWN, progressOf } from '../../support/records.ts';

const same = (text: string) => text;

function verdictOf(outcome: Outcome, passes = false): Verdict {
  return { outcome, passes, wouldFail: !passes, reason: 'So.', faults: [], evalResult: 'none' };
}

describe('the state at the end', () => {
  it.each<[Outcome, boolean, string | null]>([
    ['passed', true, 'success'],
    ['eval-failed', true, 'success'],
    ['eval-failed', false, 'failure'],
    ['invalid-input', false, 'failure'],
    ['protocol-error', false, 'failure'],
    ['timed-out', false, 'failure'],
    ['unavailable', false, 'error'],
    ['ambiguous-start', false, 'error'],
    ['abandoned', false, 'error'],
    ['internal-error', false, 'error'],
    ['unavailable', true, 'success'],
    ['not-permitted', false, null],
    ['superseded', false, null],
    ['superseded', true, null],
    ['skipped', true, null],
    ['validated', true, null],
  ])('of %s, which passes: %s, is %s', (outcome, passes, state) => {
    expect(endStateOf(verdictOf(outcome, passes))).toBe(state);
  });
});

describe('the description of a commit status', () => {
  const step = (result: 'pass' | 'fail') => ({
    stepNumber: 1,
    name: 'Scan',
    result,
    rawResult: result,
    explanation: '',
  });
  const read = (...results: ('pass' | 'fail')[]): EvalReading => ({
    kind: 'read',
    report: { result: 'fail', rawResult: 'fail', steps: results.map(step) },
  });

  it('has agent, outcome and counts', () => {
    const progress = progressOf({ evals: read('pass', 'fail', 'pass') });
    expect(describeEnd(verdictOf('eval-failed'), progress, same)).toBe(
      '"Reviewer": eval-failed, 2 of 3 eval steps passed',
    );
    expect(describeEnd(verdictOf('passed'), progressOf({ evals: read() }), same)).toBe('"Reviewer": passed');
    expect(describeEnd(verdictOf('passed'), progressOf({ evals: read('pass') }), same)).toBe(
      '"Reviewer": passed, 1 of 1 eval step passed',
    );
    expect(describeEnd(verdictOf('run-failed'), progressOf({ agentName: null }), same)).toBe(
      '"agent-1": run-failed',
    );
    expect(describeEnd(verdictOf('invalid-input'), NOTHING_KNOWN, same)).toBe('invalid-input');
  });

  it('says Advisory first if the step passes only as a trial', () => {
    const trial = { ...verdictOf('eval-failed', true), wouldFail: true };
    expect(describeEnd(trial, progressOf(), same)).toBe('Advisory: "Reviewer": eval-failed');
    expect(describeEnd(trial, NOTHING_KNOWN, same)).toBe('Advisory: eval-failed');
    expect(describeEnd({ ...trial, wouldFail: false }, progressOf(), same)).toBe('"Reviewer": eval-failed');
  });

  it('truncates the name and nothing else', () => {
    const room = 140 - '"": passed'.length;
    expect(describeStatus('x'.repeat(room), 'passed', same)).toBe(`"${'x'.repeat(room)}": passed`);
    expect(describeStatus('x'.repeat(room + 1), 'passed', same)).toBe(`"${'x'.repeat(room - 1)}…": passed`);
  });

  it('has no secret, and no character that hides or reverses text [F146]', () => {
    const redact = (text: string) => text.replaceAll('secret', '***');
    const name = ' A\r\n\tsecret\u202E🙂\u0000\uFEFF\u200B\u2028agent\uD800 ';
    expect(describeStatus(name, 'passed', redact)).toBe('"A *** agent": passed');
    expect(describeStatus('🙂', 'passed', redact)).toBe('passed');
  });

  it('has no quotes within those of the name', () => {
    expect(describeStatus('A "B"', 'passed', same)).toBe(`"A 'B'": passed`);
  });

  it('is one that GitHub accepts, for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const text = describeStatus(name, 'eval-failed, 1 of 2 eval steps passed', same);
        expect(text.length).toBeLessThanOrEqual(140);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{10000}-\u{10FFFF}]/u);
        expect(text.endsWith('eval-failed, 1 of 2 eval steps passed')).toBe(true);
      }),
      cases(1000),
    );
  });
});
