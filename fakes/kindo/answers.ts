import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../faults.ts';
import { isObject, parseObject, type ServiceCall } from '../loopback.ts';
import { pageRuns } from './paging.ts';
import type { RunInput, RunRecord, RunStore } from './runs.ts';
import type { DemoAgent, RequestKind } from './script.ts';

type Call = ServiceCall<RequestKind>;

/** The state of the service. */
export interface Organisation {
  readonly apiKey: string;
  readonly isKeyDisabled: boolean;
  readonly agents: readonly DemoAgent[];
  readonly runs: RunStore;
}

const LIST_CAP = 500;
const METADATA = { userPermissions: ['view', 'edit'] };
const MODELS = ['claude-sonnet-4-5-20250929'];

// Invented: no page says how the message continues after "API key has been disabled".
const DISABLED = 'API key has been disabled. Contact an admin of your organization.';

/** The documented response to a call. An accepted start creates a run. */
export function answerTo(call: Call, organisation: Organisation): Answer {
  const refusal = refuseKey(call.headers, organisation.apiKey);
  if (refusal !== null) return problem(401, 'Unauthorized', refusal);
  if (organisation.isKeyDisabled) return problem(403, 'Forbidden', DISABLED);
  switch (call.kind) {
    case 'list':
      return listAgents(organisation);
    case 'agent':
      return describeAgent(call, organisation);
    case 'start':
      return startRun(call.body, organisation);
    case 'run':
      return describeRun(call.id, organisation);
    case 'evals':
      return describeEvals(call.id, organisation);
    case 'other':
      return notFound('Route not found.');
  }
}

function refuseKey({ authorization, 'x-api-key': bare }: IncomingHttpHeaders, apiKey: string): string | null {
  let key = bare;
  if (authorization !== undefined) {
    // Documented: if this header is malformed, x-api-key does not replace it.
    key = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (key === undefined) return 'Malformed Authorization header.';
  }
  if (key === undefined || key === '') return 'Missing API key.';
  return key === apiKey ? null : 'Invalid API key.';
}

function listAgents({ agents }: Organisation): Answer {
  const items = agents
    .filter(isVisible)
    .slice(0, LIST_CAP)
    .map(({ agentId, name, description, createdAt, creatorName, describedAs }) => ({
      agentId,
      name,
      description,
      createdAt,
      creatorName,
      metadata: METADATA,
      ...describedAs,
    }));
  return { status: 200, body: { items, total: items.length } };
}

function describeAgent({ id, query }: Call, { agents, runs }: Organisation): Answer {
  const agent = agents.find(({ agentId }) => agentId === id);
  if (agent === undefined || !isVisible(agent)) return notFound(`Agent ${id} not found.`);
  // Invented: no page says in which order runs are listed, or what an agent without runs has for its last one.
  const newestFirst = runs.newestFirst(agent.agentId);
  const page = pageRuns(newestFirst, query);
  if (typeof page === 'string') return badRequest(page);
  const { recentRunIds, ...paging } = page;
  const lastRun = newestFirst[0];
  return {
    status: 200,
    body: {
      agentId: agent.agentId,
      name: agent.name,
      description: agent.description,
      inputs: [...agent.required, ...agent.optional],
      hasTriggers: agent.hasTriggers,
      modelsInUse: MODELS,
      recentRunIds,
      lastRunAtUtc: lastRun === undefined ? null : isoTime(lastRun.createdAtMs),
      metadata: METADATA,
      ...paging,
      ...agent.describedAs,
    },
  };
}

