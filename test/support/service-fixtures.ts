import type { Agent } from '../../src/domain/agent.ts';
import type { RunState } from '../../src/domain/run.ts';
import type { Provider } from '../../src/service/agent-service.ts';
import { KINDO } from '../../src/service/kindo/kindo.ts';
import { MIDDESK } from '../../src/service/middesk/middesk.ts';
import {
  AGENT,
  AGENT_ID,
  AGENT_PATH,
  API,
  EARLIER_RUN_ID,
  EVALS_PATH,
  KINDO_AGENT,
  KINDO_EVALS,
  KINDO_RUN,
  KINDO_RUN_IN_PROGRESS,
  LIST_PATH,
  OTHER_AGENT_ID,
  RUN_ID,
  START_PATH,
} from '../unit/run/kindo-setup.ts';
import {
  MIDDESK_AGENTS,
  MIDDESK_API,
  MIDDESK_BUSINESS_ID,
  MIDDESK_RUN,
  MIDDESK_RUN_ID,
  MIDDESK_RUN_IN_PROGRESS,
  MIDDESK_TYPE,
} from './middesk-responses.ts';

/** The fields in the response to a poll. */
export interface RunFields {
  readonly state?: Exclude<RunState, 'unrecognised'>;
  /** Replaces the status value of the state; of any type. */
  readonly word?: unknown;
  readonly runId?: string;
  readonly agentId?: string | null;
  readonly createdAt?: unknown;
}

/** A service for the tests of the adapters: requests, responses, and what it does not support. */
export interface ServiceFixture {
  readonly provider: Provider;
  readonly api: string;
  readonly agentId: string;
  readonly otherAgentId: string;
  readonly runId: string;
  /** The agent as the adapter returns it, without the time of the response. */
  readonly agent: Agent;
  readonly inputs: ReadonlyMap<string, string>;
  readonly listPath: string;
  readonly listResponse: object;
  /** What asking for one agent requests. */
  readonly agentPath: string;
  readonly agentResponse: object;
  /** How the service says that it does not know the agent, and which it then names. */
  readonly unknownAgent: { readonly status: number; readonly body: object; readonly knownIds: string[] };
  readonly runsPath: string;
  readonly runsResponse: (nextPage: boolean) => object;
  readonly startPath: string;
  readonly startBody: object;
  readonly startResponse: (runId: unknown) => object;
  readonly runPath: string;
  readonly runResponse: (look?: RunFields) => object;
  /** Null if the service has no verdicts. */
  readonly evals: { readonly path: string; readonly answer: object } | null;
  readonly errorBody: (message: string) => object;
  /** The beginning of the advice for a start that was refused with 403. */
  readonly adviceOn403: string;
  /** Null if the service does not report the steps of a run. */
  readonly tracePath: string | null;
  /** Null if runs of the service never wait for an answer. */
  readonly resumePath: string | null;
  /** What a run of the service never is. */
  readonly neverStates: readonly RunState[];
}

