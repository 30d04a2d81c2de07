import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { InputError, RequestError } from '../../../src/domain/errors.ts';
import type { Exchange } from '../../../src/domain/exchange.ts';
import type { CallLimits } from '../../../src/http/send.ts';
import { createSend } from '../../../src/http/transport.ts';
import { PROVIDERS } from '../../../src/service/providers.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { collect } from '../../support/collect.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { WORLDS } from '../../support/worlds.ts';
import { guardNetwork } from '../run/kindo-under-nock.ts';
import { EARLIER_RUN_ID, fault, KEY } from '../run/kindo-world.ts';

// A request that nock did not announce fails the test, and so does one that was announced and not sent.
guardNetwork();

const LIMITS: CallLimits = { timeoutMs: 30_000, signal: new AbortController().signal };
const SINCE_MS = Date.parse('2026-03-12T15:00:00.000Z');

it('is tested with every service', () => {
  expect(WORLDS.map(({ provider }) => provider)).toEqual(PROVIDERS);
});

describe.each(WORLDS)('$provider.name behind the seam', (world) => {
  const { provider, api, agentId, runId } = world;
  const timeline: Exchange[] = [];
  const service = provider.create(KEY, api, {
    clock: new FakeClock(),
    send: createSend({}),
    onExchange: (exchange) => timeline.push(exchange),
    redact: createRedact([KEY]),
  });
  const look = (answer: object) => {
    nock(api).get(world.runPath).reply(200, answer);
    return service.getRun(runId, LIMITS);
  };
  const start = (answer: nock.ReplyBody, status = 200) => {
    nock(api)
      .post(world.startPath, JSON.parse(JSON.stringify(world.startBody)))
      .reply(status, answer);
    return service.startRun({ agentId, inputs: world.inputs }, LIMITS);
  };

  it('has a name and an address for a person', () => {
    expect([service.name, service.baseUrl]).toEqual([provider.name, api]);
  });

  it('is asked with the key as a bearer token', async () => {
    nock(api, { reqheaders: { authorization: `Bearer ${KEY}` } })
      .get(world.runPath)
      .reply(200, world.runAnswer());
    await service.getRun(runId, LIMITS);
    expect(JSON.stringify(timeline)).not.toContain(KEY);
  });

  it('is quoted from its own error envelope, without the key', async () => {
    nock(api)
      .get(world.runPath)
      .reply(500, world.errorBody(`${KEY} was not taken.`));
    expect(await fault(service.getRun(runId, LIMITS))).toMatchObject({
      kind: 'status',
      status: 500,
      message: `GET ${world.runPath.replace('/v1', '')} responded with 500: "*** was not taken"`,
    });
  });

  it.each([
    ['no words', {}],
    ['a list', []],
    ['null', null],
    ['words in another envelope', { detail: 'x' }],
  ])('is not quoted where it answers an error with %s', async (_, body) => {
    nock(api).get(world.runPath).reply(500, JSON.stringify(body));
    expect(await fault(service.getRun(runId, LIMITS))).toMatchObject({
      message: `GET ${world.runPath.replace('/v1', '')} responded with 500`,
    });
  });

  it('lists its agents', async () => {
    nock(api).get(world.listPath).reply(200, world.listAnswer);
    expect(await service.listAgents(LIMITS)).toEqual({
      agents: [{ id: agentId, name: world.agent.name }],
      atCap: false,
    });
  });

  it('describes an agent with one request, and the labels that it declares', async () => {
    nock(api).get(world.agentPath).reply(200, world.agentAnswer);
    expect(await service.getAgent(agentId, LIMITS)).toEqual(world.agent);
  });

  it("tells its own clock with the agent's description", async () => {
    nock(api).get(world.agentPath).reply(200, world.agentAnswer, { date: 'Thu, 12 Mar 2026 15:00:07 GMT' });
    expect(await service.getAgent(agentId, LIMITS)).toMatchObject({
      serviceTimeMs: Date.parse('2026-03-12T15:00:07Z'),
    });
  });

  it('tells its own clock with every look at a run', async () => {
    nock(api).get(world.runPath).reply(200, world.runAnswer(), { date: 'Thu, 12 Mar 2026 15:00:07 GMT' });
    expect(await service.getRun(runId, LIMITS)).toMatchObject({
      serviceTimeMs: Date.parse('2026-03-12T15:00:07Z'),
    });
  });

  it('says of an agent that it does not know which it does know, as far as it tells', async () => {
    const { status, body, knownIds } = world.unknownAgent;
    nock(api).get(world.agentPath).reply(status, body);
    expect(await service.getAgent(agentId, LIMITS)).toEqual({ knownIds });
  });

  it('lists the runs since a moment, each page within limits of its own', async () => {
    nock(api).get(world.runsPath).reply(200, world.runsAnswer(true));
    nock(api)
      .get((path) => path.startsWith(world.runsPath.replace(/\?.*/, '')) && path !== world.runsPath)
      .reply(200, world.runsAnswer(false));
    let requests = 0;
    const limits = () => {
      requests += 1;
      return LIMITS;
    };
    const runs = await collect(service.listRunsSince({ agentId, sinceMs: SINCE_MS }, limits));
    expect(runs).toMatchObject(
      [runId, EARLIER_RUN_ID, runId, EARLIER_RUN_ID].map((id) => ({ runId: id, agentId })),
    );
    expect(requests).toBe(2);
  });

  it.each([200, 201, 202])('takes a start with %i, and sends it as its page has it', async (status) => {
    expect(await start(world.startAnswer(runId), status)).toBe(runId);
  });

  it.each([
    ['no id', undefined],
    ['null', null],
    ['a number', 7],
    ['an empty id', ''],
    ['a path', '../x'],
    ['white space', ' x'],
    ['10 kB', 'x'.repeat(10_000)],
  ])('brings no usable run where a start is answered with %s', async (_, id) => {
    const error = await fault(start(world.startAnswer(id)));
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'undecodable' });
    expect(String(error).length).toBeLessThan(400);
  });

  it('says once that a start may have left', async () => {
    let sent = 0;
    nock(api).post(world.startPath).reply(200, world.startAnswer(runId));
    await service.startRun({ agentId, inputs: world.inputs }, { ...LIMITS, onSent: () => (sent += 1) });
    expect(sent).toBe(1);
  });

  it('describes a run that has succeeded', async () => {
    const run = await look(world.runAnswer());
    expect(run).toMatchObject({
      runId,
      agentId,
      state: 'success',
      createdAtMs: Date.parse('2026-03-12T15:00:00Z'),
      endedAtMs: Date.parse('2026-03-12T15:00:08Z'),
      interrupts: [],
    });
    expect(run.message?.text).toMatch(/\w/);
    expect(JSON.parse(run.message?.payload ?? '')).toBeTypeOf('object');
  });

  it.each(['in_progress', 'success', 'failure', 'cancelled', 'interrupted'] as const)(
    'has runs that are %s, or never has',
    async (state) => {
      const expected = world.neverStates.includes(state) ? 'unrecognised' : state;
      expect((await look(world.runAnswer({ state }))).state).toBe(expected);
    },
  );

  it.each(['queued', 'SUCCESS', 'success ', 'toString', ''])(
    'has runs whose status is not recognised: %j',
    async (word) => {
      expect(await look(world.runAnswer({ word }))).toMatchObject({
        state: 'unrecognised',
        rawStatus: word,
      });
    },
  );

  it('is not believed about another run [F76]', async () => {
    expect(await fault(look(world.runAnswer({ runId: EARLIER_RUN_ID })))).toMatchObject({
      name: 'ProtocolError',
      message: `the response is about another run than requested: requested ${runId}, got ${EARLIER_RUN_ID}. Exclude the API's host from caches and proxies`,
    });
  });

  it('may name no agent for a run', async () => {
    expect((await look(world.runAnswer({ agentId: null }))).agentId).toBeNull();
  });

  it.each([[null], [''], ['soon'], ['1'], [7], [{}]])('has no time of %j', async (createdAt) => {
    expect((await look(world.runAnswer({ createdAt }))).createdAtMs).toBeNull();
  });

  it.each(WORLDS.filter((other) => other !== world))('is not mistaken for $provider.name', async (other) => {
    expect(await fault(look(other.runAnswer({ runId })))).toMatchObject({ kind: 'undecodable' });
    nock(api).get(world.agentPath).reply(200, other.agentAnswer);
    expect(await fault(service.getAgent(agentId, LIMITS))).toMatchObject({ kind: 'undecodable' });
  });

  it('has verdicts, or judges no runs and is then asked for none', async () => {
    expect(provider.hasEvals).toBe(world.evals !== null);
    if (world.evals !== null) nock(api).get(world.evals.path).reply(200, world.evals.answer);
    const before = timeline.length;
    const verdicts = await service.getEvals(runId, LIMITS);
    expect(verdicts !== null).toBe(provider.hasEvals);
    expect(timeline.length - before).toBe(provider.hasEvals ? 1 : 0);
  });
});

