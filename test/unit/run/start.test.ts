import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { InputError, ProtocolError } from '../../../src/domain/errors.ts';
import type { Progress } from '../../../src/domain/progress.ts';
import { type Start, type StartResult, startOnce } from '../../../src/run/start.ts';
import { newProgress, startOf } from '../../support/records.ts';
import { guardNetwork, never } from './kindo-under-nock.ts';
import {
  ADVICE_ON_403,
  AGENT,
  AGENT_ID,
  API,
  EARLIER_RUN_ID,
  errorBody,
  errorOf,
  INPUTS,
  NAME,
  newSetup,
  RUN_ID,
  type Setup,
  START_BODY,
  START_PATH,
  shownPath,
  startResponse,
} from './setup.ts';

// A request that nock did not announce fails the test: what is said here once is sent once.
guardNetwork();

interface Attempt {
  readonly setup: Setup;
  readonly progress: Progress;
  readonly start: () => Promise<StartResult>;
}

function prepare(facts: Partial<Start> = {}, setup = newSetup({ random: () => 1 })): Attempt {
  const progress = newProgress();
  const { service, runtime } = setup;
  const whole = { service, agent: AGENT, inputs: INPUTS, notGiven: [], progress };
  return { setup, progress, start: () => startOnce({ ...whole, ...facts }, runtime) };
}

function post() {
  return nock(API).post(START_PATH, JSON.parse(JSON.stringify(START_BODY)));
}

function sentBy({ timeline }: Setup): string[] {
  return timeline.map(({ method, path }) => `${method} ${path}`);
}

const ONE_START = [`POST ${shownPath(START_PATH)}`];

describe('an accepted start', () => {
  it.each([200, 201, 202])('returns the run of a %i response [F42]', async (status) => {
    const { setup, progress, start } = prepare();
    post().reply(status, startResponse(RUN_ID));
    expect(await start()).toEqual({ kind: 'accepted', runId: RUN_ID, sentAt: 0 });
    expect(startOf(progress)).toBe('started');
    expect([sentBy(setup), setup.clock.sleeps]).toEqual([ONE_START, [0]]);
  });

  it.each<[string, number, string, Record<string, string>]>([
    ['203', 203, JSON.stringify(startResponse(RUN_ID)), {}],
    ['206', 206, JSON.stringify(startResponse(RUN_ID)), {}],
    ['204', 204, '', {}],
    ['a response of a cache', 202, JSON.stringify(startResponse(RUN_ID)), { age: '86400' }],
    ['a refusal of a cache', 422, '{}', { age: '5' }],
    ['a limit of a cache', 429, '{}', { age: '5', 'retry-after': '1' }],
    [
      'two runs',
      202,
      JSON.stringify(startResponse(RUN_ID)).replace(
        /\}$/,
        `,${JSON.stringify(startResponse(EARLIER_RUN_ID)).slice(1)}`,
      ),
      {},
    ],
  ])('is neither trusted nor retried with %s [F134 T28]', async (_, status, body, headers) => {
    const { setup, progress, start } = prepare();
    post().reply(status, body, headers);
    expect(await errorOf(start())).toMatchObject({
      kind: 'untrusted',
      message: expect.stringMatching(
        /^the start was sent, so a run may exist, but its response cannot be trusted: /,
      ),
    });
    expect([startOf(progress), sentBy(setup)]).toEqual(['in-flight', ONE_START]);
  });

  it('is not trusted with the id of an earlier run in another case', async () => {
    const { start } = prepare({
      agent: { ...AGENT, earlierRunIds: ['other', EARLIER_RUN_ID.toUpperCase()] },
    });
    post().reply(202, startResponse(EARLIER_RUN_ID));
    expect(await errorOf(start())).toMatchObject({ kind: 'mismatch' });
  });

  it('is not trusted with the id of an earlier run [F47 T20]', async () => {
    const { setup, progress, start } = prepare({ agent: { ...AGENT, earlierRunIds: [EARLIER_RUN_ID] } });
    post().reply(202, startResponse(EARLIER_RUN_ID));
    const error = await errorOf(start());
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toMatchObject({
      message: `the response to the start names run ${EARLIER_RUN_ID}, which existed before it: a cache or proxy may repeat old responses. Exclude the API's host from it`,
    });
    expect([startOf(progress), sentBy(setup)]).toEqual(['in-flight', ONE_START]);
  });
});

