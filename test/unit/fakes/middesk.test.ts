import { afterEach, describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  APPROVAL,
  BUSINESS_ID,
  DEMO_MIDDESK_KEY,
  FAILED_RUN,
  FIRST_MIDDESK_RUN_ID,
  MIDDESK_RUN,
} from '../../../fakes/middesk/data.ts';
import type { MiddeskScript } from '../../../fakes/middesk/script.ts';
import { type MiddeskService, startMiddeskService } from '../../../fakes/middesk/service.ts';

const ENDED = { ...MIDDESK_RUN, takesMs: 0 };
const WAITS = { ...ENDED, waitsFor: [[APPROVAL]] };
const START = { type: 'cip_orchestrator', business_id: BUSINESS_ID };

const open: MiddeskService[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((service) => service.close()));
});

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function serve(script: MiddeskScript = {}) {
  const service = await startMiddeskService(script);
  open.push(service);
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    key = DEMO_MIDDESK_KEY,
  ): Promise<Reply> => {
    const response = await fetch(`${service.url}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: JSON.parse((await response.text()) || '{}') };
  };
  const get = (path: string) => ask('GET', path);
  const post = (path: string, body: unknown) => ask('POST', path, body);
  return { service, ask, get, post };
}

/** As in `2026-04-30T18:42:11Z`. */
const WHOLE_SECONDS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const RUN = `/runs/${FIRST_MIDDESK_RUN_ID}`;

describe('the Middesk service', () => {
  it('accepts the key as a bearer token or as a user name, and no other key', async () => {
    const { service, ask } = await serve();
    expect((await ask('GET', '/agents', undefined, 'another')).status).toBe(401);
    const basic = `Basic ${Buffer.from(`${DEMO_MIDDESK_KEY}:`).toString('base64')}`;
    const response = await fetch(`${service.url}/v1/agents`, { headers: { authorization: basic } });
    expect(response.status).toBe(200);
  });

  it('returns errors in its envelope', async () => {
    const { get, post } = await serve();
    expect(await get('/nothing')).toEqual({ status: 404, body: { errors: [{ message: 'Not found' }] } });
    expect(await post('/runs', {})).toEqual({
      status: 400,
      body: { errors: [{ message: 'is required', parameter: 'type' }] },
    });
  });

  it('lists its agents, and describes one by its id', async () => {
    const { get } = await serve();
    const { body } = await get('/agents');
    expect(body.data).toMatchObject([
      { object: 'agent', type: 'cip_orchestrator', name: 'CIP Orchestrator' },
      { object: 'agent', type: 'address_verification' },
    ]);
    expect((await get('/agents/d4b2f1ef-1c63-4d98-88ea-24f6b8dae103')).body).toMatchObject({
      type: 'cip_orchestrator',
    });
    expect((await get('/agents/x')).status).toBe(404);
  });

  it('starts a run with 201, and the documented fields', async () => {
    const { service, post, get } = await serve({ run: ENDED });
    const accepted: string[] = [];
    service.onAccepted((runId) => accepted.push(runId));
    const { status, body } = await post('/runs', START);
    expect(status).toBe(201);
    expect([body.id, accepted, service.runIds]).toEqual([
      FIRST_MIDDESK_RUN_ID,
      [FIRST_MIDDESK_RUN_ID],
      [FIRST_MIDDESK_RUN_ID],
    ]);
    expect((await get(RUN)).body).toEqual({
      object: 'run',
      id: FIRST_MIDDESK_RUN_ID,
      created_at: expect.stringMatching(WHOLE_SECONDS),
      updated_at: expect.stringMatching(WHOLE_SECONDS),
      status: 'completed',
      thread_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      agent: 'cip_orchestrator',
      requester: ACCOUNT,
      started_at: expect.stringMatching(WHOLE_SECONDS),
      ended_at: expect.stringMatching(WHOLE_SECONDS),
      output: MIDDESK_RUN.output,
      interrupts: [],
    });
    expect(service.startRequests()).toBe(1);
  });

  it.each([
    ['no object', '[]', 400, undefined],
    ['no JSON', '{', 400, undefined],
    ['no type', { business_id: BUSINESS_ID }, 400, 'type'],
    ['an unknown type', { ...START, type: 'x' }, 422, 'type'],
    ['a business that is no UUID', { ...START, business_id: 'x' }, 400, 'business_id'],
    ['half of a context', { type: START.type, context_type: 'business' }, 400, 'context_id'],
    ['nothing to work on', { type: START.type }, 400, 'business_id'],
    ['an unknown thread', { type: START.type, thread_id: BUSINESS_ID }, 404, undefined],
  ])('refuses a start with %s', async (_, body, status, parameter) => {
    const { service, post } = await serve();
    const refused = await post('/runs', body);
    expect(refused.status).toBe(status);
    expect(refused.body).toMatchObject({ errors: [parameter === undefined ? {} : { parameter }] });
    expect(service.runIds).toEqual([]);
  });

  it('starts a run in an existing thread', async () => {
    const { post } = await serve();
    const { body } = await post('/runs', START);
    const second = await post('/runs', { type: START.type, thread_id: body.thread_id });
    expect(second.status).toBe(201);
    expect(second.body.thread_id).toBe(body.thread_id);
    expect(second.body.id).not.toBe(body.id);
  });

  it('lists runs in pages, newest first', async () => {
    const { get, post } = await serve();
    const ids: unknown[] = [];
    for (let count = 0; count < 3; count += 1) ids.unshift((await post('/runs', START)).body.id);
    const first = (await get('/runs?page=1&per_page=2')).body;
    expect(first).toMatchObject({ object: 'list', has_more: true, total_count: 3 });
    expect(first.data).toMatchObject([{ id: ids[0] }, { id: ids[1] }]);
    expect((await get('/runs?page=2&per_page=2')).body).toMatchObject({
      has_more: false,
      data: [{ id: ids[2] }],
    });
    expect((await get('/runs?page=0')).status).toBe(400);
  });

  it('can omit the fields that the documented sample runs omit', async () => {
    const leavesOut = ['thread_id', 'agent', 'requester', 'output'] as const;
    const { get, post } = await serve({ run: { ...ENDED, leavesOut } });
    for (const { body } of [await post('/runs', START), await get(RUN)]) {
      expect(body).toMatchObject({ id: FIRST_MIDDESK_RUN_ID, status: 'completed' });
      expect(Object.keys(body).filter((name) => leavesOut.some((left) => left === name))).toEqual([]);
    }
  });

  it('is running at first', async () => {
    const { get, post } = await serve({ run: { ...MIDDESK_RUN, takesMs: Number.POSITIVE_INFINITY } });
    await post('/runs', START);
    expect((await get(`${RUN}?include=steps`)).body).toMatchObject({
      status: 'running',
      ended_at: null,
      output: null,
      steps: [{ status: 'running', completed_at: null }, {}, {}],
    });
    expect((await get('/runs/x')).status).toBe(404);
  });

  it('returns steps only if they are requested', async () => {
    const { get, post } = await serve({ run: { ...FAILED_RUN, takesMs: 0 } });
    await post('/runs', START);
    expect((await get(RUN)).body).not.toHaveProperty('steps');
    const { steps, status } = (await get(`${RUN}?include=steps`)).body;
    expect(status).toBe('error');
    expect(steps).toMatchObject([
      {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
        run_id: FIRST_MIDDESK_RUN_ID,
        type: 'activity',
        status: 'completed',
        parent_step_id: null,
        steps: [],
      },
      { status: 'error', steps: [{ type: 'error', status: 'error' }] },
    ]);
    const [, second] = steps as { id: string; steps: { parent_step_id: string }[] }[];
    expect(second?.steps[0]?.parent_step_id).toBe(second?.id);
  });

  it('stops for a decision, and continues with the answer', async () => {
    const { service, get, post } = await serve({ run: WAITS });
    await post('/runs', START);
    expect((await get(RUN)).body).toMatchObject({
      status: 'interrupted',
      ended_at: null,
      output: null,
      interrupts: [APPROVAL],
    });
    const answer = { id: APPROVAL.id, input: { approve: true } };
    expect((await post(`${RUN}/resume`, answer)).status).toBe(200);
    expect((await get(RUN)).body).toMatchObject({ status: 'completed', interrupts: [] });
    expect(service.answersTo(FIRST_MIDDESK_RUN_ID)).toEqual([answer]);
    expect(service.resumeRequests()).toBe(1);
  });

  it('stops for several decisions at once, and for a further one', async () => {
    const asked = [APPROVAL, { ...APPROVAL, id: 'second' }];
    const waitsFor = [asked, [{ ...APPROVAL, id: 'third' }]];
    const { get, post } = await serve({ run: { ...ENDED, waitsFor } });
    await post('/runs', START);
    for (const [id, left] of [
      [APPROVAL.id, ['second']],
      ['second', ['third']],
      ['third', []],
    ] as const) {
      await post(`${RUN}/resume`, { id });
      expect((await get(RUN)).body.interrupts).toMatchObject(left.map((one) => ({ id: one })));
    }
  });

  it('can still return an interrupt that was answered', async () => {
    const { get, post } = await serve({ run: { ...WAITS, staysPendingMs: 60_000 } });
    await post('/runs', START);
    await post(`${RUN}/resume`, { id: APPROVAL.id });
    expect((await get(RUN)).body).toMatchObject({ status: 'interrupted', interrupts: [APPROVAL] });
    expect((await post(`${RUN}/resume`, { id: APPROVAL.id })).status).toBe(422);
  });

  it.each([
    ['no object', '7', 400],
    ['no id', { input: 'x' }, 400],
    ['an id that is not pending', { id: 'x' }, 422],
  ])('refuses an answer with %s', async (_, body, status) => {
    const { service, post } = await serve({ run: WAITS });
    await post('/runs', START);
    expect((await post(`${RUN}/resume`, body)).status).toBe(status);
    expect((await post('/runs/x/resume', { id: APPROVAL.id })).status).toBe(404);
    expect(service.answersTo(FIRST_MIDDESK_RUN_ID)).toEqual([]);
  });

  it('can lose the response to an accepted answer', async () => {
    const does = { reset: 'before-answer', alsoStarts: true } as const;
    const { service, get, post } = await serve({
      run: WAITS,
      faults: [
        { on: 'start', does },
        { on: 'resume', does },
      ],
    });
    await expect(post('/runs', START)).rejects.toThrow();
    expect(service.runIds).toEqual([FIRST_MIDDESK_RUN_ID]);
    await expect(post(`${RUN}/resume`, { id: APPROVAL.id })).rejects.toThrow();
    expect((await get(RUN)).body.status).toBe('completed');
  });
});
