import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { EvalReading } from '../../../src/domain/evals.ts';
import { type EvalsRequest, readEvals } from '../../../src/run/evals.ts';
import { guardNetwork, never, slowly } from './kindo-under-nock.ts';
import { API, EVALS_PATH, fault, KINDO_EVALS, newWorld, RUN_ID } from './kindo-world.ts';

guardNetwork();

const PENDING = { runId: RUN_ID, result: 'pending', steps: [] };
const PASS_WITH_PENDING_STEP = {
  ...KINDO_EVALS,
  steps: [...KINDO_EVALS.steps, { stepNumber: 2, name: 'Report', result: 'pending', explanation: '' }],
};

function reading(facts: Partial<EvalsRequest> = {}, world = newWorld()) {
  const readings: EvalReading[] = [];
  const request: EvalsRequest = {
    service: world.service,
    runId: RUN_ID,
    required: false,
    beganAt: world.clock.monotonic(),
    timeoutMs: 120_000,
    pollIntervalMs: 10_000,
    onReading: (reading) => readings.push(reading),
    ...facts,
  };
  return {
    world,
    /** Every answer that was told of, in one word. */
    words: () => readings.map((each) => (each.kind === 'read' ? each.report.rawResult : each.kind)),
    end: () => readEvals(request, world.runtime),
  };
}