function startRun(text: string | null, { agents, runs }: Organisation): Answer {
  // The one error without a label, documented so.
  if (text === null) {
    return { status: 413, body: { message: 'Request body too large. Maximum size is 50 MB.' } };
  }
  const body = parseObject(text);
  if (body === null) return badRequest('The request body is not a JSON object.');
  // Invented: no page says whether inputs may be left out.
  const { agentId, inputs = [] } = body;
  if (typeof agentId !== 'string' || agentId === '') return badRequest('agentId is required.');
  if (!Array.isArray(inputs) || !inputs.every(isRunInput)) {
    return badRequest('inputs must be an array of { name: string, value: string }.');
  }
  const agent = agents.find((candidate) => candidate.agentId === agentId);
  if (agent === undefined || !isVisible(agent)) return notFound(`Agent ${agentId} not found.`);
  // Documented by the older pages only: those of 2026.09 and 2026.11 name nothing but missing inputs.
  if (agent.hasTriggers) return unprocessable('Agents with triggers cannot be run via this endpoint.');
  const missing = agent.required.filter((label) => !inputs.some(({ name }) => name === label));
  if (missing.length > 0) {
    // Seen of one missing label. Invented: no page says how several are listed.
    return unprocessable(`Missing required inputs: ${missing.map((label) => `'${label}'`).join(', ')}`);
  }
  const labels = [...agent.required, ...agent.optional];
  const known = inputs.filter(({ name }) => labels.includes(name));
  return { status: 202, body: { runId: runs.start(agentId, known).runId } };
}

function describeRun(id: string, organisation: Organisation): Answer {
  const run = readableRun(id, organisation);
  if (run === undefined) return notFound(`Run ${id} not found.`);
  const { script } = run;
  const ended = Date.now() >= run.endsAtMs;
  return {
    status: 200,
    body: {
      runId: run.runId,
      agentId: script.agentId === undefined ? run.agentId : script.agentId,
      conversationId: script.conversationId === undefined ? conversationOf(run.runId) : script.conversationId,
      createdAtUtc: isoTime(run.createdAtMs),
      endedAtUtc: ended ? isoTime(run.endsAtMs) : null,
      result: ended ? resultOf(run) : null,
      status: ended ? script.status : 'in_progress',
    },
  };
}

function resultOf({ runId, script: { result, message, status } }: RunRecord): unknown {
  if (result !== undefined) return result;
  if (message === undefined || message === null || status === 'failure' || status === 'cancelled')
    return null;
  const parts = typeof message === 'string' ? [message] : message;
  return JSON.stringify({
    // Invented: no page says what form the id of a message has, or what metadata contains.
    id: `msg_${runId.slice(-12)}`,
    role: 'assistant',
    parts: [
      { type: 'step-start' },
      ...parts.map((part) => (typeof part === 'string' ? { type: 'text', text: part, state: 'done' } : part)),
    ],
    metadata: {},
  });
}

function describeEvals(id: string, organisation: Organisation): Answer {
  const run = readableRun(id, organisation);
  if (run === undefined) return notFound(`Run ${id} not found.`);
  const { evals, withoutObjectives = 'not-found' } = run.script;
  if (evals === undefined || evals === null) {
    // Invented: no page says which of these Kindo sends.
    return withoutObjectives === 'not-found'
      ? notFound(`No evaluation found for run ${id}.`)
      : { status: 200, body: { runId: run.runId, result: withoutObjectives, steps: [] } };
  }
  // Invented: no page says when verdicts are pending, or what their steps contain until then.
  const pending = Date.now() < run.endsAtMs + evals.pendingMs;
  const steps = evals.steps.map(({ name, result, explanation }, index) => ({
    stepNumber: index + 1,
    name,
    result: pending ? 'pending' : result,
    explanation: pending ? null : explanation,
  }));
  return { status: 200, body: { runId: run.runId, result: pending ? 'pending' : evals.result, steps } };
}

function readableRun(id: string, { agents, runs }: Organisation): RunRecord | undefined {
  const run = runs.find(id);
  const agent = agents.find(({ agentId }) => agentId === run?.agentId);
  return agent === undefined || isVisible(agent) ? run : undefined;
}

function isRunInput(value: unknown): value is RunInput {
  return isObject(value) && typeof value.name === 'string' && typeof value.value === 'string';
}

function isVisible({ visible = true }: DemoAgent): boolean {
  return visible;
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

// Invented: the pages show one such id, and do not say how it is made.
function conversationOf(runId: string): string {
  return `c${runId.replaceAll('-', '').slice(-24)}`;
}

// Invented: the messages of 400, 401 and 404. The pages give their status, label and cause.
function badRequest(message: string): Answer {
  return problem(400, 'Bad Request', message);
}

function notFound(message: string): Answer {
  return problem(404, 'Not found', message);
}

function unprocessable(message: string): Answer {
  return problem(422, 'Unprocessable Entity', message);
}

function problem(status: number, error: string, message: string): Answer {
  return { status, body: { error, message } };
}
