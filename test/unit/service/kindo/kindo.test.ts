import fc from 'fast-check';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../../src/domain/agent.ts';
import { RequestError } from '../../../../src/domain/errors.ts';
import type { CallLimits } from '../../../../src/http/send.ts';
import { createSend } from '../../../../src/http/transport.ts';
import { findData } from '../../../../src/result/data.ts';
import type { AgentService } from '../../../../src/service/agent-service.ts';
import { KINDO } from '../../../../src/service/kindo/kindo.ts';
import { createRedact } from '../../../../src/text/redact.ts';
import { cases } from '../../../support/cases.ts';
import { collect } from '../../../support/collect.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import {
  AGENT,
  AGENT_ID,
  AGENT_PATH,
  API,
  EARLIER_RUN_ID,
  EVALS_PATH,
  errorOf,
  KEY,
  KINDO_AGENT,
  KINDO_EVALS,
  KINDO_RUN,
  KINDO_RUN_IN_PROGRESS,
  LIST_PATH,
  newSetup,
  OTHER_AGENT_ID,
  RUN_ID,
  RUN_PATH,
  START_PATH,
} from '../../run/kindo-setup.ts';
import { guardNetwork } from '../../run/kindo-under-nock.ts';

guardNetwork();

const LIMITS: CallLimits = { timeoutMs: 30_000, signal: new AbortController().signal };

function kindo(baseUrl: string | null = API) {
  return newSetup({ baseUrl }).service;
}

function readRun(run: object) {
  nock(API).get(RUN_PATH).reply(200, run);
  return kindo().getRun(RUN_ID, LIMITS);
}

function verdicts(evals: object) {
  nock(API).get(EVALS_PATH).reply(200, evals);
  return kindo().getEvals(RUN_ID, LIMITS);
}

