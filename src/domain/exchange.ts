/** One request to the service, without anything secret. */
export interface Exchange {
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Null where no complete answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Why there is no answer, or why it was not usable. */
  readonly error?: string;
}
