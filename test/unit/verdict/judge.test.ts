import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvalReading, EvalStatus, EvalStep } from '../../../src/domain/evals.ts';
import {
  type AllowableOutcome,
  CLEAN_OUTCOMES,
  FAULT_OUTCOMES,
  type FaultOutcome,
  NEVER_ALLOWED,
  type Outcome,
  type Policy,
  type StepEnd,
  type Verdict,
} from '../../../src/domain/outcome.ts';
import { NO_RESULT, type RunResult } from '../../../src/domain/result.ts';
import type { RunSnapshot, RunState } from '../../../src/domain/run.ts';
import { judge as judgeStep } from '../../../src/verdict/judge.ts';
import { cases } from '../../support/cases.ts';

const ALLOWABLE = FAULT_OUTCOMES.filter((word): word is AllowableOutcome => !isNeverAllowed(word));
function judge(end: StepEnd, policy: Policy, result: RunResult = NO_RESULT): Verdict {
  return judgeStep(end, policy, result);
}

const CLOSED: Policy = {
  allow: new Set(),
  requireEvals: false,
  requireSteps: [],
  failOnFindings: null,
  isAdvisory: false,
};
const REQUIRED: Policy = { ...CLOSED, requireEvals: true };
const ANYTHING: Policy = { ...CLOSED, allow: new Set(ALLOWABLE) };

const NONE: EvalReading = { kind: 'none' };
const NOT_READ: EvalReading = { kind: 'not-read' };
const UNREADABLE: EvalReading = { kind: 'unreadable', reason: 'the service responded with 503' };

function isNeverAllowed(outcome: Outcome): boolean {
  return NEVER_ALLOWED.some((never) => never === outcome);
}

function allowing(policy: Policy, ...outcomes: AllowableOutcome[]): Policy {
  return { ...policy, allow: new Set(outcomes) };
}

function step(name: string, result: EvalStatus): EvalStep {
  return { stepNumber: 1, name, result, rawResult: result, explanation: '' };
}

function read(result: EvalStatus, ...steps: EvalStep[]): EvalReading {
  return { kind: 'read', report: { result, rawResult: result, steps } };
}

function ended(
  state: RunState,
  evals: EvalReading,
  facts: Partial<RunSnapshot> = {},
): Extract<StepEnd, { kind: 'ended' }> {
  const run: RunSnapshot = {
    runId: 'run-1',
    agentId: 'agent-1',
    conversationId: 'conversation-1',
    state,
    rawStatus: state,
    createdAtMs: 0,
    serviceTimeMs: null,
    endedAtMs: 1000,
    message: null,
    interrupts: [],
    requester: null,
    ...facts,
  };
  return { kind: 'ended', run, evals };
}

function stopped(outcome: FaultOutcome, ...reasons: string[]): StepEnd {
  return { kind: 'stopped', outcome, reasons };
}

function foundBy(outcome: StepEnd, policy: Policy): FaultOutcome[] {
  return judge(outcome, policy).faults.map((fault) => fault.outcome);
}

