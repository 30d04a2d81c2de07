import { listen, parseObject, type SeenRequest } from '../loopback.ts';
import { answerTo } from './answers.ts';
import { DEMO_MIDDESK_KEY, MIDDESK_AGENTS, MIDDESK_RUN } from './data.ts';
import { RunStore } from './runs.ts';
import type { MiddeskScript, RequestKind } from './script.ts';

/** The service, listening on loopback. */
export interface MiddeskService {
  readonly url: string;
  readonly requests: readonly SeenRequest<RequestKind>[];
  startRequests(): number;
  /** How many answers to interrupts arrived, those that were rejected or got no response included. */
  resumeRequests(): number;
  /** The runs that starts created, in that order. */
  readonly runIds: readonly string[];
  /** The bodies of the answers that a run accepted, in that order. */
  answersTo(runId: string): readonly unknown[];
  onAccepted(listener: (runId: string) => void): void;
  close(): Promise<void>;
}

/**
 * Starts a service that behaves as Middesk's agents are documented, except for the faults of the script. Behaviour that no
 * page documents is marked as invented in the code. It listens on loopback only, on a free port unless one is given.
 */
export async function startMiddeskService(script: MiddeskScript = {}, port = 0): Promise<MiddeskService> {
  const runs = new RunStore(script.run ?? MIDDESK_RUN);
  if (script.earlierRunOf !== undefined) runs.start(script.earlierRunOf, null);
  const account = {
    apiKey: script.apiKey ?? DEMO_MIDDESK_KEY,
    agents: script.agents ?? MIDDESK_AGENTS,
    runs,
  };
  const loopback = await listen<RequestKind>(
    {
      faults: script.faults ?? [],
      route,
      inputsOf: parseObject,
      answer: (call) => answerTo(call, account),
    },
    port,
  );
  return {
    url: loopback.url,
    requests: loopback.requests,
    startRequests: () => loopback.countOf('start'),
    resumeRequests: () => loopback.countOf('resume'),
    runIds: runs.startedIds,
    answersTo: (runId) => runs.find(runId)?.answers.map(({ body }) => body) ?? [],
    onAccepted: (listener) => void runs.listeners.push(listener),
    close: loopback.close,
  };
}

function route(method: string, pathname: string): { kind: RequestKind | 'other'; id: string } {
  const [, collection, id = '', rest] = /^\/v1\/(agents|runs)(?:\/([^/]+))?(\/resume)?$/.exec(pathname) ?? [];
  const kind = ROUTES[`${method} ${collection}${id === '' ? '' : '/:id'}${rest ?? ''}`];
  return kind === undefined ? { kind: 'other', id: '' } : { kind, id };
}

const ROUTES: Readonly<Record<string, RequestKind>> = {
  'GET agents': 'agents',
  'GET agents/:id': 'agent',
  'GET runs': 'runs',
  'POST runs': 'start',
  'GET runs/:id': 'run',
  'POST runs/:id/resume': 'resume',
};
