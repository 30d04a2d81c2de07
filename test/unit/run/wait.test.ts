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
  errorOf,
  FIXTURE,
  newSetup,
  OTHER_AGENT_ID,
  RUN_ID,
  RUN_PATH,
  runResponse,
  type Setup,
  shownPath,
} from './setup.ts';

guardNetwork();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const GOING_ON = runResponse({ state: 'in_progress' });
const SUCCEEDED = runResponse();
const CANCELLED = new Error('the job was cancelled');

interface Waiting {
  readonly setup: Setup;
  /** The states from all accepted polls. */
  readonly polls: string[];
  readonly end: () => Promise<WaitEnd>;
}

/** The wait for a run that was just started, unless the facts say otherwise. */
function waiting(facts: Partial<Wait> = {}, setup = newSetup()): Waiting {
  const polls: string[] = [];
  const wait: Wait = {
    service: setup.service,
    runId: RUN_ID,
    isNew: true,
    beganAt: setup.clock.monotonic(),
    timeoutMs: 30 * MINUTE,
    firstPauseMs: 1500,
    pollIntervalMs: 10_000,
    // The runs in these responses were created at the beginning of the clock.
    verify: verifyStarted(AGENT_ID, 0, new ServiceClock(setup.clock)),
    onPoll: ({ state }: RunSnapshot) => polls.push(state),
    ...facts,
  };
  return { setup, polls, end: () => waitForRun(wait, setup.runtime) };
}

/** The wait for a run that is attached to. */
function attached(facts: Partial<Wait> = {}, setup = newSetup()): Waiting {
  const verify = verifyAttached({ agentId: AGENT_ID, maxRunAgeMs: 24 * HOUR }, new ServiceClock(setup.clock));
  return waiting({ isNew: false, firstPauseMs: 0, verify, ...facts }, setup);
}

/** The next polls of the run. */
function poll(times = 1) {
  return nock(API).get(RUN_PATH).times(times);
}

function goesOn(times = 1): void {
  poll(times).reply(200, GOING_ON);
}

function succeeds(): void {
  poll().reply(200, SUCCEEDED);
}

const ENDED = { kind: 'ended', run: { runId: RUN_ID, state: 'success' } };

describe('a wait until the run is seen', () => {
  it.each([
    [GOING_ON, 'in_progress'],
    [SUCCEEDED, 'success'],
  ])('ends with the first poll that shows the run, whatever its status is', async (response, state) => {
    const { setup, polls, end } = waiting({ endsWhenSeen: true });
    poll().reply(404, errorBody('Not found.'));
    poll().reply(200, response);
    expect(await end()).toMatchObject({ kind: 'ended', run: { state } });
    expect([polls, setup.clock.sleeps]).toEqual([[state], [1500, 7000]]);
  });
});

