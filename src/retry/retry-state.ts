import { isTransient, ServiceError } from '../domain/errors.ts';

// A proxy's page may stand in for one answer; three in a row are what the address really serves.
const UNDECODABLE_IN_A_ROW = 3;

/** Decides which failed reads are asked again, and remembers the last. */
export class RetryState {
  readonly #acceptsPermanent: boolean;
  #undecodable = 0;
  #last: ServiceError | null = null;

  /** @param options acceptsPermanent: retries also after connection errors that rarely pass, such as a certificate's */
  constructor(options?: { readonly acceptsPermanent: true }) {
    this.#acceptsPermanent = options !== undefined;
  }

  /** The last fault; null where the last read succeeded. */
  get last(): ServiceError | null {
    return this.#last;
  }

  /**
   * Takes a failed read that is to be asked again.
   *
   * @throws the error itself where asking again cannot help
   */
  retryOrThrow(error: unknown): { readonly done: false; readonly retryAfterMs: number | null } {
    if (!(error instanceof ServiceError)) throw error;
    this.#undecodable = error.kind === 'undecodable' ? this.#undecodable + 1 : 0;
    this.#last = error;
    if (!this.#mayHelp(error)) throw error;
    return { done: false, retryAfterMs: error.retryAfterMs };
  }

  /** Takes a fault that the caller has decided to ask again after. */
  note(error: ServiceError): void {
    this.#undecodable = 0;
    this.#last = error;
  }

  /** Forgets earlier faults: an answer came. */
  reset(): void {
    this.#undecodable = 0;
    this.#last = null;
  }

  /** The last fault in words; empty where the last read succeeded. */
  lastMessage(): string {
    return this.#last === null ? '' : this.#last.message;
  }

  #mayHelp(error: ServiceError): boolean {
    if (error.kind === 'undecodable') return this.#undecodable < UNDECODABLE_IN_A_ROW;
    return isTransient(error) || (this.#acceptsPermanent && error.kind === 'unreachable');
  }
}
