import { describe, expect, it } from 'vitest';
import type { EvalReading, EvalStep, EvalWord, FaultOutcome, Verdict } from '../../src/domain.ts';
import { annotateSteps } from '../../src/report/annotations.ts';

function readingOf(words: readonly EvalWord[], facts: Partial<EvalStep> = {}): EvalReading {
  const steps = words.map((result, index): EvalStep => {
    return {
      stepNumber: index + 1,
      name: `Step ${index + 1}`,
      result,
      word: result,
      explanation: '',
      ...facts,
    };
  });
  return { kind: 'read', report: { result: 'fail', word: 'fail', steps } };
}

function verdictOf(outcome: FaultOutcome): Verdict {
  return { outcome, passes: false, reason: '', faults: [{ outcome, reasons: [] }], evalResult: 'fail' };
}

const annotate = (reading: EvalReading, outcome: Parameters<typeof verdictOf>[0] = 'eval-failed') =>
  annotateSteps(verdictOf(outcome), reading, '');
const firstLines = (reading: EvalReading, outcome?: Parameters<typeof verdictOf>[0]) =>
  annotate(reading, outcome).steps.map(({ lines }) => lines[0]);

describe('annotateSteps', () => {
  it('takes the steps that failed', () => {
    expect(firstLines(readingOf(['pass', 'fail', 'skipped', 'fail']))).toEqual([
      '"Step 2": fail',
      '"Step 4": fail',
    ]);
  });

  it('takes those that did not pass where none failed', () => {
    expect(firstLines(readingOf(['pass', 'unknown', 'pending']), 'eval-unknown')).toEqual([
      '"Step 2": unknown',
      '"Step 3": pending',
    ]);
  });

  it('takes none where the verdict does not rest on verdicts, or none were read', () => {
    expect(annotate(readingOf(['fail']), 'run-failed')).toEqual({ steps: [], rest: [] });
    expect(annotate({ kind: 'none' })).toEqual({ steps: [], rest: [] });
  });

  it('takes none where another fault decides, though the verdicts have one too', () => {
    const { faults } = verdictOf('eval-failed');
    const verdict: Verdict = { ...verdictOf('internal-error'), faults };
    expect(annotateSteps(verdict, readingOf(['fail']), '').steps).toEqual([]);
  });

  it('takes those with a word that is not recognised', () => {
    expect(firstLines(readingOf(['pass', 'unrecognised']), 'unrecognised')).toEqual([
      '"Step 2": unrecognised',
    ]);
  });

  it('takes nine at most, and counts the rest', () => {
    const nine = annotate(readingOf(Array(9).fill('fail')));
    expect([nine.steps.length, nine.rest]).toEqual([9, []]);
    const many = annotate(readingOf(Array(14).fill('fail')));
    expect(many.steps).toHaveLength(9);
    expect(many.rest).toEqual(['Of the steps that did not pass, 9 are annotated, and 5 more are not.']);
  });

  it('keeps names and explanations short, on one line each, and leaves out what is empty', () => {
    const long = `a\n::error::\u0007 ${'x'.repeat(5000)}`;
    const lines = annotate(readingOf(['fail'], { name: long, explanation: long })).steps.flatMap(
      (step) => step.lines,
    );
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^"a ::error::\\u\{7\} x+…": fail$/);
    expect(lines.join('').length).toBeLessThan(1300);
    expect(annotate(readingOf(['fail'])).steps).toEqual([{ lines: ['"Step 1": fail'] }]);
  });
});