describe('the pauses between polls', () => {
  it('begin with 1.5 s and 7 s and are then 5 s', async () => {
    const { setup, polls, end } = waiting();
    goesOn(2);
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(setup.clock.sleeps).toEqual([1500, 7000, 5000]);
    expect(polls).toEqual(['in_progress', 'in_progress', 'success']);
  });

  it('are up to a fifth longer at random', async () => {
    const { setup, end } = waiting({}, newSetup({ random: () => 1 }));
    goesOn(2);
    succeeds();
    await end();
    expect(setup.clock.sleeps).toEqual([1500, 8400, 6000]);
  });

  it('are at most poll-interval', async () => {
    const { setup, end } = waiting({ pollIntervalMs: 1000 });
    goesOn(2);
    succeeds();
    await end();
    expect(setup.clock.sleeps).toEqual([1500, 1000, 1000]);
  });

  it('grow to a 25th of the time since the start', async () => {
    const setup = newSetup();
    setup.clock.advance(HOUR);
    const { end } = waiting({ pollIntervalMs: MINUTE }, setup);
    poll().reply(slowly(setup.clock, 23_500, 200, GOING_ON));
    for (let minute = 0; minute < 4; minute += 1) {
      poll().reply(slowly(setup.clock, 29_000, 200, GOING_ON));
    }
    succeeds();
    await end();
    // The ages after each poll are 25, 59, 93, 127 and 161.08 s.
    expect(setup.clock.sleeps).toEqual([1500, 5000, 5000, 5000, 5080, 6443.2]);
  });

  it('are counted from the beginning of the wait if the time of creation is unknown', async () => {
    const { setup, end } = attached({ pollIntervalMs: MINUTE, verify: () => undefined });
    poll(2).reply(200, { ...runResponse({ state: 'in_progress' }), createdAtUtc: null });
    succeeds();
    await end();
    expect(setup.clock.sleeps).toEqual([0, 7000, 5000]);
  });

  it("are counted from the service's time of creation for an attached run", async () => {
    const createdAt = '2026-03-12T14:55:50.000Z';
    const { setup, end } = attached({ pollIntervalMs: MINUTE });
    poll(2).reply(200, runResponse({ state: 'in_progress', createdAt }));
    succeeds();
    await end();
    expect(setup.clock.sleeps).toEqual([0, 10_000, 10_400]);
  });

  it.each([26 * HOUR, -26 * HOUR])(
    "are counted by the service's clock for an attached run, on a machine that is %i ms ahead [F135]",
    async (aheadMs) => {
      const date = new Date(Date.parse('2026-03-12T15:00:00.000Z') - aheadMs);
      const createdAt = new Date(date.getTime() - 250_000).toISOString();
      const { setup, end } = attached({ pollIntervalMs: MINUTE });
      const going = runResponse({ state: 'in_progress', createdAt });
      poll().reply(200, going, { date: date.toUTCString() });
      poll().reply(200, going, { date: new Date(date.getTime() + 10_000).toUTCString() });
      poll().reply(200, runResponse({ createdAt }));
      await end();
      expect(setup.clock.sleeps).toEqual([0, 10_000, 10_400]);
    },
  );

  it("are never negative if the service's clock is ahead", async () => {
    const { setup, end } = attached({ pollIntervalMs: MINUTE });
    poll().reply(200, runResponse({ state: 'in_progress', createdAt: '2026-03-12T15:01:00.000Z' }));
    succeeds();
    await end();
    expect(setup.clock.sleeps).toEqual([0, 7000]);
  });

  it("are counted from the step's beginning before the time of creation is known", async () => {
    const setup = newSetup();
    setup.clock.advance(250_000);
    const { end } = attached({ pollIntervalMs: MINUTE, beganAt: 0 }, setup);
    poll().reply(500);
    succeeds();
    await end();
    expect(setup.clock.sleeps).toEqual([0, 10_000]);
  });

  it('ignore jumps of the wall clock if the run was started here [F85]', async () => {
    class JumpingClock extends FakeClock {
      jump = 10 * HOUR;

      override now(): number {
        this.jump *= -1;
        return super.now() + this.jump;
      }
    }
    const setup = newSetup({ clock: new JumpingClock() });
    const { end } = waiting({ pollIntervalMs: MINUTE, verify: () => undefined }, setup);
    goesOn(3);
    succeeds();
    await end();
    expect(setup.clock.sleeps).toEqual([1500, 7000, 5000, 5000]);
  });

  it.each([
    [429, '20', 20_000],
    [503, '20', 20_000],
    [429, '1', 7000],
    [429, 'soon', 7000],
  ])('are longer after %i if Retry-After is %s [F72]', async (status, header, pauseMs) => {
    const { setup, end } = waiting();
    poll().reply(status, {}, { 'retry-after': header });
    succeeds();
    await end();
    expect(setup.clock.sleeps).toEqual([1500, pauseMs]);
  });

  it('never pass the deadline, whatever Retry-After is [F72]', async () => {
    const { setup, end } = waiting({ timeoutMs: MINUTE });
    poll().reply(429, {}, { 'retry-after': '3600' });
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(setup.clock.sleeps).toEqual([1500, 58_500]);
  });

  it('allow fewer than 400 polls in an hour, and leave no timer [F88]', async () => {
    const warnings: unknown[] = [];
    const note = (warning: unknown) => warnings.push(warning);
    process.on('warning', note);
    const { setup, polls, end } = waiting({ timeoutMs: HOUR });
    nock(API).persist().get(RUN_PATH).reply(200, GOING_ON);
    expect(await end()).toEqual({ kind: 'timed-out' });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect(polls.length).toBeLessThan(400);
    expect([setup.clock.armed, warnings]).toEqual([0, []]);
  });
});

