import { afterEach, describe, expect, it } from 'vitest';
import {
  ALERT_TRIAGE,
  DAILY_SECURITY_SCAN,
  DEPENDENCY_REVIEW,
  DEPENDENCY_REVIEW_COPY,
  INCIDENT_POSTMORTEM,
} from '../../../fakes/kindo/data.ts';
import {
  DEMO_API_KEY,
  type DemoAgent,
  type Fault,
  FIRST_RUN_ID,
  type KindoService,
  type RunScript,
  type ServiceScript,
  startKindoService,
} from '../../../fakes/kindo/service.ts';

const SECOND_RUN_ID = '7a7ced7d-95a8-416f-95bb-5c0ff3599f54';
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const BEARER = { authorization: `Bearer ${DEMO_API_KEY}` };
const QUERY = [{ name: 'query', value: 'Run the daily security scan' }];

const open: KindoService[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((service) => service.close()));
});

async function serve(script?: ServiceScript): Promise<KindoService> {
  const service = await startKindoService(script);
  open.push(service);
  return service;
}

function get(
  service: KindoService,
  path: string,
  headers: Record<string, string> = BEARER,
): Promise<Response> {
  return fetch(service.url + path, { headers, redirect: 'manual' });
}

function post(service: KindoService, body: string): Promise<Response> {
  const headers = { ...BEARER, 'content-type': 'application/json' };
  return fetch(`${service.url}/v1/agents/runs`, { method: 'POST', headers, body, redirect: 'manual' });
}

function start(
  service: KindoService,
  inputs: unknown = QUERY,
  agentId: string = DAILY_SECURITY_SCAN.agentId,
): Promise<Response> {
  return post(service, JSON.stringify({ agentId, inputs }));
}

/** The fields that the tests read, of any response. */
interface Body {
  readonly items: readonly DemoAgent[];
  readonly recentRunIds: readonly string[];
  readonly lastRunAtUtc: string | null;
  readonly nextCursor: string | null;
  readonly createdAtUtc: string;
  readonly result: unknown;
  readonly status: string;
  readonly steps: readonly unknown[];
}

async function look(service: KindoService, path: string): Promise<Body> {
  return (await (await get(service, path)).json()) as Body;
}

async function read(answer: Promise<Response>): Promise<{ status: number; body: unknown }> {
  const response = await answer;
  return { status: response.status, body: await response.json() };
}

function problem(status: number, error: string, message: unknown = expect.any(String)) {
  return { status, body: { error, message } };
}

function withRuns(times: Readonly<Record<string, string>>, overrides: Partial<DemoAgent> = {}): DemoAgent {
  const earlierRuns = Object.entries(times).map(([runId, createdAtUtc]) => ({ runId, createdAtUtc }));
  return { ...DAILY_SECURITY_SCAN, earlierRuns, ...overrides };
}

const AGENT_PATH = `/v1/agents/${DAILY_SECURITY_SCAN.agentId}`;
const RUN_PATH = `/v1/runs/${FIRST_RUN_ID}`;
const ENDED: RunScript = { takesMs: 0, status: 'success', message: 'All is **well**.\n\nNothing found.' };

