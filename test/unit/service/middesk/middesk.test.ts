import fc from 'fast-check';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { allSteps } from '../../../../src/domain/trace.ts';
import type { CallLimits } from '../../../../src/http/send.ts';
import { createSend } from '../../../../src/http/transport.ts';
import type { AgentService } from '../../../../src/service/agent-service.ts';
import { MIDDESK } from '../../../../src/service/middesk/middesk.ts';
import { createRedact } from '../../../../src/text/redact.ts';
import { cases } from '../../../support/cases.ts';
import { collect } from '../../../support/collect.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import {
  MIDDESK_API,
  MIDDESK_BUSINESS_ID,
  MIDDESK_INTERRUPT,
  MIDDESK_INTERRUPTED,
  MIDDESK_OUTPUT,
  MIDDESK_RUN,
  MIDDESK_RUN_ID,
  MIDDESK_RUN_IN_PROGRESS,
  MIDDESK_TEXT,
  MIDDESK_THREAD_ID,
  MIDDESK_TYPE,
} from '../../../support/middesk-responses.ts';
import { errorOf, KEY } from '../../run/kindo-setup.ts';
import { guardNetwork } from '../../run/kindo-under-nock.ts';

guardNetwork();

const LIMITS: CallLimits = { timeoutMs: 30_000, signal: new AbortController().signal };
const RUN_PATH = `/v1/runs/${MIDDESK_RUN_ID}`;

function middesk(baseUrl: string | null = MIDDESK_API) {
  return MIDDESK.create(KEY, baseUrl, {
    clock: new FakeClock(),
    send: createSend({}),
    onExchange: () => undefined,
    redact: createRedact([KEY]),
  });
}

function readRun(run: object | string) {
  nock(MIDDESK_API)
    .get(RUN_PATH)
    .reply(200, typeof run === 'string' ? run : JSON.stringify(run));
  return middesk().getRun(MIDDESK_RUN_ID, LIMITS);
}

