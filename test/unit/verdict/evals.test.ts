import { describe, expect, it } from 'vitest';
import type { EvalReading, EvalResult, EvalStatus, EvalStep } from '../../../src/domain/evals.ts';
import type { FaultOutcome, Policy } from '../../../src/domain/outcome.ts';
import { judgeEvals, resultOf } from '../../../src/verdict/evals.ts';

const OPEN: Policy = {
  allow: new Set(),
  requireEvals: false,
  requireSteps: [],
  failOnFindings: null,
  isAdvisory: false,
};
const REQUIRED: Policy = { ...OPEN, requireEvals: true };

function requiring(...requireSteps: string[]): Policy {
  return { ...REQUIRED, requireSteps };
}

function step(name: string, result: EvalStatus, word: string = result): EvalStep {
  return { stepNumber: 1, name, result, rawResult: word, explanation: '' };
}

function read(result: EvalStatus, steps: readonly EvalStep[] = [], word: string = result): EvalReading {
  return { kind: 'read', report: { result, rawResult: word, steps } };
}

function contradicting(reading: EvalReading, ...contradictions: string[]): EvalReading {
  if (reading.kind !== 'read') throw new Error('nothing was read');
  return { ...reading, contradictions };
}

function outcomes(reading: EvalReading, policy: Policy): FaultOutcome[] {
  return judgeEvals(reading, policy).map((fault) => fault.outcome);
}

function reasons(reading: EvalReading, policy: Policy): string[] {
  return judgeEvals(reading, policy).flatMap((fault) => fault.reasons);
}

interface Row {
  readonly claim: string;
  readonly reading: EvalReading;
  readonly policy?: Policy;
  readonly faults: readonly FaultOutcome[];
  readonly result: EvalResult;
}

const UNREADABLE: EvalReading = { kind: 'unreadable', reason: 'the service responded with 503' };