describe('the key', () => {
  it.each([
    ['a bearer token', BEARER],
    ['x-api-key', { 'x-api-key': DEMO_API_KEY }],
    ['a good bearer token beside a bad x-api-key', { ...BEARER, 'x-api-key': 'other' }],
  ])('is accepted as %s', async (_, headers) => {
    const service = await serve();
    expect((await get(service, '/v1/agents/list', headers)).status).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ['none', {}],
    ['an empty x-api-key', { 'x-api-key': '' }],
    ['a wrong x-api-key', { 'x-api-key': 'other' }],
    ['a wrong bearer token', { authorization: 'Bearer other' }],
    ['an empty bearer token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${DEMO_API_KEY}` }],
    ['an empty Authorization beside a good x-api-key', { authorization: '', 'x-api-key': DEMO_API_KEY }],
    ['another scheme beside a good x-api-key', { authorization: 'Basic x', 'x-api-key': DEMO_API_KEY }],
  ])('is refused with the flat error envelope: %s', async (_, headers) => {
    const service = await serve();
    expect(await read(get(service, '/v1/agents/list', headers))).toEqual(problem(401, 'Unauthorized'));
  });

  it('gets a 403 on every request if API access of its owner is disabled', async () => {
    const service = await serve({ isKeyDisabled: true });
    const disabled = problem(403, 'Forbidden', expect.stringMatching(/^API key has been disabled/));
    for (const path of ['/v1/agents/list', AGENT_PATH, RUN_PATH, `${RUN_PATH}/evals`, '/v1/nothing']) {
      expect(await read(get(service, path))).toEqual(disabled);
    }
    expect(await read(start(service))).toEqual(disabled);
    expect((await get(service, '/v1/agents/list', {})).status).toBe(401);
    expect(service.runIds).toEqual([]);
  });

  it('can be set', async () => {
    const service = await serve({ apiKey: 'another' });
    expect((await get(service, '/v1/agents/list', { 'x-api-key': 'another' })).status).toBe(200);
    expect((await get(service, '/v1/agents/list')).status).toBe(401);
  });

  it('is an opaque string of at least 32 characters', () => {
    expect(DEMO_API_KEY).toMatch(/^\S{32,}$/);
  });

  it('starts nothing when it is wrong', async () => {
    const service = await serve();
    const body = JSON.stringify({ agentId: DAILY_SECURITY_SCAN.agentId, inputs: QUERY });
    const response = await fetch(`${service.url}/v1/agents/runs`, { method: 'POST', body });
    expect(response.status).toBe(401);
    expect(service.runIds).toEqual([]);
  });
});

describe('the list of agents', () => {
  it('has every visible agent, two of one name included, with exactly the documented fields', async () => {
    const service = await serve();
    const visible = [DAILY_SECURITY_SCAN, ALERT_TRIAGE, DEPENDENCY_REVIEW, DEPENDENCY_REVIEW_COPY];
    expect(await read(get(service, '/v1/agents/list'))).toEqual({
      status: 200,
      body: {
        items: visible.map(({ agentId, name, description, createdAt, creatorName }) => ({
          agentId,
          name,
          description,
          createdAt,
          creatorName,
          metadata: { userPermissions: ['view', 'edit'] },
        })),
        total: 4,
      },
    });
    expect(DEPENDENCY_REVIEW_COPY.name).toBe(DEPENDENCY_REVIEW.name);
  });

  it.each([
    [0, 4],
    [499, 499],
    [500, 500],
    [501, 500],
  ])('is limited to 500: of %i agents it has %i', async (totalAgents, total) => {
    const service = await serve({ totalAgents });
    const { items, ...rest } = await look(service, '/v1/agents/list');
    expect(items).toHaveLength(total);
    expect(rest).toEqual({ total });
    expect(new Set(items.map(({ agentId }: DemoAgent) => agentId)).size).toBe(total);
  });

  it('does not limit which agents can be read by id', async () => {
    const service = await serve({ totalAgents: 501 });
    const answer = await read(get(service, '/v1/agents/00000000-0000-4000-8000-000000000501'));
    expect(answer).toMatchObject({ status: 200, body: { name: 'Generated Agent 501', inputs: [] } });
  });
});

describe('an agent', () => {
  it('is described by exactly the documented fields, required and optional labels in one list', async () => {
    const service = await serve();
    expect(await read(get(service, AGENT_PATH))).toEqual({
      status: 200,
      body: {
        agentId: DAILY_SECURITY_SCAN.agentId,
        name: 'Daily Security Scan',
        description: 'Runs the daily vulnerability check workflow.',
        inputs: ['query', 'severity'],
        hasTriggers: false,
        modelsInUse: ['claude-sonnet-4-5-20250929'],
        recentRunIds: ['3c1f4e2a-19b8-4d5e-8a2f-b6d1e0c4f7a9', 'e2b7a5d0-6c41-4f0b-9d1e-2f8c7b3a6e15'],
        lastRunAtUtc: '2026-03-12T15:00:00.000Z',
        metadata: { userPermissions: ['view', 'edit'] },
      },
    });
  });

  it('is described without the fields that the script omits, also in the list', async () => {
    const describedAs = { hasTriggers: undefined, metadata: undefined, name: null };
    const service = await serve({ agents: [{ ...DAILY_SECURITY_SCAN, describedAs }] });
    const agent = await look(service, AGENT_PATH);
    expect(agent).toMatchObject({ agentId: DAILY_SECURITY_SCAN.agentId, name: null });
    expect(Object.keys(agent)).not.toEqual(expect.arrayContaining(['hasTriggers']));
    expect(Object.keys(agent)).not.toEqual(expect.arrayContaining(['metadata']));
    const [item = {}] = (await look(service, '/v1/agents/list')).items;
    expect(item).toMatchObject({ agentId: DAILY_SECURITY_SCAN.agentId, name: null });
    expect(Object.keys(item)).not.toEqual(expect.arrayContaining(['metadata']));
    expect((await start(service)).status).toBe(202);
  });

  it('has triggers, and no last run, if the script says so', async () => {
    const service = await serve();
    expect(await read(get(service, `/v1/agents/${ALERT_TRIAGE.agentId}`))).toMatchObject({
      status: 200,
      body: { hasTriggers: true, recentRunIds: [], lastRunAtUtc: null },
    });
  });

  it.each([
    ['unknown', UNKNOWN_ID],
    ['not visible', INCIDENT_POSTMORTEM.agentId],
    ['not an id', 'runs'],
  ])('is not found when it is %s', async (_, id) => {
    const service = await serve();
    expect(await read(get(service, `/v1/agents/${id}`))).toEqual(
      problem(404, 'Not found', `Agent ${id} not found.`),
    );
  });

  it('lists a started run first, and as its last run', async () => {
    const service = await serve({ agents: [withRuns({ old: '2026-03-12T15:00:00.000Z' })], run: ENDED });
    await start(service);
    await start(service);
    const agent = await look(service, AGENT_PATH);
    expect(agent.recentRunIds).toEqual([SECOND_RUN_ID, FIRST_RUN_ID, 'old']);
    const run = await look(service, `/v1/runs/${SECOND_RUN_ID}`);
    expect(agent.lastRunAtUtc).toBe(run.createdAtUtc);
  });

  it('lists an existing run of this agent, and no run of a deleted agent', async () => {
    const agents = [withRuns({ old: '2026-03-12T15:00:00.000Z' })];
    const run = { createdAtUtc: '2026-03-13T15:00:00.000Z', endedAtUtc: null, script: ENDED };
    const existingRuns = [
      { ...run, runId: 'mine', agentId: DAILY_SECURITY_SCAN.agentId },
      { ...run, runId: 'orphan', agentId: null },
    ];
    const service = await serve({ agents, existingRuns });
    expect((await look(service, AGENT_PATH)).recentRunIds).toEqual(['mine', 'old']);
  });
});

describe('the runs of an agent', () => {
  const FOUR = withRuns({
    tuesday: '2026-03-10T12:00:00.000Z',
    friday: '2026-03-13T12:00:00.000Z',
    wednesday: '2026-03-11T12:00:00.000Z',
    thursday: '2026-03-12T12:00:00.000Z',
  });
  const MANY = withRuns(
    Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [`run-${25 - index}`, new Date(1e12 - index).toISOString()]),
    ),
  );

  async function page(agent: DemoAgent, query: string): Promise<Body> {
    const service = await serve({ agents: [agent] });
    return await look(service, AGENT_PATH + query);
  }

  it('come without a cursor, and are limited to 20, without parameters', async () => {
    const agent = await page(MANY, '?unknown=1');
    expect(agent).not.toHaveProperty('nextCursor');
    expect(agent.recentRunIds).toHaveLength(20);
    expect(agent.recentRunIds[0]).toBe('run-25');
  });

  it.each(['limit=20', 'startDate=2000-01-01', 'endDate=2030-01-01T00:00:00Z'])(
    'come in pages of 20 with a cursor on ?%s',
    async (query) => {
      const service = await serve({ agents: [MANY] });
      const first = await look(service, `${AGENT_PATH}?${query}`);
      expect(first.recentRunIds).toHaveLength(20);
      const next = `${AGENT_PATH}?cursor=${encodeURIComponent(String(first.nextCursor))}`;
      const second = await look(service, next);
      expect(second.recentRunIds).toEqual(['run-5', 'run-4', 'run-3', 'run-2', 'run-1']);
      expect(second.nextCursor).toBeNull();
    },
  );

  it.each([
    [2, 'string'],
    [4, 'null'],
    [9, 'null'],
  ])('of four, with a limit of %i, have a next cursor of type %s', async (limit, type) => {
    const { nextCursor, recentRunIds } = await page(FOUR, `?limit=${limit}`);
    expect(nextCursor === null ? 'null' : typeof nextCursor).toBe(type);
    expect(recentRunIds).toEqual(['friday', 'thursday', 'wednesday', 'tuesday'].slice(0, limit));
  });

  it.each([
    ['startDate=2026-03-12T12:00:00.000Z', ['friday', 'thursday']],
    ['endDate=2026-03-11T12:00:00.000Z', ['wednesday', 'tuesday']],
    ['startDate=2026-03-11&endDate=2026-03-13', ['thursday', 'wednesday']],
    ['startDate=2027-01-01', []],
  ])('are filtered by ?%s, which leaves the last run alone', async (query, ids) => {
    const agent = await page(FOUR, `?${query}`);
    expect(agent).toMatchObject({
      recentRunIds: ids,
      nextCursor: null,
      lastRunAtUtc: '2026-03-13T12:00:00.000Z',
    });
  });

  it('are not filtered on the next page if the dates are not passed with the cursor', async () => {
    const service = await serve({ agents: [FOUR] });
    const dates = 'startDate=2026-03-11';
    const { nextCursor } = await look(service, `${AGENT_PATH}?limit=1&${dates}`);
    const kept = await look(service, `${AGENT_PATH}?cursor=${nextCursor}&${dates}`);
    const dropped = await look(service, `${AGENT_PATH}?cursor=${nextCursor}`);
    expect(kept.recentRunIds).toEqual(['thursday', 'wednesday']);
    expect(dropped.recentRunIds).toEqual(['thursday', 'wednesday', 'tuesday']);
  });

  it('are not shifted by a run that starts between two pages', async () => {
    const service = await serve({ agents: [FOUR] });
    const { nextCursor } = await look(service, `${AGENT_PATH}?limit=2`);
    await start(service);
    const second = await look(service, `${AGENT_PATH}?limit=2&cursor=${nextCursor}`);
    expect(second.recentRunIds).toEqual(['wednesday', 'tuesday']);
  });

  it.each([
    'limit=0',
    'limit=-1',
    'limit=1.5',
    'limit=ten',
    'limit=',
    'cursor=',
    'cursor=unknown',
    'startDate=',
    'startDate=page%202',
    'endDate=2026-13-45',
  ])('are refused on ?%s', async (query) => {
    const service = await serve();
    expect(await read(get(service, `${AGENT_PATH}?${query}`))).toEqual(problem(400, 'Bad Request'));
  });
});