describe('Middesk', () => {
  it('is called on its default host if no other is given, or in its sandbox', async () => {
    for (const [given, host] of [
      [null, 'https://api.middesk.com'],
      ['https://api-sandbox.middesk.com', 'https://api-sandbox.middesk.com'],
    ] as const) {
      nock(host).get('/v1/agents').reply(200, { data: [] });
      expect(await middesk(given).listAgents(LIMITS)).toEqual({ agents: [], atCap: false });
    }
  });

  it('has no link to a run', () => {
    expect(middesk(null).runUrl(MIDDESK_RUN_ID)).toBeNull();
  });

  it.each<[string, (service: AgentService) => Promise<unknown>]>([
    ["Middesk's list of agents", (service) => service.listAgents(LIMITS)],
    [
      "a page of Middesk's runs",
      (service) => collect(service.listRunsSince({ agentId: MIDDESK_TYPE, sinceMs: 0 }, () => LIMITS)),
    ],
    [
      'a started Middesk run',
      (service) => service.startRun({ agentId: MIDDESK_TYPE, inputs: new Map() }, LIMITS),
    ],
    ['a Middesk run', (service) => service.getRun(MIDDESK_RUN_ID, LIMITS)],
    ['a Middesk run with its steps', (service) => service.getTrace(MIDDESK_RUN_ID, LIMITS)],
  ])('is reported with what its response is not: %s', async (what, ask) => {
    nock(MIDDESK_API).get(/./).reply(200, {});
    nock(MIDDESK_API).post(/./).reply(200, {});
    expect(await errorOf(ask(middesk()))).toMatchObject({
      kind: 'undecodable',
      message: expect.stringContaining(`the response is not ${what} (`),
    });
    nock.cleanAll();
  });

  it('accepts an answer with an empty response', async () => {
    nock(MIDDESK_API).post(`${RUN_PATH}/resume`).reply(204);
    await expect(middesk().resumeRun(MIDDESK_RUN_ID, '{}', LIMITS)).resolves.toBeUndefined();
  });

  it('calls an agent without a name by its type', async () => {
    nock(MIDDESK_API)
      .get('/v1/agents')
      .reply(200, {
        data: [
          { type: MIDDESK_TYPE },
          { type: 'x', name: null },
          { type: 'y', name: 7 },
          { type: 'z', name: '' },
        ],
      });
    expect(await middesk().listAgents(LIMITS)).toMatchObject({
      agents: [
        { id: MIDDESK_TYPE, name: MIDDESK_TYPE },
        { id: 'x', name: 'x' },
        { id: 'y', name: 'y' },
        { id: 'z', name: 'z' },
      ],
    });
  });

  it('lists runs from its first page on, each page once', async () => {
    const page = (number: number, has_more: boolean) =>
      nock(MIDDESK_API)
        .get(`/v1/runs?page=${number}&per_page=20`)
        .reply(200, { data: [{ id: `run-${number}` }], has_more });
    page(1, true);
    page(2, true);
    page(3, false);
    const listed = await collect(
      middesk().listRunsSince({ agentId: MIDDESK_TYPE, sinceMs: 0 }, () => LIMITS),
    );
    expect(listed.map(({ runId }) => runId)).toEqual(['run-1', 'run-2', 'run-3']);
  });

  it('reads no further page if all following runs are too old', async () => {
    const page = (number: number, ...runs: (readonly [string, string | null])[]) =>
      nock(MIDDESK_API)
        .get(`/v1/runs?page=${number}&per_page=20`)
        .reply(200, { data: runs.map(([id, created_at]) => ({ id, created_at })), has_more: true });
    const query = { agentId: MIDDESK_TYPE, sinceMs: Date.parse('2026-03-12T15:00:00.000Z') };
    const list = async () =>
      (await collect(middesk().listRunsSince(query, () => LIMITS))).map(({ runId }) => runId);

    page(1, ['new', '2026-03-12T15:00:01Z'], ['as-new', '2026-03-12T15:00:01Z']);
    page(2, ['first', '2026-03-12T15:00:00Z']);
    page(3, ['old', '2026-03-12T14:59:59.999Z']);
    expect(await list()).toEqual(['new', 'as-new', 'first']);
    expect(nock.isDone()).toBe(true);
  });

  it.each<[string, readonly (readonly [string, string | null])[]]>([
    [
      'in another order',
      [
        ['old', '2026-03-12T10:00:00Z'],
        ['newer', '2026-03-12T11:00:00Z'],
      ],
    ],
    [
      'with a run that is not dated',
      [
        ['old', '2026-03-12T10:00:00Z'],
        ['undated', null],
      ],
    ],
  ])('reads the next page after a page that is %s', async (_, runs) => {
    const data = runs.map(([id, created_at]) => ({ id, created_at }));
    const last = [{ id: 'new', created_at: '2026-03-12T15:00:00Z' }];
    nock(MIDDESK_API).get('/v1/runs?page=1&per_page=20').reply(200, { data, has_more: true });
    nock(MIDDESK_API).get('/v1/runs?page=2&per_page=20').reply(200, { data: last, has_more: false });
    const query = { agentId: MIDDESK_TYPE, sinceMs: Date.parse('2026-03-12T15:00:00.000Z') };
    const listed = await collect(middesk().listRunsSince(query, () => LIMITS));
    expect(listed.at(-1)).toMatchObject({ runId: 'new' });
  });

  it('lists neither older runs nor runs of other agents', async () => {
    const data = [
      { id: 'new', agent: MIDDESK_TYPE, created_at: '2026-03-12T15:00:00.001Z' },
      { id: 'foreign', agent: 'address_verification', created_at: '2026-03-12T15:00:00.000Z' },
      { id: 'unnamed', agent: null, created_at: '2026-03-12T15:00:00.000Z' },
      { id: 'undated', agent: MIDDESK_TYPE, created_at: 'soon' },
      { id: 'old', agent: MIDDESK_TYPE, created_at: '2026-03-12T14:59:59.999Z' },
    ];
    nock(MIDDESK_API).get('/v1/runs?page=1&per_page=20').reply(200, { data, has_more: false });
    const query = { agentId: MIDDESK_TYPE, sinceMs: Date.parse('2026-03-12T15:00:00.000Z') };
    const listed = await collect(middesk().listRunsSince(query, () => LIMITS));
    expect(listed.map(({ runId }) => runId)).toEqual(['new', 'unnamed', 'undated']);
  });

  it('is quoted with every error and its parameter', async () => {
    const errors = [
      { message: 'is not valid', parameter: 'business_id' },
      { message: 'try again', parameter: 7 },
    ];
    nock(MIDDESK_API).get(RUN_PATH).reply(422, { errors });
    expect(await errorOf(middesk().getRun(MIDDESK_RUN_ID, LIMITS))).toMatchObject({
      message: `GET /runs/${MIDDESK_RUN_ID} responded with 422: "is not valid (business_id); try again"`,
    });
  });

  it('starts an agent by its type, whatever the name of a label is', async () => {
    const inputs = new Map([
      ['business_id', MIDDESK_BUSINESS_ID],
      ['type', 'another'],
      ['__proto__', 'x'],
    ]);
    let sent: unknown;
    nock(MIDDESK_API)
      .post('/v1/runs', (body) => {
        sent = body;
        return true;
      })
      .reply(201, MIDDESK_RUN_IN_PROGRESS);
    await middesk().startRun({ agentId: MIDDESK_TYPE, inputs }, LIMITS);
    expect(JSON.stringify(sent)).toBe(
      JSON.stringify({ business_id: MIDDESK_BUSINESS_ID, type: MIDDESK_TYPE, ['__proto__']: 'x' }),
    );
  });
});