const TABLE: readonly Row[] = [
  { claim: 'no fault without verdicts', reading: { kind: 'none' }, faults: [], result: 'none' },
  {
    claim: 'eval-missing without verdicts if they are required',
    reading: { kind: 'none' },
    policy: REQUIRED,
    faults: ['eval-missing'],
    result: 'none',
  },
  {
    claim: 'eval-unknown if they could not be read',
    reading: UNREADABLE,
    faults: ['eval-unknown'],
    result: 'unknown',
  },
  {
    claim: 'eval-unknown and eval-missing if they could not be read and are required',
    reading: UNREADABLE,
    policy: REQUIRED,
    faults: ['eval-unknown', 'eval-missing'],
    result: 'unknown',
  },
  {
    claim: 'eval-unknown if they were not requested',
    reading: { kind: 'not-read' },
    faults: ['eval-unknown'],
    result: 'none',
  },
  {
    claim: 'eval-unknown and eval-missing if they were not requested and are required',
    reading: { kind: 'not-read' },
    policy: REQUIRED,
    faults: ['eval-unknown', 'eval-missing'],
    result: 'none',
  },
  {
    claim: 'nothing wrong in "skipped" without steps',
    reading: read('skipped'),
    faults: [],
    result: 'none',
  },
  {
    claim: 'eval-unknown in "unknown" without steps',
    reading: read('unknown'),
    faults: ['eval-unknown'],
    result: 'unknown',
  },
  {
    claim: 'eval-missing in "skipped" without steps if verdicts are required',
    reading: read('skipped'),
    policy: REQUIRED,
    faults: ['eval-missing'],
    result: 'none',
  },
  {
    claim: 'eval-unknown and eval-missing in "unknown" without steps if verdicts are required',
    reading: read('unknown'),
    policy: REQUIRED,
    faults: ['eval-unknown', 'eval-missing'],
    result: 'unknown',
  },
  {
    claim: 'nothing wrong in "pass" without steps',
    reading: read('pass'),
    faults: [],
    result: 'pass',
  },
  {
    claim: 'eval-missing in "pass" without steps if verdicts are required',
    reading: read('pass'),
    policy: REQUIRED,
    faults: ['eval-missing'],
    result: 'pass',
  },
  {
    claim: 'eval-missing in "pass" if every step was skipped and verdicts are required',
    reading: read('pass', [step('Tests', 'skipped'), step('Security', 'skipped')]),
    policy: REQUIRED,
    faults: ['eval-missing'],
    result: 'pass',
  },
  {
    claim: 'nothing wrong in "pass" with one step that passed beside one that was skipped',
    reading: read('pass', [step('Tests', 'pass'), step('Security', 'skipped')]),
    policy: REQUIRED,
    faults: [],
    result: 'pass',
  },
  {
    claim: 'eval-missing beside eval-failed if no step passed and verdicts are required',
    reading: read('fail', [step('Tests', 'fail')]),
    policy: REQUIRED,
    faults: ['eval-failed', 'eval-missing'],
    result: 'fail',
  },
  {
    claim: 'eval-unknown if a read contradicts an earlier one',
    reading: contradicting(read('pass', [step('Tests', 'pass')]), 'eval step "Security" has vanished'),
    policy: REQUIRED,
    faults: ['eval-unknown'],
    result: 'unknown',
  },
  {
    claim: 'eval-unknown if an earlier verdict is now skipped without steps',
    reading: contradicting(read('skipped'), 'the verdict is no longer fail'),
    faults: ['eval-unknown'],
    result: 'unknown',
  },
  {
    claim: 'eval-failed and eval-unknown if a failing read contradicts an earlier one',
    reading: contradicting(read('pass', [step('Tests', 'fail')]), 'eval step "Security" has vanished'),
    faults: ['eval-failed', 'eval-unknown'],
    result: 'fail',
  },
  {
    claim: 'no fault if every step passed',
    reading: read('pass', [step('Tests', 'pass'), step('Security', 'pass')]),
    policy: requiring('Tests', 'Security'),
    faults: [],
    result: 'pass',
  },
  {
    claim: 'eval-failed in "fail" without steps',
    reading: read('fail'),
    faults: ['eval-failed'],
    result: 'fail',
  },
  {
    claim: 'eval-failed in "fail" though every step passed',
    reading: read('fail', [step('Tests', 'pass')]),
    faults: ['eval-failed'],
    result: 'fail',
  },
  {
    claim: 'eval-failed in "pass" with a step that failed',
    reading: read('pass', [step('Tests', 'pass'), step('Security', 'fail')]),
    faults: ['eval-failed'],
    result: 'fail',
  },
  {
    claim: 'eval-pending in "pending" without steps',
    reading: read('pending'),
    faults: ['eval-pending'],
    result: 'pending',
  },
  {
    claim: 'eval-pending in "pass" with a step that is pending',
    reading: read('pass', [step('Security', 'pending')]),
    faults: ['eval-pending'],
    result: 'pending',
  },
  {
    claim: 'eval-unknown in "unknown" with steps that passed',
    reading: read('unknown', [step('Security', 'pass')]),
    faults: ['eval-unknown'],
    result: 'unknown',
  },
  {
    claim: 'eval-unknown in "pass" with a step that is unknown',
    reading: read('pass', [step('Security', 'unknown')]),
    faults: ['eval-unknown'],
    result: 'unknown',
  },
  {
    claim: 'eval-skipped in "skipped" with steps',
    reading: read('skipped', [step('Security', 'pass')]),
    faults: ['eval-skipped'],
    result: 'skipped',
  },
  {
    claim: 'nothing wrong in a skipped step that is not required',
    reading: read('pass', [step('Tests', 'pass'), step('Security', 'skipped')]),
    policy: requiring('Tests'),
    faults: [],
    result: 'pass',
  },
  {
    claim: 'eval-skipped in a skipped step that is required',
    reading: read('pass', [step('Tests', 'pass'), step('Security', 'skipped')]),
    policy: requiring('Security'),
    faults: ['eval-skipped'],
    result: 'skipped',
  },
  {
    claim: 'eval-missing if a required step is missing',
    reading: read('pass', [step('Tests', 'pass')]),
    policy: requiring('Tests', 'Security'),
    faults: ['eval-missing'],
    result: 'pass',
  },
  {
    claim: 'eval-missing if a required step differs only in case',
    reading: read('pass', [step('security', 'pass')]),
    policy: requiring('Security'),
    faults: ['eval-missing'],
    result: 'pass',
  },
  {
    claim: 'eval-missing if a step is required and no step exists',
    reading: read('pass'),
    policy: requiring('Security'),
    faults: ['eval-missing'],
    result: 'pass',
  },
  {
    claim: 'eval-failed if one of several steps with the required name failed',
    reading: read('pass', [step('Security', 'pass'), step('Security', 'fail')]),
    policy: requiring('Security'),
    faults: ['eval-failed'],
    result: 'fail',
  },
  {
    claim: 'eval-skipped if one of several steps with the required name was skipped',
    reading: read('pass', [step('Security', 'pass'), step('Security', 'skipped')]),
    policy: requiring('Security'),
    faults: ['eval-skipped'],
    result: 'skipped',
  },
  {
    claim: 'unrecognised for an undocumented verdict',
    reading: read('unrecognised', [], 'approved'),
    faults: ['unrecognised'],
    result: 'unknown',
  },
  {
    claim: 'unrecognised for an undocumented step result',
    reading: read('pass', [step('Security', 'unrecognised', 'PASS')]),
    faults: ['unrecognised'],
    result: 'unknown',
  },
  {
    claim: 'every fault at once',
    reading: read('pass', [
      step('A', 'unrecognised', 'maybe'),
      step('B', 'fail'),
      step('C', 'unknown'),
      step('D', 'pending'),
      step('E', 'skipped'),
    ]),
    policy: requiring('E', 'F'),
    faults: ['unrecognised', 'eval-failed', 'eval-unknown', 'eval-pending', 'eval-skipped', 'eval-missing'],
    result: 'fail',
  },
];

