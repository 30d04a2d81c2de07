import { describe, RequestError } from '../domain/errors.ts';
import type { Exchange } from '../domain/exchange.ts';
import type { Clock } from '../platform/clock.ts';
import type { Redact } from '../text/redact.ts';
import { quote, singleLine } from '../text/sanitize.ts';
import { quoteMessage } from '../text/sentence.ts';
import { assertTrusted } from './assert-trusted.ts';
import { sendWithin } from './deadline.ts';
import { parseHttpDate, parseRetryAfter } from './retry-after.ts';
import type { CallLimits, IncomingResponse, Send } from './send.ts';
import { VERSION } from './version.ts';

/** What every request works under. */
export interface HttpRuntime {
  readonly clock: Clock;
  readonly send: Send;
  /** Called with every request once it is over. */
  readonly onExchange: (exchange: Exchange) => void;
  /** Removes the secrets of this job from the service's responses. */
  readonly redact: Redact;
}

export interface HttpOptions extends HttpRuntime {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The service's own message in the body of an error; null if the body has none. */
  readonly errorMessage: (body: unknown) => string | null;
  /** Cause and fix of a 403, in sentences, if the service documents them. */
  readonly adviceOn403?: string | undefined;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Begins with a slash. Every part of it was checked. */
  readonly path: string;
  /** JSON. */
  readonly body?: string;
  /** The statuses of success that the API's page names; 200 unless given. */
  readonly statuses?: readonly number[];
  /** True if a 2xx without a body is accepted, too. */
  readonly mayBeEmpty?: boolean;
  /** The maximum size of the response, in MiB; 1 unless given. */
  readonly maxMiB?: number | undefined;
}

/** A usable response. */
export interface HttpResponse {
  /** The decoded JSON. */
  readonly body: unknown;
  /** The JSON as it was received, to check its keys. Not redacted, which may rewrite it: never show or keep it. */
  readonly rawText: string;
  /** The service's clock, from the Date header, milliseconds since the epoch; null if that cannot be read. */
  readonly serviceTimeMs: number | null;
}

export type Http = (request: HttpRequest, limits: CallLimits) => Promise<HttpResponse>;

const DEFAULT_MAX_MIB = 1;
const MAX_MESSAGE_CHARS = 500;
const MAX_QUOTE_CHARS = 80;

/**
 * Sends one JSON request, once, and resolves to its response, if that has a status of success that the request expects.
 *
 * @throws RequestError, ProtocolError, or the signal's reason if that ends the request
 */
export function createHttp(options: HttpOptions): Http {
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
      const response = await exchange(options, request, limits, progress);
      note();
      return response;
    } catch (error) {
      note(singleLine(describe(error), MAX_MESSAGE_CHARS));
      throw error;
    }
  };
}

interface Progress {
  status: number | null;
}

async function exchange(
  options: HttpOptions,
  request: HttpRequest,
  limits: CallLimits,
  progress: Progress,
): Promise<HttpResponse> {
  const { method, path, body = null } = request;
  const response = await sendWithin(
    limits,
    options,
    {
      method,
      url: new URL(`${options.baseUrl}${path}`),
      headers: {
        ...options.headers,
        accept: 'application/json',
        'user-agent': `run-kindo-agent/${VERSION}`,
        'cache-control': 'no-cache',
        ...(body === null ? {} : { 'content-type': 'application/json' }),
      },
      body,
      maxMiB: request.maxMiB ?? DEFAULT_MAX_MIB,
    },
    { subject: `${method} ${path}`, setting: 'base-url' },
  );
  progress.status = response.status;
  // Redacted before anything is truncated: half of the secret would not be found. The decoder removes a byte order
  // mark, which JSON.parse rejects.
  const rawText = new TextDecoder().decode(response.body);
  const text = options.redact(rawText);
  return {
    body: decodeResponse(options, request, response, text),
    rawText,
    serviceTimeMs: parseHttpDate(response.headers.get('date') ?? null),
  };
}

function decodeResponse(
  options: HttpOptions,
  request: HttpRequest,
  response: IncomingResponse,
  text: string,
): unknown {
  const { status } = response;
  const what = `${request.method} ${request.path} responded with ${status}`;
  if (status >= 300 && status < 400) throw redirectError(what, response, options.redact);
  assertTrusted({ what, method: request.method, statuses: request.statuses ?? [200] }, response);
  const body = parseJson(text);
  if (status > 299) {
    const [message, maxChars] =
      body === undefined ? [text, MAX_QUOTE_CHARS] : [options.errorMessage(body) ?? '', MAX_MESSAGE_CHARS];
    const quoted = quoteMessage(message, maxChars);
    throw statusError(quoted === '""' ? what : `${what}: ${quoted}`, response, options);
  }
  if (body === undefined && !(text === '' && request.mayBeEmpty === true)) {
    const start = text === '' ? 'an empty body' : quote(text, MAX_QUOTE_CHARS);
    throw new RequestError(
      `${what} with ${start}, which is not JSON: check that base-url is the address of the API`,
      {
        kind: 'undecodable',
        status,
      },
    );
  }
  return body;
}

function redirectError(what: string, { status, headers }: IncomingResponse, redact: Redact): RequestError {
  const host = hostOf(redact(headers.get('location') ?? ''));
  return new RequestError(
    `${what}, a redirect${host}, which is never followed: check that base-url is the address of the API`,
    { kind: 'redirect', status },
  );
}

function statusError(
  message: string,
  { status, headers }: IncomingResponse,
  { clock, adviceOn403 }: HttpOptions,
): RequestError {
  const retryAfterMs = parseRetryAfter(
    headers.get('retry-after') ?? null,
    headers.get('date') ?? null,
    clock.now(),
  );
  const wait = retryAfterMs === null ? '' : ` (Retry-After: ${Math.ceil(retryAfterMs / 1000)} s)`;
  const advice = status === 403 ? adviceOn403 : undefined;
  return new RequestError(`${message}${wait}`, { kind: 'status', status, retryAfterMs, advice });
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
