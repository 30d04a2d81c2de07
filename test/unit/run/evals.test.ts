import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { EvalReading } from '../../../src/domain/evals.ts';
import { type EvalsRequest, readEvals } from '../../../src/run/evals.ts';
import { API, EVALS_PATH, errorOf, KINDO_EVALS, newSetup, RUN_ID } from './kindo-setup.ts';
import { guardNetwork, never, slowly } from './kindo-under-nock.ts';

guardNetwork();

const PENDING = { runId: RUN_ID, result: 'pending', steps: [] };
const PASS_WITH_PENDING_STEP = {
  ...KINDO_EVALS,
  steps: [...KINDO_EVALS.steps, { stepNumber: 2, name: 'Report', result: 'pending', explanation: '' }],
};

function reading(facts: Partial<EvalsRequest> = {}, setup = newSetup()) {
  const readings: EvalReading[] = [];
  const request: EvalsRequest = {
    service: setup.service,
    runId: RUN_ID,
    required: false,
    beganAt: setup.clock.monotonic(),
    timeoutMs: 120_000,
    pollIntervalMs: 10_000,
    onReading: (reading) => readings.push(reading),
    ...facts,
  };
  return {
    setup,
    /** Every response that was reported, as one value. */
    words: () => readings.map((each) => (each.kind === 'read' ? each.report.rawResult : each.kind)),
    end: () => readEvals(request, setup.runtime),
  };
}

/** The next responses. */
function evals(times = 1) {
  return nock(API).get(EVALS_PATH).times(times);
}

function read(result: string) {
  return { kind: 'read', report: { rawResult: result } };
}

describe('verdicts', () => {
  it.each([
    ['pass', false],
    ['fail', true],
    ['skipped', true],
    ['unknown', true],
  ])('are accepted at once if they are %s and required: %s', async (result, required) => {
    const { setup, words, end } = reading({ required });
    evals().reply(200, { ...KINDO_EVALS, result });
    expect(await end()).toMatchObject({ kind: 'read', report: { result, steps: [{ result: 'pass' }] } });
    expect([words(), setup.clock.sleeps]).toEqual([[result], [0]]);
  });

  it.each(['', 'PASS', 'passed'])('are accepted at once if their value is unknown: %j', async (result) => {
    const { end } = reading({ required: true });
    evals().reply(200, { ...PASS_WITH_PENDING_STEP, result });
    expect(await end()).toMatchObject({ report: { result: 'unrecognised', rawResult: result } });
  });

  it("are accepted at once if a step's value is unknown, although they are pending", async () => {
    const { end } = reading({ required: true });
    evals().reply(200, { ...PENDING, steps: [{ result: 'maybe' }] });
    expect(await end()).toMatchObject(read('pending'));
  });

  it('are accepted at once from an inconsistent report, which is evaluated later [F97]', async () => {
    const { end } = reading();
    evals().reply(200, { ...KINDO_EVALS, steps: [{ result: 'fail' }, { result: 'pass' }] });
    expect(await end()).toMatchObject({ report: { result: 'pass', steps: [{ result: 'fail' }, {}] } });
  });

  it('are polled while they are pending', async () => {
    const { setup, words, end } = reading();
    evals(3).reply(200, PENDING);
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(words()).toEqual(['pending', 'pending', 'pending', 'pass']);
    expect(setup.clock.sleeps).toEqual([0, 1000, 2000, 4000]);
  });

  it('are polled while a step is pending, even if the total is pass', async () => {
    const { end } = reading();
    evals().reply(200, PASS_WITH_PENDING_STEP);
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject({ report: { steps: [{ result: 'pass' }] } });
  });

  it('are polled at most every poll-interval, and up to a fifth later at random', async () => {
    const { setup, end } = reading({ pollIntervalMs: 5000 }, newSetup({ random: () => 1 }));
    evals(4).reply(200, PENDING);
    evals().reply(200, KINDO_EVALS);
    await end();
    expect(setup.clock.sleeps).toEqual([0, 1200, 2400, 4800, 5000]);
  });

  it('are pending if they are pending at eval-timeout [F95]', async () => {
    const { setup, end } = reading({ timeoutMs: 5000 });
    evals(4).reply(200, PENDING);
    expect(await end()).toMatchObject(read('pending'));
    expect(setup.clock.sleeps).toEqual([0, 1000, 2000, 2000]);
  });

  it('are accepted from the last poll, at eval-timeout', async () => {
    const { setup, end } = reading({ timeoutMs: 1000 });
    evals().reply(200, PENDING);
    evals().reply(slowly(setup.clock, 9999, 200, KINDO_EVALS));
    expect(await end()).toMatchObject(read('pass'));
  });

  it('are polled until eval-timeout, counted from the first request', async () => {
    const setup = newSetup();
    setup.clock.advance(3_600_000);
    const { end } = reading({ timeoutMs: 1000 }, setup);
    evals().reply(200, PENDING);
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
  });
});

