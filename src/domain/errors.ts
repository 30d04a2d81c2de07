/** Something that the workflow's author must mend. Holds every problem that was found, a sentence each. */
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
 * How a request to the service failed:
 * - `unreachable`: no complete answer;
 * - `status`: a complete answer with an error status;
 * - `redirect`: an answer that points elsewhere, which is never followed;
 * - `undecodable`: an answer that is too large, not JSON, or not of the documented shape;
 * - `mismatch`: a well-formed answer about something else than was asked for.
 */
export type ServiceErrorKind = 'unreachable' | 'status' | 'redirect' | 'undecodable' | 'mismatch';

export interface ServiceErrorFacts {
  readonly kind: ServiceErrorKind;
  /** The HTTP status, or null where no complete answer came. */
  readonly status?: number | null;
  /** Milliseconds that the service asks to wait. */
  readonly retryAfterMs?: number | null;
  /** True where trying again cannot help, such as a certificate that is not trusted. */
  readonly permanent?: boolean;
  /** What the service documents as the cause of this status, and the fix, in sentences; empty if it documents none. */
  readonly advice?: string | undefined;
  readonly cause?: unknown;
}

/** A request that brought no usable answer. */
export class ServiceError extends Error {
  readonly kind: ServiceErrorKind;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  readonly permanent: boolean;
  readonly advice: string;

  constructor(message: string, facts: ServiceErrorFacts) {
    super(message, { cause: facts.cause });
    this.name = 'ServiceError';
    this.kind = facts.kind;
    this.status = facts.status ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.permanent = facts.permanent ?? false;
    this.advice = facts.advice ?? '';
  }
}

/** True if a read that failed so may succeed at the next try. */
export function isTransient(error: ServiceError): boolean {
  if (error.kind === 'unreachable') return !error.permanent;
  return error.kind === 'status' && (error.status === 429 || (error.status ?? 0) >= 500);
}

/** True if the service rejects the key. */
export function isKeyRejected({ status }: ServiceError): boolean {
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

/** An error with all its causes in one line, whatever was thrown. Holds no stack. */
export function describe(thrown: unknown): string {
  const clauses: string[] = [];
  let current: unknown = thrown;
  // Counted, since an error can be its own cause.
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
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  if (message === '') return code || textOf(thrown.name);
  return message.includes(code) ? message : `${message} (${code})`;
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `a thrown ${typeof value} that has no text`;
  }
}
