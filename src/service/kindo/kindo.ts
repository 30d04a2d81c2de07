import * as v from 'valibot';
import { InputError, ServiceError } from '../../domain/errors.ts';
import type { EvalStatus } from '../../domain/evals.ts';
import type { AgentMessage, RunState } from '../../domain/run.ts';
import { createHttp, type HttpConditions } from '../../http/json-client.ts';
import type { CallLimits } from '../../http/send.ts';
import type { Redact } from '../../text/redact.ts';
import type { AgentService, Provider } from '../agent-service.ts';
import {
  assertSameId,
  checkedRunId,
  decode,
  jsonOf,
  LooseText,
  rawStatusOf,
  Text,
  timeOf,
} from '../decode.ts';
import { readAgentId } from './agent-id.ts';

const DEFAULT_BASE_URL = 'https://api.kindo.ai';
// The list is one page of at most so many agents.
const LIST_CAP = 500;
// Of answers that hold what agents and people wrote.
const LARGE_MIB = 16;

const ListAnswer = v.object({ items: v.array(v.object({ agentId: v.string(), name: LooseText })) });

const AgentAnswer = v.object({
  agentId: v.string(),
  name: LooseText,
  inputs: v.array(v.string()),
  hasTriggers: v.optional(v.unknown()),
  recentRunIds: v.nullish(v.array(v.string()), []),
});

const RunsAnswer = v.object({
  agentId: v.string(),
  recentRunIds: v.array(v.string()),
  nextCursor: Text,
});

const StartAnswer = v.object({ runId: v.string() });

const RunAnswer = v.object({
  runId: v.string(),
  agentId: Text,
  conversationId: LooseText,
  createdAtUtc: v.optional(v.unknown()),
  endedAtUtc: v.optional(v.unknown()),
  result: v.optional(v.unknown(), null),
  status: v.unknown(),
});

const EvalsAnswer = v.object({
  runId: v.string(),
  result: v.string(),
  steps: v.nullish(
    v.array(
      v.object({
        stepNumber: v.fallback(v.nullish(v.number(), null), null),
        name: LooseText,
        result: v.string(),
        explanation: LooseText,
      }),
    ),
    [],
  ),
});

const MessageResult = v.object({ role: v.literal('assistant'), parts: v.array(v.unknown()) });
const TextPart = v.object({ type: v.literal('text'), text: v.string() });

const ErrorAnswer = v.object({ message: v.string() });

const DISABLED_KEY =
  "Kindo answers 403 if API access of the key's owner is disabled. An admin of your organization can turn on Personal API Key Access for one of the owner's user groups.";

// Kindo's words happen to be this action's own.
const STATES = ['in_progress', 'success', 'failure', 'cancelled'] satisfies RunState[];
const VERDICTS = ['pass', 'fail', 'pending', 'skipped', 'unknown'] satisfies EvalStatus[];

export const KINDO: Provider = {
  id: 'kindo',
  name: 'Kindo',
  keySecret: 'KINDO_API_KEY',
  hasAgentNames: true,
  hasEvals: true,
  canResume: false,
  readAgentId,
  checkInputs: null,
  create: createKindo,
};

/**
 * Kindo's Agents API.
 *
 * Fields of its pages that are not decoded, since no decision or report rests on them: of a listed agent `description`,
 * `createdAt`, `creatorName` and `metadata.userPermissions` (whether the key may run an agent is told by the start);
 * `total`, which is always the number of `items`; of an agent `description`, `modelsInUse`, `lastRunAtUtc` and
 * `metadata.userPermissions`. Of an error, the label `error` says no more than the status, and is shown only by way of
 * it.
 *
 * @see https://docs.kindo.ai/apis/agents/quickstart/
 * @see https://docs.kindo.ai/apis/agents/runs/
 * @see https://docs.kindo.ai/apis/agents/errors/
 */