describe('a pass that is required', () => {
  const REQUIRED = { required: true };
  const FAIL = { ...KINDO_EVALS, result: 'fail' };

  it.each([120_000, 1000, 1])(
    'is read twice, 2 s apart, with an eval-timeout of %i ms [F137]',
    async (ms) => {
      const { setup, words, end } = reading({ ...REQUIRED, timeoutMs: ms });
      evals(2).reply(200, KINDO_EVALS);
      expect(await end()).toMatchObject(read('pass'));
      expect([words(), setup.clock.sleeps]).toEqual([
        ['pass', 'pass'],
        [0, 2000],
      ]);
    },
  );

  it('is read twice if only the last poll, at eval-timeout, shows it', async () => {
    const { setup, end } = reading({ ...REQUIRED, timeoutMs: 1000 });
    evals().reply(200, PENDING);
    evals(2).reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(setup.clock.sleeps).toEqual([0, 1000, 2000]);
  });

  it('is not accepted if the second read shows another verdict [F137]', async () => {
    const { end } = reading(REQUIRED);
    evals().reply(200, KINDO_EVALS);
    evals().reply(200, FAIL);
    expect(await end()).toMatchObject(read('fail'));
  });

  it('is polled again if the second read is pending, and then read twice', async () => {
    const { setup, words, end } = reading(REQUIRED);
    const [scan] = KINDO_EVALS.steps;
    evals().reply(200, KINDO_EVALS);
    evals().reply(200, PASS_WITH_PENDING_STEP);
    evals(2).reply(200, { ...KINDO_EVALS, steps: [scan, { name: 'Report', result: 'pass' }] });
    expect(await end()).toMatchObject({ report: { steps: [{ result: 'pass' }, { result: 'pass' }] } });
    expect(words()).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(setup.clock.sleeps).toEqual([0, 2000, 1000, 2000]);
  });

  it('is pending if the second read is, and the time has run out', async () => {
    const { end } = reading({ ...REQUIRED, timeoutMs: 1000 });
    evals().reply(200, KINDO_EVALS);
    // The second read, and the last poll.
    evals(2).reply(200, PASS_WITH_PENDING_STEP);
    expect(await end()).toMatchObject({ report: { steps: [{}, { result: 'pending' }] } });
  });

  it('is not accepted if the second read fails until eval-timeout', async () => {
    const { words, end } = reading({ ...REQUIRED, timeoutMs: 1000 });
    evals().reply(200, KINDO_EVALS);
    evals(2).reply(503);
    expect(await end()).toMatchObject({ kind: 'unreadable' });
    expect(words()).toEqual(['pass', 'unreadable', 'unreadable']);
  });

  it('has 10 s for its second read', async () => {
    const { setup, end } = reading(REQUIRED);
    evals().reply(200, KINDO_EVALS);
    evals().reply(never(setup.clock, 10_000));
    evals(2).reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(setup.clock.monotonic()).toBe(2000 + 10_000 + 1000 + 2000);
  });

  it.each([
    ['no step', []],
    ['no step that passed', [{ name: 'Scan', result: 'skipped' }]],
  ])('is read once if it has %s, because it is then not a pass', async (_, steps) => {
    const { setup, end } = reading(REQUIRED);
    evals().reply(200, { ...KINDO_EVALS, steps });
    expect(await end()).toMatchObject(read('pass'));
    expect(setup.clock.sleeps).toEqual([0]);
  });

  it('contradicts itself if its steps are missing in the second read [F136]', async () => {
    const { setup, end } = reading(REQUIRED);
    evals().reply(200, KINDO_EVALS);
    evals().reply(200, { ...KINDO_EVALS, steps: [] });
    expect(await end()).toMatchObject({
      report: { steps: [] },
      contradictions: ['eval step "Run the daily security scan" has vanished'],
    });
    expect(setup.clock.sleeps).toEqual([0, 2000]);
  });
});

