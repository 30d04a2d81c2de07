import { describe, expect, it } from 'vitest';
import type { Outcome, Verdict } from '../../../src/domain/outcome.ts';
import type { RunState } from '../../../src/domain/run.ts';
import { outlivingRunId } from '../../../src/report/report.ts';
import { progressOf, type StartWord, snapshotOf } from '../../support/records.ts';

function outliving(outcome: Outcome, state: RunState | null, start: StartWord = 'started'): string | null {
  const verdict: Verdict = {
    outcome,
    passes: false,
    wouldFail: true,
    reason: '',
    faults: [],
    evalResult: 'none',
  };
  const snapshot = state === null ? null : snapshotOf({ state, rawStatus: state });
  const progress = progressOf({ start, run: snapshot });
  return outlivingRunId({ verdict, progress });
}

describe('outlivingRunId', () => {
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
  ])('is the run after %s of a run that was last %s [F71]', (outcome, state) => {
    expect(outliving(outcome, state)).toBe('run-1');
  });

  it.each<[Outcome, RunState]>([
    ['passed', 'success'],
    ['eval-pending', 'success'],
    ['run-failed', 'failure'],
    ['run-cancelled', 'cancelled'],
    ['unrecognised', 'unrecognised'],
    ['internal-error', 'success'],
  ])('is null after %s of a run that was last %s', (outcome, state) => {
    expect(outliving(outcome, state)).toBeNull();
  });

  it.each<Outcome>(['invalid-input', 'protocol-error'])(
    'is null after %s, because the run may not be ours',
    (outcome) => {
      expect(outliving(outcome, 'in_progress')).toBeNull();
    },
  );

  it('is null if no run is known', () => {
    expect(outliving('abandoned', null, 'not-sent')).toBeNull();
    expect(outliving('ambiguous-start', null, 'in-flight')).toBeNull();
  });
});
