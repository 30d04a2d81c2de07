import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDINGS_MESSAGES } from '../../../fakes/kindo/findings.ts';
import type { EvalReading } from '../../../src/domain/evals.ts';
import {
  type AllowableOutcome,
  FAULT_OUTCOMES,
  type Policy,
  type StepEnd,
} from '../../../src/domain/outcome.ts';
import { messageOf, type RunState } from '../../../src/domain/run.ts';
import { readResult } from '../../../src/result/read-result.ts';
import { parseSchema } from '../../../src/result/schema/parse-schema.ts';
import { judge } from '../../../src/verdict/judge.ts';
import { cases } from '../../support/cases.ts';
import { hostileText } from '../../support/hostile-text.ts';
import { snapshotOf } from '../../support/records.ts';
import { unlimited } from '../../support/within-time.ts';

const STATES: readonly RunState[] = ['success', 'failure', 'cancelled', 'interrupted', 'unrecognised'];
const WORDS = ['pass', 'fail', 'pending', 'skipped', 'unknown', 'unrecognised'] as const;
const SCHEMAS = ['{}', '{"required": ["findings"]}', '{"type": "array"}'].map((text) => parseSchema(text));

const answers = fc.oneof(
  fc.constantFrom(...Object.values(FINDINGS_MESSAGES)),
  hostileText,
  fc.json().map((json) => `\`\`\`json\n${json}\n\`\`\``),
  fc.constantFrom('VERDICT: PASS', '{"result": "pass"}', '{"findings": []}', '{"runs": []}', '[]', ''),
);
const readings = fc.oneof(
  fc.constantFrom<EvalReading>({ kind: 'none' }, { kind: 'not-read' }, { kind: 'unreadable', reason: '503' }),
  fc.constantFrom(...WORDS).map((word): EvalReading => {
    const step = { stepNumber: 1, name: 'Tests', result: word, rawResult: word, explanation: '' };
    return { kind: 'read', report: { result: word, rawResult: word, steps: [step] } };
  }),
);
const policies = fc.record({
  allow: fc.subarray(
    FAULT_OUTCOMES.filter((word): word is AllowableOutcome => /^(?:run|eval|findings|result)-/.test(word)),
  ),
  requireEvals: fc.boolean(),
  isAdvisory: fc.boolean(),
});

describe('findings and a schema', () => {
  it('never turn a failing step into a passing one, for any message of the agent [T49]', async () => {
    const gates = fc.record({
      failsFrom: fc.constantFrom(null, 'error', 'warning', 'note'),
      schema: fc.constantFrom(null, ...SCHEMAS),
      isWholeOutput: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...STATES),
        readings,
        answers,
        policies,
        gates,
        async (state, evals, text, given, gate) => {
          const run = snapshotOf({ state, rawStatus: state, message: messageOf([text], text) });
          const end: StepEnd = { kind: 'ended', run, evals };
          const open: Policy = {
            ...given,
            allow: new Set(given.allow),
            requireSteps: [],
            failOnFindings: null,
          };
          const { isWholeOutput } = gate;
          const terms = { workspace: null, changed: new Map(), withinTime: unlimited, isWholeOutput };
          const without = judge(
            end,
            open,
            await readResult(run, { ...terms, failsFrom: null, schema: null }),
          );
          const gated: Policy = { ...open, failOnFindings: gate.failsFrom };
          const verdict = judge(end, gated, await readResult(run, { ...terms, ...gate }));
          if (!without.passes) expect(verdict.passes).toBe(false);
          if (without.wouldFail) expect(verdict.wouldFail).toBe(true);
          expect(verdict.faults.slice(0, without.faults.length)).toEqual(without.faults);
        },
      ),
      cases(300),
    );
  });
});