describe('a start', () => {
  it('is accepted with a run id and nothing else', async () => {
    const service = await serve();
    expect(await read(start(service))).toEqual({ status: 202, body: { runId: FIRST_RUN_ID } });
  });

  it('increments the run ids, and skips existing ones', async () => {
    const existing = { agentId: null, createdAtUtc: '2026-03-12T15:00:00Z', endedAtUtc: null, script: ENDED };
    const service = await serve({ existingRuns: [{ ...existing, runId: SECOND_RUN_ID }] });
    await start(service);
    await start(service);
    expect(service.runIds).toEqual([FIRST_RUN_ID, '7a7ced7d-95a8-416f-95bb-5c0ff3599f55']);
  });

  it('drops an unknown input name silently', async () => {
    const service = await serve();
    const accepted: unknown[] = [];
    service.onAccepted((runId, inputs) => accepted.push({ runId, inputs }));
    const inputs = [...QUERY, { name: 'Severity', value: 'high' }, { name: 'severity', value: 'low' }];
    expect(await read(start(service, inputs))).toEqual({ status: 202, body: { runId: FIRST_RUN_ID } });
    expect(accepted).toEqual([
      { runId: FIRST_RUN_ID, inputs: [QUERY[0], { name: 'severity', value: 'low' }] },
    ]);
  });

  it('needs no inputs for an agent that requires none', async () => {
    const service = await serve();
    expect((await post(service, JSON.stringify({ agentId: DEPENDENCY_REVIEW.agentId }))).status).toBe(202);
  });

  it.each([
    ['malformed JSON', '{"agentId":'],
    ['no body', ''],
    ['an array', '[]'],
    ['null', 'null'],
    ['no agentId', '{"inputs":[]}'],
    ['an empty agentId', '{"agentId":"","inputs":[]}'],
    ['an agentId that is a number', '{"agentId":1}'],
    ['inputs that are null', `{"agentId":"${UNKNOWN_ID}","inputs":null}`],
    ['inputs that are an object', `{"agentId":"${UNKNOWN_ID}","inputs":{"query":"x"}}`],
    ['inputs that are strings', `{"agentId":"${UNKNOWN_ID}","inputs":["query"]}`],
    ['an input without a value', `{"agentId":"${UNKNOWN_ID}","inputs":[{"name":"query"}]}`],
    ['a value that is a number', `{"agentId":"${UNKNOWN_ID}","inputs":[{"name":"query","value":1}]}`],
  ])('is a bad request with %s', async (_, body) => {
    const service = await serve();
    expect(await read(post(service, body))).toEqual(problem(400, 'Bad Request'));
    expect(service.runIds).toEqual([]);
  });

  it.each([
    ['unknown', UNKNOWN_ID],
    ['not visible', INCIDENT_POSTMORTEM.agentId],
  ])('does not find an agent that is %s', async (_, id) => {
    const service = await serve();
    expect(await read(start(service, QUERY, id))).toEqual(
      problem(404, 'Not found', `Agent ${id} not found.`),
    );
  });

  it.each([
    ['is missing', []],
    ['is written in another case', [{ name: 'Query', value: 'x' }]],
  ])('cannot be executed when a required label %s, and names it', async (_, inputs) => {
    const service = await serve();
    expect(await read(start(service, inputs))).toEqual(
      problem(422, 'Unprocessable Entity', "Missing required inputs: 'query'"),
    );
    expect(service.runIds).toEqual([]);
  });

  it('names every required label that is missing', async () => {
    const service = await serve({ agents: [{ ...DAILY_SECURITY_SCAN, required: ['a', 'query', 'b'] }] });
    expect(await read(start(service))).toEqual(
      problem(422, 'Unprocessable Entity', "Missing required inputs: 'a', 'b'"),
    );
  });

  it('cannot be executed for an agent with triggers', async () => {
    const service = await serve();
    expect(await read(start(service, [], ALERT_TRIAGE.agentId))).toEqual(
      problem(422, 'Unprocessable Entity', expect.stringContaining('triggers')),
    );
  });

  it('is too large above 50 MB, and the error names no label', async () => {
    const service = await serve();
    const body = JSON.stringify({ agentId: DAILY_SECURITY_SCAN.agentId, inputs: QUERY });
    const most = body.padEnd(50 * 1024 * 1024);
    expect((await post(service, most)).status).toBe(202);
    expect(await read(post(service, `${most} `))).toEqual({
      status: 413,
      body: { message: 'Request body too large. Maximum size is 50 MB.' },
    });
    expect(service.runIds).toEqual([FIRST_RUN_ID]);
  });

  it('is reported to listeners before its response', async () => {
    const service = await serve({ faults: [{ on: 'start', does: { hang: true, alsoStarts: true } }] });
    const accepted = new Promise((resolve) => service.onAccepted(resolve));
    const answer = start(service).catch(() => 'no answer');
    expect(await accepted).toBe(FIRST_RUN_ID);
    await service.close();
    expect(await answer).toBe('no answer');
  });
});