describe('a run that succeeded', () => {
  it('passes if every verdict passed', () => {
    expect(judge(ended('success', read('pass', step('Tests', 'pass'))), REQUIRED)).toEqual({
      outcome: 'passed',
      passes: true,
      wouldFail: false,
      reason: 'The run succeeded, and its verdict is pass (1 eval step).',
      faults: [],
      evalResult: 'pass',
    });
  });

  it('counts the steps of its verdict', () => {
    const evals = read('pass', step('Tests', 'pass'), step('Lint', 'pass'));
    expect(judge(ended('success', evals), CLOSED).reason).toBe(
      'The run succeeded, and its verdict is pass (2 eval steps).',
    );
  });

  it.each<[string, EvalReading]>([
    ['the service has none', NONE],
    ['the service skipped them', read('skipped')],
  ])('passes without verdicts if %s, and says first that there are no verdicts [F94]', (_, evals) => {
    expect(judge(ended('success', evals), CLOSED)).toEqual({
      outcome: 'passed',
      passes: true,
      wouldFail: false,
      reason: 'The run succeeded, and the service has no verdicts for it.',
      faults: [],
      evalResult: 'none',
    });
  });

  it.each<[FaultOutcome, EvalReading, Policy]>([
    ['unrecognised', read('unrecognised'), CLOSED],
    ['unrecognised', read('pass', step('Tests', 'unrecognised')), CLOSED],
    ['eval-failed', read('fail'), CLOSED],
    ['eval-failed', read('pass', step('Tests', 'fail')), CLOSED],
    ['eval-unknown', read('pass', step('Tests', 'unknown')), CLOSED],
    ['eval-unknown', read('unknown'), CLOSED],
    ['eval-unknown', read('unknown'), REQUIRED],
    ['eval-unknown', UNREADABLE, CLOSED],
    ['eval-unknown', UNREADABLE, REQUIRED],
    ['eval-unknown', NOT_READ, CLOSED],
    ['eval-pending', read('pending'), CLOSED],
    ['eval-pending', read('pass', step('Tests', 'pending')), CLOSED],
    ['eval-skipped', read('skipped', step('Tests', 'pass')), CLOSED],
    ['eval-skipped', read('pass', step('Tests', 'skipped')), { ...REQUIRED, requireSteps: ['Tests'] }],
    ['eval-missing', NONE, REQUIRED],
    ['eval-missing', read('skipped'), REQUIRED],
    ['eval-missing', read('pass'), REQUIRED],
    ['eval-missing', read('pass', step('Tests', 'skipped')), REQUIRED],
    ['eval-missing', read('pass', step('Lint', 'pass')), { ...REQUIRED, requireSteps: ['Tests'] }],
  ])('fails with %s [F96]', (outcome, evals, policy) => {
    expect(judge(ended('success', evals), policy)).toMatchObject({ outcome, passes: false });
  });
});

describe('a run that did not succeed', () => {
  it.each<[RunState, FaultOutcome, string]>([
    [
      'failure',
      'run-failed',
      "Run run-1 failed. The service's response does not say why. Open the run on the service's web page, or open conversation conversation-1.",
    ],
    [
      'cancelled',
      'run-cancelled',
      'Run run-1 was cancelled at the service, by a person or by its time limit there. To start a new run, re-run the job.',
    ],
    [
      'interrupted',
      'needs-input',
      'Run run-1 is interrupted until a person answers its question. Send the answer with run-id and resume in a later job.',
    ],
    [
      'unrecognised',
      'unrecognised',
      'Run run-1 has the status "archived", which the service does not document for an ended run. Update this action, or check the run at the service.',
    ],
  ])('fails if its state is %s, with %s [F78 F83]', (state, outcome, reason) => {
    expect(judge(ended(state, NOT_READ, { rawStatus: 'archived' }), CLOSED)).toEqual({
      outcome,
      passes: false,
      wouldFail: true,
      reason,
      faults: [{ outcome, reasons: [reason] }],
      evalResult: 'none',
    });
  });

  it('fails if it is reported as ended while it is in progress', () => {
    expect(judge(ended('in_progress', NOT_READ), CLOSED)).toMatchObject({
      outcome: 'unrecognised',
      passes: false,
      wouldFail: true,
    });
  });

  it('names the steps at which it failed if the service reports them', () => {
    const outcome = ended('failure', NOT_READ);
    const failedAt = Array.from({ length: 12 }, (_, index) => `step_${index + 1}`);
    expect(judge({ ...outcome, failedAt: ['verify_tin', 'sum_up'] }, CLOSED).reason).toBe(
      'Run run-1 failed at "verify_tin", "sum_up". Read these trace steps in the job summary, fix the cause, and re-run the job.',
    );
    expect(judge({ ...outcome, failedAt: failedAt }, CLOSED).reason).toContain('"step_10" and 2 more.');
  });

  it('links only to the web page if the service has no conversation id', () => {
    expect(judge(ended('failure', NOT_READ, { conversationId: null }), CLOSED).reason).toBe(
      "Run run-1 failed. The service's response does not say why. Open the run on the service's web page.",
    );
  });

  it.each<[RunState, AllowableOutcome]>([
    ['failure', 'run-failed'],
    ['cancelled', 'run-cancelled'],
    ['unrecognised', 'unrecognised'],
    ['in_progress', 'unrecognised'],
  ])('also lacks verdicts if they are required and its state is %s [F138]', (state, outcome) => {
    expect(foundBy(ended(state, NOT_READ), REQUIRED)).toEqual([outcome, 'eval-missing']);
    expect(judge(ended(state, NOT_READ), allowing(REQUIRED, outcome))).toMatchObject({
      outcome: 'eval-missing',
      passes: false,
      wouldFail: true,
      reason: 'Verdicts are required, and were not read, because the run did not succeed. Fix the run first.',
    });
  });

  it('lacks no verdicts if it waits for an answer, because it has not ended [F138]', () => {
    expect(foundBy(ended('interrupted', NOT_READ), REQUIRED)).toEqual(['needs-input']);
    expect(judge(ended('interrupted', NOT_READ), allowing(REQUIRED, 'needs-input')).passes).toBe(true);
  });

  it('does not pass because of passing verdicts', () => {
    expect(judge(ended('failure', read('pass', step('Tests', 'pass'))), REQUIRED)).toMatchObject({
      outcome: 'run-failed',
      passes: false,
      wouldFail: true,
    });
  });
});