describe('a run of Middesk', () => {
  it('is decoded as documented', async () => {
    expect(await readRun(MIDDESK_RUN)).toEqual({
      runId: MIDDESK_RUN_ID,
      agentId: MIDDESK_TYPE,
      conversationId: MIDDESK_THREAD_ID,
      state: 'success',
      rawStatus: 'completed',
      createdAtMs: Date.parse('2026-03-12T15:00:00Z'),
      serviceTimeMs: null,
      endedAtMs: Date.parse('2026-03-12T15:00:08Z'),
      message: { parts: expect.any(Array), text: MIDDESK_TEXT, payload: JSON.stringify(MIDDESK_OUTPUT) },
      interrupts: [],
      requester: { id: '8d1c2b3a-4f5e-4d6c-8b7a-9f0e1d2c3b4a', name: 'Onboarding', email: null },
    });
  });

  it('needs only the documented required fields', async () => {
    expect(await readRun({ id: MIDDESK_RUN_ID, status: 'running' })).toEqual({
      runId: MIDDESK_RUN_ID,
      agentId: null,
      conversationId: null,
      state: 'in_progress',
      rawStatus: 'running',
      createdAtMs: null,
      serviceTimeMs: null,
      endedAtMs: null,
      message: null,
      interrupts: [],
      requester: null,
    });
  });

  it.each([
    ['without its id', { ...MIDDESK_RUN, id: undefined }],
    ['without a status', { ...MIDDESK_RUN, status: undefined }],
    ['with a number for its agent', { ...MIDDESK_RUN, agent: 7 }],
    ['with interrupts that are no list', { ...MIDDESK_RUN, interrupts: {} }],
  ])('cannot be decoded %s', async (_, run) => {
    expect(await errorOf(readRun(run))).toMatchObject({ kind: 'undecodable' });
  });

  it.each([
    ['thread_id', undefined, { conversationId: null }],
    ['thread_id', 7, { conversationId: null }],
    ['requester', undefined, { requester: null }],
    ['requester', 'me', { requester: null }],
    ['requester', {}, { requester: { id: null, name: null, email: null } }],
    ['requester', { id: 7, name: null, email: [] }, { requester: { id: null, name: null, email: null } }],
    ['requester', { id: 'x', name: 'Ops' }, { requester: { id: 'x', name: 'Ops', email: null } }],
    ['agent', undefined, { agentId: null }],
    ['output', undefined, { message: null }],
  ])('is read if %s is %j', async (field, value, known) => {
    expect(await readRun({ ...MIDDESK_RUN, [field]: value })).toMatchObject({ state: 'success', ...known });
  });

  it('may have times of whole seconds', async () => {
    const time = '2026-04-30T18:42:11Z';
    const ms = Date.parse('2026-04-30T18:42:11.000Z');
    expect(await readRun({ ...MIDDESK_RUN, created_at: time, ended_at: time })).toMatchObject({
      createdAtMs: ms,
      endedAtMs: ms,
    });
  });

  it('may have a status of any type', async () => {
    expect(await readRun({ ...MIDDESK_RUN, status: ['completed'] })).toMatchObject({
      state: 'unrecognised',
      rawStatus: '["completed"]',
    });
  });
});

