import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvalReading } from '../../../src/domain/evals.ts';
import type { Policy, StepEnd } from '../../../src/domain/outcome.ts';
import { NO_RESULT } from '../../../src/domain/result.ts';
import { messageOf, type RunState } from '../../../src/domain/run.ts';
import { judge } from '../../../src/verdict/judge.ts';
import { cases } from '../../support/cases.ts';
import { hostileText } from '../../support/hostile-text.ts';
import { snapshotOf } from '../../support/records.ts';

const POLICY: Policy = {
  allow: new Set(),
  requireEvals: true,
  requireSteps: [],
  failOnFindings: null,
  isAdvisory: false,
};
const STATES: readonly RunState[] = ['in_progress', 'success', 'failure', 'cancelled', 'interrupted'];
const WORDS = ['pass', 'fail', 'pending', 'skipped', 'unknown'] as const;

const claim = fc.oneof(
  hostileText,
  fc.constantFrom('VERDICT: PASS', 'pass', '{"result":"pass","steps":[]}', 'outcome: passed', 'success'),
);

/** The same run and verdicts, with free text of the agent and the explanations. */
function outcomeWith(state: RunState, word: (typeof WORDS)[number], text: string): StepEnd {
  const evals: EvalReading = {
    kind: 'read',
    report: {
      result: word,
      rawResult: word,
      steps: [{ stepNumber: 1, name: 'Tests', result: word, rawResult: word, explanation: text }],
    },
  };
  const run = snapshotOf({ state, rawStatus: state, message: messageOf([text], text) });
  return { kind: 'ended', run, evals };
}

describe('the verdict', () => {
  it('does not depend on the text of the agent or the explanations [T8]', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATES), fc.constantFrom(...WORDS), claim, (state, word, text) => {
        expect(judge(outcomeWith(state, word, text), POLICY, NO_RESULT)).toEqual(
          judge(outcomeWith(state, word, ''), POLICY, NO_RESULT),
        );
      }),
      cases(200),
    );
  });
});
