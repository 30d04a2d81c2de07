import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Answer, answerUnder, deliver, faultFor, type ScriptedFault } from './faults.ts';

/** The parts of a request that the response depends on. */
export interface ServiceCall<Kind extends string> {
  readonly kind: Kind | 'other';
  /** The id in the path; empty if it has no id. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Null if it is larger than the service accepts. */
  readonly body: string | null;
}

/** A request that reached the service, without its key. */
export interface SeenRequest<Kind extends string> {
  readonly kind: Kind | 'other';
  readonly method: string;
  /** As it was sent, with its query. */
  readonly path: string;
  /** The status as soon as it has been sent; null if it never was. */
  readonly status: number | null;
  /** The inputs of a start, as they were received, of any shape. */
  readonly inputs?: unknown;
}

/** What distinguishes one service from another. */
export interface ServicePlan<Kind extends string> {
  readonly faults: readonly ScriptedFault<Kind>[];
  readonly route: (
    method: string,
    pathname: string,
  ) => { readonly kind: Kind | 'other'; readonly id: string };
  /** The part of a start's body that is kept as its inputs; undefined for nothing. */
  readonly inputsOf: (body: string) => unknown;
  readonly answer: (call: ServiceCall<Kind>) => Answer;
}

/** A service that listens on loopback. */
export interface Loopback<Kind extends string> {
  /** `http://127.0.0.1:PORT`, to which the API's paths are added. */
  readonly url: string;
  /** In the order of their arrival. */
  readonly requests: readonly SeenRequest<Kind>[];
  /** How many requests of a kind arrived, those that were rejected or got no response included. */
  countOf(kind: Kind): number;
  /** Ends every connection at once, requests without a response included. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 50 * 1024 * 1024;

/** Listens on loopback only, on a free port if `port` is 0. */
export async function listen<Kind extends string>(
  plan: ServicePlan<Kind>,
  port: number,
): Promise<Loopback<Kind>> {
  const requests: { -readonly [Key in keyof SeenRequest<Kind>]: SeenRequest<Kind>[Key] }[] = [];
  const closing = new AbortController();
  const countOf = (kind: string) => requests.filter((request) => request.kind === kind).length;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request;
    const [pathname = '', search] = path.split('?', 2);
    const { kind, id } = plan.route(method, pathname);
    const seen: (typeof requests)[number] = { kind, method, path, status: null };
    requests.push(seen);
    const action = faultFor(plan.faults, kind, countOf(kind));

    const read = await readBody(request);
    if (read === 'client-gone') return;
    const { body } = read;
    const inputs = kind === 'start' && body !== null ? plan.inputsOf(body) : undefined;
    if (inputs !== undefined) seen.inputs = inputs;

    const call = { kind, id, query: new URLSearchParams(search), headers: request.headers, body };
    const answer = answerUnder(action, () => plan.answer(call));
    seen.status = await deliver(response, answer, action, closing.signal);
  }

  const server = createServer((request, response) => void handle(request, response));
  // A poll may arrive exactly when an idle connection would be closed. That reset would be a fault that no script has.
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
    countOf,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<{ body: string | null } | 'client-gone'> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += chunk.length;
      // Read to the end anyway: a client that is still sending would get a reset instead of the response.
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    }
  } catch {
    return 'client-gone';
  }
  return { body: length > MAX_BODY_BYTES ? null : Buffer.concat(chunks).toString('utf8') };
}

/** The object in a JSON text, or null. */
export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
