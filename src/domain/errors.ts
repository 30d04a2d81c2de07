/** Something that the workflow's author must fix. Contains every problem that was found, a sentence each. */
export class InputError extends Error {
  readonly problems: readonly string[];

  constructor(problems: string | readonly string[], options?: ErrorOptions) {
    const list = typeof problems === 'string' ? [problems] : problems;
    super(list.join(' '), options);
    this.name = 'InputError';
    this.problems = list;
  }
}

/**
 * How a request failed:
 * - `unreachable`: no complete response;
 * - `status`: a complete response with an error status;
 * - `redirect`: a response that points elsewhere, which is never followed;
 * - `undecodable`: a response that is too large, not JSON, or not of the documented shape.
 */
export type RequestErrorKind = 'unreachable' | 'status' | 'redirect' | 'undecodable';

export interface RequestErrorFacts {
  readonly kind: RequestErrorKind;
  /** The HTTP status, or null if no complete response arrived. */
  readonly status?: number | null;
  /** Milliseconds to wait before a retry, as the service requests. */
  readonly retryAfterMs?: number | null;
  /** True if a retry cannot help, for example after a certificate that is not trusted. */
  readonly permanent?: boolean;
  /** True if a retry may help although the status says otherwise. */
  readonly transient?: boolean;
  /** What the service documents as the cause of this status, and the fix, in sentences; empty if it documents none. */
  readonly advice?: string | undefined;
  readonly cause?: unknown;
}

/** A request without a usable response. */
export class RequestError extends Error {
  readonly kind: RequestErrorKind;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  readonly permanent: boolean;
  readonly transient: boolean;
  readonly advice: string;

  constructor(message: string, facts: RequestErrorFacts) {
    super(message, { cause: facts.cause });
    this.name = 'RequestError';
    this.kind = facts.kind;
    this.status = facts.status ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.permanent = facts.permanent ?? false;
    this.transient = facts.transient ?? false;
    this.advice = facts.advice ?? '';
  }
}

/**
 * How a complete response cannot be used:
 * - `mismatch`: it is well-formed, and about something else than was requested;
 * - `untrusted`: it is from a cache, has a status of success that the API's page does not name, or has a key twice.
 */
export type ProtocolErrorKind = 'mismatch' | 'untrusted';

/** A complete response that cannot be from the service, or not for this request. It is never used, and never retried. */
export class ProtocolError extends Error {
  readonly kind: ProtocolErrorKind;

  constructor(message: string, kind: ProtocolErrorKind = 'mismatch', options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProtocolError';
    this.kind = kind;
  }
}

/** True for what a request ends with instead of a usable response; any other error is not the service's. */
export function isResponseError(error: unknown): error is RequestError | ProtocolError {
  return error instanceof RequestError || error instanceof ProtocolError;
}

/** True if the service limits how often it is called. The response is complete, so the request had no effect. */
export function isRateLimited({ status }: { readonly status: number | null }): boolean {
  return status === 429;
}

/** True if a read that failed like this may succeed when it is retried. */
export function isTransient(error: RequestError): boolean {
  switch (error.kind) {
    case 'unreachable':
      return !error.permanent;
    case 'status':
      return error.transient || isRateLimited(error) || (error.status ?? 0) >= 500;
    case 'redirect':
    case 'undecodable':
      return false;
  }
}

/** True if the service rejects the key. */
export function isKeyRejected({ status }: RequestError): boolean {
  return status === 401 || status === 403;
}

/** The job was cancelled. */
export class CancelledError extends Error {
  constructor(signalName: string) {
    super(`the job was cancelled (${signalName})`);
    this.name = 'CancelledError';
  }
}

const MAX_CAUSES = 6;

/** An error with all its causes in one line, whatever was thrown. Contains no stack. */
export function describe(thrown: unknown): string {
  const clauses: string[] = [];
  let current: unknown = thrown;
  // Counted, because an error can be its own cause.
  for (let depth = 0; depth < MAX_CAUSES && current !== undefined && current !== null; depth += 1) {
    const clause = clauseOf(current)
      .trim()
      .replace(/\s*[\r\n]\s*/g, ' ');
    if (clause !== '' && !clauses.some((known) => known.includes(clause))) clauses.push(clause);
    current = current instanceof Error ? current.cause : undefined;
  }
  return clauses.join(': ') || 'no reason was given';
}

function clauseOf(thrown: unknown): string {
  return thrown instanceof AggregateError && thrown.message === ''
    ? thrown.errors.map(ownClauseOf).join(', ')
    : ownClauseOf(thrown);
}

function ownClauseOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return textOf(thrown);
  const message = textOf(thrown.message);
  const code = codeOf(thrown);
  if (message === '') return code || textOf(thrown.name);
  return message.includes(code) ? message : `${message} (${code})`;
}

/** The code of an error, such as `ENOENT`; empty if it has none. Unlike the message, it contains no path. */
export function codeOf(thrown: unknown): string {
  const hasCode = typeof thrown === 'object' && thrown !== null && 'code' in thrown;
  return hasCode && typeof thrown.code === 'string' ? thrown.code : '';
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `a thrown ${typeof value} that has no text`;
  }
}
