import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvalReading, EvalStatus, EvalStep } from '../../../src/domain/evals.ts';
import type { FaultOutcome, Verdict } from '../../../src/domain/outcome.ts';
import { annotateSteps } from '../../../src/report/annotations.ts';
import { cases } from '../../support/cases.ts';

function readingOf(words: readonly EvalStatus[], facts: Partial<EvalStep> = {}): EvalReading {
  const steps = words.map((result, index): EvalStep => {
    return {
      stepNumber: index + 1,
      name: `Step ${index + 1}`,
      result,
      rawResult: result,
      explanation: '',
      ...facts,
    };
  });
  return { kind: 'read', report: { result: 'fail', rawResult: 'fail', steps } };
}

function verdictOf(outcome: FaultOutcome): Verdict {
  return {
    outcome,
    passes: false,
    wouldFail: true,
    reason: '',
    faults: [{ outcome, reasons: [] }],
    evalResult: 'fail',
  };
}

const annotate = (reading: EvalReading, outcome: Parameters<typeof verdictOf>[0] = 'eval-failed') =>
  annotateSteps(verdictOf(outcome), reading, '');
const firstLines = (reading: EvalReading, outcome?: Parameters<typeof verdictOf>[0]) =>
  annotate(reading, outcome).steps.map(({ lines }) => lines[0]);

describe('annotateSteps', () => {
  it('returns the steps that failed', () => {
    expect(firstLines(readingOf(['pass', 'fail', 'skipped', 'fail']))).toEqual([
      '"Step 2": fail',
      '"Step 4": fail',
    ]);
  });

  it('returns the steps that did not pass if none failed', () => {
    expect(firstLines(readingOf(['pass', 'unknown', 'pending']), 'eval-unknown')).toEqual([
      '"Step 2": unknown',
      '"Step 3": pending',
    ]);
  });

  it('returns nothing if the outcome does not depend on verdicts, or no verdicts were read', () => {
    expect(annotate(readingOf(['fail']), 'run-failed')).toEqual({ steps: [], rest: [] });
    expect(annotate({ kind: 'none' })).toEqual({ steps: [], rest: [] });
  });

  it('returns nothing if another fault decides, although the verdicts have one too', () => {
    const { faults } = verdictOf('eval-failed');
    const verdict: Verdict = { ...verdictOf('internal-error'), faults };
    expect(annotateSteps(verdict, readingOf(['fail']), '').steps).toEqual([]);
  });

  it('returns the steps with an unknown result', () => {
    expect(firstLines(readingOf(['pass', 'unrecognised']), 'unrecognised')).toEqual([
      '"Step 2": unrecognised',
    ]);
  });

  it('returns at most nine, and counts the rest', () => {
    const nine = annotate(readingOf(Array(9).fill('fail')));
    expect([nine.steps.length, nine.rest]).toEqual([9, []]);
    const many = annotate(readingOf(Array(14).fill('fail')));
    expect(many.steps).toHaveLength(9);
    expect(many.rest).toEqual([
      '9 of the eval steps that did not pass are annotated. 5 more are in the job summary.',
    ]);
    expect(annotate(readingOf(Array(10).fill('fail'))).rest.join()).toMatch(
      / 1 more is in the job summary\.$/,
    );
  });

  it('truncates names and explanations, on one line each, and omits empty ones', () => {
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

describe('for any explanation', () => {
  let base = '';
  let workspace = '';

  beforeAll(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'annotations-')));
    workspace = join(base, 'repo');
    mkdirSync(join(workspace, 'src'), { recursive: true });
    mkdirSync(join(workspace, '.git'));
    for (const path of ['src/a.ts', '.git/config', '../secret.txt'])
      writeFileSync(join(workspace, path), 'x\n'.repeat(12));
    symlinkSync('../secret.txt', join(workspace, 'out'));
    symlinkSync('..', join(workspace, 'up'));
  });
  afterAll(() => rmSync(base, { recursive: true }));

  const piece = fc.oneof(
    fc.constantFrom('src/a.ts', '../', './', '/', '.git/config', 'out', 'up/', 'secret.txt', 'src', '\\'),
    fc.constantFrom(':1', ':0', ':12', ':', ' ', '\n', '\u202e', '\0'),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  const explanation = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.constantFrom('In src/a.ts:3.', 'out:1', 'up/secret.txt:1', '../secret.txt:1', '.git/config:1'),
  );
  const word = fc.constantFrom<EvalStatus>('pass', 'fail', 'pending', 'skipped', 'unknown', 'unrecognised');

  it('at most nine steps are annotated, only on files of the checkout', () => {
    let placed = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(word, explanation), { maxLength: 30 }), (drawn) => {
        const steps = drawn.map(([result, text], index): EvalStep => {
          return { stepNumber: index + 1, name: text, result, rawResult: result, explanation: text };
        });
        const reading: EvalReading = { kind: 'read', report: { result: 'fail', rawResult: 'fail', steps } };
        const annotated = annotateSteps(verdictOf('eval-failed'), reading, workspace).steps;
        expect(annotated.length).toBeLessThanOrEqual(9);
        for (const { place } of annotated) {
          if (place === undefined) continue;
          placed += 1;
          const real = realpathSync(join(workspace, place.file));
          expect(real.startsWith(join(workspace, sep))).toBe(true);
          expect(real.startsWith(join(workspace, '.git'))).toBe(false);
          expect(statSync(real).isFile()).toBe(true);
          expect(place.line).toBeGreaterThan(0);
        }
      }),
      cases(120),
    );
    expect(placed).toBeGreaterThan(0);
  });
});