describe('a run', () => {
  async function runOf(run: RunScript, path = RUN_PATH): Promise<Body> {
    const service = await serve({ run });
    await start(service);
    return await look(service, path);
  }

  it('has no result and no end time while it is in progress', async () => {
    expect(await runOf({ ...ENDED, takesMs: Number.POSITIVE_INFINITY, result: 'x' })).toEqual({
      runId: FIRST_RUN_ID,
      agentId: DAILY_SECURITY_SCAN.agentId,
      conversationId: expect.stringMatching(/^c[0-9a-f]{24}$/),
      createdAtUtc: expect.stringMatching(ISO),
      endedAtUtc: null,
      result: null,
      status: 'in_progress',
    });
  });

  it('has its final message as a JSON text after it succeeded', async () => {
    const run = await runOf(ENDED);
    expect(run).toMatchObject({ status: 'success', endedAtUtc: expect.stringMatching(ISO) });
    expect(JSON.parse(String(run.result))).toEqual({
      id: expect.any(String),
      role: 'assistant',
      parts: [{ type: 'step-start' }, { type: 'text', text: ENDED.message, state: 'done' }],
      metadata: {},
    });
  });

  it('has the parts of the script, in order', async () => {
    const tool = { type: 'tool-scan', state: 'output-available', input: { a: 1 }, output: 'x' };
    const run = await runOf({ ...ENDED, message: ['First.', tool, 'Last.'] });
    expect(JSON.parse(String(run.result)).parts).toEqual([
      { type: 'step-start' },
      { type: 'text', text: 'First.', state: 'done' },
      tool,
      { type: 'text', text: 'Last.', state: 'done' },
    ]);
  });

  it.each(['failure', 'cancelled'])('has no result after %s', async (status) => {
    expect(await runOf({ ...ENDED, status })).toMatchObject({ status, result: null });
  });

  it.each([null, undefined])('has no result when the message is %s', async (message) => {
    expect(
      await runOf({ takesMs: 0, status: 'success', ...(message === null ? { message } : {}) }),
    ).toMatchObject({
      status: 'success',
      result: null,
    });
  });

  it('ends with any status of the script', async () => {
    const run = await runOf({ ...ENDED, status: 'expired' });
    expect(run).toMatchObject({ status: 'expired', result: expect.stringContaining('well') });
  });

  it.each(['not JSON', '', 7, null, { role: 'assistant' }])('has the result %j verbatim', async (result) => {
    expect((await runOf({ ...ENDED, result })).result).toEqual(result);
  });

  it.each([
    { agentId: null, conversationId: null },
    { agentId: UNKNOWN_ID, conversationId: 'elsewhere' },
  ])('belongs to %j', async (said) => {
    expect(await runOf({ ...ENDED, ...said })).toMatchObject(said);
  });

  it('exists if its agent lists it as an earlier run', async () => {
    expect(await runOf(ENDED, '/v1/runs/3c1f4e2a-19b8-4d5e-8a2f-b6d1e0c4f7a9')).toMatchObject({
      agentId: DAILY_SECURITY_SCAN.agentId,
      createdAtUtc: '2026-03-12T15:00:00.000Z',
      endedAtUtc: '2026-03-12T15:00:08.000Z',
      status: 'success',
    });
  });

  it('can exist before the service starts, ended or not', async () => {
    const run = { agentId: null, createdAtUtc: '2026-03-12T15:00:00.000Z' };
    const endless = { ...ENDED, takesMs: Number.POSITIVE_INFINITY };
    const existingRuns = [
      { ...run, runId: 'ended', endedAtUtc: '2026-03-12T15:00:08.000Z', script: endless },
      { ...run, runId: 'going', endedAtUtc: null, script: endless },
    ];
    const service = await serve({ existingRuns });
    expect(await look(service, '/v1/runs/ended')).toMatchObject({
      ...run,
      endedAtUtc: '2026-03-12T15:00:08.000Z',
      status: 'success',
    });
    expect(await look(service, '/v1/runs/going')).toMatchObject({
      ...run,
      endedAtUtc: null,
      status: 'in_progress',
    });
  });

  it('is not found if it is unknown, or if its agent is not visible', async () => {
    const existing = { createdAtUtc: '2026-03-12T15:00:00Z', endedAtUtc: null, script: ENDED };
    const hidden = { ...existing, runId: 'hidden', agentId: INCIDENT_POSTMORTEM.agentId };
    const service = await serve({ existingRuns: [hidden] });
    for (const path of ['/v1/runs/hidden', '/v1/runs/hidden/evals']) {
      expect(await read(get(service, path))).toEqual(problem(404, 'Not found', 'Run hidden not found.'));
    }
    expect(await read(get(service, RUN_PATH))).toEqual(
      problem(404, 'Not found', `Run ${FIRST_RUN_ID} not found.`),
    );
  });
});

