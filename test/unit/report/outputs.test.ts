import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { EvalReport } from '../../../src/domain/evals.ts';
import { type FindingsReport, type Level, NO_FINDINGS } from '../../../src/domain/findings.ts';
import type { Verdict } from '../../../src/domain/outcome.ts';
import type { ProgressSnapshot } from '../../../src/domain/progress.ts';
import { NO_RESULT } from '../../../src/domain/result.ts';
import { messageOf, type RunSnapshot, type RunState } from '../../../src/domain/run.ts';
import {
  failedSteps,
  knownOutputs,
  limitOutputs,
  MAX_OUTPUT_BYTES,
  OUTPUT_NAMES,
  type OutputName,
  type OutputValues,
  rawEvals,
  wholeOutputs,
} from '../../../src/report/outputs.ts';
import { cases } from '../../support/cases.ts';
import { findingOf } from '../../support/findings.ts';
import {
  attachOf,
  INTERRUPT,
  NOTHING_KNOWN,
  type ProgressFacts,
  snapshotOf,
  progressOf as someRecord,
} from '../../support/records.ts';

const MAX_TOTAL_BYTES = 400_000;
const JSON_OUTPUTS: readonly OutputName[] = [
  'candidate-run-ids',
  'models',
  'failed-steps',
  'findings',
  'interrupts',
  'evals',
  'result-data',
  'result-payload',
];
const TEXT_OUTPUTS: readonly OutputName[] = OUTPUT_NAMES.filter(
  (name) => !JSON_OUTPUTS.includes(name) && name !== 'result-truncated',
);

const EVALS: EvalReport = {
  result: 'fail',
  rawResult: 'fail',
  steps: [
    { stepNumber: 1, name: 'Tests', result: 'pass', rawResult: 'pass', explanation: 'They pass.' },
    { stepNumber: null, name: 'Lint', result: 'unrecognised', rawResult: 'maybe', explanation: '' },
    { stepNumber: 3, name: 'Security', result: 'fail', rawResult: 'fail', explanation: 'A "key" is in it.' },
  ],
};

const VERDICT: Verdict = {
  outcome: 'eval-failed',
  passes: false,
  wouldFail: true,
  reason: 'A step did not pass.',
  faults: [{ outcome: 'eval-failed', reasons: ['A step did not pass.'] }],
  evalResult: 'fail',
};

const MESSAGE = messageOf(['See:\n\n```json\n[1]\n```'], '{"role":"assistant"}');

function progressOf(facts: ProgressFacts = {}): ProgressSnapshot {
  const known = {
    run: snapshotOf({ message: MESSAGE }),
    evals: { kind: 'read', report: EVALS },
  } as const;
  return someRecord({ ...known, ...facts });
}

function wholeOf(
  progress = progressOf(),
  findings: FindingsReport = NO_FINDINGS,
  failsFrom: Level | null = null,
): OutputValues {
  const files = {
    resultFile: '/tmp/result.md',
    quote: null,
    quotations: new Map(),
    hasEvals: true,
    stale: null,
    result: { ...NO_RESULT, findings, failsFrom, data: progress.run?.message?.parts.at(-1) ?? null },
    sarifFile: null,
    summaryFile: '/tmp/summary.md',
    reportFile: '/tmp/report.json',
  };
  return wholeOutputs({ verdict: VERDICT, progress, warnings: [], attach: attachOf(), ...files });
}

function withValues(values: Partial<Record<OutputName, string>>): OutputValues {
  return { ...wholeOf(NOTHING_KNOWN), ...values };
}

function bytesOf(values: OutputValues): number {
  return Object.values(values).reduce((sum, value) => sum + Buffer.byteLength(value), 0);
}

describe('OUTPUT_NAMES', () => {
  it('are the outputs of action.yml', () => {
    const action: unknown = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8'));
    const { outputs } = action as { outputs: Record<string, unknown> };
    expect([...OUTPUT_NAMES].sort()).toEqual(Object.keys(outputs).sort());
  });
});