describe('verdicts that contradict an earlier read', () => {
  const [SCAN] = KINDO_EVALS.steps;
  const FAILING = {
    ...PASS_WITH_PENDING_STEP,
    steps: [{ ...SCAN, result: 'fail' }, PASS_WITH_PENDING_STEP.steps[1]],
  };
  const PASSING = { ...PASS_WITH_PENDING_STEP, steps: [SCAN, { name: 'Report', result: 'pass' }] };

  it.each([
    [
      'a step that was pending is gone',
      PASS_WITH_PENDING_STEP,
      KINDO_EVALS,
      ['eval step "Report" has vanished'],
    ],
    ['a step has left fail', FAILING, PASSING, ['eval step "Run the daily security scan" is no longer fail']],
    [
      'the verdict has left fail',
      { ...PASS_WITH_PENDING_STEP, result: 'fail' },
      PASSING,
      ['the verdict is no longer fail'],
    ],
  ])('report it if %s [F136]', async (_, first, second, contradictions) => {
    const { end } = reading();
    evals().reply(200, first);
    evals().reply(200, second);
    expect(await end()).toMatchObject({ kind: 'read', report: { result: 'pass' }, contradictions });
  });

  it('keep the last report if the service no longer has one [F136]', async () => {
    const { setup, end } = reading();
    evals().reply(200, FAILING);
    evals().reply(404, {});
    expect(await end()).toMatchObject({
      report: { steps: [{ result: 'fail' }, { result: 'pending' }] },
      contradictions: [
        'eval step "Run the daily security scan" has vanished',
        'eval step "Report" has vanished',
      ],
    });
    expect(setup.clock.sleeps).toEqual([0, 1000]);
  });

  it('are polled again if they are required and the service no longer has any', async () => {
    const { end } = reading({ required: true });
    evals().reply(200, PASS_WITH_PENDING_STEP);
    evals().reply(404, {});
    evals(2).reply(200, PASSING);
    const result = await end();
    expect(result).toMatchObject(read('pass'));
    expect(result).not.toHaveProperty('contradictions');
  });

  it('report it also after an error between the reads', async () => {
    const { end } = reading();
    evals().reply(200, PASS_WITH_PENDING_STEP);
    evals().reply(503);
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject({ contradictions: ['eval step "Report" has vanished'] });
  });
});

