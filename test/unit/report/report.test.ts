import { describe, expect, it } from 'vitest';
import type { Outcome, RunState, Verdict } from '../../../src/domain/domain.ts';
import { outlivesStep } from '../../../src/report/report.ts';
import { recordOf, snapshotOf } from '../../support/records.ts';

function outlives(outcome: Outcome, state: RunState | null, runId = 'run-1'): boolean {
  const verdict: Verdict = { outcome, passes: false, reason: '', faults: [], evalResult: 'none' };
  const snapshot = state === null ? null : snapshotOf({ runId, state, rawStatus: state });
  const record = recordOf({ runId, snapshot });
  return outlivesStep({ verdict, record });
}

describe('outlivesStep', () => {
  it.each<[Outcome, RunState | null]>([
    ['started', null],
    ['timed-out', 'in_progress'],
    ['unavailable', null],
    ['unavailable', 'in_progress'],
    ['needs-input', 'interrupted'],
    ['internal-error', 'in_progress'],
    ['eval-missing', 'in_progress'],
    ['abandoned', null],
    ['abandoned', 'in_progress'],
    ['abandoned', 'success'],
  ])('is true after %s of a run that was seen as %s [F71]', (outcome, state) => {
    expect(outlives(outcome, state)).toBe(true);
  });

  it.each<[Outcome, RunState]>([
    ['passed', 'success'],
    ['eval-pending', 'success'],
    ['run-failed', 'failure'],
    ['run-cancelled', 'cancelled'],
    ['unrecognised', 'unrecognised'],
    ['internal-error', 'success'],
  ])('is false after %s of a run that was seen as %s', (outcome, state) => {
    expect(outlives(outcome, state)).toBe(false);
  });

  it.each<Outcome>(['invalid-input', 'protocol-error'])(
    'is false after %s, since the run may not be ours',
    (outcome) => {
      expect(outlives(outcome, 'in_progress')).toBe(false);
    },
  );

  it('is false where no run is known', () => {
    expect(outlives('abandoned', null, '')).toBe(false);
    expect(outlives('ambiguous-start', null, '')).toBe(false);
  });
});
