import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../src/domain/errors.ts';
import { readWithRetry } from '../../../src/retry/read-with-retry.ts';
import { guardNetwork, never, slowly } from '../run/kindo-under-nock.ts';
import {
  AGENT,
  AGENT_ID,
  AGENT_PATH,
  AGENT_RESPONSE,
  API,
  errorBody,
  errorOf,
  RUN_ID,
  RUN_PATH,
  runResponse,
  type Setup,
  newSetup as setupOf,
  shownPath,
} from '../run/setup.ts';

guardNetwork();

const BUDGET_MS = 60_000;

/** A setup with the longest possible random pauses. */
const newSetup = (random = () => 1) => setupOf({ random });

function read({ service, runtime }: Setup, deadline = BUDGET_MS) {
  return readWithRetry(runtime, deadline, (limits) => service.getAgent(AGENT_ID, limits));
}

function agent() {
  return nock(API).get(AGENT_PATH);
}

function coded(code: string): Error {
  return Object.assign(new Error('it failed'), { code });
}

describe('a read', () => {
  it('returns the response to the first request', async () => {
    const setup = newSetup();
    agent().reply(200, AGENT_RESPONSE);
    expect(await read(setup)).toEqual(AGENT);
    expect([setup.clock.sleeps, setup.log]).toEqual([[0], []]);
  });

  it.each([429, 500, 502, 503, 504])('is retried after %i [F23]', async (status) => {
    const setup = newSetup();
    agent().reply(status, errorBody('busy'));
    agent().reply(200, AGENT_RESPONSE);
    expect(await read(setup)).toEqual(AGENT);
    expect(setup.clock.sleeps).toEqual([0, 1000]);
    expect(setup.log).toEqual([`Retrying: GET ${shownPath(AGENT_PATH)} responded with ${status}: "busy"`]);
  });

  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ECONNRESET',
    'ETIMEDOUT',
  ])('is retried after %s [F7 F8]', async (code) => {
    const setup = newSetup();
    agent().replyWithError(coded(code));
    agent().reply(200, AGENT_RESPONSE);
    expect(await read(setup)).toEqual(AGENT);
  });

  it('is retried for 60 s, with pauses that double, and then throws the last error [F7]', async () => {
    const setup = newSetup();
    agent().times(7).replyWithError(coded('ENOTFOUND'));
    expect(await errorOf(read(setup))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining("the host's name was not found: check base-url"),
    });
    expect(setup.clock.sleeps).toEqual([0, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  });

  it('has shorter pauses at random', async () => {
    const setup = newSetup(() => 0.5);
    agent().times(2).reply(500);
    agent().reply(200, AGENT_RESPONSE);
    await read(setup);
    expect(setup.clock.sleeps).toEqual([0, 625, 1125]);
  });

  it.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'ERR_SSL_WRONG_VERSION_NUMBER'])(
    'is not retried after %s',
    async (code) => {
      agent().replyWithError(coded(code));
      expect(await errorOf(read(newSetup()))).toMatchObject({ kind: 'unreachable', permanent: true });
    },
  );

  it.each([400, 401, 403, 408, 409, 422])('is not retried after %i [F14 F15]', async (status) => {
    agent().reply(status, {});
    expect(await errorOf(read(newSetup()))).toMatchObject({ kind: 'status', status });
  });

  it('is not retried if the service requests a longer wait than the caller accepts', async () => {
    const { service, runtime, clock } = newSetup();
    nock(API).get(RUN_PATH).reply(429, {}, { 'retry-after': '5' });
    nock(API).get(RUN_PATH).reply(429, {}, { 'retry-after': '6' });
    const policy = { maxRetryAfterMs: 5000 };
    const response = readWithRetry(runtime, BUDGET_MS, (limits) => service.getRun(RUN_ID, limits), policy);
    expect(await errorOf(response)).toMatchObject({ kind: 'status', status: 429, retryAfterMs: 6000 });
    expect(clock.sleeps).toEqual([0, 5000]);
  });

  it('is not retried after a redirect [F27]', async () => {
    agent().reply(302, '', { location: 'https://login.test/' });
    expect(await errorOf(read(newSetup()))).toMatchObject({ kind: 'redirect' });
  });

  it('is sent three times if another server than this API responds [F24]', async () => {
    const setup = newSetup();
    agent().times(3).reply(200, '<html>Sign in to the network</html>');
    expect(await errorOf(read(setup))).toMatchObject({
      kind: 'undecodable',
      message: expect.stringContaining('"<html>Sign in to the network</html>"'),
    });
    expect(setup.clock.sleeps).toEqual([0, 1000, 2000]);
  });

  it('is sent three times if the response has another format [F25]', async () => {
    agent().times(3).reply(200, runResponse());
    expect(await errorOf(read(newSetup()))).toMatchObject({
      kind: 'undecodable',
      message: expect.stringMatching(
        /^the response is not .*: check that base-url is the address of this API/,
      ),
    });
  });

  it('succeeds after two pages of another server', async () => {
    agent().times(2).reply(200, '<html>');
    agent().reply(200, AGENT_RESPONSE);
    expect(await read(newSetup())).toEqual(AGENT);
  });

  it('rejects a response about something else', async () => {
    const { service, runtime } = newSetup();
    nock(API)
      .get(RUN_PATH)
      .reply(200, runResponse({ runId: 'another' }));
    const answer = readWithRetry(runtime, BUDGET_MS, (limits) => service.getRun(RUN_ID, limits));
    expect(await errorOf(answer)).toMatchObject({ name: 'ProtocolError' });
  });
});

