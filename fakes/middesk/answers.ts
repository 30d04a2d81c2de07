import { createHash } from 'node:crypto';
import type { Answer } from '../faults.ts';
import { parseObject, type ServiceCall } from '../loopback.ts';
import { ACCOUNT } from './data.ts';
import { type RunRecord, type RunStore, standingOf } from './runs.ts';
import type { DemoAgent, DemoStep, RequestKind } from './script.ts';

/** The state of the service. */
export interface Account {
  readonly apiKey: string;
  readonly agents: readonly DemoAgent[];
  readonly runs: RunStore;
}

const AGENTS_SINCE = '2026-01-10T09:00:00Z';
// Invented: no page says how many runs a page lists.
const USUAL_PAGE_SIZE = 25;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const RUNNING = new Set(['running', 'interrupted']);

/** The documented response to a call. An accepted start creates a run. */
export function answerTo(call: ServiceCall<RequestKind>, account: Account): Answer {
  if (!isAuthorised(call.headers.authorization, account.apiKey)) return problem(401, 'Not authorized');
  switch (call.kind) {
    case 'agents':
      return { status: 200, body: { data: account.agents.map(describeAgent) } };
    case 'agent':
      return oneAgent(call.id, account);
    case 'start':
      return startRun(call.body, account);
    case 'runs':
      return listRuns(call.query, account);
    case 'run':
      return oneRun(call, account);
    case 'resume':
      return resumeRun(call, account);
    case 'other':
      return problem(404, 'Not found');
  }
}

function isAuthorised(header: string | undefined, apiKey: string): boolean {
  const basic = Buffer.from(`${apiKey}:`).toString('base64');
  return header === `Bearer ${apiKey}` || header === `Basic ${basic}`;
}

function describeAgent(agent: DemoAgent): object {
  return { object: 'agent', ...agent, created_at: AGENTS_SINCE, updated_at: AGENTS_SINCE };
}

function oneAgent(id: string, { agents }: Account): Answer {
  const agent = agents.find((one) => one.id === id);
  return agent === undefined ? problem(404, 'Agent not found') : { status: 200, body: describeAgent(agent) };
}

function startRun(text: string | null, { agents, runs }: Account): Answer {
  const body = text === null ? null : parseObject(text);
  if (body === null) return problem(400, 'The request body is not a JSON object');
  const { type, business_id, context_type, context_id, thread_id } = body;
  // Invented: no page says how a missing or unknown type, an id that is not a UUID, or half of a context is rejected.
  if (typeof type !== 'string') return problem(400, 'is required', 'type');
  if (!agents.some((agent) => agent.type === type)) return problem(422, 'is not an agent type', 'type');
  for (const [name, id] of Object.entries({ business_id, context_id, thread_id })) {
    if (id !== undefined && !(typeof id === 'string' && UUID.test(id))) {
      return problem(400, 'must be a UUID', name);
    }
  }
  if ((context_type === undefined) !== (context_id === undefined)) {
    return problem(400, 'must accompany context_type', 'context_id');
  }
  if (thread_id === undefined && business_id === undefined && context_id === undefined) {
    return problem(400, 'is required when thread_id is absent', 'business_id');
  }
  if (typeof thread_id === 'string' && !runs.hasThread(thread_id)) {
    return problem(404, 'Agent thread not found');
  }
  const run = runs.start(type, typeof thread_id === 'string' ? thread_id : null);
  return { status: 201, body: describeRun(run, false) };
}

function listRuns(query: URLSearchParams, { runs }: Account): Answer {
  const page = Number(query.get('page') ?? 1);
  const size = Number(query.get('per_page') ?? USUAL_PAGE_SIZE);
  // Invented: no page says which pages are rejected.
  if (![page, size].every((number) => Number.isInteger(number) && number > 0)) {
    return problem(400, 'must be a positive integer', 'page');
  }
  // Invented: no page says in which order runs are listed.
  const all = runs.newestFirst();
  const data = all.slice((page - 1) * size, page * size).map((run) => describeRun(run, false));
  return {
    status: 200,
    body: { object: 'list', has_more: all.length > page * size, data, total_count: all.length },
  };
}

function oneRun({ id, query }: ServiceCall<RequestKind>, { runs }: Account): Answer {
  const run = runs.find(id);
  if (run === undefined) return problem(404, 'Agent run not found');
  return { status: 200, body: describeRun(run, wantsSteps(query)) };
}

// Invented: one sentence of the page names the endpoint. No page says what its body is, what it rejects, or what it returns.
function resumeRun({ id, query, body }: ServiceCall<RequestKind>, { runs }: Account): Answer {
  const run = runs.find(id);
  if (run === undefined) return problem(404, 'Agent run not found');
  const answer = body === null ? null : parseObject(body);
  if (answer === null) return problem(400, 'The request body is not a JSON object');
  if (typeof answer.id !== 'string') return problem(400, 'is required', 'id');
  if (!runs.answer(run, answer.id, answer)) return problem(422, 'is not a pending interrupt', 'id');
  return { status: 200, body: describeRun(run, wantsSteps(query)) };
}

function wantsSteps(query: URLSearchParams): boolean {
  return (query.get('include') ?? '').split(',').includes('steps');
}

function describeRun(run: RunRecord, withSteps: boolean): object {
  const { id, script, createdAtMs, threadId, type } = run;
  const { status, endedAtMs, pending } = standingOf(run, Date.now());
  const body = {
    object: 'run',
    id,
    created_at: isoTime(createdAtMs),
    updated_at: isoTime(endedAtMs ?? run.runningSinceMs),
    status,
    thread_id: threadId,
    agent: script.agent === undefined ? type : script.agent,
    requester: ACCOUNT,
    started_at: isoTime(createdAtMs),
    ended_at: endedAtMs === null ? null : isoTime(endedAtMs),
    output: status === 'completed' ? (script.output ?? { artifacts: [] }) : null,
    interrupts: pending,
    ...(withSteps ? { steps: describeSteps(run, script.steps ?? [], RUNNING.has(status), null) } : {}),
  };
  const leftOut: readonly string[] = script.leavesOut ?? [];
  return Object.fromEntries(Object.entries(body).filter(([name]) => !leftOut.includes(name)));
}

// Invented: no page says what the times of a step are while its run is in progress.
function describeSteps(
  run: RunRecord,
  steps: readonly DemoStep[],
  isRunning: boolean,
  parentId: string | null,
): object[] {
  const endsAtMs = run.createdAtMs + run.script.takesMs;
  return steps.map(({ steps: inner = [], status, ...step }, index) => {
    const id = stepId(`${parentId ?? run.id}/${index}`);
    return {
      id,
      run_id: run.id,
      ...step,
      parent_step_id: parentId,
      status: isRunning ? 'running' : status,
      started_at: isoTime(run.createdAtMs),
      completed_at: isRunning || status === 'running' ? null : isoTime(endsAtMs),
      steps: describeSteps(run, inner, isRunning, id),
    };
  });
}

function stepId(place: string): string {
  const hex = createHash('sha256').update(place).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** In whole seconds, like the times on the page. */
function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

// Invented: the messages of all errors. The pages give their envelope, and some of their causes.
function problem(status: number, message: string, parameter?: string): Answer {
  return {
    status,
    body: { errors: [{ message, ...(parameter === undefined ? {} : { parameter }) }] },
  };
}