describe('the output of an agent of Middesk', () => {
  const textOf = async (output: unknown) => (await readRun({ ...MIDDESK_RUN, output })).message;

  it('is the text of all artifacts, with the fields of each', async () => {
    const artifacts = [
      { title: ' A\n# title ', type: 'x', confidence: null, summary: null, sources: null },
      { title: 'B', type: 'x', summary: 'Two\nlines', sources: [{ url: 'https://b.test' }] },
      {
        title: 'C',
        type: 'x',
        confidence: 'low',
        sources: [
          { url: 'https://c.test', source_type: 'sos' },
          { url: 'https://d.test', source_name: 'D' },
        ],
      },
    ];
    expect((await textOf({ artifacts }))?.text).toBe(
      [
        '##  A # title ',
        '## B',
        'Two\nlines',
        'Sources:',
        '- https://b.test',
        '## C',
        'Confidence: low',
        'Sources:',
        '- https://c.test (sos)\n- D: https://d.test',
      ].join('\n\n'),
    );
  });

  it('is kept in full beside its text', async () => {
    const output = { artifacts: [{ title: 'A', type: 'x', more: { deep: [1] } }], more: true };
    expect((await textOf(output))?.payload).toBe(JSON.stringify(output));
  });

  it.each([
    ['a text', 'done'],
    ['no artifacts', {}],
    ['artifacts that are no list', { artifacts: {} }],
  ])('is its JSON if it is %s', async (_, output) => {
    expect(await textOf(output)).toEqual({
      parts: [JSON.stringify(output)],
      text: JSON.stringify(output),
      payload: null,
    });
  });

  it.each([
    ['no title', { type: 'x', summary: 'S' }, '## Unknown title\n\nS'],
    ['a source without an address', { title: 'A', sources: [{}] }, '## A\n\nSources:\n\n- unknown address'],
    ['another type in a field', { title: 'A', summary: { s: 1 } }, '{"title":"A","summary":{"s":1}}'],
    ['no fields at all', 'A', '"A"'],
  ])('has the known fields of an artifact with %s', async (_, artifact, text) => {
    const output = { artifacts: [artifact, { title: 'B' }] };
    expect(await textOf(output)).toEqual({
      parts: [text, '## B'],
      text: `${text}\n\n## B`,
      payload: JSON.stringify(output),
    });
  });

  it('is empty if there is no artifact, or no output', async () => {
    expect(await textOf({ artifacts: [] })).toEqual({ parts: [], text: '', payload: '{"artifacts":[]}' });
    expect(await textOf(null)).toBeNull();
    expect(await textOf(undefined)).toBeNull();
  });

  it('may be nested to any depth', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const run = `{"id":"${MIDDESK_RUN_ID}","status":${deep},"output":${deep},"interrupts":[${deep},{"id":"x","value":${deep}}]}`;
    const tooDeep = '(JSON that is nested too deeply to be shown)';
    expect(await readRun(run)).toMatchObject({
      rawStatus: tooDeep,
      message: { parts: [tooDeep], text: tooDeep, payload: null },
      interrupts: [
        { id: '', value: tooDeep, proposals: [{ text: tooDeep }] },
        { id: 'x', value: tooDeep, proposals: [{ text: tooDeep }] },
      ],
    });
  });
});

