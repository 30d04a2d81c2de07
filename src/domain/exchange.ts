/** One request to the service, without anything secret. */
export interface Exchange {
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Null if no complete response arrived. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Why there is no response, or why it was not usable. */
  readonly error?: string;
}