function createKindo(apiKey: string, givenBaseUrl: string | null, conditions: HttpConditions): AgentService {
  const baseUrl = givenBaseUrl ?? DEFAULT_BASE_URL;
  const http = createHttp({
    ...conditions,
    baseUrl: `${baseUrl}/v1`,
    headers: { authorization: `Bearer ${apiKey}` },
    errorWords: (body) => {
      const parsed = v.safeParse(ErrorAnswer, body);
      return parsed.success ? parsed.output.message : null;
    },
    adviceOn403: DISABLED_KEY,
  });
  const get = (path: string, limits: CallLimits, largestMiB?: number) =>
    http({ method: 'GET', path, ...(largestMiB === undefined ? {} : { largestMiB }) }, limits);
  /** Undefined where the service answers 404. */
  const find = (path: string, limits: CallLimits, largestMiB?: number) =>
    get(path, limits, largestMiB).catch((error: unknown) => {
      if (error instanceof ServiceError && error.status === 404) return undefined;
      throw error;
    });

  return {
    name: KINDO.name,
    baseUrl,

    async listAgents(limits) {
      const { body } = await get('/agents/list', limits, LARGE_MIB);
      const { items } = decode(ListAnswer, body, "Kindo's list of agents");
      return {
        agents: items.map(({ agentId, name }) => ({ id: agentId.toLowerCase(), name: name || null })),
        atCap: items.length >= LIST_CAP,
      };
    },

    async getAgent(agentId, limits) {
      const answer = await find(pathOf(agentId), limits);
      if (answer === undefined) return { knownIds: [] };
      const agent = decode(AgentAnswer, answer.body, 'a Kindo agent');
      assertSameId('agent', agentId, agent.agentId.toLowerCase());
      return {
        id: agentId,
        name: agent.name || null,
        labels: agent.inputs,
        cannotStart:
          agent.hasTriggers === true
            ? 'it has triggers, and Kindo runs such agents by their triggers only. Choose another agent, or a copy of it without triggers.'
            : null,
        notice:
          typeof agent.hasTriggers === 'boolean' ? null : 'It is unknown whether the agent has triggers.',
        earlierRunIds: agent.recentRunIds,
        serviceTimeMs: answer.serviceTimeMs,
      };
    },

    async listRuns({ agentId, sinceMs, cursor }, limits) {
      // The cursor does not hold the date: left out, the next page would be of another list.
      const query = new URLSearchParams({
        startDate: new Date(sinceMs).toISOString(),
        ...(cursor === null ? {} : { cursor }),
      });
      const { body } = await get(`${pathOf(agentId)}?${query}`, limits);
      const { recentRunIds, nextCursor, ...agent } = decode(
        RunsAnswer,
        body,
        "a page of a Kindo agent's runs",
      );
      assertSameId('agent', agentId, agent.agentId.toLowerCase());
      return {
        runs: recentRunIds.map((runId) => ({ runId: checkedRunId(runId), agentId, createdAtMs: null })),
        nextCursor,
      };
    },

    async startRun({ agentId, inputs }, limits) {
      const sent = { agentId, inputs: Array.from(inputs, ([name, value]) => ({ name, value })) };
      const { body } = await http(
        { method: 'POST', path: '/agents/runs', body: JSON.stringify(sent) },
        limits,
      );
      return checkedRunId(decode(StartAnswer, body, 'a started Kindo run').runId);
    },

    async getRun(runId, limits) {
      const { body, serviceTimeMs } = await get(`/runs/${runId}`, limits, LARGE_MIB);
      const run = decode(RunAnswer, body, 'a Kindo run');
      assertSameId('run', runId, run.runId);
      const rawStatus = rawStatusOf(run.status);
      return {
        runId,
        agentId: run.agentId?.toLowerCase() ?? null,
        conversationId: run.conversationId,
        state: parseEnum(STATES, rawStatus),
        rawStatus: rawStatus,
        serviceTimeMs,
        createdAtMs: timeOf(run.createdAtUtc),
        endedAtMs: timeOf(run.endedAtUtc),
        message: run.result === null ? null : decodeMessage(run.result, conditions.redact),
        interrupts: [],
        requester: null,
      };
    },

    async getEvals(runId, limits) {
      const answer = await find(`/runs/${runId}/evals`, limits, LARGE_MIB);
      if (answer === undefined) return null;
      const evals = decode(EvalsAnswer, answer.body, 'a list of Kindo verdicts');
      assertSameId('run', runId, evals.runId);
      return {
        result: parseEnum(VERDICTS, evals.result),
        word: evals.result,
        steps: evals.steps.map(({ stepNumber, name, result, explanation }) => ({
          stepNumber,
          name: name ?? '',
          result: parseEnum(VERDICTS, result),
          word: result,
          explanation: explanation ?? '',
        })),
      };
    },

    getTrace: () => Promise.resolve([]),

    resumeRun: () => Promise.reject(new InputError(`${KINDO.name}'s runs wait for no answer.`)),

    // Not in Kindo's pages; known from practice, and only for Kindo's own host.
    runUrl: (runId) =>
      baseUrl === DEFAULT_BASE_URL ? `https://app.kindo.ai/chat?workflowRunId=${runId}` : null,
  };
}

function pathOf(agentId: string): string {
  return `/agents/${encodeURIComponent(agentId)}`;
}

function parseEnum<T extends string>(words: readonly T[], word: string): T | 'unrecognised' {
  return words.find((known) => known === word) ?? 'unrecognised';
}

function decodeMessage(result: unknown, redact: Redact): AgentMessage {
  if (typeof result !== 'string') return { text: jsonOf(result), payload: null };
  // JSON within JSON may hide the key in escapes of its own.
  const raw = redact(result);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), MessageResult), raw);
  if (!parsed.success) return { text: raw, payload: null };
  const texts = parsed.output.parts.flatMap((part) => (v.is(TextPart, part) ? [part.text] : []));
  return { text: texts.join('\n\n'), payload: raw };
}
