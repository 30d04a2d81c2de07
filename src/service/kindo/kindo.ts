import * as v from 'valibot';
import { InputError, RequestError } from '../../domain/errors.ts';
import { createHttp, type HttpRuntime } from '../../http/json-client.ts';
import type { CallLimits } from '../../http/send.ts';
import type { AgentService, Provider } from '../agent-service.ts';
import { ACCEPTED, assertSameId, checkedRunId, decode, LooseText, Name } from '../decode.ts';
import { agentPath, readAgentId } from './agent-id.ts';
import { decodeEvals } from './evals.ts';
import { listRunsSince } from './list-runs.ts';
import { decodeRun } from './run.ts';

const DEFAULT_BASE_URL = 'https://api.kindo.ai';
// The list is one page of at most so many agents.
const LIST_CAP = 500;
// For responses with texts of agents and people.
const LARGE_MIB = 16;

const AgentsResponse = v.object({ items: v.array(v.object({ agentId: v.string(), name: Name })) });

const AgentResponse = v.object({
  agentId: v.string(),
  name: LooseText,
  inputs: v.array(v.string()),
  hasTriggers: v.optional(v.unknown()),
  modelsInUse: v.fallback(v.nullish(v.array(v.string()), null), null),
  recentRunIds: v.nullish(v.array(v.string()), []),
});

const StartResponse = v.object({ runId: v.string() });

const ErrorResponse = v.object({ message: v.string() });

const DISABLED_KEY =
  "Kindo responds with 403 if API access of the key's owner is disabled. An admin of your organization can turn on Personal API Key Access for one of the owner's user groups.";

export const KINDO: Provider = {
  id: 'kindo',
  name: 'Kindo',
  keySecret: 'KINDO_API_KEY',
  hasAgentNames: true,
  hasEvals: true,
  hasFindings: true,
  canResume: false,
  readAgentId,
  checkInputs: null,
  create: createKindo,
};

/**
 * Kindo's Agents API.
 *
 * Fields of its pages that are not decoded, because no decision or report needs them: of a listed agent `description`,
 * `createdAt`, `creatorName` and `metadata.userPermissions` (the start shows whether the key may run an agent); `total`,
 * which is always the number of `items`; of an agent `description`, `lastRunAtUtc` and `metadata.userPermissions`; of an
 * error the label `error`, which repeats the status.
 *
 * @see https://docs.kindo.ai/apis/agents/quickstart/
 * @see https://docs.kindo.ai/apis/agents/runs/
 * @see https://docs.kindo.ai/apis/agents/errors/
 */
function createKindo(apiKey: string, givenBaseUrl: string | null, runtime: HttpRuntime): AgentService {
  const baseUrl = givenBaseUrl ?? DEFAULT_BASE_URL;
  const http = createHttp({
    ...runtime,
    baseUrl: `${baseUrl}/v1`,
    headers: { authorization: `Bearer ${apiKey}` },
    errorMessage: (body) => {
      const parsed = v.safeParse(ErrorResponse, body);
      return parsed.success ? parsed.output.message : null;
    },
    adviceOn403: DISABLED_KEY,
  });
  const get = (path: string, limits: CallLimits, maxMiB?: number) =>
    http({ method: 'GET', path, maxMiB }, limits);
  /** Undefined if the response is 404. */
  const find = (path: string, limits: CallLimits, maxMiB?: number) =>
    get(path, limits, maxMiB).catch((error: unknown) => {
      if (error instanceof RequestError && error.status === 404) return undefined;
      throw error;
    });

  return {
    name: KINDO.name,
    baseUrl,

    async listAgents(limits) {
      const response = await get('/agents/list', limits, LARGE_MIB);
      const { items } = decode(AgentsResponse, response, "Kindo's list of agents");
      return {
        agents: items.map(({ agentId, name }) => ({ id: agentId.toLowerCase(), name: name || null })),
        atCap: items.length >= LIST_CAP,
      };
    },

    async getAgent(agentId, limits) {
      const response = await find(agentPath(agentId), limits);
      if (response === undefined) return { knownIds: [] };
      const agent = decode(AgentResponse, response, 'a Kindo agent');
      assertSameId('agent', agentId, agent.agentId.toLowerCase());
      return {
        id: agentId,
        name: agent.name || null,
        labels: agent.inputs,
        models: agent.modelsInUse,
        cannotStart:
          agent.hasTriggers === true
            ? 'it has triggers, and Kindo starts such agents only by their triggers. Choose another agent, or a copy of it without triggers.'
            : null,
        notice:
          typeof agent.hasTriggers === 'boolean'
            ? null
            : 'Kindo does not report whether the agent has triggers.',
        earlierRunIds: agent.recentRunIds,
        serviceTimeMs: response.serviceTimeMs,
      };
    },

    listRunsSince: (query, limits) => listRunsSince(query, (path) => get(path, limits())),

    async startRun({ agentId, inputs }, limits) {
      const sent = { agentId, inputs: Array.from(inputs, ([name, value]) => ({ name, value })) };
      const response = await http(
        { method: 'POST', path: '/agents/runs', body: JSON.stringify(sent), statuses: ACCEPTED },
        limits,
      );
      return checkedRunId(decode(StartResponse, response, 'a started Kindo run').runId);
    },

    async getRun(runId, limits) {
      return decodeRun(runId, await get(`/runs/${runId}`, limits, LARGE_MIB), runtime.redact);
    },

    async getEvals(runId, limits) {
      const response = await find(`/runs/${runId}/evals`, limits, LARGE_MIB);
      return response === undefined ? null : decodeEvals(runId, response);
    },

    getTrace: () => Promise.resolve([]),

    resumeRun: () => Promise.reject(new InputError(`${KINDO.name}'s runs never wait for an answer.`)),

    // Not documented by Kindo; known from practice, and only for Kindo's own host.
    runUrl: (runId) =>
      baseUrl === DEFAULT_BASE_URL ? `https://app.kindo.ai/chat?workflowRunId=${runId}` : null,
  };
}