describe('Kindo', () => {
  it('is called with the key as a bearer token', async () => {
    nock(API, { reqheaders: { authorization: `Bearer ${KEY}` } })
      .get(LIST_PATH)
      .reply(200, { items: [], total: 0 });
    expect(await kindo().listAgents(LIMITS)).toEqual({ agents: [], atCap: false });
  });

  it('lists agents without names, or with names of other types', async () => {
    const items = [{ agentId: 'A' }, { agentId: 'b', name: null }, { agentId: 'c', name: 7 }];
    nock(API).get(LIST_PATH).reply(200, { items });
    expect(await kindo().listAgents(LIMITS)).toMatchObject({
      agents: [
        { id: 'a', name: null },
        { id: 'b', name: null },
        { id: 'c', name: null },
      ],
    });
  });

  it('must give an agent one name, because an agent may be chosen by it [F134]', async () => {
    nock(API).get(LIST_PATH).reply(200, '{"items":[{"agentId":"a","name":"Docs","name":"Gate"}]}');
    expect(await errorOf(kindo().listAgents(LIMITS))).toMatchObject({
      kind: 'untrusted',
      message: expect.stringContaining('the key "name" twice'),
    });
  });

  it('is called under a path of a self-managed host', async () => {
    nock('https://self.test').get('/kindo/v1/agents/list').reply(200, { items: [] });
    const service = kindo('https://self.test/kindo');
    await service.listAgents(LIMITS);
    expect(service.baseUrl).toBe('https://self.test/kindo');
  });

  it('is called on its default host if no other is given', async () => {
    nock('https://api.kindo.ai').get(LIST_PATH).reply(200, { items: [] });
    expect(await kindo(null).listAgents(LIMITS)).toMatchObject({ atCap: false });
  });

  it('has a link to a run only on its default host', () => {
    const runtime = {
      clock: new FakeClock(),
      send: createSend({}),
      onExchange: () => undefined,
      redact: createRedact([KEY]),
    };
    const own = `https://app.kindo.ai/chat?workflowRunId=${RUN_ID}`;
    expect(KINDO.create(KEY, null, runtime).runUrl(RUN_ID)).toBe(own);
    expect(KINDO.create(KEY, 'https://api.kindo.ai', runtime).runUrl(RUN_ID)).toBe(own);
    expect(KINDO.create(KEY, API, runtime).runUrl(RUN_ID)).toBeNull();
  });

  it.each([
    ['its message', { error: 'Not found', message: 'Agent x not found.' }, ': "Agent x not found"'],
    ['its message alone', { message: 'gone' }, ': "gone"'],
    ['its message, whatever its label', { error: { code: 7 }, message: 'gone' }, ': "gone"'],
    ['nothing of another envelope', { error: { message: 'nested' } }, ''],
    ['nothing of a list', ['message'], ''],
  ])('is quoted from its error envelope with %s', async (_, body, words) => {
    nock(API).get(LIST_PATH).reply(500, body);
    expect(await errorOf(kindo().listAgents(LIMITS))).toMatchObject({
      kind: 'status',
      status: 500,
      message: `GET /agents/list responded with 500${words}`,
    });
  });

  it.each<[string, (service: AgentService) => Promise<unknown>]>([
    ["Kindo's list of agents", (service) => service.listAgents(LIMITS)],
    ['a Kindo agent', (service) => service.getAgent(AGENT_ID, LIMITS)],
    [
      "a page of a Kindo agent's runs",
      (service) => collect(service.listRunsSince({ agentId: AGENT_ID, sinceMs: 0 }, () => LIMITS)),
    ],
    ['a started Kindo run', (service) => service.startRun({ agentId: AGENT_ID, inputs: new Map() }, LIMITS)],
    ['a Kindo run', (service) => service.getRun(RUN_ID, LIMITS)],
    ['a list of Kindo verdicts', (service) => service.getEvals(RUN_ID, LIMITS)],
  ])('is reported with what its response is not: %s', async (what, ask) => {
    nock(API).get(/./).reply(200, {});
    nock(API).post(/./).reply(200, {});
    expect(await errorOf(ask(kindo()))).toMatchObject({
      kind: 'undecodable',
      message: expect.stringContaining(`the response is not ${what} (`),
    });
    nock.cleanAll();
  });

  it('explains a 403 of Kindo, and no other status [F15]', async () => {
    const body = { error: 'Forbidden', message: 'API key has been disabled.' };
    for (const status of [403, 401]) nock(API).get(LIST_PATH).reply(status, body);
    expect(await errorOf(kindo().listAgents(LIMITS))).toMatchObject({
      status: 403,
      message: 'GET /agents/list responded with 403: "API key has been disabled"',
      advice:
        "Kindo responds with 403 if API access of the key's owner is disabled. An admin of your organization can turn on Personal API Key Access for one of the owner's user groups.",
    });
    expect(await errorOf(kindo().listAgents(LIMITS))).toMatchObject({ status: 401, advice: '' });
  });

  it('is quoted without the key', async () => {
    nock(API)
      .get(LIST_PATH)
      .reply(401, { error: 'Unauthorized', message: `API key ${KEY} is revoked` });
    expect(await errorOf(kindo().listAgents(LIMITS))).toMatchObject({
      message: 'GET /agents/list responded with 401: "API key *** is revoked"',
    });
  });
});

