import * as v from 'valibot';
import { createHttp, type HttpRuntime } from '../../http/json-client.ts';
import type { CallLimits } from '../../http/send.ts';
import type { AgentService, Provider } from '../agent-service.ts';
import { ACCEPTED, assertSameId, checkedRunId, decode, LooseText } from '../decode.ts';
import { checkInputs, LABELS } from './labels.ts';
import { listRunsSince } from './list-runs.ts';
import { decodeRun } from './run.ts';
import { decodeSteps } from './trace.ts';

const DEFAULT_BASE_URL = 'https://api.middesk.com';

// For responses with texts of agents and people.
const maxMiB = 16;

const AgentsResponse = v.object({ data: v.array(v.object({ type: v.string(), name: LooseText })) });

const StartResponse = v.object({ id: v.string() });

const TraceResponse = v.object({ id: v.string(), steps: v.nullish(v.array(v.unknown()), []) });

const ErrorResponse = v.object({
  errors: v.array(v.object({ message: v.string(), parameter: LooseText })),
});

const AGENT_TYPE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

export const MIDDESK: Provider = {
  id: 'middesk',
  name: 'Middesk',
  keySecret: 'MIDDESK_API_KEY',
  hasAgentNames: false,
  hasEvals: false,
  hasFindings: false,
  canResume: true,
  readAgentId: (id) =>
    AGENT_TYPE.test(id)
      ? { id }
      : { problem: "which is not an agent's type: write a type such as cip_orchestrator" },
  checkInputs,
  create: createMiddesk,
};

/**
 * Middesk's agents. What this action calls an agent's id is Middesk's `type` of an agent, and the conversation behind a
 * run is its thread.
 *
 * Fields of its page that are not decoded: `object`, which repeats the path; `updated_at`, because only the beginning and
 * the end of a run are reported; `started_at`, because a run is timed from its creation, which every service reports. Of an
 * agent, `id`, `description`, `created_at` and `updated_at` are not needed to start it by its type.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 * @see https://docs.middesk.com/reference/errors
 */
function createMiddesk(apiKey: string, givenBaseUrl: string | null, runtime: HttpRuntime): AgentService {
  const baseUrl = givenBaseUrl ?? DEFAULT_BASE_URL;
  const http = createHttp({
    ...runtime,
    baseUrl: `${baseUrl}/v1`,
    headers: { authorization: `Bearer ${apiKey}` },
    errorMessage,
  });
  const get = (path: string, limits: CallLimits) => http({ method: 'GET', path, maxMiB }, limits);
  const listAgents = async (limits: CallLimits) => {
    const response = await get('/agents', limits);
    const { data } = decode(AgentsResponse, response, "Middesk's list of agents");
    const agents = data.map(({ type, name }) => ({ id: type, name: name || type }));
    return { agents, serviceTimeMs: response.serviceTimeMs };
  };

  return {
    name: MIDDESK.name,
    baseUrl,

    async listAgents(limits) {
      const { agents } = await listAgents(limits);
      return { agents, atCap: false };
    },

    async getAgent(agentId, limits) {
      const { agents, serviceTimeMs } = await listAgents(limits);
      const agent = agents.find(({ id }) => id === agentId);
      if (agent === undefined) return { knownIds: agents.map(({ id }) => id) };
      return {
        ...agent,
        labels: LABELS,
        // Middesk reports neither the models of an agent nor its runs.
        models: null,
        earlierRunIds: [],
        cannotStart: null,
        notice: null,
        serviceTimeMs,
      };
    },

    listRunsSince: (query, limits) => listRunsSince(query, (path) => get(path, limits())),

    async startRun({ agentId, inputs }, limits) {
      const sent = { ...Object.fromEntries(inputs), type: agentId };
      const response = await http(
        { method: 'POST', path: '/runs', body: JSON.stringify(sent), statuses: ACCEPTED },
        limits,
      );
      return checkedRunId(decode(StartResponse, response, 'a started Middesk run').id);
    },

    async getRun(runId, limits) {
      return decodeRun(runId, await get(`/runs/${runId}`, limits));
    },

    // Not with every poll: collecting the steps costs the service.
    async getTrace(runId, limits) {
      const response = await get(`/runs/${runId}?include=steps`, limits);
      const { id, steps } = decode(TraceResponse, response, 'a Middesk run with its steps');
      assertSameId('run', runId, id);
      return decodeSteps(steps);
    },

    // The page has one sentence about it, and none about the response: the next poll of the run shows the effect.
    async resumeRun(runId, body, limits) {
      const path = `/runs/${runId}/resume`;
      const statuses = [...ACCEPTED, 204];
      await http({ method: 'POST', path, body, statuses, mayBeEmpty: true, maxMiB }, limits);
    },

    // Middesk evaluates no runs.
    getEvals: () => Promise.resolve(null),

    // No address of a run's page is known.
    runUrl: () => null,
  };
}

function errorMessage(body: unknown): string | null {
  const parsed = v.safeParse(ErrorResponse, body);
  if (!parsed.success) return null;
  return parsed.output.errors
    .map(({ message, parameter }) => (parameter === null ? message : `${message} (${parameter})`))
    .join('; ');
}
