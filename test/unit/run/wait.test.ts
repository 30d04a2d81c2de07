import fc from 'fast-check';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { InputError, RequestError } from '../../../src/domain/errors.ts';
import type { RunSnapshot } from '../../../src/domain/run.ts';
import { ServiceClock } from '../../../src/run/service-clock.ts';
import { verifyAttached, verifyStarted } from '../../../src/run/verify.ts';
import { type Wait, type WaitEnd, waitForRun } from '../../../src/run/wait.ts';
import { cases } from '../../support/cases.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { guardNetwork, never, slowly } from './kindo-under-nock.ts';
import {
  AGENT_ID,
  API,
  errorBody,
  fault,
  newWorld,
  OTHER_AGENT_ID,
  RUN_ID,
  RUN_PATH,
  runAnswer,
  shownPath,
  WORLD,
  type World,
} from './world.ts';

guardNetwork();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const GOING_ON = runAnswer({ state: 'in_progress' });
const SUCCEEDED = runAnswer();
const CANCELLED = new Error('the job was cancelled');

interface Waiting {
  readonly world: World;
  /** What the looks showed that were believed. */
  readonly looks: string[];
  readonly end: () => Promise<WaitEnd>;
}

/** The wait for a run that was just started, unless the facts say otherwise. */
function waiting(facts: Partial<Wait> = {}, world = newWorld()): Waiting {
  const looks: string[] = [];
  const wait: Wait = {
    service: world.service,
    runId: RUN_ID,
    isNew: true,
    beganAt: world.clock.monotonic(),
    timeoutMs: 30 * MINUTE,
    firstPauseMs: 1500,
    pollIntervalMs: 10_000,
    // The runs of these answers were created as the clock began.
    verify: verifyStarted(AGENT_ID, 0, new ServiceClock(world.clock)),
    onPoll: ({ state }: RunSnapshot) => looks.push(state),
    ...facts,
  };
  return { world, looks, end: () => waitForRun(wait, world.runtime) };
}

/** The wait for a run that is attached to. */
function attached(facts: Partial<Wait> = {}, world = newWorld()): Waiting {
  const verify = verifyAttached({ agentId: AGENT_ID, maxRunAgeMs: 24 * HOUR }, new ServiceClock(world.clock));
  return waiting({ isNew: false, firstPauseMs: 0, verify, ...facts }, world);
}

/** The next looks at the run. */
function look(times = 1) {
  return nock(API).get(RUN_PATH).times(times);
}

function goesOn(times = 1): void {
  look(times).reply(200, GOING_ON);
}

function succeeds(): void {
  look().reply(200, SUCCEEDED);
}

const ENDED = { kind: 'ended', run: { runId: RUN_ID, state: 'success' } };