describe('the list of agents', () => {
  it('is decoded as documented', async () => {
    const item = {
      agentId: AGENT_ID.toUpperCase(),
      name: 'Daily Security Scan',
      description: 'Runs the daily vulnerability check workflow.',
      createdAt: '2026-03-10T18:45:23.000Z',
      creatorName: 'Security Team',
      metadata: { userPermissions: ['view', 'edit'] },
    };
    nock(API)
      .get(LIST_PATH)
      .reply(200, { items: [item], total: 1 });
    expect(await kindo().listAgents(LIMITS)).toEqual({
      agents: [{ id: AGENT_ID, name: 'Daily Security Scan' }],
      atCap: false,
    });
  });

  it.each([
    [499, false],
    [500, true],
    [501, true],
  ])('knows whether %i agents may be incomplete', async (count, atCap) => {
    const items = Array.from({ length: count }, () => ({ agentId: AGENT_ID, name: 'x' }));
    nock(API).get(LIST_PATH).reply(200, { items });
    expect((await kindo().listAgents(LIMITS)).atCap).toBe(atCap);
  });

  it.each([
    ['no items', {}],
    ['an agent without an id', { items: [{ name: 'x' }] }],
    ['a bare list', [{ agentId: AGENT_ID, name: 'x' }]],
  ])('cannot be decoded with %s', async (_, body) => {
    nock(API).get(LIST_PATH).reply(200, body);
    expect(await errorOf(kindo().listAgents(LIMITS))).toMatchObject({ kind: 'undecodable' });
  });
});

describe('a listed agent', () => {
  it.each([undefined, null, 7, ''])('has an unknown name if it is %j', async (name) => {
    nock(API)
      .get(LIST_PATH)
      .reply(200, { items: [{ agentId: AGENT_ID, name }] });
    expect((await kindo().listAgents(LIMITS)).agents).toEqual([{ id: AGENT_ID, name: null }]);
  });
});

describe('an agent', () => {
  const read = async (body: object): Promise<Agent> => {
    nock(API).get(AGENT_PATH).reply(200, body);
    const found = await kindo().getAgent(AGENT_ID, LIMITS);
    if ('knownIds' in found) throw new Error('the agent is not known');
    return found;
  };

  it('is decoded as documented', async () => {
    expect(await read(KINDO_AGENT)).toEqual(AGENT);
  });

  it("has the service's clock of the response", async () => {
    nock(API).get(AGENT_PATH).reply(200, KINDO_AGENT, { date: 'Thu, 12 Mar 2026 15:00:07 GMT' });
    expect(await kindo().getAgent(AGENT_ID, LIMITS)).toMatchObject({
      serviceTimeMs: Date.parse('2026-03-12T15:00:07Z'),
    });
  });

  it('has no earlier runs if none are listed', async () => {
    expect((await read({ ...KINDO_AGENT, recentRunIds: undefined })).earlierRunIds).toEqual([]);
    expect((await read({ ...KINDO_AGENT, recentRunIds: null })).earlierRunIds).toEqual([]);
  });

  it.for([[], ['m-1', 'm-2']])('has the models %j', async (modelsInUse) => {
    expect((await read({ ...KINDO_AGENT, modelsInUse })).models).toEqual(modelsInUse);
  });

  it.for([undefined, null, 'm-1', {}, ['m-1', 7]])(
    'has unknown models if they are %j',
    async (modelsInUse) => {
      expect((await read({ ...KINDO_AGENT, modelsInUse })).models).toBeNull();
    },
  );

  it('cannot be started if it has triggers [F17]', async () => {
    const agent = await read({ ...KINDO_AGENT, hasTriggers: true });
    expect(agent.cannotStart).toMatch(/^it has triggers, /);
  });

  it.each([undefined, null, 'true', 1, {}])(
    'can be started, with a notice, if hasTriggers is %j [F17]',
    async (hasTriggers) => {
      expect(await read({ ...KINDO_AGENT, hasTriggers })).toEqual({
        ...AGENT,
        notice: 'Kindo does not report whether the agent has triggers.',
      });
    },
  );

  it.each([
    ['name', undefined, { ...AGENT, name: null }],
    ['name', null, { ...AGENT, name: null }],
    ['name', 7, { ...AGENT, name: null }],
    ['name', '', { ...AGENT, name: null }],
    ['metadata', undefined, AGENT],
    ['metadata', 'view', AGENT],
    ['description', null, AGENT],
    ['modelsInUse', 'one', { ...AGENT, models: null }],
    ['lastRunAtUtc', null, AGENT],
  ])('is read if %s is %j', async (field, value, agent) => {
    expect(await read({ ...KINDO_AGENT, [field]: value })).toEqual(agent);
  });

  it('is the requested one, whatever the case of its id', async () => {
    expect((await read({ ...KINDO_AGENT, agentId: AGENT_ID.toUpperCase() })).id).toBe(AGENT_ID);
  });

  it('must be the requested one', async () => {
    expect(await errorOf(read({ ...KINDO_AGENT, agentId: OTHER_AGENT_ID }))).toMatchObject({
      name: 'ProtocolError',
      message: `the response is about another agent than requested: requested ${AGENT_ID}, got ${OTHER_AGENT_ID}. Exclude the API's host from caches and proxies`,
    });
  });

  it.each([
    ['a Middesk agent', { object: 'agent', id: AGENT_ID, type: 'cip_orchestrator' }],
    ['no labels', { ...KINDO_AGENT, inputs: undefined }],
    ['labels that are not text', { ...KINDO_AGENT, inputs: [{ name: 'query' }] }],
    ['earlier runs that are no list', { ...KINDO_AGENT, recentRunIds: RUN_ID }],
    ['earlier runs that are not ids', { ...KINDO_AGENT, recentRunIds: [7] }],
    ['no id', { ...KINDO_AGENT, agentId: undefined }],
  ])('cannot be decoded from %s', async (_, body) => {
    expect(await errorOf(read(body))).toMatchObject({
      kind: 'undecodable',
      message: expect.stringContaining('not a Kindo agent'),
    });
  });

  it('is unknown if the service responds with 404, which lists no others', async () => {
    nock(API).get(AGENT_PATH).reply(404, { error: 'Not found', message: 'Agent not found.' });
    expect(await kindo().getAgent(AGENT_ID, LIMITS)).toEqual({ knownIds: [] });
  });

  it('is requested only under its own id', async () => {
    nock(API).get('/v1/agents/..%2Fruns%3Fx').reply(500, {});
    expect(await errorOf(kindo().getAgent('../runs?x', LIMITS))).toMatchObject({ status: 500 });
  });
});