/** The next answers. */
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
  ])('are taken at once where they are %s and required: %s', async (result, required) => {
    const { world, words, end } = reading({ required });
    evals().reply(200, { ...KINDO_EVALS, result });
    expect(await end()).toMatchObject({ kind: 'read', report: { result, steps: [{ result: 'pass' }] } });
    expect([words(), world.clock.sleeps]).toEqual([[result], [0]]);
  });

  it.each(['', 'PASS', 'passed'])(
    'are taken at once where their word is not recognised: %j',
    async (result) => {
      const { end } = reading({ required: true });
      evals().reply(200, { ...PASS_WITH_PENDING_STEP, result });
      expect(await end()).toMatchObject({ report: { result: 'unrecognised', rawResult: result } });
    },
  );

  it("are taken at once where a step's word is not recognised, although they are pending", async () => {
    const { end } = reading({ required: true });
    evals().reply(200, { ...PENDING, steps: [{ result: 'maybe' }] });
    expect(await end()).toMatchObject(read('pending'));
  });

  it('are taken at once from an inconsistent report, which is judged later [F97]', async () => {
    const { end } = reading();
    evals().reply(200, { ...KINDO_EVALS, steps: [{ result: 'fail' }, { result: 'pass' }] });
    expect(await end()).toMatchObject({ report: { result: 'pass', steps: [{ result: 'fail' }, {}] } });
  });

  it('are waited for while they are pending', async () => {
    const { world, words, end } = reading();
    evals(3).reply(200, PENDING);
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(words()).toEqual(['pending', 'pending', 'pending', 'pass']);
    expect(world.clock.sleeps).toEqual([0, 1000, 2000, 4000]);
  });

  it('are waited for while a step is pending, although the whole has passed', async () => {
    const { end } = reading();
    evals().reply(200, PASS_WITH_PENDING_STEP);
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject({ report: { steps: [{ result: 'pass' }] } });
  });

  it('are asked for at most at poll-interval, and up to a fifth later at random', async () => {
    const { world, end } = reading({ pollIntervalMs: 5000 }, newWorld({ random: () => 1 }));
    evals(4).reply(200, PENDING);
    evals().reply(200, KINDO_EVALS);
    await end();
    expect(world.clock.sleeps).toEqual([0, 1200, 2400, 4800, 5000]);
  });

  it('are still pending where they are at eval-timeout [F95]', async () => {
    const { world, end } = reading({ timeoutMs: 5000 });
    evals(4).reply(200, PENDING);
    expect(await end()).toMatchObject(read('pending'));
    expect(world.clock.sleeps).toEqual([0, 1000, 2000, 2000]);
  });

  it('are taken where the last look, at eval-timeout, brings them', async () => {
    const { world, end } = reading({ timeoutMs: 1000 });
    evals().reply(200, PENDING);
    evals().reply(slowly(world.clock, 9999, 200, KINDO_EVALS));
    expect(await end()).toMatchObject(read('pass'));
  });

  it('are asked for until eval-timeout, counted from the first question', async () => {
    const world = newWorld();
    world.clock.advance(3_600_000);
    const { end } = reading({ timeoutMs: 1000 }, world);
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
      const { world, words, end } = reading({ ...REQUIRED, timeoutMs: ms });
      evals(2).reply(200, KINDO_EVALS);
      expect(await end()).toMatchObject(read('pass'));
      expect([words(), world.clock.sleeps]).toEqual([
        ['pass', 'pass'],
        [0, 2000],
      ]);
    },
  );

  it('is read twice where only the last look, at eval-timeout, shows it', async () => {
    const { world, end } = reading({ ...REQUIRED, timeoutMs: 1000 });
    evals().reply(200, PENDING);
    evals(2).reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(world.clock.sleeps).toEqual([0, 1000, 2000]);
  });

  it('is none if the second read shows another verdict [F137]', async () => {
    const { end } = reading(REQUIRED);
    evals().reply(200, KINDO_EVALS);
    evals().reply(200, FAIL);
    expect(await end()).toMatchObject(read('fail'));
  });

  it('is waited for again if the second read is pending, and then read twice', async () => {
    const { world, words, end } = reading(REQUIRED);
    const [scan] = KINDO_EVALS.steps;
    evals().reply(200, KINDO_EVALS);
    evals().reply(200, PASS_WITH_PENDING_STEP);
    evals(2).reply(200, { ...KINDO_EVALS, steps: [scan, { name: 'Report', result: 'pass' }] });
    expect(await end()).toMatchObject({ report: { steps: [{ result: 'pass' }, { result: 'pass' }] } });
    expect(words()).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(world.clock.sleeps).toEqual([0, 2000, 1000, 2000]);
  });

  it('is pending if the second read is, and the time has run out', async () => {
    const { end } = reading({ ...REQUIRED, timeoutMs: 1000 });
    evals().reply(200, KINDO_EVALS);
    // The second read, and the last look.
    evals(2).reply(200, PASS_WITH_PENDING_STEP);
    expect(await end()).toMatchObject({ report: { steps: [{}, { result: 'pending' }] } });
  });

  it('is not believed if the second read fails until eval-timeout', async () => {
    const { words, end } = reading({ ...REQUIRED, timeoutMs: 1000 });
    evals().reply(200, KINDO_EVALS);
    evals(2).reply(503);
    expect(await end()).toMatchObject({ kind: 'unreadable' });
    expect(words()).toEqual(['pass', 'unreadable', 'unreadable']);
  });

  it('has 10 s for its second read', async () => {
    const { world, end } = reading(REQUIRED);
    evals().reply(200, KINDO_EVALS);
    evals().reply(never(world.clock, 10_000));
    evals(2).reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(world.clock.monotonic()).toBe(2000 + 10_000 + 1000 + 2000);
  });

  it.each([
    ['no step', []],
    ['no step that passed', [{ name: 'Scan', result: 'skipped' }]],
  ])('is read once if it has %s, since it then is no pass', async (_, steps) => {
    const { world, end } = reading(REQUIRED);
    evals().reply(200, { ...KINDO_EVALS, steps });
    expect(await end()).toMatchObject(read('pass'));
    expect(world.clock.sleeps).toEqual([0]);
  });

  it('contradicts itself if its steps are gone at the second read [F136]', async () => {
    const { world, end } = reading(REQUIRED);
    evals().reply(200, KINDO_EVALS);
    evals().reply(200, { ...KINDO_EVALS, steps: [] });
    expect(await end()).toMatchObject({
      report: { steps: [] },
      contradictions: ['step "Run the daily security scan" has vanished'],
    });
    expect(world.clock.sleeps).toEqual([0, 2000]);
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
    ['a step that was pending is gone', PASS_WITH_PENDING_STEP, KINDO_EVALS, ['step "Report" has vanished']],
    ['a step has left fail', FAILING, PASSING, ['step "Run the daily security scan" is no longer fail']],
    [
      'the verdict has left fail',
      { ...PASS_WITH_PENDING_STEP, result: 'fail' },
      PASSING,
      ['the verdict is no longer fail'],
    ],
  ])('say so if %s [F136]', async (_, first, second, contradictions) => {
    const { end } = reading();
    evals().reply(200, first);
    evals().reply(200, second);
    expect(await end()).toMatchObject({ kind: 'read', report: { result: 'pass' }, contradictions });
  });

  it('keep the last report if the service has none any more [F136]', async () => {
    const { world, end } = reading();
    evals().reply(200, FAILING);
    evals().reply(404, {});
    expect(await end()).toMatchObject({
      report: { steps: [{ result: 'fail' }, { result: 'pending' }] },
      contradictions: ['step "Run the daily security scan" has vanished', 'step "Report" has vanished'],
    });
    expect(world.clock.sleeps).toEqual([0, 1000]);
  });

  it('are waited for again if they are required and the service has none any more', async () => {
    const { end } = reading({ required: true });
    evals().reply(200, PASS_WITH_PENDING_STEP);
    evals().reply(404, {});
    evals(2).reply(200, PASSING);
    const result = await end();
    expect(result).toMatchObject(read('pass'));
    expect(result).not.toHaveProperty('contradictions');
  });

  it('do so over an error between the reads', async () => {
    const { end } = reading();
    evals().reply(200, PASS_WITH_PENDING_STEP);
    evals().reply(503);
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject({ contradictions: ['step "Report" has vanished'] });
  });
});

