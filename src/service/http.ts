import type { Exchange } from '../domain.ts';
import { describe, ServiceError } from '../errors.ts';
import type { Clock } from '../platform/clock.ts';
import { createRedact, type Redact } from '../redact.ts';
import { sentOnce } from '../send-body.ts';
import { plainLine } from '../untrusted.ts';
import { VERSION } from '../version.ts';
import { explainFault, isPermanentFault } from './connection-faults.ts';
import { parseHttpDate, parseRetryAfter } from './retry-after.ts';
import { SendProbe } from './send-probe.ts';
import type { CallLimits } from './service.ts';

/** What every request works under. */
export interface HttpConditions {
  readonly clock: Clock;
  /** Told of every request once it is over. */
  readonly onExchange: (exchange: Exchange) => void;
  /** Told once where Node does not say what leaves this machine: from then on every request counts as sent. */
  readonly onBlind?: () => void;
}

export interface HttpOptions extends HttpConditions {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Taken out of whatever the service writes back. */
  readonly secret: string;
  /** The service's own words in the body of an error, or null where there are none. */
  readonly errorWords: (body: unknown) => string | null;
  /** Cause and fix of a 403, in sentences, if the service documents them. */
  readonly adviceOn403?: string;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Begins with a slash; holds nothing that was not checked. */
  readonly path: string;
  /** JSON. */
  readonly body?: string;
  /** True where a 2xx without a body will do as well. */
  readonly mayBeEmpty?: boolean;
  /** What the decoded answer may hold, in MiB; 1 unless given. */
  readonly largestMiB?: number;
}

/** A usable answer. */
export interface HttpAnswer {
  /** The decoded JSON. */
  readonly body: unknown;
  /** The service's clock, of the Date header, milliseconds since the epoch; null where there is none to be read. */
  readonly serviceTimeMs: number | null;
}

export type Http = (request: HttpRequest, limits: CallLimits) => Promise<HttpAnswer>;

const USUAL_MIB = 1;
const LONGEST_WORDS = 500;
const LONGEST_QUOTE = 80;

/**
 * Sends one JSON request and resolves to its 2xx answer. Sends it on a connection of its own, follows
 * no redirect, and never sends it twice.
 *
 * @throws ServiceError, or the signal's reason where that ends the request
 */
export function createHttp(given: HttpOptions): Http {
  const probe = new SendProbe(given.onBlind);
  const options = { ...given, redact: createRedact(given.secret) };
  return async (request, limits) => {
    limits.signal.throwIfAborted();
    const startedAt = options.clock.now();
    const startedMono = options.clock.monotonic();
    const progress: Progress = { status: null };
    const note = (error?: string) => {
      options.onExchange({
        at: new Date(startedAt).toISOString(),
        method: request.method,
        path: request.path,
        status: progress.status,
        durationMs: Math.round(options.clock.monotonic() - startedMono),
        ...(error === undefined ? {} : { error }),
      });
    };
    try {
      const answer = await exchange(options, probe, request, limits, progress);
      note();
      return answer;
    } catch (error) {
      note(plainLine(describe(error), LONGEST_WORDS));
      throw error;
    }
  };
}

interface RedactingOptions extends HttpOptions {
  readonly redact: Redact;
}

interface Progress {
  status: number | null;
}