describe("a page of an agent's runs", () => {
  const SINCE = '2026-03-12T15:00:00.000Z';
  // The fields that its page shows for it, the agent's own left out.
  const PAGE = {
    agentId: AGENT_ID,
    recentRunIds: [RUN_ID, EARLIER_RUN_ID],
    lastRunAtUtc: '2026-03-12T15:00:00.000Z',
    nextCursor: 'opaque+token/=',
  };
  const LAST = { ...PAGE, nextCursor: null };
  const list = (...pages: readonly Readonly<Record<string, unknown>>[]) => {
    let cursor: unknown;
    for (const page of pages) {
      const query = { startDate: SINCE, ...(cursor === undefined ? {} : { cursor: String(cursor) }) };
      nock(API).get(AGENT_PATH).query(query).reply(200, page);
      cursor = page.nextCursor;
    }
    return collect(kindo().listRunsSince({ agentId: AGENT_ID, sinceMs: Date.parse(SINCE) }, () => LIMITS));
  };

  it('is decoded as documented', async () => {
    expect(await list(LAST)).toEqual([
      { runId: RUN_ID, agentId: AGENT_ID, createdAtMs: null },
      { runId: EARLIER_RUN_ID, agentId: AGENT_ID, createdAtMs: null },
    ]);
  });

  it('is the last one if there is no cursor', async () => {
    expect(await list({ agentId: AGENT_ID, recentRunIds: [] })).toEqual([]);
  });

  it('is read with the same date as the previous one', async () => {
    expect(await list(PAGE, { ...LAST, recentRunIds: ['run-3'] })).toMatchObject([
      { runId: RUN_ID },
      { runId: EARLIER_RUN_ID },
      { runId: 'run-3' },
    ]);
  });

  it('must be that of the requested agent', async () => {
    expect(await errorOf(list({ ...LAST, agentId: OTHER_AGENT_ID }))).toMatchObject({
      name: 'ProtocolError',
    });
  });

  it.each([
    ['without its runs', { ...LAST, recentRunIds: undefined }],
    ['with runs that are not ids', { ...LAST, recentRunIds: [{ runId: RUN_ID }] }],
    ['with an id that is a path', { ...LAST, recentRunIds: [RUN_ID, '../x'] }],
    ['with a number for its cursor', { ...LAST, nextCursor: 2 }],
    ['without its agent', { ...LAST, agentId: undefined }],
  ])('cannot be decoded %s', async (_, body) => {
    expect(await errorOf(list(body))).toMatchObject({ kind: 'undecodable' });
  });
});