describe('a start that may have been accepted', () => {
  async function expectAmbiguous({ setup, progress, start }: Attempt, words: string): Promise<void> {
    const result = await start();
    expect(result).toEqual({ kind: 'ambiguous', reason: expect.stringContaining(words), sentAt: 0 });
    expect(result).toMatchObject({
      reason: expect.stringMatching(
        /^The start request was sent, but its response was lost \(.*\), so a run may exist\. It was not retried\.$/,
      ),
    });
    expect(startOf(progress)).toBe('in-flight');
    expect([sentBy(setup), setup.clock.sleeps]).toEqual([ONE_START, [0]]);
  }

  it.each([
    402, 405, 406, 408, 409, 410, 412, 415, 418, 423, 425, 431, 451, 500, 501, 502, 503, 504, 507, 520, 524,
  ])('is not retried after %i, even if Retry-After is set [F51 F52 F55 F56 T28]', async (status) => {
    post().reply(status, errorBody('later'), { 'retry-after': '1' });
    await expectAmbiguous(prepare(), `responded with ${status}: "later"`);
  });

  it.each([300, 301, 302, 303, 304, 307, 308])(
    'is sent to no other address after %i [F57 F58]',
    async (status) => {
      post().reply(status, '', { location: 'https://elsewhere.test/v1/agents/runs' });
      await expectAmbiguous(
        prepare(),
        `responded with ${status}, a redirect to elsewhere.test, which is never followed`,
      );
    },
  );

  it.each([
    ['no id', '{}'],
    ['null for the id', JSON.stringify(startResponse(null))],
    ['a number for the id', JSON.stringify(startResponse(7))],
    ['an empty id', JSON.stringify(startResponse(''))],
    ['a path for the id', JSON.stringify(startResponse('../x'))],
    ['an id with white space', JSON.stringify(startResponse(` ${RUN_ID}`))],
    ['an id of 10 kB', JSON.stringify(startResponse('x'.repeat(10_000)))],
    ['null', 'null'],
    ['a bare id', `"${RUN_ID}"`],
    ['a list', `["${RUN_ID}"]`],
    ['nothing', ''],
    ['a page', '<html>Accepted</html>'],
    ['half of the response', JSON.stringify(startResponse(RUN_ID)).slice(0, -2)],
  ])('is not retried after 202 with %s [F44 F45 F46]', async (_, body) => {
    post().reply(202, body);
    await expectAmbiguous(prepare(), 'so a run may exist');
  });

  it.each(['ECONNRESET', 'HPE_INVALID_CONSTANT', 'EPIPE', 'ETIMEDOUT'])(
    'is not retried after %s',
    async (code) => {
      post().replyWithError(Object.assign(new Error('it failed'), { code }));
      await expectAmbiguous(prepare(), 'it failed');
    },
  );

  it('is not retried if there is no response within 30 s', async () => {
    const attempt = prepare();
    post().reply(never(attempt.setup.clock, 30_000));
    await expectAmbiguous(attempt, 'no complete response within 30 s');
  });
});

describe('a refused start', () => {
  it.each([
    [400, [], 'Check inputs, and that base-url is the address of the API.'],
    [401, [], 'Check that the API key is not revoked, and is allowed to run this agent.'],
    [403, [], ADVICE_ON_403],
    [404, [], 'Check that the agent was not deleted, and that this API key is allowed to run it.'],
    [413, [], 'The inputs are too large: send shorter values.'],
    [422, [], "Every label that the agent declares was given, so check the agent's settings."],
    [422, ['depth', 'scope'], 'These labels that the agent declares were not given: "depth", "scope".'],
  ])(
    'with %i is an input error, with the missing labels %j [F50 F51 B24]',
    async (status, notGiven, mend) => {
      const { setup, progress, start } = prepare({ notGiven });
      post().reply(status, errorBody("The service's words."));
      const error = await errorOf(start());
      expect(error).toBeInstanceOf(InputError);
      expect(error).toMatchObject({
        message: expect.stringContaining(
          `${NAME} rejected the start of agent ${AGENT_ID} (POST ${shownPath(START_PATH)} responded with ${status}: "The service's words"). ${mend}`,
        ),
        cause: { status },
      });
      expect([startOf(progress), sentBy(setup)]).toEqual(['not-sent', ONE_START]);
    },
  );
});