describe('a step that was stopped', () => {
  it.each(FAULT_OUTCOMES)('fails with %s and its reason', (outcome) => {
    expect(judge(stopped(outcome, 'This is why.'), CLOSED)).toEqual({
      outcome,
      passes: false,
      wouldFail: true,
      reason: 'This is why.',
      faults: [{ outcome, reasons: ['This is why.'] }],
      evalResult: 'none',
    });
  });

  it('reports every reason', () => {
    const verdict = judge(stopped('invalid-input', 'The first.', 'The second.'), CLOSED);
    expect(verdict.reason).toBe('The first. The second.');
    expect(verdict.faults).toEqual([{ outcome: 'invalid-input', reasons: ['The first.', 'The second.'] }]);
  });

  it.each<AllowableOutcome>(['superseded', 'ambiguous-start', 'unavailable', 'timed-out', 'unrecognised'])(
    'has only %s, which is enough to allow if verdicts are required [F138]',
    (outcome) => {
      expect(foundBy(stopped(outcome, 'Why.'), REQUIRED)).toEqual([outcome]);
      expect(judge(stopped(outcome, 'Why.'), REQUIRED)).toMatchObject({ outcome, passes: false });
      expect(judge(stopped(outcome, 'Why.'), allowing(REQUIRED, outcome))).toMatchObject({
        outcome,
        passes: true,
        wouldFail: false,
      });
      expect(judge(stopped(outcome, 'Why.'), allowing(REQUIRED, 'eval-missing'))).toMatchObject({
        outcome,
        passes: false,
        wouldFail: true,
      });
    },
  );

  it('fails for a final fault, although its outcome is allowed [T47]', () => {
    const end: StepEnd = {
      kind: 'stopped',
      outcome: 'superseded',
      reasons: ['It is closed.'],
      isFinal: true,
    };
    const verdict = judge(end, allowing(CLOSED, 'superseded'));
    expect(verdict).toMatchObject({ outcome: 'superseded', passes: false, reason: 'It is closed.' });
    expect(verdict.faults).toEqual([{ outcome: 'superseded', reasons: ['It is closed.'], isFinal: true }]);
  });

  it('fails for a final fault, although the step is advisory [T47]', () => {
    const end: StepEnd = {
      kind: 'stopped',
      outcome: 'superseded',
      reasons: ['It is closed.'],
      isFinal: true,
    };
    expect(judge(end, { ...CLOSED, isAdvisory: true })).toMatchObject({
      outcome: 'superseded',
      passes: false,
      wouldFail: true,
      reason: 'It is closed.',
    });
  });

  it('that is advisory succeeds, and says why', () => {
    const verdict = judge(ended('failure', NOT_READ), { ...CLOSED, isAdvisory: true });
    expect(verdict).toMatchObject({ outcome: 'run-failed', passes: true, wouldFail: true });
    expect(verdict.reason).toMatch(/ The step still succeeds, because advisory is true\.$/);
  });

  it('does not evaluate findings and data while a run waits for an answer', () => {
    const policy: Policy = { ...CLOSED, failOnFindings: 'note' };
    const result = { ...NO_RESULT, violations: ['It is no object.'] };
    const of = (state: RunState) =>
      judge(ended(state, NOT_READ), policy, result).faults.map((f) => f.outcome);
    expect(of('interrupted')).toEqual(['needs-input']);
    expect(of('failure')).toEqual(['run-failed', 'findings-missing', 'result-invalid']);
  });

  it.each(NEVER_ALLOWED)('reports only %s, and fails although everything is allowed', (outcome) => {
    const policy: Policy = { ...ANYTHING, requireEvals: true };
    expect(foundBy(stopped(outcome, 'Why.'), policy)).toEqual([outcome]);
    expect(judge(stopped(outcome, 'Why.'), policy)).toMatchObject({ outcome, passes: false });
  });

  it.each(NEVER_ALLOWED)('fails with %s even if the policy allows it against its type', (outcome) => {
    const named: ReadonlySet<string> = new Set(FAULT_OUTCOMES);
    const policy: Policy = { ...CLOSED, allow: named as Policy['allow'] };
    expect(judge(stopped(outcome, 'Why.'), policy)).toMatchObject({ outcome, passes: false });
  });
});