describe('an interrupt of Middesk', () => {
  const interruptOf = async (interrupt: unknown) => {
    const { state, interrupts } = await readRun({ ...MIDDESK_INTERRUPTED, interrupts: [interrupt] });
    expect(state).toBe('interrupted');
    return interrupts[0];
  };

  it('is decoded with its agent, its question, and its proposals', async () => {
    expect(await interruptOf(MIDDESK_INTERRUPT)).toEqual({
      id: 'intr_01J9ZQ',
      agent: 'tin_agent',
      prompt: 'Approve the TIN match?',
      proposals: [{ agent: '', prompt: '', text: MIDDESK_TEXT }],
      value: MIDDESK_INTERRUPT.value,
      answer: { id: 'intr_01J9ZQ', input: 'YOUR ANSWER' },
    });
  });

  it('has the agent of its value if none is beside it', async () => {
    expect(await interruptOf({ id: 'x', value: { agent: 'a' } })).toMatchObject({ agent: 'a', prompt: '' });
    expect(await interruptOf({ id: 'x', value: {}, agent: null })).toMatchObject({ agent: '' });
    expect(await interruptOf({ id: 'x', value: { agent: 'a' }, agent: 7 })).toMatchObject({
      id: 'x',
      agent: 'a',
    });
  });

  it('has the proposals of several agents, each as far as it can be read', async () => {
    const value = {
      type: 'combined_proposal',
      label: 'Review the proposals',
      proposals: [
        MIDDESK_INTERRUPT.value,
        { id: 'y', value: { agent: 'b', label: 'Add a source?' } },
        { agent: 'c', artifacts: ['odd', { title: 'T', type: 'x' }] },
        { agent: 'd', kind: 'unknown' },
        7,
      ],
    };
    expect(await interruptOf({ id: 'x', value, agent: 'cip_orchestrator' })).toMatchObject({
      agent: 'cip_orchestrator',
      prompt: 'Review the proposals',
      proposals: [
        { agent: 'tin_agent', prompt: 'Approve the TIN match?', text: MIDDESK_TEXT },
        { agent: 'b', prompt: 'Add a source?', text: '' },
        { agent: 'c', prompt: '', text: '"odd"\n\n## T' },
        { agent: 'd', prompt: '', text: '{"agent":"d","kind":"unknown"}' },
        { agent: '', prompt: '', text: '7' },
      ],
    });
  });

  it.each([
    ['nothing', undefined, [{ agent: '', prompt: '', text: 'null' }]],
    ['null', null, [{ agent: '', prompt: '', text: 'null' }]],
    ['a list', [7], [{ agent: '', prompt: '', text: '[7]' }]],
    ['fields that are not known', { kind: 'x' }, [{ agent: '', prompt: '', text: '{"kind":"x"}' }]],
    ['a text', 'Go on?', [{ agent: '', prompt: '', text: '"Go on?"' }]],
    ['fields of other types', { label: 7 }, [{ agent: '', prompt: '', text: '{"label":7}' }]],
  ])('may have %s as its value', async (_, value, proposals) => {
    expect(await interruptOf({ id: 'x', value })).toMatchObject({ id: 'x', proposals });
  });

  it('is kept if it has no id, although it cannot be answered', async () => {
    const interrupt = { value: { label: 'Go on?' } };
    expect(await interruptOf(interrupt)).toMatchObject({ id: '', value: interrupt });
  });

  it('keeps every prompt unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (label) => {
        expect(await interruptOf({ id: 'x', value: { label } })).toMatchObject({ prompt: label });
      }),
      cases(30),
    );
  });
});

describe("the rules of Middesk's labels", () => {
  const problemsOf = (inputs: Record<string, string>) =>
    MIDDESK.checkInputs?.(new Map(Object.entries(inputs))) ?? [];
  const ID = MIDDESK_BUSINESS_ID;

  it.each<Record<string, string>>([
    { business_id: ID },
    { business_id: ID.toUpperCase() },
    { context_type: 'business', context_id: ID },
    { thread_id: ID },
    { input: 'Review Example Inc.' },
    { business_id: ID, thread_id: ID, input: 'x' },
  ])('are satisfied by %j', (inputs) => {
    expect(problemsOf(inputs)).toEqual([]);
  });

  it.each(['business_id', 'context_id', 'thread_id'])('require a UUID for %s', (label) => {
    const others = label === 'context_id' ? { context_type: 'business' } : {};
    for (const value of ['', 'Example Inc.', `${ID} `, `x${ID}`]) {
      expect(problemsOf({ ...others, [label]: value })).toEqual([
        `The value of "${label}" is not a UUID: write the id as Middesk shows it.`,
      ]);
    }
  });

  it.each([{ context_type: 'business' }, { context_id: ID }])(
    'require both parts of a context: %j',
    (inputs) => {
      expect(problemsOf({ ...inputs, business_id: ID })).toEqual([
        'Only one of "context_type" and "context_id" is given: write both, or neither.',
      ]);
    },
  );

  it('require an input, unless an unknown label may be one', () => {
    expect(problemsOf({})).toEqual([expect.stringMatching(/^The agent is given nothing to work on: /)]);
    expect(problemsOf({ busines_id: ID })).toEqual([]);
  });
});