async function exchange(
  options: RedactingOptions,
  probe: SendProbe,
  request: HttpRequest,
  limits: CallLimits,
  progress: Progress,
): Promise<HttpAnswer> {
  const timeLimit = new AbortController();
  const cancelTimer = options.clock.timer(limits.timeoutMs, () =>
    timeLimit.abort(new Error(`no complete answer within ${Math.ceil(limits.timeoutMs / 1000)} s`)),
  );
  const signal = AbortSignal.any([limits.signal, timeLimit.signal]);
  const watch = probe.watch(request.method, () => limits.onSent?.());
  try {
    const response = await untilAborted(signal, send(options, request, signal));
    watch.answered();
    // Before anything is cut: half of the secret would be found by nobody.
    const text = options.redact(
      await untilAborted(signal, readText(response, request.largestMiB ?? USUAL_MIB)),
    );
    progress.status = response.status;
    return {
      body: decodeAnswer(options, request, response, text),
      serviceTimeMs: parseHttpDate(response.headers.get('date')),
    };
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    limits.signal.throwIfAborted();
    throw new ServiceError(`${request.method} ${request.path} got no answer: ${explainFault(error)}`, {
      kind: 'unreachable',
      permanent: isPermanentFault(error),
      cause: error,
    });
  } finally {
    cancelTimer();
    watch.end();
  }
}

function send(options: HttpOptions, request: HttpRequest, signal: AbortSignal): Promise<Response> {
  const once = request.body === undefined ? null : sentOnce(request.body);
  return fetch(`${options.baseUrl}${request.path}`, {
    method: request.method,
    headers: {
      ...options.headers,
      accept: 'application/json',
      'user-agent': `run-kindo-agent/${VERSION}`,
      'cache-control': 'no-cache',
      // A connection kept for later may be closed by the other side just while a request is written to it.
      connection: 'close',
      ...(once === null ? {} : { 'content-type': 'application/json', ...once.headers }),
    },
    ...once?.init,
    redirect: 'manual',
    signal,
  });
}

/** Rejects as soon as the signal is aborted, also where the work does not heed it. */
function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

async function readText(response: Response, largestMiB: number): Promise<string> {
  if (response.headers.get('content-encoding')?.includes(',')) {
    // Each coding can make an answer a thousand times larger. Left unread, its body would hold the connection.
    await response.body?.cancel();
    throw new ServiceError('the answer is compressed more than once', {
      kind: 'undecodable',
      status: response.status,
    });
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largestMiB * 1024 * 1024) {
      // Without its status: nobody knows the whole of what it says.
      throw new ServiceError(`the answer is larger than ${largestMiB} MiB`, { kind: 'undecodable' });
    }
    chunks.push(chunk);
  }
  // The decoder takes a byte order mark off, which JSON.parse would stumble over.
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function decodeAnswer(
  options: RedactingOptions,
  request: HttpRequest,
  response: Response,
  text: string,
): unknown {
  const { status, headers } = response;
  const what = `${request.method} ${request.path} answered ${status}`;
  if (status >= 300 && status < 400) {
    const host = hostOf(options.redact(headers.get('location') ?? ''));
    throw new ServiceError(
      `${what}, a redirect${host}, which is never followed: is base-url the API's own address?`,
      { kind: 'redirect', status },
    );
  }
  const body = parseJson(text);
  if (!response.ok) {
    const words =
      body === undefined
        ? plainLine(text, LONGEST_QUOTE)
        : plainLine(options.errorWords(body) ?? '', LONGEST_WORDS);
    const retryAfterMs = parseRetryAfter(
      headers.get('retry-after'),
      headers.get('date'),
      options.clock.now(),
    );
    const wait = retryAfterMs === null ? '' : ` (Retry-After: ${Math.ceil(retryAfterMs / 1000)} s)`;
    throw new ServiceError(`${words === '' ? what : `${what}: ${words}`}${wait}`, {
      kind: 'status',
      status,
      retryAfterMs,
      ...(status === 403 && options.adviceOn403 !== undefined ? { advice: options.adviceOn403 } : {}),
    });
  }
  if (body === undefined && !(text === '' && request.mayBeEmpty === true)) {
    const start = text === '' ? 'an empty body' : `"${plainLine(text, LONGEST_QUOTE)}"`;
    throw new ServiceError(`${what} with ${start}, which is not JSON: is base-url the API's own address?`, {
      kind: 'undecodable',
      status,
    });
  }
  return body;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hostOf(location: string): string {
  return URL.canParse(location) ? ` to ${new URL(location).host}` : '';
}