describe.each(WORLDS)('a run of $provider.name', (world) => {
  const { provider, api, runId, resumePath, tracePath } = world;

  it('tells its steps with one request, or is known to tell none', async () => {
    const timeline: Exchange[] = [];
    const service = provider.create(KEY, api, {
      clock: new FakeClock(),
      send: createSend({}),
      onExchange: (exchange) => timeline.push(exchange),
      redact: createRedact([KEY]),
    });
    if (tracePath !== null) {
      nock(api)
        .get(tracePath)
        .reply(200, { ...world.runAnswer(), steps: [{ type: 'activity', name: 'x', status: 'completed' }] });
    }
    expect(await service.getTrace(runId, LIMITS)).toHaveLength(tracePath === null ? 0 : 1);
    expect(timeline).toHaveLength(tracePath === null ? 0 : 1);
  });

  it('takes an answer with one request, sent as it is, or is known to wait for none', async () => {
    const timeline: Exchange[] = [];
    const service = provider.create(KEY, api, {
      clock: new FakeClock(),
      send: createSend({}),
      onExchange: (exchange) => timeline.push(exchange),
      redact: createRedact([KEY]),
    });
    const json = '{"id":"i-1","input":{"approve":true}}';
    expect(provider.canResume).toBe(resumePath !== null);
    if (resumePath === null) {
      const refused = await fault(service.resumeRun(runId, json, LIMITS));
      expect(refused).toBeInstanceOf(InputError);
      expect(refused).toMatchObject({ problems: [`${provider.name}'s runs never wait for an answer.`] });
      expect(timeline).toEqual([]);
    } else {
      nock(api).post(resumePath, JSON.parse(json)).reply(200, {});
      await service.resumeRun(runId, json, LIMITS);
      expect(timeline).toHaveLength(1);
    }
  });
});

it('names the secret that each key is kept in', () => {
  expect(PROVIDERS.map(({ keySecret }) => keySecret)).toEqual(['KINDO_API_KEY', 'MIDDESK_API_KEY']);
});

it('names what each service cannot do', () => {
  const cannot = ({ hasAgentNames, hasEvals, canResume, checkInputs }: (typeof PROVIDERS)[number]) => [
    ...(hasAgentNames ? [] : ['find an agent by its display name']),
    ...(hasEvals ? [] : ['judge runs']),
    ...(canResume ? [] : ['wait for an answer']),
    ...(checkInputs === null ? ['tell in advance which labels it needs'] : []),
  ];
  expect(Object.fromEntries(PROVIDERS.map((provider) => [provider.name, cannot(provider)]))).toEqual({
    Kindo: ['wait for an answer', 'tell in advance which labels it needs'],
    Middesk: ['find an agent by its display name', 'judge runs'],
  });
});