describe('judgeEvals', () => {
  it.each(TABLE)('finds $claim [F97 F137]', ({ reading, policy = OPEN, faults }) => {
    expect(outcomes(reading, policy)).toEqual(faults);
  });

  it('says why the verdicts are missing', () => {
    expect(reasons({ kind: 'none' }, REQUIRED)).toEqual([
      'Verdicts are required, and the run has no verdicts: the service reports none. Give the agent objectives. Or set require-evals: false, so that the success of the run is enough.',
    ]);
    expect(reasons(read('skipped'), REQUIRED)).toEqual([
      'Verdicts are required, and the run has no verdicts: the service evaluated nothing (its status is "skipped"). Give the agent objectives. Or set require-evals: false, so that the success of the run is enough.',
    ]);
    expect(reasons(UNREADABLE, REQUIRED)).toEqual([
      'The verdicts could not be read: the service responded with 503. To read them again, attach to the run with run-id.',
      'Verdicts are required, and the run has no verdicts: they could not be read. Give the agent objectives. Or set require-evals: false, so that the success of the run is enough.',
    ]);
  });

  it('reports everything that is missing for a required pass at once', () => {
    expect(judgeEvals(read('pass'), requiring('Security'))).toEqual([
      {
        outcome: 'eval-missing',
        reasons: [
          'Verdicts are required, and no eval step passed. Give the agent objectives that apply to this run.',
          'Required eval steps are not among the verdicts: "Security". Correct require-steps, or the objectives of the agent.',
        ],
      },
    ]);
  });

  it('reports contradictions to an earlier read, together with unknown values [F136]', () => {
    const reading = contradicting(
      read('unknown'),
      'eval step "A" has vanished',
      'eval step "B" is no longer fail',
    );
    expect(judgeEvals(reading, OPEN)).toEqual([
      {
        outcome: 'eval-unknown',
        reasons: [
          'The verdict is unknown. Re-run the job. If this repeats, make the objectives more specific.',
          'The verdicts contradict an earlier read of them: eval step "A" has vanished, eval step "B" is no longer fail. Check the run at the service before you re-run the job.',
        ],
      },
    ]);
  });

  it('lists at most ten contradictions, and counts the rest', () => {
    const clauses = Array.from({ length: 12 }, (_, index) => `eval step "S${index}" has vanished`);
    const ten = clauses.slice(0, 10);
    const pass = read('pass', [step('Tests', 'pass')]);
    expect(reasons(contradicting(pass, ...clauses), OPEN)).toEqual([
      `The verdicts contradict an earlier read of them: ${ten.join(', ')} and 2 more. Check the run at the service before you re-run the job.`,
    ]);
    expect(reasons(contradicting(pass, ...ten), OPEN)).toEqual([
      `The verdicts contradict an earlier read of them: ${ten.join(', ')}. Check the run at the service before you re-run the job.`,
    ]);
  });

  it('says that verdicts were not requested', () => {
    expect(reasons({ kind: 'not-read' }, OPEN)).toEqual([
      'The verdicts could not be read: they were not requested. To read them again, attach to the run with run-id.',
    ]);
  });

  it('shows only the value of a step if the verdict is documented', () => {
    expect(reasons(read('pass', [step('Security', 'unrecognised', 'maybe')]), OPEN)).toEqual([
      'The service gave a verdict that it does not document: eval step "Security" is "maybe". Update this action, or check the run at the service.',
    ]);
  });

  it('shows the undocumented values of the verdict and of the steps', () => {
    const steps = [step('Tests', 'pass'), step('Security', 'unrecognised', 'maybe')];
    expect(reasons(read('unrecognised', steps, 'approved'), OPEN)).toEqual([
      'The service gave a verdict that it does not document: the verdict is "approved", eval step "Security" is "maybe". Update this action, or check the run at the service.',
    ]);
  });

  it.each<[EvalStatus, string]>([
    ['fail', 'did not pass: "Tests", "Lint". Read the explanations, fix the cause, and re-run the job.'],
    [
      'unknown',
      'could not be evaluated: "Tests", "Lint". Re-run the job. If this repeats, make the objectives more specific.',
    ],
    [
      'pending',
      'are not evaluated yet: "Tests", "Lint". Raise eval-timeout, or attach to the run with run-id in a later job.',
    ],
  ])('names the steps that are %s', (word, clause) => {
    const steps = [step('Tests', word), step('Security', 'pass'), step('Lint', word)];
    expect(reasons(read('pass', steps), OPEN)).toEqual([`The verdict is pass, but eval steps ${clause}`]);
    expect(reasons(read(word, steps), OPEN)).toEqual([`The verdict is ${word}. Eval steps that ${clause}`]);
  });

  it.each([
    ['Prüfung  1', 'Pru\u0308fung 1 '],
    ['Check\u00a0it', 'Check it'],
  ])('matches the required step %j with the step %j [B68]', (required, name) => {
    const policy = requiring(required);
    expect(outcomes(read('pass', [step(name, 'pass')]), policy)).toEqual([]);
    const skipped = read('pass', [step(name, 'skipped'), step('Another', 'pass')]);
    expect(outcomes(skipped, policy)).toEqual(['eval-skipped']);
    expect(resultOf(skipped, policy)).toBe('skipped');
  });

  it('names the step most similar to a missing required step, with invisible characters shown [B68]', () => {
    const steps = [step('Licences', 'pass'), step('Tests', 'pass'), step('Scan\u200b', 'pass')];
    expect(reasons(read('pass', steps), requiring('Licenses', 'tests', 'Scan', 'Testz'))).toEqual([
      'Required eval steps are not among the verdicts: "Licenses", "tests", "Scan", "Testz". The nearest: "Licences", "Tests" (names are case-sensitive), "Scan\\u{200b}" (from character 5, it has U+200B instead of nothing), "Tests". Correct require-steps, or the objectives of the agent.',
    ]);
    expect(reasons(read('pass'), requiring('Tests')).join(' ')).toMatch(
      /verdicts: "Tests"\. Correct require-steps/,
    );
    const many = Array.from({ length: 11 }, (_, place) => `none ${String.fromCharCode(97 + place)}`);
    const all = many.map((name) => step(`${name}!`, 'pass'));
    expect(reasons(read('pass', all), requiring(...many))[0]).toMatch(/"none j!"\. /);
  });

  it('names the skipped steps, and the missing ones', () => {
    const steps = [step('Tests', 'skipped'), step('Docs', 'pass')];
    expect(reasons(read('pass', steps), requiring('Tests', 'Lint', 'Security'))).toEqual([
      'The verdict is pass, but eval steps were skipped: "Tests". Check the conditions of the objectives, and re-run the job.',
      'Required eval steps are not among the verdicts: "Lint", "Security". The nearest: "Tests". Correct require-steps, or the objectives of the agent.',
    ]);
  });

  it('shows only the verdict if no step is the reason', () => {
    expect(reasons(read('fail', [step('Tests', 'pass')]), OPEN)).toEqual([
      'The verdict is fail. Check the run at the service, fix the cause, and re-run the job.',
    ]);
  });

  it('names at most ten steps, and counts the rest', () => {
    const steps = Array.from({ length: 12 }, (_, index) => step(`S${index}`, 'fail'));
    const ten = steps.slice(0, 10);
    const names = ten.map(({ name }) => `"${name}"`).join(', ');
    expect(reasons(read('fail', steps), OPEN)).toEqual([
      `The verdict is fail. Eval steps that did not pass: ${names} and 2 more. Read the explanations, fix the cause, and re-run the job.`,
    ]);
    expect(reasons(read('fail', ten), OPEN)).toEqual([
      `The verdict is fail. Eval steps that did not pass: ${names}. Read the explanations, fix the cause, and re-run the job.`,
    ]);
  });

  it('shows at most ten undocumented values', () => {
    const steps = Array.from({ length: 12 }, (_, index) => step(`S${index}`, 'unrecognised', 'maybe'));
    const [reason = ''] = reasons(read('pass', steps), OPEN);
    expect(reason.match(/is "maybe"/g)).toHaveLength(10);
    expect(reason).toMatch(/, eval step "S9" is "maybe"\. Update this action/);
  });
});

describe('resultOf', () => {
  it.each(TABLE)('is $result if judgeEvals finds $claim [F96]', ({ reading, policy = OPEN, result }) => {
    expect(resultOf(reading, policy)).toBe(result);
  });

  it.each<[EvalStatus, EvalStatus, EvalResult]>([
    ['fail', 'unknown', 'fail'],
    ['fail', 'unrecognised', 'fail'],
    ['unknown', 'pending', 'unknown'],
    ['unrecognised', 'pending', 'unknown'],
    ['pending', 'skipped', 'pending'],
  ])('treats %s as worse than %s, in either order', (worse, better, result) => {
    const policy = requiring('S');
    expect(resultOf(read(worse, [step('S', better)]), policy)).toBe(result);
    expect(resultOf(read(better, [step('S', worse)]), policy)).toBe(result);
  });
});
