import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../src/domain/errors.ts';
import { readWithRetry } from '../../../src/retry/read-with-retry.ts';
import { guardNetwork, never, slowly } from '../run/kindo-under-nock.ts';
import {
  AGENT,
  AGENT_ANSWER,
  AGENT_ID,
  AGENT_PATH,
  API,
  errorBody,
  fault,
  RUN_ID,
  RUN_PATH,
  runAnswer,
  shownPath,
  type World,
  newWorld as worldOf,
} from '../run/world.ts';

guardNetwork();

const BUDGET_MS = 60_000;

/** A world where every pause is the longest that chance allows. */
const newWorld = (random = () => 1) => worldOf({ random });

function read({ service, runtime }: World, deadline = BUDGET_MS) {
  return readWithRetry(runtime, deadline, (limits) => service.getAgent(AGENT_ID, limits));
}

function agent() {
  return nock(API).get(AGENT_PATH);
}

function coded(code: string): Error {
  return Object.assign(new Error('it failed'), { code });
}

describe('a read', () => {
  it('brings the answer of the first request', async () => {
    const world = newWorld();
    agent().reply(200, AGENT_ANSWER);
    expect(await read(world)).toEqual(AGENT);
    expect([world.clock.sleeps, world.log]).toEqual([[0], []]);
  });

  it.each([429, 500, 502, 503, 504])('is sent again after %i [F23]', async (status) => {
    const world = newWorld();
    agent().reply(status, errorBody('busy'));
    agent().reply(200, AGENT_ANSWER);
    expect(await read(world)).toEqual(AGENT);
    expect(world.clock.sleeps).toEqual([0, 1000]);
    expect(world.log).toEqual([`Retrying: GET ${shownPath(AGENT_PATH)} responded with ${status}: "busy"`]);
  });

  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ECONNRESET',
    'ETIMEDOUT',
  ])('is sent again after %s [F7 F8]', async (code) => {
    const world = newWorld();
    agent().replyWithError(coded(code));
    agent().reply(200, AGENT_ANSWER);
    expect(await read(world)).toEqual(AGENT);
  });

  it('is sent again for 60 s, with pauses that double, and then throws the last fault [F7]', async () => {
    const world = newWorld();
    agent().times(7).replyWithError(coded('ENOTFOUND'));
    expect(await fault(read(world))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining("the host's name was not found: check base-url"),
    });
    expect(world.clock.sleeps).toEqual([0, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  });

  it('pauses for less at random', async () => {
    const world = newWorld(() => 0.5);
    agent().times(2).reply(500);
    agent().reply(200, AGENT_ANSWER);
    await read(world);
    expect(world.clock.sleeps).toEqual([0, 625, 1125]);
  });

  it.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'ERR_SSL_WRONG_VERSION_NUMBER'])(
    'is not sent again after %s',
    async (code) => {
      agent().replyWithError(coded(code));
      expect(await fault(read(newWorld()))).toMatchObject({ kind: 'unreachable', permanent: true });
    },
  );

  it.each([400, 401, 403, 408, 409, 422])('is not sent again after %i [F14 F15]', async (status) => {
    agent().reply(status, {});
    expect(await fault(read(newWorld()))).toMatchObject({ kind: 'status', status });
  });

  it('is not sent again if the service asks to wait longer than the caller accepts', async () => {
    const { service, runtime, clock } = newWorld();
    nock(API).get(RUN_PATH).reply(429, {}, { 'retry-after': '5' });
    nock(API).get(RUN_PATH).reply(429, {}, { 'retry-after': '6' });
    const policy = { maxRetryAfterMs: 5000 };
    const response = readWithRetry(runtime, BUDGET_MS, (limits) => service.getRun(RUN_ID, limits), policy);
    expect(await fault(response)).toMatchObject({ kind: 'status', status: 429, retryAfterMs: 6000 });
    expect(clock.sleeps).toEqual([0, 5000]);
  });

  it('is not sent again after a redirect [F27]', async () => {
    agent().reply(302, '', { location: 'https://login.test/' });
    expect(await fault(read(newWorld()))).toMatchObject({ kind: 'redirect' });
  });

  it('is sent three times where something else answers than this API [F24]', async () => {
    const world = newWorld();
    agent().times(3).reply(200, '<html>Sign in to the network</html>');
    expect(await fault(read(world))).toMatchObject({
      kind: 'undecodable',
      message: expect.stringContaining('"<html>Sign in to the network</html>"'),
    });
    expect(world.clock.sleeps).toEqual([0, 1000, 2000]);
  });

  it('is sent three times where an answer of another shape comes [F25]', async () => {
    agent().times(3).reply(200, runAnswer());
    expect(await fault(read(newWorld()))).toMatchObject({
      kind: 'undecodable',
      message: expect.stringMatching(/^the response is not .*: is base-url the address of this API\?/),
    });
  });

  it('gets over two pages of somebody else', async () => {
    agent().times(2).reply(200, '<html>');
    agent().reply(200, AGENT_ANSWER);
    expect(await read(newWorld())).toEqual(AGENT);
  });

  it('is not believed about something else', async () => {
    const { service, runtime } = newWorld();
    nock(API)
      .get(RUN_PATH)
      .reply(200, runAnswer({ runId: 'another' }));
    const answer = readWithRetry(runtime, BUDGET_MS, (limits) => service.getRun(RUN_ID, limits));
    expect(await fault(answer)).toMatchObject({ name: 'ProtocolError' });
  });
});

