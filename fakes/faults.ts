import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A response before it is sent: a string is sent verbatim, `undefined` as an empty body, other values as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * What goes wrong with one request. `alsoStarts` says whether a run is created although the client gets no response. It is
 * false unless given, and has no effect on requests that start nothing.
 */
export type FaultAction =
  /** Sends this response. Without a body, an empty one is sent. */
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly alsoStarts?: boolean;
    }
  /** Resets the connection once the request has been read. */
  | { readonly reset: 'before-answer'; readonly alsoStarts?: boolean }
  /** Never responds; the connection stays open. */
  | { readonly hang: true; readonly alsoStarts?: boolean }
  /** Sends the correct status line and headers, so many bytes of the body, and closes the connection. */
  | { readonly cut: number }
  /** Sends the correct status line and headers, so many bytes of the body, and then nothing; the connection stays open. */
  | { readonly stall: number }
  /** Acts at once, and sends the correct response later. */
  | { readonly delayMs: number }
  /** 307 to this address; the request has no effect. */
  | { readonly redirect: string }
  /** Replaces these fields of the correct 2xx response; a field that is `undefined` is left out. */
  | { readonly answersAs: Readonly<Record<string, unknown>> }
  /** Sends the correct response with this status, or with these headers too, such as `age` or another `date`. */
  | { readonly sends: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } }
  /** Writes these fields before those of the correct 2xx response, so that it may have a key twice. */
  | { readonly writesFirst: Readonly<Record<string, unknown>> }
  /** Pads the correct response with white space to so many bytes. It stays valid JSON. */
  | { readonly bytes: number };

// Node reduces a longer wait to one millisecond.
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A fault, and its requests. If several match, the first of the list counts. */
export interface ScriptedFault<Kind extends string> {
  readonly on: Kind;
  /** Which request of that kind, counted from 1; the first unless given. */
  readonly at?: number | 'every' | { readonly from: number };
  readonly does: FaultAction;
}

/** What goes wrong with the nth request of a kind, if anything does. */
export function faultFor<Kind extends string>(
  faults: readonly ScriptedFault<Kind>[],
  kind: string,
  nth: number,
): FaultAction | undefined {
  return faults.find(({ on, at = 1 }) => {
    if (on !== kind) return false;
    if (at === 'every') return true;
    return typeof at === 'number' ? nth === at : nth >= at.from;
  })?.does;
}

/** The response under a fault; null for no response. Calling `correct` has effects. */
export function answerUnder(action: FaultAction | undefined, correct: () => Answer): Answer | null {
  if (action === undefined) return correct();
  if ('redirect' in action) return { status: 307, headers: { location: action.redirect } };
  if ('status' in action || 'reset' in action || 'hang' in action) {
    if (action.alsoStarts === true) correct();
    return 'status' in action ? action : null;
  }
  const answer = correct();
  if ('answersAs' in action && answer.status < 300 && typeof answer.body === 'object') {
    return { ...answer, body: { ...answer.body, ...action.answersAs } };
  }
  if ('sends' in action) {
    const { status = answer.status, headers } = action.sends;
    return { ...answer, status, headers: { ...answer.headers, ...headers } };
  }
  if ('writesFirst' in action && answer.status < 300) {
    const [first, rest] = [JSON.stringify(action.writesFirst), JSON.stringify(answer.body)];
    return { ...answer, body: `${first.slice(0, -1)},${rest.slice(1)}` };
  }
  return answer;
}

/** Sends as much of the response as the fault allows. Returns the status that was sent; null if none was. */
export async function deliver(
  response: ServerResponse,
  answer: Answer | null,
  action: FaultAction | undefined,
  signal: AbortSignal,
): Promise<number | null> {
  if (action !== undefined && 'reset' in action) response.socket?.resetAndDestroy();
  if (action !== undefined && 'delayMs' in action) {
    // When the service closes, the wait ends. The socket is then destroyed, which is checked next.
    await sleep(Math.min(action.delayMs, MAX_TIMER_MS), undefined, { signal }).catch(() => undefined);
  }
  if (answer === null || response.socket === null || response.socket.destroyed) return null;

  const { type, content } = encode(answer, action);
  response.statusCode = answer.status;
  if (type !== undefined) response.setHeader('content-type', type);
  response.setHeader('content-length', content.length);
  // One by one, so that a header replaces its namesake whatever the case of its name.
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (action !== undefined && ('cut' in action || 'stall' in action)) {
    const { socket } = response;
    response.flushHeaders();
    response.write(content.subarray(0, 'cut' in action ? action.cut : action.stall));
    // Not destroy(): the written bytes must arrive, or there would be no status line to cut after.
    if ('cut' in action) socket.destroySoon();
  } else {
    response.end(content);
  }
  return answer.status;
}

function encode({ body }: Answer, action: FaultAction | undefined): { type?: string; content: Buffer } {
  if (body === undefined) return { content: Buffer.alloc(0) };
  if (typeof body === 'string') return { type: 'text/plain; charset=utf-8', content: Buffer.from(body) };
  const json = Buffer.from(JSON.stringify(body));
  const padding = action !== undefined && 'bytes' in action ? Math.max(0, action.bytes - json.length) : 0;
  return {
    type: 'application/json; charset=utf-8',
    content: Buffer.concat([json, Buffer.alloc(padding, ' ')]),
  };
}