describe('verdicts that are not there', () => {
  const NONE = { error: 'Not found', message: 'No evals.' };
  const SKIPPED = { runId: RUN_ID, result: 'skipped', steps: [] };
  const FAIL = { ...KINDO_EVALS, result: 'fail' };

  it.each([120_000, 1000])(
    'are none if the service answers 404 twice, 2 s apart, with an eval-timeout of %i ms [F137]',
    async (timeoutMs) => {
      const { world, words, end } = reading({ timeoutMs });
      evals(2).reply(404, NONE);
      expect(await end()).toEqual({ kind: 'none' });
      expect([words(), world.clock.sleeps]).toEqual([
        ['none', 'none'],
        [0, 2000],
      ]);
    },
  );

  it.each(['fail', 'pass', 'unknown', 'skipped'])(
    'are there if the service answers 404 once, and then %s [F137]',
    async (result) => {
      const { end } = reading({ timeoutMs: 1000 });
      evals().reply(404, NONE);
      evals().reply(200, { ...FAIL, result });
      expect(await end()).toMatchObject(read(result));
    },
  );

  it('are waited for if the service answers 404 once, and then pending', async () => {
    const { world, end } = reading();
    evals().reply(404, NONE);
    evals().reply(200, PENDING);
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(world.clock.sleeps).toEqual([0, 2000, 1000]);
  });

  it('are not none if the service answers 404 once, and then an error', async () => {
    const { world, end } = reading();
    evals().reply(404, NONE);
    evals().reply(500, {});
    evals(2).reply(404, NONE);
    expect(await end()).toEqual({ kind: 'none' });
    expect(world.clock.sleeps).toEqual([0, 2000, 1000, 2000]);
  });

  it('are not waited for unless they are required: skipped without steps', async () => {
    const { world, end } = reading();
    evals().reply(200, SKIPPED);
    expect(await end()).toMatchObject(read('skipped'));
    expect(world.clock.sleeps).toEqual([0]);
  });

  it.each([false, true])(
    'are there where the service says unknown without steps, and taken at once; required: %s [F137]',
    async (required) => {
      const { world, end } = reading({ required });
      evals().reply(200, { runId: RUN_ID, result: 'unknown' });
      expect(await end()).toMatchObject(read('unknown'));
      expect(world.clock.sleeps).toEqual([0]);
    },
  );

  it.each([
    ['a 404', 404, NONE],
    ['skipped without steps', 200, SKIPPED],
  ])('are waited for where they are required: %s [F94]', async (_, status, body) => {
    const { world, end } = reading({ required: true });
    evals(2).reply(status, body);
    evals(2).reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(world.clock.sleeps).toEqual([0, 1000, 2000, 2000]);
  });

  it('are read once more, 2 s after eval-timeout, where they are required', async () => {
    const { world, end } = reading({ required: true, timeoutMs: 1000 });
    evals(3).reply(404, NONE);
    expect(await end()).toEqual({ kind: 'none' });
    expect(world.clock.sleeps).toEqual([0, 1000, 2000]);
  });

  it('pass only after two more reads where they are required and only the last one shows them', async () => {
    const { world, end } = reading({ required: true, timeoutMs: 1000 });
    evals(2).reply(404, NONE);
    evals(2).reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(world.clock.sleeps).toEqual([0, 1000, 2000, 2000]);
  });
});