describe('a rate-limited start', () => {
  const limited = (headers: Record<string, string> = {}) =>
    post().reply(429, errorBody('slow down'), headers);
  const accepted = { kind: 'accepted', runId: RUN_ID };

  it.each<[string, Record<string, string>, number]>([
    ['the seconds of Retry-After', { 'retry-after': '7' }, 7000],
    ['the last second that is left', { 'retry-after': '119' }, 119_000],
    [
      'the date of Retry-After, by the clock of the response',
      { date: 'Fri, 13 Mar 2026 15:00:00 GMT', 'retry-after': 'Fri, 13 Mar 2026 15:00:30 GMT' },
      30_000,
    ],
    ['a default pause if Retry-After is invalid', { 'retry-after': '1.5' }, 1000],
    [
      'a default pause if Retry-After is in the past',
      { 'retry-after': 'Thu, 12 Mar 2026 14:00:00 GMT' },
      1000,
    ],
    ['a default pause without Retry-After', {}, 1000],
  ])('is retried after %s [F19 F53]', async (_, headers, pauseMs) => {
    const { setup, progress, start } = prepare();
    limited(headers);
    post().reply(202, startResponse(RUN_ID));
    expect(await start()).toMatchObject(accepted);
    expect(setup.clock.sleeps).toEqual([0, pauseMs]);
    expect(startOf(progress)).toBe('started');
    expect(sentBy(setup)).toEqual([...ONE_START, ...ONE_START]);
    expect(setup.log).toHaveLength(1);
    expect(setup.log[0]).toContain(
      `The service limits the rate of requests. Waiting: POST ${shownPath(START_PATH)} responded with 429: "slow down"`,
    );
  });

  it.each(['120', '3600', '99999999999'])('ends at once if Retry-After is %s s [F20]', async (seconds) => {
    const { setup, progress, start } = prepare();
    limited({ 'retry-after': seconds });
    expect(await errorOf(start())).toMatchObject({ kind: 'status', status: 429 });
    expect([startOf(progress), setup.clock.monotonic(), sentBy(setup)]).toEqual(['not-sent', 0, ONE_START]);
  });

  it('ends if Retry-After is longer than the rest of 120 s', async () => {
    const { setup, start } = prepare();
    limited({ 'retry-after': '100' });
    limited({ 'retry-after': '20' });
    expect(await errorOf(start())).toMatchObject({ status: 429 });
    expect(setup.clock.sleeps).toEqual([0, 100_000]);
  });

  it('ends after 120 s [F54]', async () => {
    const { setup, progress, start } = prepare();
    nock(API).post(START_PATH).times(11).reply(429, {});
    expect(await errorOf(start())).toMatchObject({ kind: 'status', status: 429 });
    expect(setup.clock.sleeps).toEqual([
      0, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000, 15_000, 15_000,
    ]);
    expect(startOf(progress)).toBe('not-sent');
  });

  it('is not retried after its response is lost', async () => {
    const { setup, progress, start } = prepare();
    limited({ 'retry-after': '5' });
    post().reply(503, {});
    expect(await start()).toMatchObject({ kind: 'ambiguous' });
    expect([startOf(progress), setup.clock.sleeps]).toEqual(['in-flight', [0, 5000]]);
  });

  it('may be refused later', async () => {
    const { progress, start } = prepare();
    limited();
    post().reply(401, {});
    expect(await errorOf(start())).toBeInstanceOf(InputError);
    expect(startOf(progress)).toBe('not-sent');
  });
});

describe('a start while the job is cancelled', () => {
  const REASON = new Error('the job was cancelled');

  it('is not sent', async () => {
    const { setup, progress, start } = prepare();
    setup.controller.abort(REASON);
    expect(await errorOf(start())).toBe(REASON);
    expect([startOf(progress), setup.timeline]).toEqual(['not-sent', []]);
  });

  it('may have been accepted if its request had begun', async () => {
    const { setup, progress, start } = prepare();
    post().reply(() => {
      setImmediate(() => setup.controller.abort(REASON));
      return new Promise(() => undefined);
    });
    expect(await errorOf(start())).toBe(REASON);
    expect([startOf(progress), sentBy(setup)]).toEqual(['in-flight', ONE_START]);
  });

  it('is not retried if it was waiting for the rate limit', async () => {
    const { setup, progress, start } = prepare();
    post().reply(429, {}, { 'retry-after': '7' });
    setup.clock.timer(3000, () => setup.controller.abort(REASON));
    expect(await errorOf(start())).toBe(REASON);
    expect([startOf(progress), sentBy(setup)]).toEqual(['not-sent', ONE_START]);
  });
});
