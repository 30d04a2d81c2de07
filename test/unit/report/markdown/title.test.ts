import { describe, expect, it } from 'vitest';
import type { EvalStatus } from '../../../../src/domain/evals.ts';
import type { Level } from '../../../../src/domain/findings.ts';
import {
  CLEAN_OUTCOMES,
  FAULT_OUTCOMES,
  type FaultOutcome,
  type Outcome,
  type Verdict,
} from '../../../../src/domain/outcome.ts';
import { NO_RESULT } from '../../../../src/domain/result.ts';
import { renderTitle } from '../../../../src/report/markdown/title.ts';
import type { Report } from '../../../../src/report/report.ts';
import { findingOf } from '../../../support/findings.ts';
import { attachOf, NOTHING_KNOWN, type ProgressFacts, progressOf } from '../../../support/records.ts';

function verdictOf(facts: Partial<Verdict> = {}): Verdict {
  return {
    outcome: 'passed',
    passes: true,
    wouldFail: false,
    reason: '',
    faults: [],
    evalResult: 'pass',
    ...facts,
  };
}

function failed(outcome: FaultOutcome, ...reasons: string[]): Verdict {
  const faults = [{ outcome, reasons }];
  return verdictOf({ outcome, passes: false, wouldFail: true, faults, evalResult: 'none' });
}

function title(verdict: Verdict, facts: Partial<Report> = {}): string {
  return renderTitle({
    verdict,
    progress: progressOf(),
    result: NO_RESULT,
    warnings: [],
    attach: attachOf(),
    quote: null,
    quotations: new Map(),
    hasEvals: true,
    stale: null,
    resultFile: null,
    sarifFile: null,
    summaryFile: null,
    reportFile: null,
    ...facts,
  });
}

function withSteps(...words: EvalStatus[]): { readonly progress: ReturnType<typeof progressOf> } {
  const steps = words.map((word, index) => ({
    stepNumber: index,
    name: 'x',
    result: word,
    rawResult: word,
    explanation: '',
  }));
  const facts: ProgressFacts = {
    evals: { kind: 'read', report: { result: 'fail', rawResult: 'fail', steps } },
  };
  return { progress: progressOf(facts) };
}

function withFindings(failsFrom: Level, ...levels: Level[]): Partial<Report> {
  const findings = [
    ...levels.map((level) => findingOf({ level })),
    findingOf({ notCounted: 'It is suppressed.' }),
  ];
  return { result: { ...NO_RESULT, failsFrom, findings: { lists: 1, findings, problems: [] } } };
}

describe('the title', () => {
  it('counts the checks that failed', () => {
    expect(title(failed('eval-failed', 'x'), withSteps('fail', 'pass', 'unknown'))).toBe(
      '## ❌ Reviewer: 1 of 3 checks failed',
    );
    expect(title(failed('eval-failed', 'x'), withSteps('fail'))).toBe('## ❌ Reviewer: 1 of 1 check failed');
    expect(title(failed('eval-failed', 'x'), withSteps('pass'))).toBe('## ❌ Reviewer: the verdict is fail');
    expect(title(failed('eval-failed', 'x'))).toBe('## ❌ Reviewer: the verdict is fail');
  });

  it('counts the checks that passed', () => {
    expect(title(verdictOf(), withSteps('pass', 'pass'))).toBe('## ✅ Reviewer: 2 checks passed');
    expect(title(verdictOf(), withSteps('pass'))).toBe('## ✅ Reviewer: 1 check passed');
    expect(title(verdictOf(), withSteps())).toBe('## ✅ Reviewer: the run succeeded');
  });

  it('has the number of findings that fail the step, of all that count', () => {
    const verdict = failed('findings-failed', 'x');
    expect(title(verdict, withFindings('warning', 'error', 'warning', 'note', 'none'))).toBe(
      '## ❌ Reviewer: 2 of 4 findings fail the step',
    );
    expect(title(verdict, withFindings('error', 'error'))).toBe(
      '## ❌ Reviewer: 1 of 1 finding fails the step',
    );
  });

  it('warns of a pass without verdicts, but not if the service never has any', () => {
    const verdict = verdictOf({ evalResult: 'none' });
    expect(title(verdict)).toBe('## ⚠️ Reviewer: the run succeeded, without verdicts');
    expect(title(verdict, { hasEvals: false })).toBe('## ✅ Reviewer: the run succeeded');
  });

  it('counts the problems of the inputs', () => {
    expect(title(failed('invalid-input', 'One.', 'Two.'))).toBe('## ❌ Reviewer: 2 problems to fix');
    expect(title(failed('invalid-input', 'One.'))).toBe('## ❌ Reviewer: invalid input');
  });

  it('says that an outcome is allowed, or that the step is advisory [F152]', () => {
    const verdict = failed('timed-out', 'x');
    expect(title({ ...verdict, passes: true, wouldFail: false })).toBe(
      '## ⚠️ Reviewer: the run did not finish in time (allowed)',
    );
    expect(title({ ...verdict, passes: true })).toBe(
      '## ⚠️ Advisory: Reviewer: the run did not finish in time',
    );
  });

  it('has the known name or id of the agent, in one line and without markup', () => {
    expect(title(verdictOf(), { progress: NOTHING_KNOWN })).toMatch(/^## ✅ Run Kindo agent: /);
    expect(title(verdictOf(), { progress: progressOf({ agentName: null }) })).toMatch(/^## ✅ agent-1: /);
    const agentName = `*a*\n${'b'.repeat(200)}`;
    expect(title(verdictOf(), { progress: progressOf({ agentName }) })).toBe(
      `## ✅ \`*a* ${'b'.repeat(96)}…\`: the run succeeded`,
    );
  });

  it.each(['Reviewer', 'Pull Request Review', "Zoë's", 'A & B (2)', '審査', 'x'])(
    'has the name %s as it is, because it cannot be more than words',
    (agentName) => {
      expect(title(verdictOf(), { progress: progressOf({ agentName }) })).toBe(
        `## ✅ ${agentName}: the run succeeded`,
      );
    },
  );

  it.each([
    'a:x',
    'lint. The step passes',
    'a_b_c',
    '@octocat',
    '*a*',
    '(a',
    'a -',
    '1 < 2',
    '🙂',
    'a\u00a0b',
  ])('has the name %s in a code span', (agentName) => {
    expect(title(verdictOf(), { progress: progressOf({ agentName }) })).toMatch(
      /^## ✅ `[^`]+`: the run succeeded$/,
    );
  });

  it('has a different text for every outcome', () => {
    const outcomes: Outcome[] = [...FAULT_OUTCOMES, ...CLEAN_OUTCOMES];
    const titles = outcomes.map((outcome) => title(verdictOf({ outcome }), withFindings('error')));
    expect(new Set(titles).size).toBe(outcomes.length);
    for (const one of titles) expect(one).toMatch(/^## \S+ Reviewer: [a-z0-9][\w ,]+$/);
  });
});
