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
import { SERVICE_FIXTURES } from '../../support/service-fixtures.ts';
import { EARLIER_RUN_ID, errorOf, KEY } from '../run/kindo-setup.ts';
import { guardNetwork } from '../run/kindo-under-nock.ts';

// A request that nock did not announce fails the test, and so does one that was announced and not sent.
guardNetwork();

const LIMITS: CallLimits = { timeoutMs: 30_000, signal: new AbortController().signal };
const SINCE_MS = Date.parse('2026-03-12T15:00:00.000Z');

it('is tested with every service', () => {
  expect(SERVICE_FIXTURES.map(({ provider }) => provider)).toEqual(PROVIDERS);
});

describe.each(SERVICE_FIXTURES)('the adapter of $provider.name', (fixture) => {
  const { provider, api, agentId, runId } = fixture;
  const timeline: Exchange[] = [];
  const service = provider.create(KEY, api, {
    clock: new FakeClock(),
    send: createSend({}),
    onExchange: (exchange) => timeline.push(exchange),
    redact: createRedact([KEY]),
  });
  const readRun = (answer: object) => {
    nock(api).get(fixture.runPath).reply(200, answer);
    return service.getRun(runId, LIMITS);
  };
  const start = (answer: nock.ReplyBody, status = 200) => {
    nock(api)
      .post(fixture.startPath, JSON.parse(JSON.stringify(fixture.startBody)))
      .reply(status, answer);
    return service.startRun({ agentId, inputs: fixture.inputs }, LIMITS);
  };

  it('has a name and an address for a person', () => {
    expect([service.name, service.baseUrl]).toEqual([provider.name, api]);
  });

  it('is called with the key as a bearer token', async () => {
    nock(api, { reqheaders: { authorization: `Bearer ${KEY}` } })
      .get(fixture.runPath)
      .reply(200, fixture.runResponse());
    await service.getRun(runId, LIMITS);
    expect(JSON.stringify(timeline)).not.toContain(KEY);
  });

  it('is quoted from its error envelope, without the key', async () => {
    nock(api)
      .get(fixture.runPath)
      .reply(500, fixture.errorBody(`${KEY} was not taken.`));
    expect(await errorOf(service.getRun(runId, LIMITS))).toMatchObject({
      kind: 'status',
      status: 500,
      message: `GET ${fixture.runPath.replace('/v1', '')} responded with 500: "*** was not taken"`,
    });
  });

  it.each([
    ['no message', {}],
    ['a list', []],
    ['null', null],
    ['a message in another envelope', { detail: 'x' }],
  ])('is not quoted if its error response has %s', async (_, body) => {
    nock(api).get(fixture.runPath).reply(500, JSON.stringify(body));
    expect(await errorOf(service.getRun(runId, LIMITS))).toMatchObject({
      message: `GET ${fixture.runPath.replace('/v1', '')} responded with 500`,
    });
  });

  it('lists its agents', async () => {
    nock(api).get(fixture.listPath).reply(200, fixture.listResponse);
    expect(await service.listAgents(LIMITS)).toEqual({
      agents: [{ id: agentId, name: fixture.agent.name }],
      atCap: false,
    });
  });

  it('describes an agent and its declared labels with one request', async () => {
    nock(api).get(fixture.agentPath).reply(200, fixture.agentResponse);
    expect(await service.getAgent(agentId, LIMITS)).toEqual(fixture.agent);
  });

  it("reports its clock with the agent's description", async () => {
    nock(api)
      .get(fixture.agentPath)
      .reply(200, fixture.agentResponse, { date: 'Thu, 12 Mar 2026 15:00:07 GMT' });
    expect(await service.getAgent(agentId, LIMITS)).toMatchObject({
      serviceTimeMs: Date.parse('2026-03-12T15:00:07Z'),
    });
  });

  it('reports its clock with every poll of a run', async () => {
    nock(api)
      .get(fixture.runPath)
      .reply(200, fixture.runResponse(), { date: 'Thu, 12 Mar 2026 15:00:07 GMT' });
    expect(await service.getRun(runId, LIMITS)).toMatchObject({
      serviceTimeMs: Date.parse('2026-03-12T15:00:07Z'),
    });
  });

  it('lists its known agents for an unknown agent, as far as it reports them', async () => {
    const { status, body, knownIds } = fixture.unknownAgent;
    nock(api).get(fixture.agentPath).reply(status, body);
    expect(await service.getAgent(agentId, LIMITS)).toEqual({ knownIds });
  });

  it('lists the runs since a time, each page within its limits', async () => {
    nock(api).get(fixture.runsPath).reply(200, fixture.runsResponse(true));
    nock(api)
      .get((path) => path.startsWith(fixture.runsPath.replace(/\?.*/, '')) && path !== fixture.runsPath)
      .reply(200, fixture.runsResponse(false));
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

  it.each([200, 201, 202])('accepts a start with %i, and sends the documented request', async (status) => {
    expect(await start(fixture.startResponse(runId), status)).toBe(runId);
  });

  it.each([
    ['no id', undefined],
    ['null', null],
    ['a number', 7],
    ['an empty id', ''],
    ['a path', '../x'],
    ['white space', ' x'],
    ['10 kB', 'x'.repeat(10_000)],
  ])('returns no usable run if the response to a start has %s', async (_, id) => {
    const error = await errorOf(start(fixture.startResponse(id)));
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'undecodable' });
    expect(String(error).length).toBeLessThan(400);
  });

  it('calls onSent once for a start', async () => {
    let sent = 0;
    nock(api).post(fixture.startPath).reply(200, fixture.startResponse(runId));
    await service.startRun({ agentId, inputs: fixture.inputs }, { ...LIMITS, onSent: () => (sent += 1) });
    expect(sent).toBe(1);
  });

  it('describes a run that has succeeded', async () => {
    const run = await readRun(fixture.runResponse());
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
      const expected = fixture.neverStates.includes(state) ? 'unrecognised' : state;
      expect((await readRun(fixture.runResponse({ state }))).state).toBe(expected);
    },
  );

  it.each(['queued', 'SUCCESS', 'success ', 'toString', ''])(
    'has runs with an unknown status: %j',
    async (word) => {
      expect(await readRun(fixture.runResponse({ word }))).toMatchObject({
        state: 'unrecognised',
        rawStatus: word,
      });
    },
  );

  it('is not trusted about another run [F76]', async () => {
    expect(await errorOf(readRun(fixture.runResponse({ runId: EARLIER_RUN_ID })))).toMatchObject({
      name: 'ProtocolError',
      message: `the response is about another run than requested: requested ${runId}, got ${EARLIER_RUN_ID}. Exclude the API's host from caches and proxies`,
    });
  });

  it('may name no agent for a run', async () => {
    expect((await readRun(fixture.runResponse({ agentId: null }))).agentId).toBeNull();
  });

  it.each([[null], [''], ['soon'], ['1'], [7], [{}]])('has no time for %j', async (createdAt) => {
    expect((await readRun(fixture.runResponse({ createdAt }))).createdAtMs).toBeNull();
  });

  it.each(SERVICE_FIXTURES.filter((other) => other !== fixture))(
    'is not mistaken for $provider.name',
    async (other) => {
      expect(await errorOf(readRun(other.runResponse({ runId })))).toMatchObject({ kind: 'undecodable' });
      nock(api).get(fixture.agentPath).reply(200, other.agentResponse);
      expect(await errorOf(service.getAgent(agentId, LIMITS))).toMatchObject({ kind: 'undecodable' });
    },
  );

  it('has verdicts, or has none and is not requested for any', async () => {
    expect(provider.hasEvals).toBe(fixture.evals !== null);
    if (fixture.evals !== null) nock(api).get(fixture.evals.path).reply(200, fixture.evals.answer);
    const before = timeline.length;
    const verdicts = await service.getEvals(runId, LIMITS);
    expect(verdicts !== null).toBe(provider.hasEvals);
    expect(timeline.length - before).toBe(provider.hasEvals ? 1 : 0);
  });
});

describe.each(SERVICE_FIXTURES)('a run of $provider.name', (fixture) => {
  const { provider, api, runId, resumePath, tracePath } = fixture;

  it('has its steps in one request, or has no steps', async () => {
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
        .reply(200, {
          ...fixture.runResponse(),
          steps: [{ type: 'activity', name: 'x', status: 'completed' }],
        });
    }
    expect(await service.getTrace(runId, LIMITS)).toHaveLength(tracePath === null ? 0 : 1);
    expect(timeline).toHaveLength(tracePath === null ? 0 : 1);
  });

  it('accepts an answer in one request, unchanged, or never waits for one', async () => {
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
      const refused = await errorOf(service.resumeRun(runId, json, LIMITS));
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

it('names the secret for the key of each service', () => {
  expect(PROVIDERS.map(({ keySecret }) => keySecret)).toEqual(['KINDO_API_KEY', 'MIDDESK_API_KEY']);
});

it('names what each service does not support', () => {
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