describe('missing verdicts', () => {
  const NONE = { error: 'Not found', message: 'No evals.' };
  const SKIPPED = { runId: RUN_ID, result: 'skipped', steps: [] };
  const FAIL = { ...KINDO_EVALS, result: 'fail' };

  it.each([120_000, 1000])(
    'are confirmed by two 404 responses, 2 s apart, with an eval-timeout of %i ms [F137]',
    async (timeoutMs) => {
      const { setup, words, end } = reading({ timeoutMs });
      evals(2).reply(404, NONE);
      expect(await end()).toEqual({ kind: 'none' });
      expect([words(), setup.clock.sleeps]).toEqual([
        ['none', 'none'],
        [0, 2000],
      ]);
    },
  );

  it.each(['fail', 'pass', 'unknown', 'skipped'])(
    'are read if the service responds with 404 once, and then %s [F137]',
    async (result) => {
      const { end } = reading({ timeoutMs: 1000 });
      evals().reply(404, NONE);
      evals().reply(200, { ...FAIL, result });
      expect(await end()).toMatchObject(read(result));
    },
  );

  it('are polled if the service responds with 404 once, and then pending', async () => {
    const { setup, end } = reading();
    evals().reply(404, NONE);
    evals().reply(200, PENDING);
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(setup.clock.sleeps).toEqual([0, 2000, 1000]);
  });

  it('are not confirmed if the service responds with 404 once, and then an error', async () => {
    const { setup, end } = reading();
    evals().reply(404, NONE);
    evals().reply(500, {});
    evals(2).reply(404, NONE);
    expect(await end()).toEqual({ kind: 'none' });
    expect(setup.clock.sleeps).toEqual([0, 2000, 1000, 2000]);
  });

  it('are not polled unless they are required: skipped without steps', async () => {
    const { setup, end } = reading();
    evals().reply(200, SKIPPED);
    expect(await end()).toMatchObject(read('skipped'));
    expect(setup.clock.sleeps).toEqual([0]);
  });

  it.each([false, true])(
    'do not include unknown without steps, which is accepted at once; required: %s [F137]',
    async (required) => {
      const { setup, end } = reading({ required });
      evals().reply(200, { runId: RUN_ID, result: 'unknown' });
      expect(await end()).toMatchObject(read('unknown'));
      expect(setup.clock.sleeps).toEqual([0]);
    },
  );

  it.each([
    ['a 404', 404, NONE],
    ['skipped without steps', 200, SKIPPED],
  ])('are polled if they are required: %s [F94]', async (_, status, body) => {
    const { setup, end } = reading({ required: true });
    evals(2).reply(status, body);
    evals(2).reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(setup.clock.sleeps).toEqual([0, 1000, 2000, 2000]);
  });

  it('are read once more, 2 s after eval-timeout, if they are required', async () => {
    const { setup, end } = reading({ required: true, timeoutMs: 1000 });
    evals(3).reply(404, NONE);
    expect(await end()).toEqual({ kind: 'none' });
    expect(setup.clock.sleeps).toEqual([0, 1000, 2000]);
  });

  it('pass only after two more reads if they are required and only the last read shows them', async () => {
    const { setup, end } = reading({ required: true, timeoutMs: 1000 });
    evals(2).reply(404, NONE);
    evals(2).reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(setup.clock.sleeps).toEqual([0, 1000, 2000, 2000]);
  });
});