describe('the end of a run', () => {
  const ends = (['success', 'failure', 'cancelled', 'interrupted'] as const).filter(
    (state) => !FIXTURE.neverStates.includes(state),
  );
  it.each(ends)('is detected if it is %s [F79]', async (state) => {
    const { end } = waiting();
    poll().reply(200, runResponse({ state }));
    expect(await end()).toMatchObject({ kind: 'ended', run: { state } });
  });

  it.each([
    ['finished', 'finished'],
    ['queued', 'queued'],
    ['SUCCESS', 'SUCCESS'],
    ['', ''],
    [null, 'null'],
    [['success'], '["success"]'],
  ])('is an unknown status: %j [F78 T36]', async (status, rawStatus) => {
    const { setup, polls, end } = waiting();
    goesOn();
    poll().reply(200, runResponse({ word: status }));
    expect(await end()).toMatchObject({ kind: 'ended', run: { state: 'unrecognised', rawStatus } });
    expect([polls, setup.clock.sleeps.length]).toEqual([['in_progress', 'unrecognised'], 2]);
  });

  it('is detected for a run whose agent is no longer named', async () => {
    const { end } = waiting();
    poll().reply(200, runResponse({ agentId: null }));
    expect(await end()).toMatchObject({ kind: 'ended', run: { agentId: null } });
  });

  it('is detected after half of the polls have failed at random [F70]', async () => {
    const statusesOfPolls = fc.array(fc.constantFrom(200, 200, 200, 429, 500, 502, 503), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(statusesOfPolls, async (statuses) => {
        const { polls, end } = waiting();
        for (const status of statuses) poll().reply(status, GOING_ON);
        succeeds();
        expect(await end()).toMatchObject(ENDED);
        expect(polls).toHaveLength(statuses.filter((status) => status === 200).length + 1);
      }),
      cases(20),
    );
  });
});

describe('the last poll', () => {
  it('is exactly at the deadline [F81]', async () => {
    const { setup, end } = waiting({ timeoutMs: 10_000 });
    goesOn(3);
    expect(await end()).toEqual({ kind: 'timed-out' });
    expect(setup.clock.sleeps).toEqual([1500, 7000, 1500]);
    expect(setup.clock.monotonic()).toBe(10_000);
  });

  it('decides if it succeeds', async () => {
    const { end } = waiting({ timeoutMs: 10_000 });
    goesOn(2);
    succeeds();
    expect(await end()).toMatchObject(ENDED);
  });

  it('has 10 s for its response', async () => {
    const { setup, end } = waiting({ timeoutMs: 10_000 });
    goesOn(2);
    poll().reply(slowly(setup.clock, 9999, 200, SUCCEEDED));
    expect(await end()).toMatchObject(ENDED);
  });

  it('has no more than 10 s for its response', async () => {
    const { setup, end } = waiting({ timeoutMs: 10_000 });
    goesOn(2);
    poll().reply(never(setup.clock, 10_000));
    expect(await end()).toEqual({
      kind: 'unavailable',
      reason: `After the timeout of 10s, there was no usable response about run ${RUN_ID} (GET ${shownPath(RUN_PATH)} got no response: no complete response within 10 s). The run may still be running: attach to it with run-id in a later job.`,
    });
    expect(setup.clock.monotonic()).toBe(20_000);
  });

  it('follows a poll that had only the remaining time', async () => {
    const { setup, end } = waiting({ timeoutMs: 10_000 });
    goesOn();
    poll().reply(never(setup.clock, 1500));
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(setup.clock.sleeps).toEqual([1500, 7000, 0]);
  });

  it('is sent even if the machine slept past the deadline [F84]', async () => {
    const { setup, end } = waiting({ timeoutMs: 10 * MINUTE });
    poll().reply(slowly(setup.clock, 20 * MINUTE, 200, GOING_ON));
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(setup.clock.sleeps).toEqual([1500, 0]);
  });

  it('is the only one if the deadline has already passed', async () => {
    const setup = newSetup();
    setup.clock.advance(HOUR);
    const { end } = waiting({ beganAt: 0 }, setup);
    goesOn();
    expect(await end()).toEqual({ kind: 'timed-out' });
  });

  it('reports that the run continues, also after errors [F80]', async () => {
    const { end } = waiting({ timeoutMs: 10_000 });
    poll(2).reply(500);
    goesOn();
    expect(await end()).toEqual({ kind: 'timed-out' });
  });

  it.each([
    ['a 503', () => poll().reply(503, errorBody('down'))],
    ['an HTML page of another server', () => poll().reply(200, '<html>')],
    ['a reset connection', () => poll().replyWithError('socket hang up')],
    ['a 404', () => poll().reply(404, {})],
  ])('makes the service unavailable if it fails with %s, whatever was read before', async (_, fails) => {
    const { end } = waiting({ timeoutMs: 8500 });
    goesOn();
    fails();
    expect(await end()).toMatchObject({ kind: 'unavailable' });
  });
});

