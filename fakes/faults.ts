import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** An answer before it is sent: a string goes out verbatim, `undefined` as an empty body, all else as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * What goes wrong with one request. `alsoStarts` says whether a run is created although the client is not told so;
 * it is false unless given, and without effect on requests that start nothing.
 */
export type FaultAction =
  /** Answers so. Without a body, the empty one is sent. */
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly alsoStarts?: boolean;
    }
  /** Resets the connection once the request has been read. */
  | { readonly reset: 'before-answer'; readonly alsoStarts?: boolean }
  /** Never answers; the connection stays open. */
  | { readonly hang: true; readonly alsoStarts?: boolean }
  /** Sends the correct status line and headers, so many bytes of the body, and closes the connection. */
  | { readonly cut: number }
  /** Sends the correct status line and headers, so many bytes of the body, and then nothing; the connection stays open. */
  | { readonly stall: number }
  /** Acts at once and answers properly, but later. */
  | { readonly delayMs: number }
  /** 307 to this address; the request has no effect. */
  | { readonly redirect: string }
  /** Lays these fields over the correct 2xx answer; a field that is `undefined` is left out of it. */
  | { readonly answersAs: Readonly<Record<string, unknown>> }
  /** Answers properly, but with this status, or these headers besides, such as `age` or another `date`. */
  | { readonly sends: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } }
  /** Writes these fields before those of the correct 2xx answer, so that a key may stand twice. */
  | { readonly writesFirst: Readonly<Record<string, unknown>> }
  /** Pads the correct answer with white space to so many bytes, which leaves it valid JSON. */
  | { readonly bytes: number };

// Node takes a longer wait for one of a millisecond.
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A fault, and the requests it strikes. Of several that fit, the first of the list does. */
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

/** The answer that a fault leaves of the correct one, or null where there is to be none. Asking for the correct one has effects. */
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

/** Sends the answer as far as the fault lets it; the status that was sent, or null where none was. */
export async function deliver(
  response: ServerResponse,
  answer: Answer | null,
  action: FaultAction | undefined,
  signal: AbortSignal,
): Promise<number | null> {
  if (action !== undefined && 'reset' in action) response.socket?.resetAndDestroy();
  if (action !== undefined && 'delayMs' in action) {
    // The service closing ends the wait; the socket is gone then, which is looked at next.
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
    // Not destroy(): what has been written has to arrive, or there would be no status line to cut after.
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