const KINDO_FIXTURE: ServiceFixture = {
  provider: KINDO,
  api: API,
  agentId: AGENT_ID,
  otherAgentId: OTHER_AGENT_ID,
  runId: RUN_ID,
  agent: AGENT,
  inputs: new Map([['query', 'Run the daily security scan']]),
  listPath: LIST_PATH,
  listResponse: { items: [{ agentId: AGENT_ID, name: AGENT.name }], total: 1 },
  agentPath: AGENT_PATH,
  agentResponse: KINDO_AGENT,
  unknownAgent: {
    status: 404,
    body: { error: 'Not found', message: `Agent ${AGENT_ID} not found.` },
    knownIds: [],
  },
  runsPath: `${AGENT_PATH}?startDate=2026-03-12T15%3A00%3A00.000Z`,
  runsResponse: (nextPage) => ({
    agentId: AGENT_ID,
    recentRunIds: [RUN_ID, EARLIER_RUN_ID],
    nextCursor: nextPage ? 'next' : null,
  }),
  startPath: START_PATH,
  startBody: { agentId: AGENT_ID, inputs: [{ name: 'query', value: 'Run the daily security scan' }] },
  startResponse: (runId) => ({ runId }),
  runPath: `/v1/runs/${RUN_ID}`,
  runResponse: ({ state = 'success', word = state, ...look } = {}) => ({
    ...(state === 'in_progress' ? KINDO_RUN_IN_PROGRESS : KINDO_RUN),
    ...(state === 'success' ? {} : { result: null }),
    status: word,
    ...(look.runId === undefined ? {} : { runId: look.runId }),
    ...(look.agentId === undefined ? {} : { agentId: look.agentId }),
    ...('createdAt' in look ? { createdAtUtc: look.createdAt } : {}),
  }),
  evals: { path: EVALS_PATH, answer: KINDO_EVALS },
  errorBody: (message) => ({ error: 'Something', message }),
  adviceOn403: "Kindo responds with 403 if API access of the key's owner is disabled.",
  tracePath: null,
  resumePath: null,
  neverStates: ['interrupted'],
};

const MIDDESK_WORDS = {
  in_progress: 'running',
  success: 'completed',
  failure: 'error',
  interrupted: 'interrupted',
  cancelled: 'cancelled',
} as const;

const MIDDESK_FIXTURE: ServiceFixture = {
  provider: MIDDESK,
  api: MIDDESK_API,
  agentId: MIDDESK_TYPE,
  otherAgentId: 'address_verification',
  runId: MIDDESK_RUN_ID,
  agent: {
    id: MIDDESK_TYPE,
    name: 'CIP Orchestrator',
    labels: ['business_id', 'context_type', 'context_id', 'thread_id', 'input'],
    models: null,
    cannotStart: null,
    notice: null,
    earlierRunIds: [],
    serviceTimeMs: null,
  },
  inputs: new Map([['business_id', MIDDESK_BUSINESS_ID]]),
  listPath: '/v1/agents',
  listResponse: { data: MIDDESK_AGENTS.data.slice(1) },
  agentPath: '/v1/agents',
  agentResponse: MIDDESK_AGENTS,
  unknownAgent: {
    status: 200,
    body: { data: MIDDESK_AGENTS.data.slice(0, 1) },
    knownIds: ['address_verification'],
  },
  runsPath: '/v1/runs?page=1&per_page=20',
  runsResponse: (nextPage) => ({
    object: 'list',
    has_more: nextPage,
    data: [MIDDESK_RUN, { ...MIDDESK_RUN, id: EARLIER_RUN_ID }],
    total_count: 2,
  }),
  startPath: '/v1/runs',
  startBody: { type: MIDDESK_TYPE, business_id: MIDDESK_BUSINESS_ID },
  startResponse: (id) => ({ ...MIDDESK_RUN_IN_PROGRESS, id }),
  runPath: `/v1/runs/${MIDDESK_RUN_ID}`,
  runResponse: ({ state = 'success', word = MIDDESK_WORDS[state], ...look } = {}) => ({
    ...(state === 'in_progress' ? MIDDESK_RUN_IN_PROGRESS : MIDDESK_RUN),
    ...(state === 'success' ? {} : { output: null }),
    status: word,
    ...(look.runId === undefined ? {} : { id: look.runId }),
    ...(look.agentId === undefined ? {} : { agent: look.agentId }),
    ...('createdAt' in look ? { created_at: look.createdAt } : {}),
  }),
  evals: null,
  errorBody: (message) => ({ errors: [{ message }] }),
  adviceOn403: 'Check that the API key is not revoked, and is allowed to run this agent.',
  tracePath: `/v1/runs/${MIDDESK_RUN_ID}?include=steps`,
  resumePath: `/v1/runs/${MIDDESK_RUN_ID}/resume`,
  neverStates: ['cancelled'],
};

export const SERVICE_FIXTURES: readonly ServiceFixture[] = [KINDO_FIXTURE, MIDDESK_FIXTURE];
