import type { Agent } from '../../../src/domain/agent.ts';
import type { Exchange } from '../../../src/domain/exchange.ts';
import type { Send } from '../../../src/http/send.ts';
import { createSend } from '../../../src/http/transport.ts';
import type { Runtime } from '../../../src/platform/runtime.ts';
import type { AgentService, Provider } from '../../../src/service/agent-service.ts';
import { KINDO } from '../../../src/service/kindo/kindo.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { RecordingRunner } from '../../support/recording-runner.ts';

export const API = 'https://kindo.test';
export const KEY = 'key-0123456789abcdef';
export const AGENT_ID = '18d20df4-d9b3-4cb0-a009-9f11ec9c5d3d';
export const OTHER_AGENT_ID = '28d20df4-d9b3-4cb0-a009-9f11ec9c5d3d';
export const RUN_ID = '7a7ced7d-95a8-416f-95bb-5c0ff3599f53';
export const EARLIER_RUN_ID = '3c1f4e2a-19b8-4d5e-8a2f-b6d1e0c4f7a9';

export const LIST_PATH = '/v1/agents/list';
export const AGENT_PATH = `/v1/agents/${AGENT_ID}`;
export const START_PATH = '/v1/agents/runs';
export const RUN_PATH = `/v1/runs/${RUN_ID}`;
export const EVALS_PATH = `/v1/runs/${RUN_ID}/evals`;

/** The documented responses of Kindo. */
export const KINDO_AGENT = {
  agentId: AGENT_ID,
  name: 'Daily Security Scan',
  description: 'Runs the daily vulnerability check workflow.',
  inputs: ['query'],
  hasTriggers: false,
  modelsInUse: ['claude-sonnet-4-5-20250929'],
  recentRunIds: [EARLIER_RUN_ID],
  lastRunAtUtc: '2026-03-12T15:00:00.000Z',
  metadata: { userPermissions: ['view', 'edit'] },
};
export const KINDO_RUN = {
  runId: RUN_ID,
  agentId: AGENT_ID,
  createdAtUtc: '2026-03-12T15:00:00.000Z',
  endedAtUtc: '2026-03-12T15:00:08.000Z',
  result:
    '{"role":"assistant","parts":[{"type":"text","text":"Security scan complete. No critical findings."}]}',
  status: 'success',
};
export const KINDO_RUN_IN_PROGRESS = { ...KINDO_RUN, endedAtUtc: null, result: null, status: 'in_progress' };
export const KINDO_EVALS = {
  runId: RUN_ID,
  result: 'pass',
  steps: [
    {
      stepNumber: 1,
      name: 'Run the daily security scan',
      result: 'pass',
      explanation: 'Kindo completed the scan and found no critical vulnerabilities.',
    },
  ],
};

/** The documented agent as the adapter returns it. */
export const AGENT: Agent = {
  id: AGENT_ID,
  name: 'Daily Security Scan',
  labels: ['query'],
  models: ['claude-sonnet-4-5-20250929'],
  cannotStart: null,
  notice: null,
  earlierRunIds: [EARLIER_RUN_ID],
  serviceTimeMs: null,
};

/** The real adapter, on a clock that stands still. */
export interface Setup {
  readonly clock: FakeClock;
  readonly log: string[];
  /** Every request that was sent. */
  readonly timeline: Exchange[];
  readonly service: AgentService;
  readonly controller: AbortController;
  readonly runtime: Runtime;
}

export function newSetup({
  provider = KINDO,
  clock = new FakeClock(),
  baseUrl = API,
  random = () => 0,
  send = createSend({}),
}: {
  provider?: Provider;
  clock?: FakeClock;
  baseUrl?: string | null;
  random?: () => number;
  send?: Send;
} = {}): Setup {
  const runner = new RecordingRunner();
  const controller = new AbortController();
  const timeline: Exchange[] = [];
  const onExchange = (exchange: Exchange) => timeline.push(exchange);
  return {
    clock,
    log: runner.log,
    timeline,
    service: provider.create(KEY, baseUrl, { clock, send, onExchange, redact: createRedact([KEY]) }),
    controller,
    runtime: { clock, random, signal: controller.signal, log: runner },
  };
}

/** What a promise rejects with. */
export async function errorOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
