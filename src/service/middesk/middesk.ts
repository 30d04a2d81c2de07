import * as v from 'valibot';
import type { RunState } from '../../domain/run.ts';
import { createHttp, type HttpConditions } from '../../http/json-client.ts';
import type { CallLimits } from '../../http/send.ts';
import type { AgentService, Provider } from '../agent-service.ts';
import { assertSameId, checkedRunId, decode, LooseText, rawStatusOf, Text, timeOf } from '../decode.ts';
import { checkInputs, LABELS } from './labels.ts';
import { decodeInterrupt, decodeOutput } from './output.ts';
import { decodeSteps } from './trace.ts';

const DEFAULT_BASE_URL = 'https://api.middesk.com';

// Of answers that hold what agents and people wrote.
const largestMiB = 16;
const PAGE_SIZE = 20;

const AgentsAnswer = v.object({ data: v.array(v.object({ type: v.string(), name: LooseText })) });

const RunsAnswer = v.object({
  has_more: v.boolean(),
  data: v.array(v.object({ id: v.string(), agent: Text, created_at: v.optional(v.unknown()) })),
});

const StartAnswer = v.object({ id: v.string() });

const RunAnswer = v.object({
  id: v.string(),
  created_at: v.optional(v.unknown()),
  status: v.unknown(),
  thread_id: LooseText,
  agent: Text,
  requester: v.fallback(
    v.nullish(v.object({ id: LooseText, name: LooseText, email: LooseText }), null),
    null,
  ),
  ended_at: v.optional(v.unknown()),
  output: v.optional(v.unknown(), null),
  interrupts: v.nullish(v.array(v.unknown()), []),
});

const TraceAnswer = v.object({ id: v.string(), steps: v.nullish(v.array(v.unknown()), []) });

const ErrorAnswer = v.object({
  errors: v.array(v.object({ message: v.string(), parameter: LooseText })),
});

const STATES: ReadonlyMap<string, RunState> = new Map([
  ['running', 'in_progress'],
  ['completed', 'success'],
  ['error', 'failure'],
  ['interrupted', 'interrupted'],
]);

const AGENT_TYPE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

export const MIDDESK: Provider = {
  id: 'middesk',
  name: 'Middesk',
  keySecret: 'MIDDESK_API_KEY',
  hasAgentNames: false,
  hasEvals: false,
  canResume: true,
  readAgentId: (id) =>
    AGENT_TYPE.test(id)
      ? { id }
      : { problem: "which is not an agent's type: write one such as cip_orchestrator" },
  checkInputs,
  create: createMiddesk,
};

/**
 * Middesk's agents. What this action calls an agent's id is Middesk's `type` of an agent, and the conversation behind a
 * run is its thread.
 *
 * Fields of its page that are not decoded: `object`, which repeats what the path says; `updated_at`, since only the
 * beginning and the end of a run are reported; `started_at`, since a run is timed from its creation, as every service
 * tells it. Of an agent, `id`, `description`, `created_at` and `updated_at` have no use in starting it by its type.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 * @see https://docs.middesk.com/reference/errors
 */
function createMiddesk(
  apiKey: string,
  givenBaseUrl: string | null,
  conditions: HttpConditions,
): AgentService {
  const baseUrl = givenBaseUrl ?? DEFAULT_BASE_URL;
  const http = createHttp({
    ...conditions,
    baseUrl: `${baseUrl}/v1`,
    headers: { authorization: `Bearer ${apiKey}` },
    errorWords,
  });
  const listAgents = async (limits: CallLimits) => {
    const { body, serviceTimeMs } = await http({ method: 'GET', path: '/agents', largestMiB }, limits);
    const { data } = decode(AgentsAnswer, body, "Middesk's list of agents");
    return { agents: data.map(({ type, name }) => ({ id: type, name: name || type })), serviceTimeMs };
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
      // Middesk does not tell which runs an agent has had.
      return { ...agent, labels: LABELS, cannotStart: null, notice: null, earlierRunIds: [], serviceTimeMs };
    },

    async listRuns({ cursor }, limits) {
      const page = cursor ?? '1';
      const { body } = await http(
        { method: 'GET', path: `/runs?page=${page}&per_page=${PAGE_SIZE}`, largestMiB },
        limits,
      );
      const { data, has_more } = decode(RunsAnswer, body, "a page of Middesk's runs");
      return {
        runs: data.map(({ id, agent, created_at }) => ({
          runId: checkedRunId(id),
          agentId: agent,
          createdAtMs: timeOf(created_at),
        })),
        nextCursor: has_more ? String(Number(page) + 1) : null,
      };
    },

    async startRun({ agentId, inputs }, limits) {
      const sent = { ...Object.fromEntries(inputs), type: agentId };
      const { body } = await http({ method: 'POST', path: '/runs', body: JSON.stringify(sent) }, limits);
      return checkedRunId(decode(StartAnswer, body, 'a started Middesk run').id);
    },

    async getRun(runId, limits) {
      const { body, serviceTimeMs } = await http(
        { method: 'GET', path: `/runs/${runId}`, largestMiB },
        limits,
      );
      const run = decode(RunAnswer, body, 'a Middesk run');
      assertSameId('run', runId, run.id);
      const rawStatus = rawStatusOf(run.status);
      return {
        runId,
        agentId: run.agent,
        conversationId: run.thread_id,
        state: STATES.get(rawStatus) ?? 'unrecognised',
        rawStatus: rawStatus,
        serviceTimeMs,
        createdAtMs: timeOf(run.created_at),
        endedAtMs: timeOf(run.ended_at),
        message: run.output === null ? null : decodeOutput(run.output),
        interrupts: run.interrupts.map(decodeInterrupt),
        requester: run.requester,
      };
    },

    // Not with every look: collecting the steps costs the service.
    async getTrace(runId, limits) {
      const path = `/runs/${runId}?include=steps`;
      const { body } = await http({ method: 'GET', path, largestMiB }, limits);
      const { id, steps } = decode(TraceAnswer, body, 'a Middesk run with its steps');
      assertSameId('run', runId, id);
      return decodeSteps(steps);
    },

    // Known from one sentence of the page alone, which says nothing of the answer: the next look at the run tells.
    async resumeRun(runId, body, limits) {
      const path = `/runs/${runId}/resume`;
      await http({ method: 'POST', path, body, mayBeEmpty: true, largestMiB }, limits);
    },

    // Middesk judges no runs.
    getEvals: () => Promise.resolve(null),

    // No address of a run's page is known.
    runUrl: () => null,
  };
}

function errorWords(body: unknown): string | null {
  const parsed = v.safeParse(ErrorAnswer, body);
  if (!parsed.success) return null;
  return parsed.output.errors
    .map(({ message, parameter }) => (parameter === null ? message : `${message} (${parameter})`))
    .join('; ');
}