describe('the verdicts on a run', () => {
  const steps = [
    { name: 'Scan', result: 'pass', explanation: 'It did.' },
    { name: null, result: 'fail', explanation: null },
  ];
  const evals = { pendingMs: 0, result: 'fail', steps };
  const ENDLESS = Number.POSITIVE_INFINITY;

  async function evalsOf(run: RunScript) {
    const service = await serve({ run });
    await start(service);
    return await read(get(service, `${RUN_PATH}/evals`));
  }

  it('contain numbered steps with their results', async () => {
    expect(await evalsOf({ ...ENDED, evals })).toEqual({
      status: 200,
      body: {
        runId: FIRST_RUN_ID,
        result: 'fail',
        steps: [
          { stepNumber: 1, ...steps[0] },
          { stepNumber: 2, ...steps[1] },
        ],
      },
    });
  });

  it.each([
    ['the run is in progress', { ...ENDED, takesMs: ENDLESS, evals }],
    ['they do not exist yet', { ...ENDED, evals: { ...evals, pendingMs: ENDLESS } }],
  ])('are pending, every step too, while %s', async (_, run) => {
    expect(await evalsOf(run)).toEqual({
      status: 200,
      body: {
        runId: FIRST_RUN_ID,
        result: 'pending',
        steps: [
          { stepNumber: 1, name: 'Scan', result: 'pending', explanation: null },
          { stepNumber: 2, name: null, result: 'pending', explanation: null },
        ],
      },
    });
  });

  it.each([{ evals: null }, {}])('are not found if none are configured: %j', async (none) => {
    expect(await evalsOf({ ...ENDED, ...none })).toEqual(problem(404, 'Not found'));
    expect(await evalsOf({ ...ENDED, ...none, withoutObjectives: 'not-found' })).toEqual(
      problem(404, 'Not found'),
    );
  });

  it.each(['skipped', 'unknown'] as const)('may be %s without steps if none are configured', async (word) => {
    expect(await evalsOf({ ...ENDED, withoutObjectives: word })).toEqual({
      status: 200,
      body: { runId: FIRST_RUN_ID, result: word, steps: [] },
    });
  });
});

