import { describe, expect, it } from 'vitest';
import type { EvalReport, EvalStatus } from '../../../src/domain/evals.ts';
import { EvalHistory } from '../../../src/run/eval-history.ts';

type Steps = readonly (readonly [name: string, result: EvalStatus])[];

function report(result: EvalStatus, ...steps: Steps): EvalReport {
  return {
    result,
    rawResult: result,
    steps: steps.map(([name, word], index) => ({
      stepNumber: index + 1,
      name,
      result: word,
      rawResult: word,
      explanation: '',
    })),
  };
}

/** What the last of several reads contradicts. */
function contradictions(...reports: (EvalReport | null)[]): string[] {
  const history = new EvalHistory();
  let last: string[] = [];
  for (const one of reports) last = history.compare(one);
  return last;
}

describe('an eval step', () => {
  it.each<[string, Steps]>([
    ['is gone', [['Lint', 'pass']]],
    [
      'has another name',
      [
        ['Lint', 'pass'],
        ['scan', 'pass'],
      ],
    ],
  ])('has disappeared if it %s [F136]', (_, steps) => {
    const before = report('pending', ['Scan', 'pending'], ['Lint', 'pending']);
    expect(contradictions(before, report('pass', ...steps))).toEqual(['eval step "Scan" has vanished']);
  });

  it('has disappeared if the list is empty, or the service no longer has verdicts [F136]', () => {
    const before = report('pending', ['Scan', 'pass'], ['Lint', 'pending']);
    const both = ['eval step "Scan" has vanished', 'eval step "Lint" has vanished'];
    expect(contradictions(before, report('pass'))).toEqual(both);
    expect(contradictions(before, null)).toEqual(both);
  });

  it('has disappeared if fewer steps have its name than in any earlier read [F136]', () => {
    const two = report('pending', ['Scan', 'pending'], ['Scan', 'pending']);
    const one = report('pending', ['Scan', 'pass']);
    expect(contradictions(two, one)).toEqual(['eval step "Scan" has vanished']);
    expect(contradictions(two, one, one)).toEqual(['eval step "Scan" has vanished']);
    expect(contradictions(one, two)).toEqual([]);
  });

  it.each<EvalStatus>(['pass', 'pending', 'skipped', 'unknown', 'unrecognised'])(
    'that failed has left `fail` if it is %s [F136]',
    (result) => {
      const before = report('pending', ['Scan', 'fail'], ['Lint', 'pass']);
      expect(contradictions(before, report('pending', ['Scan', result], ['Lint', 'pass']))).toEqual([
        'eval step "Scan" is no longer fail',
      ]);
    },
  );

  it('that failed in any earlier read has left `fail`', () => {
    const [fails, waits, passes] = (['fail', 'pending', 'pass'] as const).map((word) =>
      report('pending', ['Scan', word]),
    );
    expect(contradictions(fails ?? null, waits ?? null, passes ?? null)).toEqual([
      'eval step "Scan" is no longer fail',
    ]);
    expect(contradictions(fails ?? null, waits ?? null, fails ?? null)).toEqual([]);
  });

  it('of several failed ones with one name has left `fail` if fewer of them fail', () => {
    const both = report('pending', ['Scan', 'fail'], ['Scan', 'fail']);
    expect(contradictions(both, report('pass', ['Scan', 'pass'], ['Scan', 'fail']))).toEqual([
      'eval step "Scan" is no longer fail',
    ]);
  });

  it('without a name may get one, and disappears or leaves `fail` in the total [F136]', () => {
    const nameless = report('pending', ['', 'fail'], ['', 'pending']);
    expect(contradictions(nameless, report('pending', ['Scan', 'fail'], ['Lint', 'pass']))).toEqual([]);
    expect(contradictions(nameless, report('pending', ['Scan', 'fail']))).toEqual([
      'an eval step has vanished',
    ]);
    expect(contradictions(nameless, report('pass', ['Scan', 'pass'], ['', 'pass']))).toEqual([
      'an eval step is no longer fail',
    ]);
  });

  it('may change its number, its place and any result but `fail`', () => {
    const before = report('pending', ['Scan', 'unknown'], ['Lint', 'pending'], ['Report', 'skipped']);
    const after = report('pass', ['New', 'pass'], ['Report', 'fail'], ['Lint', 'pass'], ['Scan', 'pass']);
    expect(contradictions(before, after)).toEqual([]);
  });

  it('may reappear', () => {
    const two = report('pending', ['Scan', 'pass'], ['Lint', 'fail']);
    expect(contradictions(two, report('pending', ['Scan', 'pass']), null, two)).toEqual([]);
  });
});

describe('a verdict', () => {
  it.each<EvalStatus>(['pass', 'pending', 'skipped', 'unknown'])(
    'that was fail contradicts itself if it is %s [F136]',
    (result) => {
      expect(contradictions(report('fail'), report(result))).toEqual(['the verdict is no longer fail']);
    },
  );

  it('that was fail contradicts itself if it no longer exists', () => {
    expect(contradictions(report('fail', ['Scan', 'pass']), null)).toEqual([
      'the verdict is no longer fail',
      'eval step "Scan" has vanished',
    ]);
  });

  it.each<EvalStatus>(['pending', 'unknown', 'pass', 'unrecognised'])(
    'of %s without steps has vanished if the service no longer has one [F136]',
    (result) => {
      const before = report(result);
      expect(contradictions(before, null)).toEqual(['the verdict has vanished']);
      expect(contradictions(null, before, null, null)).toEqual(['the verdict has vanished']);
      expect(contradictions(before, null, before)).toEqual([]);
    },
  );

  it('of skipped without steps was none, and may vanish', () => {
    expect(contradictions(report('skipped'), null)).toEqual([]);
    expect(contradictions(report('pending'), report('skipped'), null)).toEqual([]);
  });

  it('may stay, or become, fail', () => {
    expect(contradictions(report('pass'), report('fail'), report('fail'))).toEqual([]);
  });

  it('contradicts nothing in the first read, or if there was no verdict before', () => {
    expect(contradictions(report('pass', ['Scan', 'pass']))).toEqual([]);
    expect(contradictions(null, null, report('pass', ['Scan', 'pass']))).toEqual([]);
  });
});

describe('the last report', () => {
  it('is kept if the service no longer has one', () => {
    const history = new EvalHistory();
    expect(history.last).toBeNull();
    const shown = report('pass', ['Scan', 'pass']);
    history.compare(shown);
    history.compare(null);
    expect(history.last).toBe(shown);
  });
});
