import { isRateLimited, isTransient, RequestError } from '../domain/errors.ts';

// A proxy's page may replace one response; three in a row mean that the address is another server.
const UNDECODABLE_IN_A_ROW = 3;

/** Which failed reads are retried besides those after which a retry may help. */
export interface RetryPolicy {
  /** True: retries also after connection errors that rarely pass, such as a certificate's. */
  readonly acceptsPermanent?: boolean;
  /** The longest Retry-After that is waited for, in milliseconds; any if left out. */
  readonly maxRetryAfterMs?: number;
}

/** Decides which failed reads are retried, and remembers the last. */
export class RetryState {
  readonly #acceptsPermanent: boolean;
  readonly #maxRetryAfterMs: number;
  #undecodable = 0;
  #last: RequestError | null = null;

  constructor({ acceptsPermanent = false, maxRetryAfterMs = Number.POSITIVE_INFINITY }: RetryPolicy = {}) {
    this.#acceptsPermanent = acceptsPermanent;
    this.#maxRetryAfterMs = maxRetryAfterMs;
  }

  /** The last error; null if the last read succeeded. */
  get last(): RequestError | null {
    return this.#last;
  }

  /**
   * Notes a failed read that is to be retried.
   *
   * @throws the error itself if a retry cannot help
   */
  retryOrThrow(error: unknown): { readonly done: false; readonly retryAfterMs: number | null } {
    if (!(error instanceof RequestError)) throw error;
    this.#undecodable = error.kind === 'undecodable' ? this.#undecodable + 1 : 0;
    this.#last = error;
    if (!this.#mayHelp(error)) throw error;
    return { done: false, retryAfterMs: error.retryAfterMs };
  }

  /** Notes an error after which the caller retries. */
  note(error: RequestError): void {
    this.#undecodable = 0;
    this.#last = error;
  }

  /** Forgets earlier errors, after a usable response. */
  reset(): void {
    this.#undecodable = 0;
    this.#last = null;
  }

  /** True if the last read failed because the service limits how often it is called. */
  isRateLimited(): boolean {
    return this.#last !== null && isRateLimited(this.#last);
  }

  /** The message of the last error; empty if the last read succeeded. */
  lastMessage(): string {
    return this.#last === null ? '' : this.#last.message;
  }

  #mayHelp(error: RequestError): boolean {
    if ((error.retryAfterMs ?? 0) > this.#maxRetryAfterMs) return false;
    switch (error.kind) {
      case 'unreachable':
        return this.#acceptsPermanent || isTransient(error);
      case 'undecodable':
        return this.#undecodable < UNDECODABLE_IN_A_ROW;
      case 'status':
      case 'redirect':
        return isTransient(error);
    }
  }
}