describe('knownOutputs', () => {
  it('contain what is known of a run', () => {
    expect(knownOutputs(progressOf())).toEqual({
      'run-id': 'run-1',
      'run-url': 'https://app.example.com/run-1',
      'agent-id': 'agent-1',
      'agent-name': 'Reviewer',
      models: '',
      'conversation-id': 'conversation-1',
      status: 'success',
      'candidate-run-ids': '',
      'head-sha': '5059b14',
    });
  });

  it('have no URL if the service does not report one', () => {
    expect(knownOutputs(progressOf({ runUrl: null }))['run-url']).toBe('');
  });

  it('have no status if no run is known', () => {
    expect(knownOutputs(progressOf({ start: 'not-sent', run: null })).status).toBe('');
  });

  it('have the models as JSON, and are empty if the service does not report them', () => {
    expect(knownOutputs(progressOf({ models: ['a "model"', 'b'] })).models).toBe('["a \\"model\\"","b"]');
    expect(knownOutputs(progressOf({ models: [] })).models).toBe('[]');
    expect(knownOutputs(progressOf({ models: null })).models).toBe('');
  });

  it('have in_progress until the first poll', () => {
    const known = knownOutputs(progressOf({ run: null }));
    expect(known).toMatchObject({ status: 'in_progress', 'conversation-id': '' });
  });

  it.each<[RunState, string, string]>([
    ['in_progress', 'in_progress', 'in_progress'],
    ['failure', 'failure', 'failure'],
    ['cancelled', 'cancelled', 'cancelled'],
    ['interrupted', 'waiting_for_input', 'interrupted'],
    ['unrecognised', 'archived', 'archived'],
  ])("have for a run that is %s, with the service's status %s: %s", (state, rawStatus, status) => {
    const snapshot = snapshotOf({ state, rawStatus: rawStatus, conversationId: null });
    expect(knownOutputs(progressOf({ run: snapshot }))).toMatchObject({ status, 'conversation-id': '' });
  });
});

describe('wholeOutputs', () => {
  it('contain every result of the run', () => {
    expect(wholeOf()).toEqual({
      ...knownOutputs(progressOf()),
      outcome: 'eval-failed',
      'would-fail': 'true',
      reason: 'A step did not pass.',
      'eval-result': 'fail',
      'created-at': '2026-03-12T15:00:00.000Z',
      'ended-at': '2026-03-12T15:01:30.499Z',
      duration: '90',
      'report-file': '/tmp/report.json',
      'summary-file': '/tmp/summary.md',
      'result-file': '/tmp/result.md',
      'sarif-file': '',
      'failed-steps': '["Lint","Security"]',
      interrupts: '[]',
      'result-truncated': 'false',
      result: 'See:\n\n```json\n[1]\n```',
      evals:
        '{"result":"fail","steps":[{"stepNumber":1,"name":"Tests","result":"pass","explanation":"They pass."},{"stepNumber":null,"name":"Lint","result":"maybe","explanation":""},{"stepNumber":3,"name":"Security","result":"fail","explanation":"A \\"key\\" is in it."}]}',
      findings: '',
      'result-data': MESSAGE.text,
      'result-payload': '{"role":"assistant"}',
    });
  });

  it('are empty, and not absent, if nothing is known', () => {
    const empty = Object.fromEntries(OUTPUT_NAMES.map((name) => [name, '']));
    expect(wholeOf(NOTHING_KNOWN)).toEqual({
      ...empty,
      outcome: 'eval-failed',
      'would-fail': 'true',
      reason: 'A step did not pass.',
      'eval-result': 'fail',
      'report-file': '/tmp/report.json',
      'summary-file': '/tmp/summary.md',
      'result-file': '/tmp/result.md',
      'failed-steps': '[]',
      interrupts: '[]',
      'result-truncated': 'false',
    });
  });

  it('have the interrupts of the run, with every field of the service', () => {
    const whole = wholeOf(progressOf({ run: snapshotOf({ state: 'interrupted', interrupts: [INTERRUPT] }) }));
    expect(JSON.parse(whole.interrupts)).toEqual([
      { id: 'i-1', agent: 'asker', prompt: 'Go on?', value: { deep: ['x'] } },
    ]);
  });

  it('have the number of findings of each level, and are empty if no list was read', () => {
    const findings = [findingOf({ level: 'warning' }), findingOf({ notCounted: 'It is suppressed.' })];
    expect(wholeOf(progressOf(), { lists: 1, findings, problems: [] }, 'note').findings).toContain(
      '"failing":1',
    );
    expect(wholeOf(progressOf(), { lists: 1, findings, problems: [] }).findings).toBe(
      '{"error":0,"warning":1,"note":0,"none":0,"notCounted":1,"failing":0}',
    );
    const zeros = '{"error":0,"warning":0,"note":0,"none":0,"notCounted":0,"failing":0}';
    expect(wholeOf(progressOf(), { lists: 1, findings: [], problems: ['Another is cut.'] }).findings).toBe(
      zeros,
    );
    expect(wholeOf(progressOf(), { lists: 0, findings: [], problems: ['It is cut.'] }).findings).toBe('');
  });

  it('have no result if the run has no message [F89]', () => {
    expect(wholeOf(progressOf({ run: snapshotOf({ message: null }) }))).toMatchObject({
      result: '',
      'result-data': '',
      'result-payload': '',
    });
  });

  it('have no payload if the message has an undocumented format', () => {
    expect(wholeOf(progressOf({ run: snapshotOf({ message: messageOf(['[1]'], null) }) }))).toMatchObject({
      result: '[1]',
      'result-data': '[1]',
      'result-payload': '',
    });
  });

  it.each<[string, Partial<RunSnapshot>]>([
    ['the creation is', { createdAtMs: null }],
    ['the end is', { endedAtMs: null }],
  ])('have no duration if %s not known', (_, facts) => {
    expect(wholeOf(progressOf({ run: snapshotOf(facts) })).duration).toBe('');
  });

  it('have a duration of whole seconds that is never negative', () => {
    const lasting = (ms: number) =>
      wholeOf(progressOf({ run: snapshotOf({ createdAtMs: 10_000, endedAtMs: 10_000 + ms }) })).duration;
    expect([lasting(0), lasting(999), lasting(1500), lasting(-2000)]).toEqual(['0', '0', '1', '0']);
  });
});