describe('verdicts that cannot be read', () => {
  it.each([400, 401, 403, 405, 408, 422])('are not retried after %i', async (status) => {
    const { setup, words, end } = reading({ required: true });
    evals().reply(status, { message: "The service's words." });
    expect(await end()).toEqual({
      kind: 'unreadable',
      reason: `GET /runs/${RUN_ID}/evals responded with ${status}: "The service's words"`,
    });
    expect([words(), setup.clock.sleeps]).toEqual([['unreadable'], [0]]);
  });

  it.each([
    [429, 'unreadable'],
    [500, 'unreadable'],
    [503, 'unreadable'],
  ])('are retried after %i', async (status, word) => {
    const { words, end } = reading();
    evals().reply(status, {});
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(words()).toEqual([word, 'pass']);
  });

  it('are retried after the pause that the service requests', async () => {
    const { setup, end } = reading();
    evals().reply(429, {}, { 'retry-after': '30' });
    evals().reply(200, KINDO_EVALS);
    await end();
    expect(setup.clock.sleeps).toEqual([0, 30_000]);
  });

  it('are read a last time at eval-timeout, even if the service requests a longer pause', async () => {
    const { setup, end } = reading({ timeoutMs: 20_000 });
    evals().reply(503, {}, { 'retry-after': '3600' });
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(setup.clock.sleeps).toEqual([0, 20_000]);
  });

  it('are unreadable if the service fails until eval-timeout [F100]', async () => {
    const { setup, end } = reading({ timeoutMs: 10_000 });
    evals(5).reply(502, { message: 'bad gateway' });
    expect(await end()).toEqual({
      kind: 'unreadable',
      reason: expect.stringContaining('responded with 502: "bad gateway"'),
    });
    expect(setup.clock.sleeps).toEqual([0, 1000, 2000, 4000, 3000]);
  });

  it('are unreadable if the last request has no response, although they were pending before', async () => {
    const { setup, words, end } = reading({ timeoutMs: 1000 });
    evals().reply(200, PENDING);
    evals().reply(never(setup.clock, 10_000));
    expect(await end()).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining('no complete response within 10 s'),
    });
    expect(words()).toEqual(['pending', 'unreadable']);
  });

  it.each([
    ['an HTML page of another server', '<html>'],
    ['steps that are not a list', { ...KINDO_EVALS, steps: {} }],
    ['no verdict', { runId: RUN_ID }],
  ])('are retried until eval-timeout if the response is %s [F99]', async (_, body) => {
    const { end } = reading({ timeoutMs: 2000 });
    evals(3).reply(200, body);
    expect(await end()).toMatchObject({ kind: 'unreadable' });
  });

  it.each<[string, number, string, Record<string, string>]>([
    ['has a verdict twice', 200, `{"runId":"${RUN_ID}","result":"fail","result":"pass"}`, {}],
    [
      'has a step that passes twice',
      200,
      `{"runId":"${RUN_ID}","result":"pass","steps":[{"result":"fail","result":"pass"}]}`,
      {},
    ],
    [
      'has a step that is named twice',
      200,
      `{"runId":"${RUN_ID}","result":"pass","steps":[{"name":"Docs","name":"Gate","result":"pass"}]}`,
      {},
    ],
    ['is out of a cache', 200, JSON.stringify(KINDO_EVALS), { age: '86400' }],
    ['is a 404 out of a cache', 404, '{}', { age: '1' }],
    ['is a 203', 203, JSON.stringify(KINDO_EVALS), {}],
    ['is a 206', 206, JSON.stringify(KINDO_EVALS), {}],
  ])('are neither accepted nor retried if the response %s [F99 F134]', async (_, status, body, headers) => {
    const { setup, words, end } = reading({ required: true });
    evals().reply(status, body, headers);
    expect(await end()).toMatchObject({ kind: 'unreadable' });
    expect([words(), setup.clock.sleeps]).toEqual([['unreadable'], [0]]);
  });

  it('are retried after a lost connection', async () => {
    const { end } = reading();
    evals().replyWithError(Object.assign(new Error('it failed'), { code: 'ECONNRESET' }));
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
  });
});

describe('a response that is not about our run', () => {
  it('is an error if it is about another run [F99]', async () => {
    const { words, end } = reading();
    evals().reply(200, { ...KINDO_EVALS, runId: 'another' });
    expect(await errorOf(end())).toMatchObject({ name: 'ProtocolError' });
    expect(words()).toEqual([]);
  });

  it('is an error if it redirects', async () => {
    const { end } = reading();
    evals().reply(302, '', { location: 'https://login.test/' });
    expect(await errorOf(end())).toMatchObject({ kind: 'redirect' });
  });
});

describe('the signal', () => {
  it('ends the wait for verdicts', async () => {
    const { setup, end } = reading();
    const reason = new Error('the job was cancelled');
    evals().reply(200, PENDING);
    setup.clock.timer(500, () => setup.controller.abort(reason));
    expect(await errorOf(end())).toBe(reason);
  });

  it('ends the request for verdicts', async () => {
    const { setup, words, end } = reading();
    const reason = new Error('the job was cancelled');
    evals().reply(() => {
      setImmediate(() => setup.controller.abort(reason));
      return new Promise(() => undefined);
    });
    expect(await errorOf(end())).toBe(reason);
    expect(words()).toEqual([]);
  });
});