describe('the pauses between looks', () => {
  it('begin with 1.5 s and 7 s and are then 5 s', async () => {
    const { world, looks, end } = waiting();
    goesOn(2);
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(world.clock.sleeps).toEqual([1500, 7000, 5000]);
    expect(looks).toEqual(['in_progress', 'in_progress', 'success']);
  });

  it('are up to a fifth longer at random', async () => {
    const { world, end } = waiting({}, newWorld({ random: () => 1 }));
    goesOn(2);
    succeeds();
    await end();
    expect(world.clock.sleeps).toEqual([1500, 8400, 6000]);
  });

  it('are at most poll-interval', async () => {
    const { world, end } = waiting({ pollIntervalMs: 1000 });
    goesOn(2);
    succeeds();
    await end();
    expect(world.clock.sleeps).toEqual([1500, 1000, 1000]);
  });

  it('grow to a 25th of the time since the start', async () => {
    const world = newWorld();
    world.clock.advance(HOUR);
    const { end } = waiting({ pollIntervalMs: MINUTE }, world);
    look().reply(slowly(world.clock, 23_500, 200, GOING_ON));
    for (let minute = 0; minute < 4; minute += 1) {
      look().reply(slowly(world.clock, 29_000, 200, GOING_ON));
    }
    succeeds();
    await end();
    // The ages after each look are 25, 59, 93, 127 and 161.08 s.
    expect(world.clock.sleeps).toEqual([1500, 5000, 5000, 5000, 5080, 6443.2]);
  });

  it('are counted from the beginning of the wait if the time of creation is unknown', async () => {
    const { world, end } = attached({ pollIntervalMs: MINUTE, verify: () => undefined });
    look(2).reply(200, { ...runAnswer({ state: 'in_progress' }), createdAtUtc: null });
    succeeds();
    await end();
    expect(world.clock.sleeps).toEqual([0, 7000, 5000]);
  });

  it("are counted from the service's own time of creation where the run is attached to", async () => {
    const createdAt = '2026-03-12T14:55:50.000Z';
    const { world, end } = attached({ pollIntervalMs: MINUTE });
    look(2).reply(200, runAnswer({ state: 'in_progress', createdAt }));
    succeeds();
    await end();
    expect(world.clock.sleeps).toEqual([0, 10_000, 10_400]);
  });

  it.each([26 * HOUR, -26 * HOUR])(
    "are counted by the service's clock where the run is attached to, on a machine that is %i ms ahead [F135]",
    async (aheadMs) => {
      const date = new Date(Date.parse('2026-03-12T15:00:00.000Z') - aheadMs);
      const createdAt = new Date(date.getTime() - 250_000).toISOString();
      const { world, end } = attached({ pollIntervalMs: MINUTE });
      const going = runAnswer({ state: 'in_progress', createdAt });
      look().reply(200, going, { date: date.toUTCString() });
      look().reply(200, going, { date: new Date(date.getTime() + 10_000).toUTCString() });
      look().reply(200, runAnswer({ createdAt }));
      await end();
      expect(world.clock.sleeps).toEqual([0, 10_000, 10_400]);
    },
  );

  it("are never negative where the service's clock is ahead", async () => {
    const { world, end } = attached({ pollIntervalMs: MINUTE });
    look().reply(200, runAnswer({ state: 'in_progress', createdAt: '2026-03-12T15:01:00.000Z' }));
    succeeds();
    await end();
    expect(world.clock.sleeps).toEqual([0, 7000]);
  });

  it("are counted from the step's beginning before the time of creation is known", async () => {
    const world = newWorld();
    world.clock.advance(250_000);
    const { end } = attached({ pollIntervalMs: MINUTE, beganAt: 0 }, world);
    look().reply(500);
    succeeds();
    await end();
    expect(world.clock.sleeps).toEqual([0, 10_000]);
  });

  it('do not heed a wall clock that jumps, where the run was started here [F85]', async () => {
    class JumpingClock extends FakeClock {
      jump = 10 * HOUR;

      override now(): number {
        this.jump *= -1;
        return super.now() + this.jump;
      }
    }
    const world = newWorld({ clock: new JumpingClock() });
    const { end } = waiting({ pollIntervalMs: MINUTE, verify: () => undefined }, world);
    goesOn(3);
    succeeds();
    await end();
    expect(world.clock.sleeps).toEqual([1500, 7000, 5000, 5000]);
  });

  it.each([
    [429, '20', 20_000],
    [503, '20', 20_000],
    [429, '1', 7000],
    [429, 'soon', 7000],
  ])('are longer after %i where Retry-After says %s [F72]', async (status, header, pauseMs) => {
    const { world, end } = waiting();
    look().reply(status, {}, { 'retry-after': header });
    succeeds();
    await end();
    expect(world.clock.sleeps).toEqual([1500, pauseMs]);
  });

  it('never pass the deadline, whatever Retry-After says [F72]', async () => {
    const { world, end } = waiting({ timeoutMs: MINUTE });
    look().reply(429, {}, { 'retry-after': '3600' });
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(world.clock.sleeps).toEqual([1500, 58_500]);
  });

  it('make fewer than 400 looks in an hour, and leave nothing behind [F88]', async () => {
    const warnings: unknown[] = [];
    const note = (warning: unknown) => warnings.push(warning);
    process.on('warning', note);
    const { world, looks, end } = waiting({ timeoutMs: HOUR });
    nock(API).persist().get(RUN_PATH).reply(200, GOING_ON);
    expect(await end()).toEqual({ kind: 'timed-out' });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect(looks.length).toBeLessThan(400);
    expect([world.clock.armed, warnings]).toEqual([0, []]);
  });
});