describe('a start', () => {
  const start = (inputs: ReadonlyMap<string, string> = new Map()) =>
    kindo().startRun({ agentId: AGENT_ID, inputs }, LIMITS);

  it('sends the agent and its inputs as documented', async () => {
    const inputs = [
      { name: 'query', value: 'Run the daily security scan' },
      { name: '__proto__', value: '1.10' },
    ];
    nock(API).post(START_PATH, { agentId: AGENT_ID, inputs }).reply(202, { runId: RUN_ID });
    expect(await start(new Map(inputs.map(({ name, value }) => [name, value])))).toBe(RUN_ID);
  });

  it('sends an empty list if there are no inputs', async () => {
    nock(API).post(START_PATH, { agentId: AGENT_ID, inputs: [] }).reply(202, { runId: RUN_ID });
    expect(await start()).toBe(RUN_ID);
  });

  it.each([200, 201, 202])('is accepted with %i', async (status) => {
    nock(API).post(START_PATH).reply(status, { runId: RUN_ID });
    expect(await start()).toBe(RUN_ID);
  });

  it.each([
    ['nothing', {}],
    ['null', { runId: null }],
    ['a number', { runId: 7 }],
    ['an empty id', { runId: '' }],
    ['a path', { runId: '../x' }],
    ['white space', { runId: `${RUN_ID} ` }],
    ['10 kB', { runId: 'x'.repeat(10_000) }],
    ["another API's run", { id: RUN_ID, object: 'run' }],
  ])('returns no usable id with %s', async (_, body) => {
    nock(API).post(START_PATH).reply(202, body);
    const error = await errorOf(start());
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'undecodable' });
    expect(String(error).length).toBeLessThan(400);
  });
});

