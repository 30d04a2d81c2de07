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
  fault,
  INPUTS,
  NAME,
  newWorld,
  RUN_ID,
  START_BODY,
  START_PATH,
  shownPath,
  startAnswer,
  type World,
} from './world.ts';

// A request that nock did not announce fails the test: what is said here once is sent once.
guardNetwork();

interface Attempt {
  readonly world: World;
  readonly progress: Progress;
  readonly start: () => Promise<StartResult>;
}

function prepare(facts: Partial<Start> = {}, world = newWorld({ random: () => 1 })): Attempt {
  const progress = newProgress();
  const { service, runtime } = world;
  const whole = { service, agent: AGENT, inputs: INPUTS, notGiven: [], progress };
  return { world, progress, start: () => startOnce({ ...whole, ...facts }, runtime) };
}

function post() {
  return nock(API).post(START_PATH, JSON.parse(JSON.stringify(START_BODY)));
}

function sentBy({ timeline }: World): string[] {
  return timeline.map(({ method, path }) => `${method} ${path}`);
}

const ONE_START = [`POST ${shownPath(START_PATH)}`];

describe('a start that is taken', () => {
  it.each([200, 201, 202])('gives the run of the answer %i [F42]', async (status) => {
    const { world, progress, start } = prepare();
    post().reply(status, startAnswer(RUN_ID));
    expect(await start()).toEqual({ kind: 'accepted', runId: RUN_ID, sentAt: 0 });
    expect(startOf(progress)).toBe('started');
    expect([sentBy(world), world.clock.sleeps]).toEqual([ONE_START, [0]]);
  });

  it.each<[string, number, string, Record<string, string>]>([
    ['203', 203, JSON.stringify(startAnswer(RUN_ID)), {}],
    ['206', 206, JSON.stringify(startAnswer(RUN_ID)), {}],
    ['204', 204, '', {}],
    ['an answer of a cache', 202, JSON.stringify(startAnswer(RUN_ID)), { age: '86400' }],
    ['a refusal of a cache', 422, '{}', { age: '5' }],
    ['a limit of a cache', 429, '{}', { age: '5', 'retry-after': '1' }],
    [
      'two runs',
      202,
      JSON.stringify(startAnswer(RUN_ID)).replace(
        /\}$/,
        `,${JSON.stringify(startAnswer(EARLIER_RUN_ID)).slice(1)}`,
      ),
      {},
    ],
  ])('is not believed, nor sent again, with %s [F134 T28]', async (_, status, body, headers) => {
    const { world, progress, start } = prepare();
    post().reply(status, body, headers);
    expect(await fault(start())).toMatchObject({
      kind: 'untrusted',
      message: expect.stringMatching(
        /^the start was sent, so a run may exist, but its response cannot be trusted: /,
      ),
    });
    expect([startOf(progress), sentBy(world)]).toEqual(['in-flight', ONE_START]);
  });

  it('is not believed with a run that was there before it, in another case', async () => {
    const { start } = prepare({ agent: { ...AGENT, earlierRunIds: [EARLIER_RUN_ID.toUpperCase()] } });
    post().reply(202, startAnswer(EARLIER_RUN_ID));
    expect(await fault(start())).toMatchObject({ kind: 'mismatch' });
  });

  it('is not believed with a run that was there before it [F47 T20]', async () => {
    const { world, progress, start } = prepare({ agent: { ...AGENT, earlierRunIds: [EARLIER_RUN_ID] } });
    post().reply(202, startAnswer(EARLIER_RUN_ID));
    const error = await fault(start());
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toMatchObject({
      message: `the response to the start names run ${EARLIER_RUN_ID}, which existed before it: a cache or proxy may repeat old responses. Exclude the API's host from it`,
    });
    expect([startOf(progress), sentBy(world)]).toEqual(['in-flight', ONE_START]);
  });
});