describe('the end of a run', () => {
  const ends = (['success', 'failure', 'cancelled', 'interrupted'] as const).filter(
    (state) => !WORLD.neverStates.includes(state),
  );
  it.each(ends)('is seen where it is %s [F79]', async (state) => {
    const { end } = waiting();
    look().reply(200, runAnswer({ state }));
    expect(await end()).toMatchObject({ kind: 'ended', run: { state } });
  });

  it.each([
    ['finished', 'finished'],
    ['queued', 'queued'],
    ['SUCCESS', 'SUCCESS'],
    ['', ''],
    [null, 'null'],
    [['success'], '["success"]'],
  ])('is a status that is not recognised: %j [F78 T36]', async (status, rawStatus) => {
    const { world, looks, end } = waiting();
    goesOn();
    look().reply(200, runAnswer({ word: status }));
    expect(await end()).toMatchObject({ kind: 'ended', run: { state: 'unrecognised', rawStatus } });
    expect([looks, world.clock.sleeps.length]).toEqual([['in_progress', 'unrecognised'], 2]);
  });

  it('is seen of a run whose agent is no longer named', async () => {
    const { end } = waiting();
    look().reply(200, runAnswer({ agentId: null }));
    expect(await end()).toMatchObject({ kind: 'ended', run: { agentId: null } });
  });

  it('is seen after half of the looks have failed at random [F70]', async () => {
    const answers = fc.array(fc.constantFrom(200, 200, 200, 429, 500, 502, 503), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(answers, async (statuses) => {
        const { looks, end } = waiting();
        for (const status of statuses) look().reply(status, GOING_ON);
        succeeds();
        expect(await end()).toMatchObject(ENDED);
        expect(looks).toHaveLength(statuses.filter((status) => status === 200).length + 1);
      }),
      cases(20),
    );
  });
});

describe('the last look', () => {
  it('is exactly at the deadline [F81]', async () => {
    const { world, end } = waiting({ timeoutMs: 10_000 });
    goesOn(3);
    expect(await end()).toEqual({ kind: 'timed-out' });
    expect(world.clock.sleeps).toEqual([1500, 7000, 1500]);
    expect(world.clock.monotonic()).toBe(10_000);
  });

  it('wins where it is good', async () => {
    const { end } = waiting({ timeoutMs: 10_000 });
    goesOn(2);
    succeeds();
    expect(await end()).toMatchObject(ENDED);
  });

  it('has 10 s for its answer', async () => {
    const { world, end } = waiting({ timeoutMs: 10_000 });
    goesOn(2);
    look().reply(slowly(world.clock, 9999, 200, SUCCEEDED));
    expect(await end()).toMatchObject(ENDED);
  });

  it('has no more than 10 s for its answer', async () => {
    const { world, end } = waiting({ timeoutMs: 10_000 });
    goesOn(2);
    look().reply(never(world.clock, 10_000));
    expect(await end()).toEqual({
      kind: 'unavailable',
      reason: `After the 10s of timeout there was no usable response about run ${RUN_ID} (GET ${shownPath(RUN_PATH)} got no response: no complete response within 10 s). The run may still be running: attach to it with run-id in a later job.`,
    });
    expect(world.clock.monotonic()).toBe(20_000);
  });

  it('comes after a look that had only what was left', async () => {
    const { world, end } = waiting({ timeoutMs: 10_000 });
    goesOn();
    look().reply(never(world.clock, 1500));
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(world.clock.sleeps).toEqual([1500, 7000, 0]);
  });

  it('is made also where the machine slept through the deadline [F84]', async () => {
    const { world, end } = waiting({ timeoutMs: 10 * MINUTE });
    look().reply(slowly(world.clock, 20 * MINUTE, 200, GOING_ON));
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(world.clock.sleeps).toEqual([1500, 0]);
  });

  it('is the only one where the deadline passed before', async () => {
    const world = newWorld();
    world.clock.advance(HOUR);
    const { end } = waiting({ beganAt: 0 }, world);
    goesOn();
    expect(await end()).toEqual({ kind: 'timed-out' });
  });

  it('tells that the run goes on, also after faults [F80]', async () => {
    const { end } = waiting({ timeoutMs: 10_000 });
    look(2).reply(500);
    goesOn();
    expect(await end()).toEqual({ kind: 'timed-out' });
  });

  it.each([
    ['a 503', () => look().reply(503, errorBody('down'))],
    ['a page of somebody else', () => look().reply(200, '<html>')],
    ['a reset connection', () => look().replyWithError('socket hang up')],
    ['a 404', () => look().reply(404, {})],
  ])('leaves the service unavailable where it brings %s, whatever was seen before', async (_, fails) => {
    const { end } = waiting({ timeoutMs: 8500 });
    goesOn();
    fails();
    expect(await end()).toMatchObject({ kind: 'unavailable' });
  });
});