describe('a run', () => {
  it('is decoded as documented', async () => {
    expect(await readRun(KINDO_RUN)).toEqual({
      runId: RUN_ID,
      agentId: AGENT_ID,
      conversationId: null,
      state: 'success',
      rawStatus: 'success',
      createdAtMs: Date.parse('2026-03-12T15:00:00Z'),
      serviceTimeMs: null,
      endedAtMs: Date.parse('2026-03-12T15:00:08Z'),
      message: {
        parts: ['Security scan complete. No critical findings.'],
        text: 'Security scan complete. No critical findings.',
        payload: KINDO_RUN.result,
      },
      interrupts: [],
      requester: null,
    });
  });

  it('is decoded while it is in progress', async () => {
    expect(await readRun(KINDO_RUN_IN_PROGRESS)).toMatchObject({
      state: 'in_progress',
      rawStatus: 'in_progress',
      endedAtMs: null,
      message: null,
    });
  });

  it.each(['failure', 'cancelled'] as const)('may end with %s', async (status) => {
    expect(await readRun({ ...KINDO_RUN, status, result: null })).toMatchObject({
      state: status,
      message: null,
    });
  });

  it('may no longer have an agent', async () => {
    expect((await readRun({ ...KINDO_RUN, agentId: null })).agentId).toBeNull();
    expect((await readRun({ ...KINDO_RUN, agentId: undefined })).agentId).toBeNull();
    expect((await readRun({ ...KINDO_RUN, agentId: AGENT_ID.toUpperCase() })).agentId).toBe(AGENT_ID);
  });

  it('may have a conversation id', async () => {
    expect((await readRun({ ...KINDO_RUN, conversationId: 'conv_1' })).conversationId).toBe('conv_1');
    for (const conversationId of [undefined, null, 7, {}]) {
      expect((await readRun({ ...KINDO_RUN, conversationId })).conversationId).toBeNull();
    }
  });

  it('must be the requested one', async () => {
    expect(await errorOf(readRun({ ...KINDO_RUN, runId: 'x\n'.repeat(5000) }))).toMatchObject({
      name: 'ProtocolError',
      message: expect.stringMatching(
        /another run than requested: requested 7a7ced7d-\S+, got "x x x .{1,80}…"\. Exclude the API's host from caches and proxies$/,
      ),
    });
  });

  it.each([
    ['completed', 'completed'],
    ['queued', 'queued'],
    ['SUCCESS', 'SUCCESS'],
    ['success ', 'success '],
    ['interrupted', 'interrupted'],
    ['toString', 'toString'],
    ['', ''],
    [null, 'null'],
    [['success'], '["success"]'],
    [{ success: true }, '{"success":true}'],
    [7, '7'],
  ])('has an unknown status: %j [F78]', async (status, rawStatus) => {
    expect(await readRun({ ...KINDO_RUN, status })).toMatchObject({ state: 'unrecognised', rawStatus });
  });

  it.each([
    ['without its id', { ...KINDO_RUN, runId: undefined }],
    ['without a status', { ...KINDO_RUN, status: undefined }],
    ['with a number for its agent', { ...KINDO_RUN, agentId: 7 }],
    ['of Middesk', { object: 'run', id: RUN_ID, status: 'completed', agent: 'cip_orchestrator' }],
  ])('cannot be decoded %s', async (_, body) => {
    expect(await errorOf(readRun(body))).toMatchObject({ kind: 'undecodable' });
  });

  it('ignores properties of a prototype [F93 T19]', async () => {
    const body = `{"runId":"${RUN_ID}","__proto__":{"status":"success"},"status":"failure"}`;
    nock(API).get(RUN_PATH).reply(200, body);
    expect(await kindo().getRun(RUN_ID, LIMITS)).toMatchObject({ state: 'failure' });
  });

  it('has no inherited status', async () => {
    nock(API).get(RUN_PATH).reply(200, `{"runId":"${RUN_ID}","__proto__":{"status":"success"}}`);
    expect(await errorOf(kindo().getRun(RUN_ID, LIMITS))).toMatchObject({ kind: 'undecodable' });
  });
});

describe('a time of a run', () => {
  it.each([
    ['2026-03-12T15:00:00.000Z', '2026-03-12T15:00:00Z'],
    ['2026-03-12T15:00:00', '2026-03-12T15:00:00Z'],
    ['2026-03-12T17:00:00+02:00', '2026-03-12T15:00:00Z'],
    ['2026-03-12T17:00:00+0200', '2026-03-12T15:00:00Z'],
    ['2026-03-12T14:00:00.5-01:00', '2026-03-12T15:00:00.500Z'],
  ])('is read in its time zone, or else as UTC: %s', async (createdAtUtc, iso) => {
    expect((await readRun({ ...KINDO_RUN, createdAtUtc })).createdAtMs).toBe(Date.parse(iso));
  });

  it.each([
    [undefined],
    [null],
    [''],
    ['soon'],
    ['1'],
    ['2026-13-99T99:99:99Z'],
    ['on 2026-03-12T15:00:00Z'],
    ['March 12, 2026 15:00 UTC'],
    [1_773_327_600],
    [{}],
  ])('is not guessed from %j', async (time) => {
    const run = await readRun({ ...KINDO_RUN, createdAtUtc: time, endedAtUtc: time });
    expect(run).toMatchObject({ createdAtMs: null, endedAtMs: null });
  });
});