describe('a failed poll', () => {
  it.each([429, 500, 502, 503, 504])('loses nothing after %i [F69]', async (status) => {
    const { setup, polls, end } = waiting();
    goesOn();
    poll().reply(status, errorBody('busy'));
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(polls).toEqual(['in_progress', 'success']);
    expect(setup.clock.sleeps).toEqual([1500, 7000, 5000]);
    expect(setup.log).toEqual([
      `A poll of the run failed. The wait continues: GET ${shownPath(RUN_PATH)} responded with ${status}: "busy"`,
      'The service responds again.',
    ]);
  });

  it.each(['ECONNRESET', 'ENOTFOUND', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED'])(
    'loses nothing after %s [F69]',
    async (code) => {
      const { end } = waiting();
      poll().replyWithError(Object.assign(new Error('it failed'), { code }));
      succeeds();
      expect(await end()).toMatchObject(ENDED);
    },
  );

  it('loses nothing without a response within 30 s [F82]', async () => {
    const { setup, end } = waiting();
    poll().reply(never(setup.clock, 30_000));
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(setup.clock.monotonic()).toBe(36_500);
  });

  it('is logged once, even if the service fails for long [F69 T30]', async () => {
    const { setup, end } = waiting();
    poll(20).reply(503);
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(setup.log).toHaveLength(2);
  });

  it('ends the wait as unavailable if the service fails until the deadline [F71]', async () => {
    const { setup, polls, end } = waiting({ timeoutMs: MINUTE });
    nock(API).persist().get(RUN_PATH).reply(502, errorBody('bad gateway'));
    expect(await end()).toEqual({
      kind: 'unavailable',
      reason: expect.stringMatching(
        /^After the timeout of 1m, there was no usable response .* 502: "bad gateway"\)/,
      ),
    });
    expect([setup.clock.monotonic(), polls]).toEqual([MINUTE, []]);
  });

  it('ends the wait at the third consecutive response that cannot be decoded', async () => {
    const { setup, end } = waiting();
    goesOn();
    poll().reply(200, '<html>');
    poll().reply(200, { runId: RUN_ID });
    poll().reply(200, '');
    const error = await errorOf(end());
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'undecodable' });
    expect(setup.clock.sleeps).toHaveLength(4);
  });

  it.each([
    ['a successful poll', () => goesOn()],
    ['a 404', () => poll().reply(404, {})],
    ['a 500', () => poll().reply(500, {})],
  ])('restarts the count of such responses after %s', async (_, between) => {
    const { end } = waiting();
    poll(2).reply(200, '<html>');
    between();
    poll(2).reply(200, '<html>');
    succeeds();
    expect(await end()).toMatchObject(ENDED);
  });

  it.each([400, 401, 403, 405, 408, 410, 422])('ends the wait at once with %i [F75]', async (status) => {
    const { end } = waiting();
    goesOn();
    poll().reply(status, {});
    expect(await errorOf(end())).toMatchObject({ kind: 'status', status });
  });

  it('ends the wait at once with a redirect', async () => {
    const { end } = waiting();
    poll().reply(302, '', { location: 'https://login.test/' });
    expect(await errorOf(end())).toMatchObject({ kind: 'redirect' });
  });
});

