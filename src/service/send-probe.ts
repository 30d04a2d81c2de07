import { subscribe, unsubscribe } from 'node:diagnostics_channel';

// Node's own HTTP client says here that it begins to write a request's headers to a connection.
const CHANNEL = 'undici:client:sendHeaders';

/**
 * Tells whether a request has left this machine. An error's code cannot: a connection is reset before a request as well
 * as after it. Where the channel is silent about a request that was answered, nothing it says is believed, and every
 * request counts as sent.
 */
export class SendProbe {
  #seesRequests = false;
  #isToldBlind = false;
  readonly #onBlind: (() => void) | undefined;

  /** @param onBlind told once where the channel is silent about a request that was answered */
  constructor(onBlind?: () => void) {
    this.#onBlind = onBlind;
  }

  /** Watches one request of `method` until the returned watch is ended. */
  watch(method: string, onSent: () => void): SendWatch {
    let fired = false;
    const listener = (message: unknown) => {
      // A proxy's CONNECT is a request of its own, and not yet ours.
      if (fired || methodOf(message) !== method) return;
      fired = true;
      if (this.#seesRequests) onSent();
    };
    if (!this.#seesRequests) onSent();
    subscribe(CHANNEL, listener);
    return {
      answered: () => {
        this.#seesRequests = fired;
        if (fired || this.#isToldBlind) return;
        this.#isToldBlind = true;
        this.#onBlind?.();
      },
      end: () => {
        unsubscribe(CHANNEL, listener);
      },
    };
  }
}

export interface SendWatch {
  /** Says that an answer came, so that the channel must have told of the request. */
  answered(): void;
  end(): void;
}

function methodOf(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || !('request' in message)) return undefined;
  const { request } = message;
  return typeof request === 'object' && request !== null && 'method' in request ? request.method : undefined;
}