describe('a start of which nobody can know whether it was taken', () => {
  async function expectAmbiguous({ world, progress, start }: Attempt, words: string): Promise<void> {
    const result = await start();
    expect(result).toEqual({ kind: 'ambiguous', reason: expect.stringContaining(words), sentAt: 0 });
    expect(result).toMatchObject({
      reason: expect.stringMatching(
        /^The start request was sent, but its response was lost \(.*\), so a run may exist\. It was not retried\.$/,
      ),
    });
    expect(startOf(progress)).toBe('in-flight');
    expect([sentBy(world), world.clock.sleeps]).toEqual([ONE_START, [0]]);
  }

  it.each([
    402, 405, 406, 408, 409, 410, 412, 415, 418, 423, 425, 431, 451, 500, 501, 502, 503, 504, 507, 520, 524,
  ])(
    'is sent no second time after %i, even if it is asked for later [F51 F52 F55 F56 T28]',
    async (status) => {
      post().reply(status, errorBody('later'), { 'retry-after': '1' });
      await expectAmbiguous(prepare(), `responded with ${status}: "later"`);
    },
  );

  it.each([300, 301, 302, 303, 304, 307, 308])('is sent nowhere else after %i [F57 F58]', async (status) => {
    post().reply(status, '', { location: 'https://elsewhere.test/v1/agents/runs' });
    await expectAmbiguous(
      prepare(),
      `responded with ${status}, a redirect to elsewhere.test, which is never followed`,
    );
  });

  it.each([
    ['no id', '{}'],
    ['null for the id', JSON.stringify(startAnswer(null))],
    ['a number for the id', JSON.stringify(startAnswer(7))],
    ['an empty id', JSON.stringify(startAnswer(''))],
    ['a path for the id', JSON.stringify(startAnswer('../x'))],
    ['an id with white space', JSON.stringify(startAnswer(` ${RUN_ID}`))],
    ['an id of 10 kB', JSON.stringify(startAnswer('x'.repeat(10_000)))],
    ['null', 'null'],
    ['a bare id', `"${RUN_ID}"`],
    ['a list', `["${RUN_ID}"]`],
    ['nothing', ''],
    ['a page', '<html>Accepted</html>'],
    ['half of the answer', JSON.stringify(startAnswer(RUN_ID)).slice(0, -2)],
  ])('is sent no second time after 202 with %s [F44 F45 F46]', async (_, body) => {
    post().reply(202, body);
    await expectAmbiguous(prepare(), 'so a run may exist');
  });

  it.each(['ECONNRESET', 'HPE_INVALID_CONSTANT', 'EPIPE', 'ETIMEDOUT'])(
    'is sent no second time after %s',
    async (code) => {
      post().replyWithError(Object.assign(new Error('it failed'), { code }));
      await expectAmbiguous(prepare(), 'it failed');
    },
  );

  it('is sent no second time where no answer comes within 30 s', async () => {
    const attempt = prepare();
    post().reply(never(attempt.world.clock, 30_000));
    await expectAmbiguous(attempt, 'no complete response within 30 s');
  });
});

describe('a start that is refused', () => {
  it.each([
    [400, [], 'The service did not understand the request: check inputs, and that base-url is the service'],
    [401, [], 'Check the key: it may be revoked, or may not run this agent.'],
    [403, [], ADVICE_ON_403],
    [404, [], 'The agent was deleted, or this key is not allowed to run it.'],
    [413, [], 'The inputs are too large: pass less.'],
    [422, [], "Every label that the agent declares was given: check the agent's settings."],
    [422, ['depth', 'scope'], 'These labels that the agent declares were not given: "depth", "scope".'],
  ])(
    "with %i is the author's to mend, where %j are not given [F50 F51 B24]",
    async (status, notGiven, mend) => {
      const { world, progress, start } = prepare({ notGiven });
      post().reply(status, errorBody("The service's words."));
      const error = await fault(start());
      expect(error).toBeInstanceOf(InputError);
      expect(error).toMatchObject({
        message: expect.stringContaining(
          `${NAME} rejected the start of agent ${AGENT_ID} (POST ${shownPath(START_PATH)} responded with ${status}: "The service's words"). ${mend}`,
        ),
        cause: { status },
      });
      expect([startOf(progress), sentBy(world)]).toEqual(['not-sent', ONE_START]);
    },
  );
});

