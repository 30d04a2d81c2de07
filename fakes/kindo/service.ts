import { listen, parseObject, type SeenRequest } from '../loopback.ts';
import { answerTo, type Organisation } from './answers.ts';
import { DEMO_AGENTS, DEMO_API_KEY, DEMO_RUN, generatedAgent } from './data.ts';
import { type AcceptedListener, RunStore } from './runs.ts';
import type { DemoAgent, RequestKind, ServiceScript } from './script.ts';

export { DEMO_API_KEY, DEMO_RUN, FIRST_RUN_ID } from './data.ts';
export type { DemoAgent, Fault, RunScript, ServiceScript } from './script.ts';

/** The service, listening on loopback. */
export interface KindoService {
  /** `http://127.0.0.1:PORT`, to which the API's paths are added. */
  readonly url: string;
  /** In the order of their arrival. */
  readonly requests: readonly SeenRequest<RequestKind>[];
  /** How many starts arrived, those that were rejected or got no response included. */
  startRequests(): number;
  /** The runs that starts created, in that order. */
  readonly runIds: readonly string[];
  /** The listener is called before the response to the start. */
  onAccepted(listener: AcceptedListener): void;
  /** Ends every connection at once, requests without a response included. */
  close(): Promise<void>;
}

/**
 * Starts a service that behaves as the Kindo Agents API is documented, except for the faults of the script. Behaviour that no
 * page documents is marked as invented in the code. It listens on loopback only, on a free port unless one is given.
 */
export async function startKindoService(script: ServiceScript = {}, port = 0): Promise<KindoService> {
  const agents = fill(script.agents ?? DEMO_AGENTS, script.totalAgents ?? 0);
  const runs = new RunStore(script.run ?? DEMO_RUN, agents, script.existingRuns ?? []);
  const organisation: Organisation = {
    apiKey: script.apiKey ?? DEMO_API_KEY,
    isKeyDisabled: script.isKeyDisabled ?? false,
    agents,
    runs,
  };
  const loopback = await listen<RequestKind>(
    {
      faults: script.faults ?? [],
      route,
      inputsOf: (body) => parseObject(body)?.inputs,
      answer: (call) => answerTo(call, organisation),
    },
    port,
  );
  return {
    url: loopback.url,
    requests: loopback.requests,
    startRequests: () => loopback.countOf('start'),
    runIds: runs.startedIds,
    onAccepted: (listener) => void runs.listeners.push(listener),
    close: loopback.close,
  };
}

function fill(agents: readonly DemoAgent[], total: number): readonly DemoAgent[] {
  const shown = agents.filter(({ visible }) => visible !== false).length;
  const missing = Math.max(0, total - shown);
  return [...agents, ...Array.from({ length: missing }, (_, index) => generatedAgent(shown + index + 1))];
}

function route(method: string, pathname: string): { kind: RequestKind | 'other'; id: string } {
  if (method === 'POST') return { kind: pathname === '/v1/agents/runs' ? 'start' : 'other', id: '' };
  if (method !== 'GET') return { kind: 'other', id: '' };
  if (pathname === '/v1/agents/list') return { kind: 'list', id: '' };
  const [, collection, id, rest] = /^\/v1\/(agents|runs)\/([^/]+)(\/evals)?$/.exec(pathname) ?? [];
  if (id === undefined || (collection === 'agents' && rest !== undefined)) return { kind: 'other', id: '' };
  if (collection === 'agents') return { kind: 'agent', id };
  return { kind: rest === undefined ? 'run' : 'evals', id };
}
