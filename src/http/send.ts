/** The limits of one request. */
export interface CallLimits {
  /** Milliseconds for the whole response, its body included. */
  readonly timeoutMs: number;
  /** Ends the request at once; the call then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called as soon as the request may have arrived. */
  readonly onSent?: (() => void) | undefined;
  /** Called as soon as the request is passed to the network, before anything is connected. */
  readonly onRequest?: (() => void) | undefined;
}

/** One request, as it is sent. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for a request without a body. */
  readonly body: string | null;
  /** The maximum size of the response's body, decompressed, in MiB. */
  readonly maxMiB: number;
  /** Ends the request and closes its connection. */
  readonly signal: AbortSignal;
  /** Called once, as soon as the request may have arrived. Without this call the request did not leave this machine. */
  readonly onSent: () => void;
}

/** A complete response. */
export interface IncomingResponse {
  readonly status: number;
  readonly statusText: string;
  /** By name in lower case; several headers with one name are joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  /** Decompressed. */
  readonly body: Buffer;
}

/**
 * Sends one request on a separate connection, once, without following a redirect, and resolves to the complete
 * response. Rejects as soon as the signal is aborted. A RequestError means that the response cannot be used, any other
 * error that no complete response arrived.
 */
export type Send = (request: OutgoingRequest) => Promise<IncomingResponse>;