describe('the message of a run', () => {
  const messageOf = async (result: unknown) => (await readRun({ ...KINDO_RUN, result })).message;
  const assistant = (parts: unknown) => JSON.stringify({ role: 'assistant', parts });

  it('is all text parts, joined by a blank line [F91]', async () => {
    const result = assistant([
      { type: 'text', text: 'one' },
      { type: 'tool-call', text: 'not shown' },
      { type: 'text', text: 7 },
      null,
      'text',
      { type: 'text', text: 'two', more: true },
    ]);
    expect(await messageOf(result)).toEqual({ parts: ['one', 'two'], text: 'one\n\ntwo', payload: result });
  });

  // As others have published it of real calls.
  it('is read from the format that Kindo actually sends', async () => {
    const report = '## Report\n\n```json\n{"critical":0}\n```';
    const result = JSON.stringify({
      id: 'msg_1',
      role: 'assistant',
      parts: [
        { type: 'step-start' },
        { type: 'text', text: 'I scan first.', state: 'done' },
        {
          type: 'tool-scan',
          toolCallId: 'call_1',
          state: 'output-available',
          input: { text: 'not shown' },
          output: { type: 'text', text: 'not shown' },
        },
        { type: 'step-start' },
        { type: 'text', text: report, state: 'done' },
      ],
      metadata: { model: 'x' },
    });
    const message = await messageOf(result);
    expect(message).toEqual({
      parts: ['I scan first.', report],
      text: `I scan first.\n\n${report}`,
      payload: result,
    });
    expect(findData(message?.parts ?? []).data).toBe('{"critical":0}');
  });

  it('has no text if it has no parts [F91]', async () => {
    expect(await messageOf(assistant([]))).toEqual({ parts: [], text: '', payload: assistant([]) });
  });

  it.each([
    ['plain text', 'All is well.'],
    ['an empty string', ''],
    ['JSON in another format', '{"a":1}'],
    ['JSON null', 'null'],
    ['another role', '{"role":"user","parts":[]}'],
    ['no parts', '{"role":"assistant"}'],
    ['parts that are not a list', '{"role":"assistant","parts":"text"}'],
    ['half of a message', '{"role":"assistant","parts":[{"type":"text"'],
  ])('is the raw text if it is %s [F90]', async (_, result) => {
    expect(await messageOf(result)).toEqual({ parts: [result], text: result, payload: null });
  });

  it('is its JSON if it is not a string', async () => {
    const result = { role: 'assistant', parts: [] };
    expect(await messageOf(result)).toEqual({
      parts: [JSON.stringify(result)],
      text: JSON.stringify(result),
      payload: null,
    });
    expect(await messageOf(false)).toEqual({ parts: ['false'], text: 'false', payload: null });
  });

  it('is null if the run has none [F89]', async () => {
    expect(await messageOf(null)).toBeNull();
    expect(await messageOf(undefined)).toBeNull();
  });

  it('may be nested to any depth [F91 T18]', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const result = `{"role":"assistant","parts":[${deep},{"type":"text","text":"x"}]}`;
    expect(await messageOf(result)).toEqual({ parts: ['x'], text: 'x', payload: result });
    nock(API).get(RUN_PATH).reply(200, `{"runId":"${RUN_ID}","status":${deep},"result":${deep}}`);
    expect(await kindo().getRun(RUN_ID, LIMITS)).toMatchObject({
      state: 'unrecognised',
      rawStatus: '(JSON that is nested too deeply to be shown)',
      message: { text: '(JSON that is nested too deeply to be shown)', payload: null },
    });
  });

  it('keeps every text unchanged [F93]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }), async (texts) => {
        const result = assistant(texts.map((text) => ({ type: 'text', text })));
        expect(await messageOf(result)).toEqual({ parts: texts, text: texts.join('\n\n'), payload: result });
      }),
      cases(30),
    );
  });
});