describe('a look that fails', () => {
  it.each([429, 500, 502, 503, 504])('loses nothing with %i [F69]', async (status) => {
    const { world, looks, end } = waiting();
    goesOn();
    look().reply(status, errorBody('busy'));
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(looks).toEqual(['in_progress', 'success']);
    expect(world.clock.sleeps).toEqual([1500, 7000, 5000]);
    expect(world.log).toEqual([
      `A poll of the run failed. The wait continues: GET ${shownPath(RUN_PATH)} responded with ${status}: "busy"`,
      'The service responds again.',
    ]);
  });

  it.each(['ECONNRESET', 'ENOTFOUND', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED'])(
    'loses nothing with %s [F69]',
    async (code) => {
      const { end } = waiting();
      look().replyWithError(Object.assign(new Error('it failed'), { code }));
      succeeds();
      expect(await end()).toMatchObject(ENDED);
    },
  );

  it('loses nothing where it is not answered within 30 s [F82]', async () => {
    const { world, end } = waiting();
    look().reply(never(world.clock, 30_000));
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(world.clock.monotonic()).toBe(36_500);
  });

  it('is logged once however long the service fails [F69 T30]', async () => {
    const { world, end } = waiting();
    look(20).reply(503);
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(world.log).toHaveLength(2);
  });

  it('ends the wait as unavailable where the service fails until the deadline [F71]', async () => {
    const { world, looks, end } = waiting({ timeoutMs: MINUTE });
    nock(API).persist().get(RUN_PATH).reply(502, errorBody('bad gateway'));
    expect(await end()).toEqual({
      kind: 'unavailable',
      reason: expect.stringMatching(
        /^After the 1m of timeout there was no usable response .* 502: "bad gateway"\)/,
      ),
    });
    expect([world.clock.monotonic(), looks]).toEqual([MINUTE, []]);
  });

  it('ends the wait at the third answer in a row that cannot be decoded', async () => {
    const { world, end } = waiting();
    goesOn();
    look().reply(200, '<html>');
    look().reply(200, { runId: RUN_ID });
    look().reply(200, '');
    const error = await fault(end());
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'undecodable' });
    expect(world.clock.sleeps).toHaveLength(4);
  });

  it.each([
    ['a good look', () => goesOn()],
    ['a 404', () => look().reply(404, {})],
    ['a 500', () => look().reply(500, {})],
  ])('begins to count such answers anew after %s', async (_, between) => {
    const { end } = waiting();
    look(2).reply(200, '<html>');
    between();
    look(2).reply(200, '<html>');
    succeeds();
    expect(await end()).toMatchObject(ENDED);
  });

  it.each([400, 401, 403, 405, 408, 410, 422])('ends the wait at once with %i [F75]', async (status) => {
    const { end } = waiting();
    goesOn();
    look().reply(status, {});
    expect(await fault(end())).toMatchObject({ kind: 'status', status });
  });

  it('ends the wait at once with a redirect', async () => {
    const { end } = waiting();
    look().reply(302, '', { location: 'https://login.test/' });
    expect(await fault(end())).toMatchObject({ kind: 'redirect' });
  });
});