describe('limitOutputs', () => {
  it('escapes U+0000, and truncates what is then too long [F127]', () => {
    const nulls = '\0'.repeat(50_000);
    const { values, cut } = limitOutputs(withValues({ reason: 'a\0b', result: nulls }));
    expect(values.reason).toBe('a\\u{0}b');
    expect(values.result).toBe('\\u{0}'.repeat(20_000));
    expect(cut).toEqual(['result']);
  });

  it('does not change what fits', () => {
    const whole = wholeOf();
    expect(limitOutputs(whole)).toEqual({ values: whole, cut: [] });
  });

  it('does not change a text of exactly 100,000 bytes', () => {
    const whole = withValues({ result: 'x'.repeat(100_000) });
    expect(limitOutputs(whole)).toEqual({ values: whole, cut: [] });
  });

  it('truncates a text of one byte more, and names it [F102]', () => {
    const { values, cut } = limitOutputs(withValues({ result: 'x'.repeat(100_001) }));
    expect(values.result).toBe('x'.repeat(100_000));
    expect(values['result-truncated']).toBe('true');
    expect(cut).toEqual(['result']);
  });

  it.each([
    ['é', 'x', 49_999],
    ['€', '', 33_333],
    ['🙂', 'x', 24_999],
  ])('truncates text of %s at a character [F92]', (character, start, count) => {
    const { values } = limitOutputs(withValues({ result: start + character.repeat(60_000) }));
    expect(values.result).toBe(start + character.repeat(count));
  });

  it.each(TEXT_OUTPUTS)('truncates %s, and names it', (name) => {
    const { values, cut } = limitOutputs(withValues({ [name]: 'x'.repeat(150_000) }));
    expect(values[name]).toBe('x'.repeat(100_000));
    expect(values['result-truncated']).toBe(String(name === 'result'));
    expect(cut).toEqual([name]);
  });

  it.each(JSON_OUTPUTS)('empties %s instead of truncating it, and names it', (name) => {
    const { values, cut } = limitOutputs(withValues({ [name]: JSON.stringify(['x'.repeat(100_000)]) }));
    expect(values[name]).toBe('');
    expect(values['result-truncated']).toBe('false');
    expect(cut).toEqual([name]);
  });

  it('empties what does not fit with the others, the least important first', () => {
    const large = JSON.stringify('x'.repeat(99_000));
    const { values, cut } = limitOutputs(
      withValues({
        reason: 'r',
        'failed-steps': large,
        result: 'x'.repeat(99_000),
        evals: large,
        'result-data': large,
        'result-payload': large,
      }),
    );
    expect(values).toMatchObject({ 'failed-steps': large, evals: large, 'result-data': large, reason: 'r' });
    expect(values['result-payload']).toBe('');
    expect(cut).toEqual(['result-payload']);
  });

  it('uses the space of emptied JSON for the following outputs', () => {
    const large = JSON.stringify('x'.repeat(99_000));
    const { cut } = limitOutputs(
      withValues({
        'failed-steps': JSON.stringify('x'.repeat(200_000)),
        result: 'x'.repeat(99_000),
        evals: large,
        'result-data': large,
        'result-payload': large,
      }),
    );
    expect(cut).toEqual(['failed-steps']);
  });

  it('does not change outputs of exactly 400,000 bytes, and truncates one byte more', () => {
    const large = 'x'.repeat(100_000);
    const others = { 'agent-name': large, 'conversation-id': large, status: large };
    const left = MAX_TOTAL_BYTES - bytesOf(withValues(others));
    const whole = withValues({ ...others, result: 'x'.repeat(left) });
    expect(limitOutputs(whole)).toEqual({ values: whole, cut: [] });
    expect(limitOutputs({ ...whole, result: `${whole.result}x` }).cut).toEqual(['result']);
  });

  it('always has space for result-truncated, which is never named as truncated', () => {
    const large = 'x'.repeat(100_000);
    const { values, cut } = limitOutputs(
      withValues({
        reason: large,
        'agent-name': large,
        'conversation-id': large,
        status: large,
        result: 'x',
      }),
    );
    expect(values['result-truncated']).toBe('true');
    expect(cut).not.toContain('result-truncated');
    expect(bytesOf(values)).toBeLessThanOrEqual(MAX_TOTAL_BYTES);
  });

  it('keeps every output and all together within their limits, for any content', () => {
    const pieces = fc.constantFrom('x', 'é', '€', '🙂', '\n', '\uD83D');
    const sizes = fc.constantFrom(0, 1, 24_000, 50_000, 99_999, 100_000, 100_001, 250_000);
    const text = fc.tuple(pieces, sizes).map(([piece, size]) => piece.repeat(size / piece.length));
    const names = OUTPUT_NAMES.filter((name) => name !== 'result-truncated');
    const outputs = fc.tuple(...names.map((name) => text.map((value) => [name, value] as const)));
    fc.assert(
      fc.property(outputs, (entries) => {
        const whole = withValues(Object.fromEntries(entries));
        const { values, cut } = limitOutputs(whole);
        expect(bytesOf(values)).toBeLessThanOrEqual(MAX_TOTAL_BYTES);
        expect(values['result-truncated']).toBe(String(cut.includes('result')));
        for (const name of names) {
          expect(Buffer.byteLength(values[name])).toBeLessThanOrEqual(MAX_OUTPUT_BYTES);
          expect(values[name] !== whole[name]).toBe(cut.includes(name));
          if (cut.includes(name) && JSON_OUTPUTS.includes(name)) expect(values[name]).toBe('');
        }
      }),
      cases(50),
    );
  });
});

describe('failedSteps', () => {
  it('names every step that did not pass, in the order of the service', () => {
    expect(failedSteps(EVALS)).toEqual(['Lint', 'Security']);
  });

  it('is empty if there are no verdicts', () => {
    expect(failedSteps(null)).toEqual([]);
  });
});

describe('rawEvals', () => {
  it('keep the values of the service', () => {
    expect(rawEvals({ ...EVALS, result: 'unrecognised', rawResult: 'MAYBE' })).toMatchObject({
      result: 'MAYBE',
      steps: [{ result: 'pass' }, { result: 'maybe' }, { result: 'fail' }],
    });
  });
});