describe('a path', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/v1/agents'],
    ['GET', '/v1/agents/list/'],
    ['GET', `${AGENT_PATH}/runs`],
    ['GET', `${AGENT_PATH}/evals`],
    ['GET', `/v1/agents/runs/${FIRST_RUN_ID}`],
    ['GET', '/v1/runs'],
    ['POST', '/v1/agents/list'],
    ['POST', AGENT_PATH],
    ['PUT', '/v1/agents/runs'],
    ['DELETE', RUN_PATH],
  ])('is not found: %s %s', async (method, path) => {
    const service = await serve();
    const answer = fetch(service.url + path, { method, headers: BEARER });
    expect(await read(answer)).toEqual(problem(404, 'Not found'));
    expect(service.requests).toEqual([{ kind: 'other', method, path, status: 404 }]);
  });
});

describe('the record of requests', () => {
  it('has every request with its status, and the inputs unchanged', async () => {
    const service = await serve({ run: { ...ENDED, evals: null } });
    const inputs = [...QUERY, { name: 'unknown', value: 'x' }];
    await get(service, '/v1/agents/list', {});
    await get(service, `${AGENT_PATH}?limit=2`);
    await start(service, inputs);
    await start(service, 'odd');
    await post(service, '{');
    await get(service, RUN_PATH);
    await get(service, `${RUN_PATH}/evals`);
    const path = '/v1/agents/runs';
    expect(service.requests).toEqual([
      { kind: 'list', method: 'GET', path: '/v1/agents/list', status: 401 },
      { kind: 'agent', method: 'GET', path: `${AGENT_PATH}?limit=2`, status: 200 },
      { kind: 'start', method: 'POST', path, status: 202, inputs },
      { kind: 'start', method: 'POST', path, status: 400, inputs: 'odd' },
      { kind: 'start', method: 'POST', path, status: 400 },
      { kind: 'run', method: 'GET', path: RUN_PATH, status: 200 },
      { kind: 'evals', method: 'GET', path: `${RUN_PATH}/evals`, status: 404 },
    ]);
    expect(service.startRequests()).toBe(3);
    expect(JSON.stringify(service.requests)).not.toContain(DEMO_API_KEY);
  });

  it('has a request with an incomplete body, without a status', async () => {
    const service = await serve();
    const leaving = new AbortController();
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(new TextEncoder().encode('{')),
    });
    const options = {
      method: 'POST',
      headers: BEARER,
      body,
      duplex: 'half' as const,
      signal: leaving.signal,
    };
    const answer = fetch(`${service.url}/v1/agents/runs`, options).catch(() => 'gone');
    await expect.poll(() => service.startRequests()).toBe(1);
    leaving.abort();
    expect(await answer).toBe('gone');
    expect((await get(service, '/v1/agents/list')).status).toBe(200);
    expect(service.requests[0]).toEqual({
      kind: 'start',
      method: 'POST',
      path: '/v1/agents/runs',
      status: null,
    });
  });
});