describe('verdicts that cannot be read', () => {
  it.each([400, 401, 403, 405, 408, 422])('are not asked for again after %i', async (status) => {
    const { world, words, end } = reading({ required: true });
    evals().reply(status, { message: "The service's words." });
    expect(await end()).toEqual({
      kind: 'unreadable',
      reason: `GET /runs/${RUN_ID}/evals responded with ${status}: "The service's words"`,
    });
    expect([words(), world.clock.sleeps]).toEqual([['unreadable'], [0]]);
  });

  it.each([
    [429, 'unreadable'],
    [500, 'unreadable'],
    [503, 'unreadable'],
  ])('are asked for again after %i', async (status, word) => {
    const { words, end } = reading();
    evals().reply(status, {});
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(words()).toEqual([word, 'pass']);
  });

  it('are asked for again as late as the service wants', async () => {
    const { world, end } = reading();
    evals().reply(429, {}, { 'retry-after': '30' });
    evals().reply(200, KINDO_EVALS);
    await end();
    expect(world.clock.sleeps).toEqual([0, 30_000]);
  });

  it('are asked for a last time at eval-timeout, however late the service wants it', async () => {
    const { world, end } = reading({ timeoutMs: 20_000 });
    evals().reply(503, {}, { 'retry-after': '3600' });
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(world.clock.sleeps).toEqual([0, 20_000]);
  });

  it('are unreadable where the service fails until eval-timeout [F100]', async () => {
    const { world, end } = reading({ timeoutMs: 10_000 });
    evals(5).reply(502, { message: 'bad gateway' });
    expect(await end()).toEqual({
      kind: 'unreadable',
      reason: expect.stringContaining('responded with 502: "bad gateway"'),
    });
    expect(world.clock.sleeps).toEqual([0, 1000, 2000, 4000, 3000]);
  });

  it('are unreadable where the last question has no answer, although they were pending before', async () => {
    const { world, words, end } = reading({ timeoutMs: 1000 });
    evals().reply(200, PENDING);
    evals().reply(never(world.clock, 10_000));
    expect(await end()).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining('no complete response within 10 s'),
    });
    expect(words()).toEqual(['pending', 'unreadable']);
  });

  it.each([
    ['a page of somebody else', '<html>'],
    ['steps that are no list', { ...KINDO_EVALS, steps: {} }],
    ['no verdict', { runId: RUN_ID }],
  ])('are asked for until eval-timeout where the answer is %s [F99]', async (_, body) => {
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
    ['is out of a cache', 200, JSON.stringify(KINDO_EVALS), { age: '86400' }],
    ['is a 404 out of a cache', 404, '{}', { age: '1' }],
    ['is a 203', 203, JSON.stringify(KINDO_EVALS), {}],
    ['is a 206', 206, JSON.stringify(KINDO_EVALS), {}],
  ])(
    'are not believed, nor asked for again, if the answer %s [F99 F134]',
    async (_, status, body, headers) => {
      const { world, words, end } = reading({ required: true });
      evals().reply(status, body, headers);
      expect(await end()).toMatchObject({ kind: 'unreadable' });
      expect([words(), world.clock.sleeps]).toEqual([['unreadable'], [0]]);
    },
  );

  it('are asked for again after a lost connection', async () => {
    const { end } = reading();
    evals().replyWithError(Object.assign(new Error('it failed'), { code: 'ECONNRESET' }));
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
  });
});

describe('an answer that is not on our run', () => {
  it('is a fault where it is about another [F99]', async () => {
    const { words, end } = reading();
    evals().reply(200, { ...KINDO_EVALS, runId: 'another' });
    expect(await fault(end())).toMatchObject({ name: 'ProtocolError' });
    expect(words()).toEqual([]);
  });

  it('is a fault where it points elsewhere', async () => {
    const { end } = reading();
    evals().reply(302, '', { location: 'https://login.test/' });
    expect(await fault(end())).toMatchObject({ kind: 'redirect' });
  });
});

describe('the signal', () => {
  it('ends the wait for verdicts', async () => {
    const { world, end } = reading();
    const reason = new Error('the job was cancelled');
    evals().reply(200, PENDING);
    world.clock.timer(500, () => world.controller.abort(reason));
    expect(await fault(end())).toBe(reason);
  });

  it('ends the question for verdicts', async () => {
    const { world, words, end } = reading();
    const reason = new Error('the job was cancelled');
    evals().reply(() => {
      setImmediate(() => world.controller.abort(reason));
      return new Promise(() => undefined);
    });
    expect(await fault(end())).toBe(reason);
    expect(words()).toEqual([]);
  });
});
