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
  it.each(['pass', 'fail', 'skipped', 'unknown'])('are taken at once where they are %s', async (result) => {
    const { world, words, end } = reading({ required: true });
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

describe('verdicts that are not there', () => {
  const NONE = [
    ['a 404', 404, { error: 'Not found', message: 'No evals.' }],
    ['skipped without steps', 200, { runId: RUN_ID, result: 'skipped', steps: [] }],
    ['unknown without steps', 200, { runId: RUN_ID, result: 'unknown' }],
  ] as const;

  it.each(NONE)('are not waited for unless they are required: %s', async (_, status, body) => {
    const { world, end } = reading();
    evals().reply(status, body);
    await end();
    expect(world.clock.sleeps).toEqual([0]);
  });

  it.each(NONE)('are waited for where they are required: %s [F94]', async (_, status, body) => {
    const { world, end } = reading({ required: true });
    evals(2).reply(status, body);
    evals().reply(200, KINDO_EVALS);
    expect(await end()).toMatchObject(read('pass'));
    expect(world.clock.sleeps).toEqual([0, 1000, 2000]);
  });

  it('are none where the service says so', async () => {
    const { words, end } = reading();
    evals().reply(404, {});
    expect(await end()).toEqual({ kind: 'none' });
    expect(words()).toEqual(['none']);
  });

  it('are none where the service says so until eval-timeout', async () => {
    const { end } = reading({ required: true, timeoutMs: 1000 });
    evals(2).reply(404, {});
    expect(await end()).toEqual({ kind: 'none' });
  });
});

describe('verdicts that cannot be read', () => {
  it.each([400, 401, 403, 405, 408, 422])('are not asked for again after %i', async (status) => {
    const { world, words, end } = reading({ required: true });
    evals().reply(status, { message: "The service's words." });
    expect(await end()).toEqual({
      kind: 'unreadable',
      reason: `GET /runs/${RUN_ID}/evals answered ${status}: The service's words.`,
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
      reason: expect.stringContaining('answered 502: bad gateway'),
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
