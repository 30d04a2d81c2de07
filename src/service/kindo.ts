import * as v from 'valibot';
import type { AgentMessage, EvalWord, RunState } from '../domain.ts';
import { isRunId } from '../domain.ts';
import { ServiceError } from '../errors.ts';
import { createRedact, type Redact } from '../redact.ts';
import { plainLine } from '../untrusted.ts';
import { decode } from './decode.ts';
import { createHttp, type HttpConditions } from './http.ts';
import type { AgentService, CallLimits } from './service.ts';

const DEFAULT_BASE_URL = 'https://api.kindo.ai';
// The list is one page of at most so many agents.
const LIST_CAP = 500;
const LONGEST_SHOWN_ID = 128;
// Of answers that hold what agents and people wrote.
const LARGE_MIB = 16;
// Kindo's own default for a page of runs.
const USUAL_PAGE = '20';

const Text = v.nullish(v.string(), null);

const ListAnswer = v.object({ items: v.array(v.object({ agentId: v.string(), name: v.string() })) });

const AgentAnswer = v.object({
  agentId: v.string(),
  name: v.string(),
  inputs: v.array(v.string()),
  hasTriggers: v.boolean(),
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
  conversationId: Text,
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
        stepNumber: v.nullish(v.number(), null),
        name: v.nullish(v.string(), ''),
        result: v.string(),
        explanation: v.nullish(v.string(), ''),
      }),
    ),
    [],
  ),
});

const MessageResult = v.object({ role: v.literal('assistant'), parts: v.array(v.unknown()) });
const TextPart = v.object({ type: v.literal('text'), text: v.string() });

const ErrorAnswer = v.object({ error: v.optional(v.string()), message: v.string() });

// Kindo's words happen to be this action's own.
const STATES = ['in_progress', 'success', 'failure', 'cancelled'] satisfies RunState[];
const VERDICTS = ['pass', 'fail', 'pending', 'skipped', 'unknown'] satisfies EvalWord[];

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
export function createKindo(apiKey: string, givenBaseUrl: string, conditions: HttpConditions): AgentService {
  const baseUrl = givenBaseUrl || DEFAULT_BASE_URL;
  const redact = createRedact(apiKey);
  const http = createHttp({
    ...conditions,
    baseUrl: `${baseUrl}/v1`,
    headers: { authorization: `Bearer ${apiKey}` },
    secret: apiKey,
    errorWords: (body) => {
      const parsed = v.safeParse(ErrorAnswer, body);
      return parsed.success ? parsed.output.message : null;
    },
  });
  const get = (path: string, limits: CallLimits, largestMiB?: number) =>
    http({ method: 'GET', path, ...(largestMiB === undefined ? {} : { largestMiB }) }, limits);

  return {
    name: 'Kindo',
    baseUrl,

    async listAgents(limits) {
      const { body } = await get('/agents/list', limits, LARGE_MIB);
      const { items } = decode(ListAnswer, body, "Kindo's list of agents");
      return {
        agents: items.map(({ agentId, name }) => ({ id: agentId.toLowerCase(), name })),
        atCap: items.length >= LIST_CAP,
      };
    },

    async getAgent(agentId, limits) {
      const { body, serviceTimeMs } = await get(pathOf(agentId), limits);
      const agent = decode(AgentAnswer, body, 'a Kindo agent');
      refuseForeign('agent', agentId, agent.agentId.toLowerCase());
      return {
        id: agentId,
        name: agent.name,
        labels: agent.inputs,
        cannotStart: agent.hasTriggers
          ? 'it has triggers, and Kindo runs such agents by their triggers only'
          : null,
        earlierRunIds: agent.recentRunIds,
        serviceTimeMs,
      };
    },

    async listRuns({ agentId, sinceMs, cursor }, limits) {
      // Each alone makes Kindo page. The cursor does not hold the date: left out, the next page would be of another list.
      const query = new URLSearchParams({
        ...(sinceMs === null ? { limit: USUAL_PAGE } : { startDate: new Date(sinceMs).toISOString() }),
        ...(cursor === null ? {} : { cursor }),
      });
      const { body } = await get(`${pathOf(agentId)}?${query}`, limits);
      const { recentRunIds, nextCursor, ...agent } = decode(
        RunsAnswer,
        body,
        "a page of a Kindo agent's runs",
      );
      refuseForeign('agent', agentId, agent.agentId.toLowerCase());
      return {
        runs: recentRunIds.map((runId) => ({ runId: usable(runId), agentId, createdAtMs: null })),
        nextCursor,
      };
    },

    async startRun({ agentId, inputs }, limits) {
      const sent = { agentId, inputs: Array.from(inputs, ([name, value]) => ({ name, value })) };
      const { body } = await http({ method: 'POST', path: '/agents/runs', body: sent }, limits);
      return usable(decode(StartAnswer, body, 'a started Kindo run').runId);
    },

    async getRun(runId, limits) {
      const { body } = await get(`/runs/${runId}`, limits, LARGE_MIB);
      const run = decode(RunAnswer, body, 'a Kindo run');
      refuseForeign('run', runId, run.runId);
      const statusWord = typeof run.status === 'string' ? run.status : jsonOf(run.status);
      return {
        runId,
        agentId: run.agentId?.toLowerCase() ?? null,
        conversationId: run.conversationId,
        state: wordOf(STATES, statusWord),
        statusWord,
        createdAtMs: timeOf(run.createdAtUtc),
        endedAtMs: timeOf(run.endedAtUtc),
        message: run.result === null ? null : decodeMessage(run.result, redact),
      };
    },

    async getEvals(runId, limits) {
      const answer = await get(`/runs/${runId}/evals`, limits, LARGE_MIB).catch((error: unknown) => {
        if (error instanceof ServiceError && error.status === 404) return undefined;
        throw error;
      });
      if (answer === undefined) return null;
      const evals = decode(EvalsAnswer, answer.body, 'a list of Kindo verdicts');
      refuseForeign('run', runId, evals.runId);
      return {
        result: wordOf(VERDICTS, evals.result),
        word: evals.result,
        steps: evals.steps.map(({ stepNumber, name, result, explanation }) => ({
          stepNumber,
          name,
          result: wordOf(VERDICTS, result),
          word: result,
          explanation,
        })),
      };
    },

    // Not in Kindo's pages; known from practice, and only for Kindo's own host.
    runUrl: (runId) =>
      baseUrl === DEFAULT_BASE_URL ? `https://app.kindo.ai/chat?workflowRunId=${runId}` : '',
  };
}

function pathOf(agentId: string): string {
  return `/agents/${encodeURIComponent(agentId)}`;
}

function usable(runId: string): string {
  if (isRunId(runId)) return runId;
  throw new ServiceError('the answer has a run id that cannot be used', { kind: 'undecodable' });
}

function refuseForeign(what: string, asked: string, got: string): void {
  if (got === asked) return;
  throw new ServiceError(
    `the answer is about another ${what} than asked for: asked ${asked}, got ${plainLine(got, LONGEST_SHOWN_ID)}`,
    { kind: 'foreign' },
  );
}

function wordOf<T extends string>(words: readonly T[], word: string): T | 'unrecognised' {
  return words.find((known) => known === word) ?? 'unrecognised';
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // It calls itself for each level, and JSON.parse takes more levels than the stack has room for.
    return '(JSON that is nested too deeply to be shown)';
  }
}

function timeOf(value: unknown): number | null {
  // Without the check, Date.parse takes almost any text with a number in it for a time.
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return null;
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(ms) ? null : ms;
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