describe('a step without a verdict', () => {
  it.each(['started', 'validated'] as const)('passes as %s, with its reason', (outcome) => {
    const reason = 'Nothing was judged: for a reason.';
    expect(judge({ kind: 'not-evaluated', outcome, reason }, REQUIRED)).toEqual({
      outcome,
      passes: true,
      wouldFail: false,
      reason,
      faults: [],
      evalResult: 'none',
    });
  });
});

describe('what is allowed', () => {
  it.each(ALLOWABLE)('passes with only %s, and says that the workflow allows it', (outcome) => {
    expect(judge(stopped(outcome, 'This is why.'), allowing(CLOSED, outcome))).toEqual({
      outcome,
      passes: true,
      wouldFail: false,
      reason: 'This is why. The workflow allows this outcome.',
      faults: [{ outcome, reasons: ['This is why.'] }],
      evalResult: 'none',
    });
  });

  it('fails if one fault is allowed and another is not', () => {
    const evals = read('pass', step('Tests', 'fail'), step('Lint', 'pending'));
    expect(judge(ended('success', evals), allowing(CLOSED, 'eval-failed'))).toMatchObject({
      outcome: 'eval-pending',
      passes: false,
      wouldFail: true,
      reason:
        'The verdict is pass, but eval steps are not evaluated yet: "Lint". Raise eval-timeout, or attach to the run with run-id in a later job.',
      evalResult: 'fail',
    });
  });

  it('keeps allowed faults in the list of faults', () => {
    const evals = read('pass', step('Tests', 'fail'), step('Lint', 'pending'));
    expect(foundBy(ended('success', evals), allowing(CLOSED, 'eval-failed'))).toEqual([
      'eval-failed',
      'eval-pending',
    ]);
  });

  it('names the first of several faults that are all allowed', () => {
    const evals = read('pass', step('Tests', 'fail'), step('Lint', 'pending'));
    expect(judge(ended('success', evals), ANYTHING)).toMatchObject({ outcome: 'eval-failed', passes: true });
  });

  it('names the first of several faults that are not allowed', () => {
    const evals = read('pass', step('A', 'pending'), step('B', 'unknown'), step('C', 'fail'));
    expect(judge(ended('success', evals), allowing(CLOSED, 'eval-failed')).outcome).toBe('eval-unknown');
  });

  it('does not allow a missing verdict if only an unreadable one is allowed [F100]', () => {
    expect(judge(ended('success', UNREADABLE), allowing(REQUIRED, 'eval-unknown'))).toMatchObject({
      outcome: 'eval-missing',
      passes: false,
      wouldFail: true,
      evalResult: 'unknown',
    });
    expect(judge(ended('success', UNREADABLE), allowing(CLOSED, 'eval-unknown'))).toMatchObject({
      outcome: 'eval-unknown',
      passes: true,
      wouldFail: false,
    });
  });

  it('does not pass because of an allowed outcome that did not occur', () => {
    expect(judge(ended('success', NONE), ANYTHING).outcome).toBe('passed');
    expect(judge(ended('success', NONE), { ...ANYTHING, requireEvals: true })).toMatchObject({
      outcome: 'eval-missing',
      passes: true,
      wouldFail: false,
      reason:
        'Verdicts are required, and the run has no verdicts: the service reports none. Give the agent objectives. Or set require-evals: false, so that the success of the run is enough. The workflow allows this outcome.',
    });
  });
});