describe('an outage', () => {
  /** The status of each poll from a given time of the wait on. */
  const responsesFrom = (setup: Setup, statusesOfPolls: readonly (readonly [number, number])[]) =>
    nock(API)
      .persist()
      .get(RUN_PATH)
      .reply(() => {
        const status = statusesOfPolls.findLast(([from]) => setup.clock.monotonic() >= from)?.[1] ?? 200;
        return [status, status === 200 ? GOING_ON : {}];
      });

  it('ends the wait after 10 minutes of failed polls, long before the deadline [F71]', async () => {
    const { setup, end } = waiting({ timeoutMs: 5 * HOUR });
    responsesFrom(setup, [[20 * MINUTE, 503]]);
    expect(await end()).toEqual({
      kind: 'unavailable',
      reason: `For 10m, there was no usable response about run ${RUN_ID} (GET ${shownPath(RUN_PATH)} responded with 503). The run may still be running: attach to it with run-id in a later job.`,
    });
    expect(setup.clock.monotonic()).toBeGreaterThanOrEqual(30 * MINUTE);
    expect(setup.clock.monotonic()).toBeLessThanOrEqual(30 * MINUTE + 20_000);
  });

  it.each([
    ['a successful poll', 200],
    ['a 429', 429],
  ])('is over with %s', async (_, status) => {
    const { setup, end } = waiting({ timeoutMs: 5 * HOUR });
    responsesFrom(setup, [
      [0, 503],
      [9 * MINUTE, status],
      [9 * MINUTE + 10_000, 503],
    ]);
    expect(await end()).toMatchObject({ kind: 'unavailable', reason: expect.stringMatching(/^For 10m, /) });
    expect(setup.clock.monotonic()).toBeGreaterThanOrEqual(19 * MINUTE);
  });

  it('does not include rate-limited polls, until the deadline [F72]', async () => {
    const { setup, end } = waiting({ timeoutMs: HOUR });
    responsesFrom(setup, [[0, 429]]);
    expect(await end()).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringMatching(/^After the timeout of 1h, /),
    });
    expect(setup.clock.monotonic()).toBe(HOUR);
  });

  it('does not prevent the last poll if the deadline is nearer', async () => {
    const { setup, end } = waiting({ timeoutMs: 9 * MINUTE });
    responsesFrom(setup, [
      [0, 503],
      [9 * MINUTE, 200],
    ]);
    expect(await end()).toEqual({ kind: 'timed-out' });
  });

  it('does not hide the error of a poll that ends the wait anyway', async () => {
    const { setup, end } = waiting({ timeoutMs: 5 * HOUR });
    responsesFrom(setup, [
      [0, 503],
      [10 * MINUTE - 5000, 404],
    ]);
    expect(await end()).toMatchObject({ reason: expect.stringContaining('is no longer found') });
  });
});

describe('a poll with another response', () => {
  it('is not accepted about another run [F76 T20]', async () => {
    const { polls, end } = waiting();
    poll().reply(200, runResponse({ runId: 'another' }));
    expect(await errorOf(end())).toMatchObject({ name: 'ProtocolError' });
    expect(polls).toEqual([]);
  });

  it('is not accepted about another agent [F77]', async () => {
    const { polls, end } = waiting();
    goesOn();
    poll().reply(200, runResponse({ agentId: OTHER_AGENT_ID }));
    expect(await errorOf(end())).toMatchObject({ name: 'ProtocolError' });
    expect(polls).toEqual(['in_progress']);
  });
});