describe('the Retry-After of a read', () => {
  const DATE = 'Thu, 12 Mar 2026 20:00:00 GMT';

  it.each<[string, Record<string, string>, number]>([
    ['seconds', { 'retry-after': '7' }, 7000],
    [
      'a date, by the clock of the response',
      { date: DATE, 'retry-after': 'Thu, 12 Mar 2026 20:00:07 GMT' },
      7000,
    ],
    ['a date that has passed', { date: DATE, 'retry-after': 'Thu, 12 Mar 2026 19:00:00 GMT' }, 1000],
    ['nonsense', { 'retry-after': 'soon' }, 1000],
    ['less than the own pause', { 'retry-after': '0' }, 1000],
  ])('is followed if it is %s [F19]', async (_, headers, pauseMs) => {
    const setup = newSetup();
    agent().reply(429, {}, headers);
    agent().reply(200, AGENT_RESPONSE);
    await read(setup);
    expect(setup.clock.sleeps).toEqual([0, pauseMs]);
  });

  it.each(['60', '3600', '99999999999'])('ends the read at once if it is %s [F20]', async (seconds) => {
    const setup = newSetup();
    agent().reply(429, errorBody('later'), { 'retry-after': seconds });
    expect(await errorOf(read(setup))).toMatchObject({ kind: 'status', status: 429 });
    expect(setup.clock.monotonic()).toBe(0);
  });
});

describe('the time for a read', () => {
  it('limits one request to 30 s', async () => {
    const setup = newSetup();
    agent().reply(never(setup.clock, 30_000));
    agent().reply(200, AGENT_RESPONSE);
    expect(await read(setup)).toEqual(AGENT);
    expect(setup.clock.monotonic()).toBe(31_000);
  });

  it('limits the last request to the remaining time', async () => {
    const setup = newSetup();
    agent().reply(slowly(setup.clock, 20_000, 500, {}));
    agent().reply(never(setup.clock, 1500));
    expect(await errorOf(read(setup, 22_500))).toMatchObject({ kind: 'unreachable' });
    expect(setup.clock.sleeps).toEqual([0, 1000]);
  });

  it('may be over before the first request, and the error is then unreachable', async () => {
    const setup = newSetup();
    const error = await errorOf(read(setup, 0));
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'unreachable', permanent: false });
    expect(setup.timeline).toEqual([]);
  });

  it('ends when the signal is aborted', async () => {
    const setup = newSetup();
    const reason = new Error('the job was cancelled');
    agent().reply(() => {
      setup.controller.abort(reason);
      return [500, {}];
    });
    expect(await errorOf(read(setup))).toBe(reason);
  });
});