describe('an outage', () => {
  /** From some time of the wait on, each look is answered so. */
  const answersFrom = (world: World, answers: readonly (readonly [number, number])[]) =>
    nock(API)
      .persist()
      .get(RUN_PATH)
      .reply(() => {
        const status = answers.findLast(([from]) => world.clock.monotonic() >= from)?.[1] ?? 200;
        return [status, status === 200 ? GOING_ON : {}];
      });

  it('ends the wait after 10 minutes of failed looks, long before the deadline [F71]', async () => {
    const { world, end } = waiting({ timeoutMs: 5 * HOUR });
    answersFrom(world, [[20 * MINUTE, 503]]);
    expect(await end()).toEqual({
      kind: 'unavailable',
      reason: `For 10m there was no usable response about run ${RUN_ID} (GET ${shownPath(RUN_PATH)} responded with 503). The run may still be running: attach to it with run-id in a later job.`,
    });
    expect(world.clock.monotonic()).toBeGreaterThanOrEqual(30 * MINUTE);
    expect(world.clock.monotonic()).toBeLessThanOrEqual(30 * MINUTE + 20_000);
  });

  it.each([
    ['a good look', 200],
    ['the answer that looks are limited', 429],
  ])('is over with %s', async (_, status) => {
    const { world, end } = waiting({ timeoutMs: 5 * HOUR });
    answersFrom(world, [
      [0, 503],
      [9 * MINUTE, status],
      [9 * MINUTE + 10_000, 503],
    ]);
    expect(await end()).toMatchObject({ kind: 'unavailable', reason: expect.stringMatching(/^For 10m /) });
    expect(world.clock.monotonic()).toBeGreaterThanOrEqual(19 * MINUTE);
  });

  it('is none where looks are only limited, until the deadline [F72]', async () => {
    const { world, end } = waiting({ timeoutMs: HOUR });
    answersFrom(world, [[0, 429]]);
    expect(await end()).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringMatching(/^After the 1h /),
    });
    expect(world.clock.monotonic()).toBe(HOUR);
  });

  it('keeps nothing from the last look where the deadline is nearer', async () => {
    const { world, end } = waiting({ timeoutMs: 9 * MINUTE });
    answersFrom(world, [
      [0, 503],
      [9 * MINUTE, 200],
    ]);
    expect(await end()).toEqual({ kind: 'timed-out' });
  });

  it('does not hide what a look says that ends the wait anyway', async () => {
    const { world, end } = waiting({ timeoutMs: 5 * HOUR });
    answersFrom(world, [
      [0, 503],
      [10 * MINUTE - 5000, 404],
    ]);
    expect(await end()).toMatchObject({ reason: expect.stringContaining('was not found any more') });
  });
});

describe('a look at something else', () => {
  it('is not believed about another run [F76 T20]', async () => {
    const { looks, end } = waiting();
    look().reply(200, runAnswer({ runId: 'another' }));
    expect(await fault(end())).toMatchObject({ name: 'ProtocolError' });
    expect(looks).toEqual([]);
  });

  it('is not believed about another agent [F77]', async () => {
    const { looks, end } = waiting();
    goesOn();
    look().reply(200, runAnswer({ agentId: OTHER_AGENT_ID }));
    expect(await fault(end())).toMatchObject({ name: 'ProtocolError' });
    expect(looks).toEqual(['in_progress']);
  });
});