describe('the steps of a run of Middesk', () => {
  const step = {
    id: 'a7d1c1b0-0000-4000-8000-000000000001',
    run_id: MIDDESK_RUN_ID,
    agent: 'tin_agent',
    type: 'activity',
    name: 'verify_tin',
    label: 'Verify the TIN',
    parent_step_id: null,
    status: 'completed',
    started_at: '2026-03-12T15:00:01.000Z',
    completed_at: '2026-03-12T15:00:03.000Z',
    steps: [],
    result: { resolution: 'auto_approve' },
    artifacts: MIDDESK_OUTPUT.artifacts,
  };
  const traceOf = (steps: unknown) => {
    nock(MIDDESK_API)
      .get(`${RUN_PATH}?include=steps`)
      .reply(200, JSON.stringify({ ...MIDDESK_RUN, steps }));
    return middesk().getTrace(MIDDESK_RUN_ID, LIMITS);
  };

  it('are decoded as documented', async () => {
    expect(await traceOf([{ ...step, steps: [{ ...step, type: 'error', status: 'error' }] }])).toEqual([
      {
        kind: 'activity',
        name: 'verify_tin',
        label: 'Verify the TIN',
        agent: 'tin_agent',
        status: 'completed',
        resolution: 'auto_approve',
        isFailed: false,
        startedAtMs: Date.parse('2026-03-12T15:00:01Z'),
        endedAtMs: Date.parse('2026-03-12T15:00:03Z'),
        steps: [expect.objectContaining({ kind: 'error', isFailed: true, steps: [] })],
      },
    ]);
  });

  it('are not accepted from another run', async () => {
    nock(MIDDESK_API)
      .get(`${RUN_PATH}?include=steps`)
      .reply(200, { ...MIDDESK_RUN, id: 'another', steps: [step] });
    await expect(middesk().getTrace(MIDDESK_RUN_ID, LIMITS)).rejects.toThrow('is about another run');
  });

  it('may omit optional fields, and fields that are not available yet', async () => {
    const bare = {
      type: 'output',
      name: 'x',
      status: 'running',
      completed_at: null,
      result: {},
      steps: null,
    };
    expect(await traceOf([bare])).toMatchObject([
      { label: 'x', agent: '', resolution: '', startedAtMs: null, endedAtMs: null, steps: [] },
    ]);
    expect(await traceOf(undefined)).toEqual([]);
    expect(await traceOf(null)).toEqual([]);
  });

  it.each([
    ['activity', 'error', true],
    ['error', 'completed', true],
    ['interrupt', 'running', false],
    ['activity', 'ERROR', false],
  ])('have failed, or not, as a %s that is %s', async (type, status, isFailed) => {
    expect(await traceOf([{ ...step, type, status }])).toMatchObject([{ isFailed }]);
  });

  it.each([
    ['agent', 7, { agent: '' }],
    ['type', undefined, { kind: 'unknown', isFailed: false }],
    ['name', null, { name: 'Verify the TIN' }],
    ['label', 7, { label: 'verify_tin' }],
    ['status', ['error'], { status: 'unknown', isFailed: false }],
    ['started_at', 5, { startedAtMs: null }],
    ['steps', {}, { steps: [] }],
    ['result', 'auto_approve', { resolution: '' }],
    ['result', { resolution: 7 }, { resolution: '' }],
    ['artifacts', 7, { name: 'verify_tin' }],
  ])('are shown as unknown if %s is %j', async (field, value, known) => {
    const [first, second] = await traceOf([{ ...step, [field]: value }, step]);
    expect(first).toMatchObject(known);
    expect(second).toMatchObject({ name: 'verify_tin' });
  });

  it('are shown as unknown if they are not objects', async () => {
    for (const odd of [null, 7, 'x', []]) {
      expect(await traceOf([odd])).toEqual([
        {
          kind: 'unknown',
          name: 'unknown',
          label: 'unknown',
          agent: '',
          status: 'unknown',
          resolution: '',
          isFailed: false,
          startedAtMs: null,
          endedAtMs: null,
          steps: [],
        },
      ]);
    }
  });

  it('cannot be decoded if they are not a list', async () => {
    await expect(traceOf({})).rejects.toThrow('the response is not a Middesk run with its steps (steps: ');
  });

  it('are read up to 32 levels', async () => {
    const nested = (levels: number): unknown => ({ ...step, steps: levels > 1 ? [nested(levels - 1)] : [] });
    for (const [levels, known] of [
      [32, 32],
      [33, 32],
      [500, 32],
    ] as const) {
      expect(allSteps(await traceOf([nested(levels)]))).toHaveLength(known);
    }
  });
});