describe('the Retry-After of a read', () => {
  const DATE = 'Thu, 12 Mar 2026 20:00:00 GMT';

  it.each<[string, Record<string, string>, number]>([
    ['seconds', { 'retry-after': '7' }, 7000],
    [
      'a date, by the clock of the answer',
      { date: DATE, 'retry-after': 'Thu, 12 Mar 2026 20:00:07 GMT' },
      7000,
    ],
    ['a date that has passed', { date: DATE, 'retry-after': 'Thu, 12 Mar 2026 19:00:00 GMT' }, 1000],
    ['nonsense', { 'retry-after': 'soon' }, 1000],
    ['less than the own pause', { 'retry-after': '0' }, 1000],
  ])('is heeded where it is %s [F19]', async (_, headers, pauseMs) => {
    const world = newWorld();
    agent().reply(429, {}, headers);
    agent().reply(200, AGENT_ANSWER);
    await read(world);
    expect(world.clock.sleeps).toEqual([0, pauseMs]);
  });

  it.each(['60', '3600', '99999999999'])('ends the read at once where it is %s [F20]', async (seconds) => {
    const world = newWorld();
    agent().reply(429, errorBody('later'), { 'retry-after': seconds });
    expect(await fault(read(world))).toMatchObject({ kind: 'status', status: 429 });
    expect(world.clock.monotonic()).toBe(0);
  });
});

describe('the time for a read', () => {
  it('gives one request 30 s', async () => {
    const world = newWorld();
    agent().reply(never(world.clock, 30_000));
    agent().reply(200, AGENT_ANSWER);
    expect(await read(world)).toEqual(AGENT);
    expect(world.clock.monotonic()).toBe(31_000);
  });

  it('gives the last request only what is left', async () => {
    const world = newWorld();
    agent().reply(slowly(world.clock, 20_000, 500, {}));
    agent().reply(never(world.clock, 1500));
    expect(await fault(read(world, 22_500))).toMatchObject({ kind: 'unreachable' });
    expect(world.clock.sleeps).toEqual([0, 1000]);
  });

  it('may be over before the first request, and the service is then not reached', async () => {
    const world = newWorld();
    const error = await fault(read(world, 0));
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'unreachable', permanent: false });
    expect(world.timeline).toEqual([]);
  });

  it('ends with the signal', async () => {
    const world = newWorld();
    const reason = new Error('the job was cancelled');
    agent().reply(() => {
      world.controller.abort(reason);
      return [500, {}];
    });
    expect(await fault(read(world))).toBe(reason);
  });
});
