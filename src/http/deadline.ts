import { RequestError } from '../domain/errors.ts';
import type { Clock } from '../platform/clock.ts';
import { explainError, isPermanentError } from './connection-errors.ts';
import type { CallLimits, IncomingResponse, OutgoingRequest, Send } from './send.ts';

/** Who a request is for, as its errors name it. */
export interface Peer {
  /** The request or the service, as subject of a sentence. */
  readonly subject: string;
  /** What sets the address. */
  readonly setting: string;
}

/**
 * Sends a request within the limits of its call, the body of the response included.
 *
 * @throws RequestError, or the signal's reason if that ends the request
 */
export async function sendWithin(
  { timeoutMs, signal, onSent }: CallLimits,
  { clock, send }: { readonly clock: Clock; readonly send: Send },
  request: Omit<OutgoingRequest, 'signal' | 'onSent'>,
  peer: Peer,
): Promise<IncomingResponse> {
  const deadline = new AbortController();
  const cancelTimer = clock.timer(timeoutMs, () =>
    deadline.abort(new Error(`no complete response within ${Math.ceil(timeoutMs / 1000)} s`)),
  );
  try {
    return await send({
      ...request,
      signal: AbortSignal.any([signal, deadline.signal]),
      onSent: () => onSent?.(),
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RequestError) throw error;
    throw new RequestError(`${peer.subject} got no response: ${explainError(error, peer.setting)}`, {
      kind: 'unreachable',
      permanent: isPermanentError(error),
      cause: error,
    });
  } finally {
    cancelTimer();
  }
}
