import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { FaultOutcome, Policy } from '../../../src/domain/outcome.ts';
import { readEvals } from '../../../src/run/evals.ts';
import { judgeEvals } from '../../../src/verdict/evals.ts';
import { API, EVALS_PATH, newSetup, RUN_ID } from './kindo-setup.ts';
import { guardNetwork } from './kindo-under-nock.ts';

guardNetwork();

/** A 404, a 503, or a report. */
type Response = 404 | 503 | object;

function report(result: string, steps: Record<string, string> = {}): Response {
  return listed(result, ...Object.entries(steps));
}

function listed(result: string, ...steps: readonly (readonly [name: string, result: string])[]): Response {
  return { runId: RUN_ID, result, steps: steps.map(([name, word]) => ({ name, result: word })) };
}

/** The faults after these responses; the last one is repeated. */
async function faultsAfter(
  responses: readonly Response[],
  { required = false, requireSteps = [] }: { required?: boolean; requireSteps?: readonly string[] } = {},
): Promise<FaultOutcome[]> {
  const { service, runtime, clock } = newSetup();
  const left = [...responses];
  nock(API)
    .persist()
    .get(EVALS_PATH)
    .reply(() => {
      const response = left.length > 1 ? left.shift() : left[0];
      return typeof response === 'number' ? [response, {}] : [200, response];
    });
  const policy: Policy = {
    allow: new Set(),
    requireEvals: required,
    requireSteps,
    failOnFindings: null,
    isAdvisory: false,
  };
  const request = {
    service,
    runId: RUN_ID,
    required,
    beganAt: clock.monotonic(),
    timeoutMs: 20_000,
    pollIntervalMs: 10_000,
    onReading: () => undefined,
  };
  const reading = await readEvals(request, runtime);
  nock.cleanAll();
  return judgeEvals(reading, policy).map(({ outcome }) => outcome);
}

const PASS = report('pass', { A: 'pass' });

describe('verdicts that are not required, after several reads', () => {
  it.each<[string, readonly Response[], readonly FaultOutcome[]]>([
    ['a 404 twice', [404, 404, report('fail')], []],
    ['a 404, an error, and a 404 twice', [404, 503, 404], []],
    ['unknown, then pass', [report('unknown'), PASS], ['eval-unknown']],
    ['a 404, then unknown', [404, report('unknown'), PASS], ['eval-unknown']],
    ['pending without steps, then 404', [report('pending'), 404], ['eval-unknown', 'eval-pending']],
    ['a 404, pending, then 404', [404, report('pending'), 404], ['eval-unknown', 'eval-pending']],
    ['pass in another case', [report('Pass', { A: 'pass' })], ['unrecognised']],
    ['pass with white space', [report(' pass', { A: 'pass' })], ['unrecognised']],
    ['pass with a null character', [report('pass\0', { A: 'pass' })], ['unrecognised']],
    ['a step that passed with white space', [report('pass', { A: 'pass\n' })], ['unrecognised']],
    [
      'an order that changes',
      [report('pending', { A: 'pass', B: 'pending' }), report('pass', { B: 'pass', A: 'pass' })],
      [],
    ],
    [
      'a step that fails, vanishes, and returns as pass',
      [
        report('pending', { A: 'pending', B: 'fail' }),
        report('pending', { A: 'pass' }),
        report('pass', { A: 'pass', B: 'pass' }),
      ],
      ['eval-unknown'],
    ],
    [
      'a step that fails, passes, and fails',
      [report('pending', { A: 'fail' }), report('pending', { A: 'pass' }), report('fail', { A: 'fail' })],
      ['eval-failed'],
    ],
    [
      'a step with another Unicode form',
      [report('pending', { '\u00c5': 'fail' }), report('pass', { 'A\u030a': 'pass' })],
      ['eval-unknown'],
    ],
    [
      'names that every object inherits',
      [report('pending', { constructor: 'fail' }), report('pass', { constructor: 'pass' })],
      ['eval-unknown'],
    ],
    [
      'a failing step among those without a name',
      [listed('pending', ['', 'fail'], ['', 'pending']), listed('pass', ['', 'pass'], ['A', 'pass'])],
      ['eval-unknown'],
    ],
    [
      'a verdict that fails, is pending, and passes',
      [report('fail', { A: 'pending' }), report('pending', { A: 'pending' }), PASS],
      ['eval-unknown'],
    ],
    [
      'a failing step, errors, and a pass',
      [report('pending', { A: 'fail' }), 503, 503, PASS],
      ['eval-unknown'],
    ],
  ])('have the right faults: %s [F136 F137]', async (_, responses, faults) => {
    expect(await faultsAfter(responses)).toEqual(faults);
  });
});

describe('verdicts that are required, after several reads', () => {
  it.each<[string, readonly Response[], readonly FaultOutcome[]]>([
    ['pass twice', [PASS], []],
    ['pass, then steps that were skipped', [PASS, report('pass', { A: 'skipped' })], ['eval-missing']],
    ['pass, then another step', [PASS, report('pass', { B: 'pass' })], ['eval-unknown']],
    ['pass, then unknown without steps', [PASS, report('unknown')], ['eval-unknown', 'eval-missing']],
    ['pass, then 404', [PASS, 404], ['eval-unknown']],
    ['pass and errors in turn', [PASS, 503, PASS, 503, PASS, 503], ['eval-unknown', 'eval-missing']],
    ['a 404, pass, then fail', [404, PASS, report('fail', { A: 'fail' })], ['eval-failed', 'eval-missing']],
    ['a failing step, 404, then pass', [report('pending', { A: 'fail' }), 404, PASS], ['eval-unknown']],
    ['a pending step, 404, then pass', [report('pending', { A: 'pending' }), 404, PASS], []],
    [
      'pending without steps, then 404',
      [report('pending'), 404],
      ['eval-unknown', 'eval-pending', 'eval-missing'],
    ],
    ['pass with a step of an unknown status', [report('pass', { A: 'pass', B: 'ok' })], ['unrecognised']],
    ['fail with steps that passed', [report('fail', { A: 'pass' })], ['eval-failed']],
  ])('have the right faults: %s [F136 F137]', async (_, responses, faults) => {
    expect(await faultsAfter(responses, { required: true })).toEqual(faults);
  });

  it.each<[string, string, Response, readonly FaultOutcome[]]>([
    [
      'in another Unicode form',
      'A\u030a',
      listed('pass', ['A\u030a', 'pass'], ['\u00c5', 'skipped']),
      ['eval-skipped'],
    ],
    ['in another alphabet', 'A', listed('pass', ['\u0410', 'pass']), ['eval-missing']],
    ['with different results', 'A', listed('pass', ['A', 'pass'], ['A', 'unknown']), ['eval-unknown']],
  ])('need every step with the required name, also %s [F137]', async (_, name, response, faults) => {
    expect(await faultsAfter([response], { required: true, requireSteps: [name] })).toEqual(faults);
  });
});