describe('a run that is not there', () => {
  it('is looked for again within the first 60 s of a run that was started here [F73]', async () => {
    const { world, end } = waiting();
    look(12).reply(404, errorBody('not found'));
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(world.clock.monotonic()).toBe(63_500);
    expect(world.log).toEqual([
      `A poll of the run failed. The wait continues: GET ${shownPath(RUN_PATH)} responded with 404: "not found"`,
      'The service responds again.',
    ]);
  });

  it('is unavailable at the first look after 60 s [F73]', async () => {
    const { world, end } = waiting();
    look(13).reply(404, errorBody('not found'));
    expect(await end()).toEqual({
      kind: 'unavailable',
      reason: `Run ${RUN_ID} was not found any more, so its end is unknown (GET ${shownPath(RUN_PATH)} responded with 404: "not found").`,
    });
    expect(world.clock.monotonic()).toBe(63_500);
  });

  it.each([
    [16_499, 'ended'],
    [16_500, 'unavailable'],
  ])('is tolerated until 60 s are full, here for %i ms more', async (ms, kind) => {
    const world = newWorld();
    world.clock.advance(MINUTE);
    const { end } = waiting({}, world);
    // Looks are answered at 1.5, 33.5 and 43.5 s, and at last so much later.
    look().reply(404, {});
    look().reply(slowly(world.clock, 25_000, 404, {}));
    look().reply(slowly(world.clock, 5000, 404, {}));
    look().reply(slowly(world.clock, ms - 5000, 404, {}));
    if (kind === 'ended') succeeds();
    expect(await end()).toMatchObject({ kind });
  });

  it('is unavailable at once after a good look [F74]', async () => {
    const { world, end } = waiting();
    goesOn();
    look().reply(404, {});
    expect(await end()).toMatchObject({ kind: 'unavailable' });
    expect(world.clock.monotonic()).toBe(8500);
  });

  it('is unavailable at a deadline within the 60 s', async () => {
    const { end } = waiting({ timeoutMs: 10_000 });
    look(3).reply(404, {});
    expect(await end()).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('After the 10s of timeout there was no usable response'),
    });
  });

  it("is the author's to mend where it is attached to", async () => {
    const { world, end } = attached();
    look().reply(404, errorBody('not found'));
    const error = await fault(end());
    expect(error).toEqual(
      new InputError(
        `run-id ${RUN_ID} was not found: it is mistyped, was removed, or this key cannot see it (GET ${shownPath(RUN_PATH)} responded with 404: "not found").`,
      ),
    );
    expect([world.clock.sleeps, world.log]).toEqual([[0], []]);
  });

  it("is the author's to mend also after the service has failed for minutes", async () => {
    const { end } = attached();
    look(20).reply(503);
    look().reply(404, {});
    expect(await fault(end())).toBeInstanceOf(InputError);
  });

  it('is unavailable after a good look where it is attached to', async () => {
    const { end } = attached();
    goesOn();
    look().reply(404, {});
    expect(await end()).toMatchObject({ kind: 'unavailable' });
  });
});

describe('a run that is attached to', () => {
  it('is looked at at once', async () => {
    const { world, end } = attached();
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(world.clock.sleeps).toEqual([0]);
  });

  it.each([
    ['of another agent', { agentId: OTHER_AGENT_ID }, `is a run of agent ${OTHER_AGENT_ID}`],
    ['of no agent any more', { agentId: null }, 'an agent that the service no longer names'],
    ['too old', { createdAt: '2026-03-11T14:59:59.999Z' }, 'was created 1d ago, and max-run-age is 1d'],
  ])('is refused where it is %s, although it succeeded', async (_, facts, words) => {
    const { looks, end } = attached();
    look().reply(200, runAnswer(facts));
    const error = await fault(end());
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ message: expect.stringContaining(words) });
    expect(looks).toEqual([]);
  });

  it.each([[undefined], [null], ['yesterday']])(
    'is refused where it was created at %j',
    async (createdAt) => {
      const { end } = attached();
      look().reply(200, runAnswer({ createdAt }));
      expect(await fault(end())).toMatchObject({
        name: 'ProtocolError',
        message: expect.stringContaining('no readable time of creation'),
      });
    },
  );
});

describe('the signal', () => {
  it('ends the wait in a pause [F113]', async () => {
    const { world, end } = waiting();
    goesOn();
    world.clock.timer(3000, () => world.controller.abort(CANCELLED));
    expect(await fault(end())).toBe(CANCELLED);
  });

  it('ends the wait in a look [F113]', async () => {
    const { world, end } = waiting();
    look().reply(() => {
      setImmediate(() => world.controller.abort(CANCELLED));
      return new Promise(() => undefined);
    });
    expect(await fault(end())).toBe(CANCELLED);
    expect(world.clock.armed).toBe(0);
  });
});