describe('a run that is not found', () => {
  it('is polled again within the first 60 s if it was started here [F73]', async () => {
    const { setup, end } = waiting();
    poll(12).reply(404, errorBody('not found'));
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(setup.clock.monotonic()).toBe(63_500);
    expect(setup.log).toEqual([
      `A poll of the run failed. The wait continues: GET ${shownPath(RUN_PATH)} responded with 404: "not found"`,
      'The service responds again.',
    ]);
  });

  it('is unavailable at the first poll after 60 s [F73]', async () => {
    const { setup, end } = waiting();
    poll(13).reply(404, errorBody('not found'));
    expect(await end()).toEqual({
      kind: 'unavailable',
      reason: `Run ${RUN_ID} is no longer found, so its end is unknown (GET ${shownPath(RUN_PATH)} responded with 404: "not found"). Check the run at the service before you re-run the job.`,
    });
    expect(setup.clock.monotonic()).toBe(63_500);
  });

  it.each([
    [16_499, 'ended'],
    [16_500, 'unavailable'],
  ])('is tolerated until exactly 60 s, here for %i ms more', async (ms, kind) => {
    const setup = newSetup();
    setup.clock.advance(MINUTE);
    const { end } = waiting({}, setup);
    // Polls have responses at 1.5, 33.5 and 43.5 s, and the last one this much later.
    poll().reply(404, {});
    poll().reply(slowly(setup.clock, 25_000, 404, {}));
    poll().reply(slowly(setup.clock, 5000, 404, {}));
    poll().reply(slowly(setup.clock, ms - 5000, 404, {}));
    if (kind === 'ended') succeeds();
    expect(await end()).toMatchObject({ kind });
  });

  it('is unavailable at once after a successful poll [F74]', async () => {
    const { setup, end } = waiting();
    goesOn();
    poll().reply(404, {});
    expect(await end()).toMatchObject({ kind: 'unavailable' });
    expect(setup.clock.monotonic()).toBe(8500);
  });

  it('is unavailable at a deadline within the 60 s', async () => {
    const { end } = waiting({ timeoutMs: 10_000 });
    poll(3).reply(404, {});
    expect(await end()).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('After the timeout of 10s, there was no usable response'),
    });
  });

  it('is an input error if it is attached to', async () => {
    const { setup, end } = attached();
    poll().reply(404, errorBody('not found'));
    const error = await errorOf(end());
    expect(error).toEqual(
      new InputError(
        `run-id ${RUN_ID} was not found, or this API key cannot see it (GET ${shownPath(RUN_PATH)} responded with 404: "not found"). Copy run-id from the outputs of the step that started the run.`,
      ),
    );
    expect([setup.clock.sleeps, setup.log]).toEqual([[0], []]);
  });

  it('is an input error also after the service has failed for minutes', async () => {
    const { end } = attached();
    poll(20).reply(503);
    poll().reply(404, {});
    expect(await errorOf(end())).toBeInstanceOf(InputError);
  });

  it('is unavailable after a successful poll if it is attached to', async () => {
    const { end } = attached();
    goesOn();
    poll().reply(404, {});
    expect(await end()).toMatchObject({ kind: 'unavailable' });
  });

  it('is unavailable at once if it was read before the wait', async () => {
    const { setup, end } = waiting({ isNew: false, wasSeen: true });
    poll().reply(404, {});
    expect(await end()).toMatchObject({ kind: 'unavailable' });
    expect(setup.clock.monotonic()).toBe(1500);
  });
});

describe('an attached run', () => {
  it('is polled at once', async () => {
    const { setup, end } = attached();
    succeeds();
    expect(await end()).toMatchObject(ENDED);
    expect(setup.clock.sleeps).toEqual([0]);
  });

  it.each([
    ['of another agent', { agentId: OTHER_AGENT_ID }, `is a run of agent ${OTHER_AGENT_ID}`],
    ['of no agent any more', { agentId: null }, 'an agent that the service no longer names'],
    ['too old', { createdAt: '2026-03-11T14:59:59.999Z' }, 'was created 1d ago, and max-run-age is 1d'],
  ])('is refused if it is %s, although it succeeded', async (_, facts, words) => {
    const { polls, end } = attached();
    poll().reply(200, runResponse(facts));
    const error = await errorOf(end());
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ message: expect.stringContaining(words) });
    expect(polls).toEqual([]);
  });

  it.each([[undefined], [null], ['yesterday']])('is refused if it was created at %j', async (createdAt) => {
    const { end } = attached();
    poll().reply(200, runResponse({ createdAt }));
    expect(await errorOf(end())).toMatchObject({
      name: 'ProtocolError',
      message: expect.stringContaining('no readable time of creation'),
    });
  });
});

describe('the signal', () => {
  it('ends the wait during a pause [F113]', async () => {
    const { setup, end } = waiting();
    goesOn();
    setup.clock.timer(3000, () => setup.controller.abort(CANCELLED));
    expect(await errorOf(end())).toBe(CANCELLED);
  });

  it('ends the wait during a poll [F113]', async () => {
    const { setup, end } = waiting();
    poll().reply(() => {
      setImmediate(() => setup.controller.abort(CANCELLED));
      return new Promise(() => undefined);
    });
    expect(await errorOf(end())).toBe(CANCELLED);
    expect(setup.clock.armed).toBe(0);
  });
});