describe('a start that is limited', () => {
  const limited = (headers: Record<string, string> = {}) =>
    post().reply(429, errorBody('slow down'), headers);
  const accepted = { kind: 'accepted', runId: RUN_ID };

  it.each<[string, Record<string, string>, number]>([
    ['the seconds of Retry-After', { 'retry-after': '7' }, 7000],
    ['the last second that is left', { 'retry-after': '119' }, 119_000],
    [
      'the date of Retry-After, by the clock of the answer',
      { date: 'Fri, 13 Mar 2026 15:00:00 GMT', 'retry-after': 'Fri, 13 Mar 2026 15:00:30 GMT' },
      30_000,
    ],
    ['an own pause where Retry-After is nonsense', { 'retry-after': '1.5' }, 1000],
    ['an own pause where Retry-After is past', { 'retry-after': 'Thu, 12 Mar 2026 14:00:00 GMT' }, 1000],
    ['an own pause without Retry-After', {}, 1000],
  ])('is sent again after %s [F19 F53]', async (_, headers, pauseMs) => {
    const { world, progress, start } = prepare();
    limited(headers);
    post().reply(202, startAnswer(RUN_ID));
    expect(await start()).toMatchObject(accepted);
    expect(world.clock.sleeps).toEqual([0, pauseMs]);
    expect(startOf(progress)).toBe('started');
    expect(sentBy(world)).toEqual([...ONE_START, ...ONE_START]);
    expect(world.log).toHaveLength(1);
    expect(world.log[0]).toContain(
      `The service limits the rate of requests. Waiting: POST ${shownPath(START_PATH)} responded with 429: "slow down"`,
    );
  });

  it.each(['120', '3600', '99999999999'])(
    'is given up at once where it shall wait %s s [F20]',
    async (seconds) => {
      const { world, progress, start } = prepare();
      limited({ 'retry-after': seconds });
      expect(await fault(start())).toMatchObject({ kind: 'status', status: 429 });
      expect([startOf(progress), world.clock.monotonic(), sentBy(world)]).toEqual(['not-sent', 0, ONE_START]);
    },
  );

  it('is given up where it shall wait for longer than what is left of 120 s', async () => {
    const { world, start } = prepare();
    limited({ 'retry-after': '100' });
    limited({ 'retry-after': '20' });
    expect(await fault(start())).toMatchObject({ status: 429 });
    expect(world.clock.sleeps).toEqual([0, 100_000]);
  });

  it('is given up after 120 s [F54]', async () => {
    const { world, progress, start } = prepare();
    nock(API).post(START_PATH).times(11).reply(429, {});
    expect(await fault(start())).toMatchObject({ kind: 'status', status: 429 });
    expect(world.clock.sleeps).toEqual([
      0, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000, 15_000, 15_000,
    ]);
    expect(startOf(progress)).toBe('not-sent');
  });

  it('is sent no further time once its answer is lost', async () => {
    const { world, progress, start } = prepare();
    limited({ 'retry-after': '5' });
    post().reply(503, {});
    expect(await start()).toMatchObject({ kind: 'ambiguous' });
    expect([startOf(progress), world.clock.sleeps]).toEqual(['in-flight', [0, 5000]]);
  });

  it('may be refused later', async () => {
    const { progress, start } = prepare();
    limited();
    post().reply(401, {});
    expect(await fault(start())).toBeInstanceOf(InputError);
    expect(startOf(progress)).toBe('not-sent');
  });
});

describe('a start while the job is cancelled', () => {
  const REASON = new Error('the job was cancelled');

  it('is not sent', async () => {
    const { world, progress, start } = prepare();
    world.controller.abort(REASON);
    expect(await fault(start())).toBe(REASON);
    expect([startOf(progress), world.timeline]).toEqual(['not-sent', []]);
  });

  it('may have been taken where it was on its way', async () => {
    const { world, progress, start } = prepare();
    post().reply(() => {
      setImmediate(() => world.controller.abort(REASON));
      return new Promise(() => undefined);
    });
    expect(await fault(start())).toBe(REASON);
    expect([startOf(progress), sentBy(world)]).toEqual(['in-flight', ONE_START]);
  });

  it('is not sent again where it waits for the limit', async () => {
    const { world, progress, start } = prepare();
    post().reply(429, {}, { 'retry-after': '7' });
    world.clock.timer(3000, () => world.controller.abort(REASON));
    expect(await fault(start())).toBe(REASON);
    expect([startOf(progress), sentBy(world)]).toEqual(['not-sent', ONE_START]);
  });
});
