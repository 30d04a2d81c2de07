import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerUnder, deliver, faultFor } from './faults.ts';
import { answerTo, type Organisation, parseObject } from './kindo-answers.ts';
import { DEMO_AGENTS, DEMO_API_KEY, DEMO_RUN, generatedAgent } from './kindo-data.ts';
import { type AcceptedListener, RunStore } from './kindo-runs.ts';
import type { DemoAgent, RequestKind, ServiceScript } from './kindo-script.ts';

export type { FaultAction } from './faults.ts';
export { DEMO_AGENTS, DEMO_API_KEY, DEMO_RUN, FIRST_RUN_ID } from './kindo-data.ts';
export type { RunInput } from './kindo-runs.ts';
export type { DemoAgent, ExistingRun, Fault, RunScript, ServiceScript } from './kindo-script.ts';

/** A request that reached the service. The key it carried is not kept. */
export interface SeenRequest {
  readonly kind: RequestKind | 'other';
  readonly method: string;
  /** As it was sent, with its query. */
  readonly path: string;
  /** The status as soon as it has been sent; null where it never was. */
  readonly status: number | null;
  /** The `inputs` of a start's body as they were received, whatever their shape. */
  readonly inputs?: unknown;
}

/** The service, listening on loopback. */
export interface KindoService {
  /** `http://127.0.0.1:PORT`, to which the API's paths are added. */
  readonly url: string;
  /** In the order of their arrival. */
  readonly requests: readonly SeenRequest[];
  /** How many starts arrived, those that were refused or not answered included. */
  startRequests(): number;
  /** The runs that starts created, in that order. */
  readonly runIds: readonly string[];
  /** The listener is called before the start is answered. */
  onAccepted(listener: AcceptedListener): void;
  /** Ends every connection at once, requests without an answer included. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 50 * 1024 * 1024;

/**
 * Starts a service that behaves as the Kindo Agents API is documented, but for the faults of the script. It listens on
 * loopback only, on a free port unless one is given.
 */
export async function startKindoService(script: ServiceScript = {}, port = 0): Promise<KindoService> {
  const agents = fill(script.agents ?? DEMO_AGENTS, script.totalAgents ?? 0);
  const runs = new RunStore(script.run ?? DEMO_RUN, agents, script.existingRuns ?? []);
  const organisation: Organisation = { apiKey: script.apiKey ?? DEMO_API_KEY, agents, runs };
  const requests: { -readonly [Key in keyof SeenRequest]: SeenRequest[Key] }[] = [];
  const closing = new AbortController();

  const countOf = (kind: string) => requests.filter((request) => request.kind === kind).length;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request;
    const [pathname = '', search] = path.split('?', 2);
    const { kind, id } = route(method, pathname);
    const seen: (typeof requests)[number] = { kind, method, path, status: null };
    requests.push(seen);
    const action = faultFor(script.faults ?? [], kind, countOf(kind));

    const read = await readBody(request);
    if (read === 'client-gone') return;
    const { body } = read;
    const inputs = kind === 'start' && body !== null ? parseObject(body)?.inputs : undefined;
    if (inputs !== undefined) seen.inputs = inputs;

    const call = { kind, id, query: new URLSearchParams(search), headers: request.headers, body };
    const answer = answerUnder(action, () => answerTo(call, organisation));
    seen.status = await deliver(response, answer, action, closing.signal);
  }

  const server = createServer((request, response) => void handle(request, response));
  // A poll may come exactly when an idle connection would be closed: that reset would be nobody's fault on purpose.
  server.keepAliveTimeout = 10 * 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The service has no port.');

  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    startRequests: () => countOf('start'),
    runIds: runs.startedIds,
    onAccepted: (listener) => void runs.listeners.push(listener),
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
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

async function readBody(request: IncomingMessage): Promise<{ body: string | null } | 'client-gone'> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += chunk.length;
      // Read to the end even so: a client that is still sending would see a reset instead of the answer.
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    }
  } catch {
    return 'client-gone';
  }
  return { body: length > MAX_BODY_BYTES ? null : Buffer.concat(chunks).toString('utf8') };
}