describe('the verdicts on a run', () => {
  it('are decoded as documented', async () => {
    expect(await verdicts(KINDO_EVALS)).toEqual({
      result: 'pass',
      rawResult: 'pass',
      steps: [
        {
          stepNumber: 1,
          name: 'Run the daily security scan',
          result: 'pass',
          rawResult: 'pass',
          explanation: 'Kindo completed the scan and found no critical vulnerabilities.',
        },
      ],
    });
  });

  it.each(['pass', 'fail', 'pending', 'skipped', 'unknown'] as const)(
    'may be %s, like the result of a step',
    async (word) => {
      expect(await verdicts({ runId: RUN_ID, result: word, steps: [{ result: word }] })).toEqual({
        result: word,
        rawResult: word,
        steps: [{ stepNumber: null, name: '', result: word, rawResult: word, explanation: '' }],
      });
    },
  );

  it.each(['', 'PASS', 'passed', 'constructor'])('may be an unknown value: %j [F96 T36]', async (word) => {
    expect(await verdicts({ runId: RUN_ID, result: word, steps: [{ result: word }] })).toMatchObject({
      result: 'unrecognised',
      rawResult: word,
      steps: [{ result: 'unrecognised', rawResult: word }],
    });
  });

  it('may have no steps', async () => {
    expect(await verdicts({ runId: RUN_ID, result: 'skipped' })).toMatchObject({ steps: [] });
    expect(await verdicts({ runId: RUN_ID, result: 'skipped', steps: null })).toMatchObject({ steps: [] });
  });

  it.each([
    ['omitted', undefined],
    ['null', null],
    ['of another type', { 1: 'x' }],
  ])('may have number, name and explanation %s', async (_, value) => {
    const steps = [{ stepNumber: value, name: value, result: 'pass', explanation: value }];
    expect((await verdicts({ ...KINDO_EVALS, steps }))?.steps).toEqual([
      { stepNumber: null, name: '', result: 'pass', rawResult: 'pass', explanation: '' },
    ]);
  });

  it.each(['skipped', 'unknown'] as const)('may be %s without steps', async (word) => {
    expect(await verdicts({ runId: RUN_ID, result: word, steps: [] })).toEqual({
      result: word,
      rawResult: word,
      steps: [],
    });
  });

  it('are missing if the service responds with 404', async () => {
    nock(API).get(EVALS_PATH).reply(404, { error: 'Not found', message: 'No evals.' });
    expect(await kindo().getEvals(RUN_ID, LIMITS)).toBeNull();
  });

  it.each([401, 403, 422, 500])('are not missing if the service responds with %i [F100]', async (status) => {
    nock(API).get(EVALS_PATH).reply(status, {});
    expect(await errorOf(kindo().getEvals(RUN_ID, LIMITS))).toMatchObject({ kind: 'status', status });
  });

  it('are not missing if the step is cancelled', async () => {
    const reason = new Error('the job was cancelled');
    const limits = { timeoutMs: 30_000, signal: AbortSignal.abort(reason) };
    expect(await errorOf(kindo().getEvals(RUN_ID, limits))).toBe(reason);
  });

  it('must be of the requested run [F99]', async () => {
    expect(await errorOf(verdicts({ ...KINDO_EVALS, runId: 'another' }))).toMatchObject({
      name: 'ProtocolError',
      message: expect.stringContaining('another run than requested'),
    });
  });

  it.each([
    ['without a verdict', { runId: RUN_ID, steps: [] }],
    ['without their run', { result: 'pass', steps: [] }],
    ['with steps that are no list', { ...KINDO_EVALS, steps: { 1: 'pass' } }],
    ['with a step without a verdict', { ...KINDO_EVALS, steps: [{ name: 'x' }] }],
    ['with a verdict that is not a string', { ...KINDO_EVALS, result: true }],
  ])('cannot be decoded %s', async (_, body) => {
    expect(await errorOf(verdicts(body))).toMatchObject({ kind: 'undecodable' });
  });
});