describe('any outcome under any policy', () => {
  const NAMES = ['Tests', 'Lint', 'Security'];
  const words = fc.constantFrom<EvalStatus>('pass', 'fail', 'pending', 'skipped', 'unknown', 'unrecognised');
  const states = fc.constantFrom<RunState>(
    'in_progress',
    'success',
    'failure',
    'cancelled',
    'interrupted',
    'unrecognised',
  );
  const steps = fc.array(fc.tuple(fc.constantFrom(...NAMES), words), { maxLength: 4 });
  const readings = fc.oneof(
    fc.constantFrom(NONE, NOT_READ, UNREADABLE),
    fc.tuple(words, steps, fc.boolean()).map(([word, pairs, isContradicting]) => ({
      ...read(word, ...pairs.map(([name, result]) => step(name, result))),
      ...(isContradicting ? { contradictions: ['eval step "Tests" has vanished'] } : {}),
    })),
  );
  const runs = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...FAULT_OUTCOMES).map((word) => stopped(word, 'Why.')) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('started' as const, 'validated' as const)
        .map((outcome): StepEnd => ({ kind: 'not-evaluated', outcome, reason: 'Nothing was judged.' })),
    },
    { weight: 6, arbitrary: fc.tuple(states, readings).map(([state, evals]) => ended(state, evals)) },
  );
  const policies = fc
    .record({
      allow: fc.subarray(ALLOWABLE),
      requireEvals: fc.boolean(),
      requireSteps: fc.subarray(NAMES),
      failOnFindings: fc.constantFrom(null, 'error' as const, 'warning' as const, 'note' as const),
      isAdvisory: fc.boolean(),
    })
    .map(
      ({ allow, requireEvals, requireSteps, ...others }): Policy => ({
        allow: new Set(allow),
        requireEvals: requireEvals || requireSteps.length > 0,
        requireSteps,
        ...others,
      }),
    );

  function always(claim: (outcome: StepEnd, policy: Policy) => void): void {
    fc.assert(fc.property(runs, policies, claim), cases(300));
  }

  function isAllowed(outcome: Outcome, policy: Policy): boolean {
    return ALLOWABLE.some((word) => word === outcome && policy.allow.has(word));
  }

  it('passes only if every fault is allowed, or can be allowed and the step is advisory [F152]', () => {
    always((outcome, policy) => {
      const { passes, wouldFail, faults } = judge(outcome, policy);
      expect(wouldFail).toBe(!faults.every((fault) => isAllowed(fault.outcome, policy)));
      const isTrial = policy.isAdvisory && !faults.some((fault) => isNeverAllowed(fault.outcome));
      expect(passes).toBe(!wouldFail || isTrial);
    });
  });

  it('has as its outcome the first fault that is not allowed, else the first', () => {
    always((outcome, policy) => {
      const verdict = judge(outcome, policy);
      const words = new Set(verdict.faults.map((fault) => fault.outcome));
      const found = FAULT_OUTCOMES.filter((word) => words.has(word));
      expect([...words]).toEqual(found);
      const expected = found.find((word) => !isAllowed(word, policy)) ?? found[0];
      if (expected === undefined) expect(CLEAN_OUTCOMES).toContain(verdict.outcome);
      else expect(verdict.outcome).toBe(expected);
    });
  });

  it('never passes with an outcome that can never be allowed [B49]', () => {
    always((outcome, policy) => {
      const { outcome: word, passes } = judge(outcome, policy);
      if (isNeverAllowed(word)) expect(passes).toBe(false);
      if (outcome.kind === 'stopped' && isNeverAllowed(outcome.outcome)) expect(word).toBe(outcome.outcome);
    });
  });

  it('finds no fault only in a run that succeeded, or if no evaluation was requested [T8 T36]', () => {
    always((outcome, policy) => {
      if (judge(outcome, policy).faults.length > 0) return;
      expect(outcome.kind).not.toBe('stopped');
      if (outcome.kind === 'ended') expect(outcome.run.state).toBe('success');
    });
  });

  it('has the outcome passed only with everything that was required', () => {
    always((outcome, policy) => {
      if (judge(outcome, policy).outcome !== 'passed') return;
      if (outcome.kind !== 'ended') throw new Error(`${outcome.kind} came to passed`);
      const { evals } = outcome;
      if (policy.requireEvals) expect(evals.kind).toBe('read');
      if (evals.kind !== 'read') return;
      expect(evals.contradictions).toBeUndefined();
      const passed = evals.report.steps.filter(({ result }) => result === 'pass');
      if (policy.requireEvals) expect(passed).not.toEqual([]);
      const bad = evals.report.steps.filter(({ result }) => result !== 'pass' && result !== 'skipped');
      expect(bad).toEqual([]);
      for (const name of policy.requireSteps) {
        const results = evals.report.steps.filter((one) => one.name === name).map((one) => one.result);
        expect(new Set(results)).toEqual(new Set(['pass']));
      }
    });
  });
});