describe('an injected error', () => {
  const LIST = '/v1/agents/list';
  const flawed = (...faults: readonly Fault[]) => serve({ run: ENDED, faults });
  const codeOf = (error: unknown) =>
    error instanceof Error ? Reflect.get(Object(error.cause), 'code') : error;

  it.each<[string, Fault['at'], readonly number[]]>([
    ['the first by default', undefined, [503, 200, 200, 200]],
    ['the one of its number', 2, [200, 503, 200, 200]],
    ['every one', 'every', [503, 503, 503, 503]],
    ['one and all later', { from: 3 }, [200, 200, 503, 503]],
  ])('affects %s', async (_, at, statuses) => {
    const service = await flawed({ on: 'list', ...(at === undefined ? {} : { at }), does: { status: 503 } });
    const seen: number[] = [];
    for (const _status of statuses) {
      seen.push((await get(service, LIST)).status);
      expect((await get(service, AGENT_PATH)).status).toBe(200);
    }
    expect(seen).toEqual(statuses);
  });

  it.each<[Fault['on'], string]>([
    ['list', LIST],
    ['agent', AGENT_PATH],
    ['run', '/v1/runs/3c1f4e2a-19b8-4d5e-8a2f-b6d1e0c4f7a9'],
    ['evals', '/v1/runs/3c1f4e2a-19b8-4d5e-8a2f-b6d1e0c4f7a9/evals'],
  ])('can affect %s', async (on, path) => {
    const service = await flawed({ on, does: { status: 502 } });
    expect((await get(service, path)).status).toBe(502);
    expect(service.requests).toEqual([{ kind: on, method: 'GET', path, status: 502 }]);
  });

  it('is overridden by an earlier one in the list', async () => {
    const service = await flawed(
      { on: 'list', at: 2, does: { status: 500 } },
      { on: 'list', at: 'every', does: { status: 503 } },
    );
    expect((await get(service, LIST)).status).toBe(503);
    expect((await get(service, LIST)).status).toBe(500);
  });

  it('responds with a status, headers and an object as JSON', async () => {
    const body = { error: 'Too Many Requests', message: 'Slow down.' };
    const service = await flawed({ on: 'run', does: { status: 429, headers: { 'retry-after': '7' }, body } });
    const response = await get(service, RUN_PATH);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual(body);
  });

  it('responds with a text verbatim, or without a body', async () => {
    const service = await flawed(
      { on: 'run', does: { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>Sign in</p>' } },
      { on: 'run', at: 2, does: { status: 504 } },
    );
    const page = await get(service, RUN_PATH);
    expect(page.headers.get('content-type')).toBe('text/html');
    expect(await page.text()).toBe('<p>Sign in</p>');
    expect(await (await get(service, RUN_PATH)).text()).toBe('');
  });

  it('with a status starts nothing unless it is configured to', async () => {
    const service = await flawed(
      { on: 'start', does: { status: 500 } },
      { on: 'start', at: 2, does: { status: 500, alsoStarts: true } },
    );
    expect((await start(service)).status).toBe(500);
    expect(service.runIds).toEqual([]);
    expect((await start(service)).status).toBe(500);
    expect(service.runIds).toEqual([FIRST_RUN_ID]);
    expect(service.startRequests()).toBe(2);
  });

  it('resets the connection, with or without a started run', async () => {
    const service = await flawed(
      { on: 'start', does: { reset: 'before-answer' } },
      { on: 'start', at: 2, does: { reset: 'before-answer', alsoStarts: true } },
    );
    expect(codeOf(await start(service).catch((error: unknown) => error))).toBe('ECONNRESET');
    expect(service.runIds).toEqual([]);
    expect(codeOf(await start(service).catch((error: unknown) => error))).toBe('ECONNRESET');
    expect(service.runIds).toEqual([FIRST_RUN_ID]);
    expect(service.requests.map(({ status, inputs }) => ({ status, inputs }))).toEqual([
      { status: null, inputs: QUERY },
      { status: null, inputs: QUERY },
    ]);
  });

  it('does not start a run that would be refused', async () => {
    const service = await flawed({ on: 'start', does: { reset: 'before-answer', alsoStarts: true } });
    await start(service, []).catch(() => undefined);
    expect(service.runIds).toEqual([]);
  });

  it.each([0, 5])('starts the run, and cuts the response after %i bytes of its body', async (cut) => {
    const service = await flawed({ on: 'start', does: { cut } });
    const response = await start(service);
    expect(response.status).toBe(202);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(cut);
    expect(codeOf(await response.text().catch((error: unknown) => error))).toBe('UND_ERR_SOCKET');
    expect(service.runIds).toEqual([FIRST_RUN_ID]);
    expect(service.requests[0]?.status).toBe(202);
  });

  it.each([0, 5])('stalls after %i bytes of the body until the service closes', async (stall) => {
    const service = await flawed({ on: 'list', does: { stall } });
    const response = await get(service, LIST);
    expect(response.status).toBe(200);
    const text = response.text().catch(() => 'never came');
    await service.close();
    expect(await text).toBe('never came');
  });

  it('never responds until the service closes', async () => {
    const service = await flawed({ on: 'list', does: { hang: true } });
    const answer = get(service, LIST).catch(() => 'never came');
    await expect.poll(() => service.requests).toHaveLength(1);
    await service.close();
    expect(await answer).toBe('never came');
    expect(service.requests[0]?.status).toBeNull();
  });

  it('acts at once, and delays the correct response', async () => {
    const service = await flawed({ on: 'start', does: { delayMs: 30 } });
    let acceptedAt = Number.NaN;
    service.onAccepted(() => {
      acceptedAt = performance.now();
    });
    expect(await read(start(service))).toEqual({ status: 202, body: { runId: FIRST_RUN_ID } });
    expect(performance.now() - acceptedAt).toBeGreaterThanOrEqual(25);
  });

  it.each([60_000, Number.POSITIVE_INFINITY])(
    'with a delay of %d ms does not delay the close',
    async (delayMs) => {
      const service = await flawed({ on: 'list', does: { delayMs } });
      const answer = get(service, LIST).catch(() => 'never came');
      await expect.poll(() => service.requests).toHaveLength(1);
      await service.close();
      expect(await answer).toBe('never came');
      expect(service.requests[0]?.status).toBeNull();
    },
  );

  it('redirects, and starts nothing', async () => {
    const service = await flawed({ on: 'start', does: { redirect: 'http://127.0.0.1:9/elsewhere' } });
    const response = await start(service);
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe('http://127.0.0.1:9/elsewhere');
    expect(service.runIds).toEqual([]);
  });

  it('replaces and removes fields of the correct response', async () => {
    const service = await flawed(
      { on: 'start', does: { answersAs: { runId: 'other', extra: 1 } } },
      { on: 'run', does: { answersAs: { status: undefined, endedAtUtc: 'soon' } } },
    );
    expect(await read(start(service))).toEqual({ status: 202, body: { runId: 'other', extra: 1 } });
    expect(service.runIds).toEqual([FIRST_RUN_ID]);
    const run = await look(service, RUN_PATH);
    expect(run).toMatchObject({ runId: FIRST_RUN_ID, endedAtUtc: 'soon' });
    expect(run).not.toHaveProperty('status');
  });

  it('sends the correct response with another status and other headers', async () => {
    const headers = { age: '86400', date: 'Thu, 12 Mar 2026 15:00:00 GMT' };
    const service = await flawed(
      { on: 'start', does: { sends: { status: 206 } } },
      { on: 'run', does: { sends: { headers } } },
    );
    expect(await read(start(service))).toEqual({ status: 206, body: { runId: FIRST_RUN_ID } });
    const response = await get(service, RUN_PATH);
    expect([response.status, response.headers.get('age'), response.headers.get('date')]).toEqual([
      200,
      headers.age,
      headers.date,
    ]);
    expect(await response.json()).toMatchObject({ runId: FIRST_RUN_ID });
  });

  it('writes fields before the correct ones, and does not affect a refusal', async () => {
    const service = await flawed(
      { on: 'run', does: { writesFirst: { runId: 'other' } } },
      { on: 'start', at: 2, does: { writesFirst: { runId: 'other' } } },
    );
    expect(await read(get(service, RUN_PATH))).toEqual(problem(404, 'Not found'));
    await start(service);
    const text = await (await start(service)).text();
    expect(text).toMatch(/^\{"runId":"other","runId":"[-0-9a-f]{36}"\}$/);
  });

  it('does not change the fields of a refusal', async () => {
    const service = await flawed({ on: 'run', does: { answersAs: { status: 'success' } } });
    expect(await read(get(service, RUN_PATH))).toEqual(problem(404, 'Not found'));
  });

  it.each([
    [4096, 4096],
    [1, JSON.stringify({ runId: FIRST_RUN_ID }).length],
  ])('pads the response to %i bytes if it is shorter', async (bytes, length) => {
    const service = await flawed({ on: 'start', does: { bytes } });
    const text = await (await start(service)).text();
    expect(Buffer.byteLength(text)).toBe(length);
    expect(JSON.parse(text)).toEqual({ runId: FIRST_RUN_ID });
  });
});

describe('the service', () => {
  it('listens on loopback, each instance on a different port', async () => {
    const [one, other] = await Promise.all([serve(), serve()]);
    expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(other.url).not.toBe(one.url);
  });

  it('succeeds by default with verdicts that are pending and then pass', async () => {
    const service = await serve();
    await start(service);
    const evals = await look(service, `${RUN_PATH}/evals`);
    expect(evals.result).toBe('pending');
    expect(evals.steps.length).toBeGreaterThan(1);
    expect((await look(service, RUN_PATH)).status).toBe('in_progress');
  });

  it('accepts no request after it is closed, and may be closed twice', async () => {
    const service = await serve();
    await get(service, '/v1/agents/list');
    await service.close();
    await service.close();
    await expect(get(service, '/v1/agents/list')).rejects.toThrow('fetch failed');
  });
});
