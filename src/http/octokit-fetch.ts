import { RequestError } from '../domain/errors.ts';
import type { Clock } from '../platform/clock.ts';
import { sendWithin } from './deadline.ts';
import type { CallLimits, Send } from './send.ts';

// A page of the longest comments has about as much.
const MAX_MIB = 32;
const GITHUB = { subject: 'GitHub', setting: 'GITHUB_API_URL' };

interface Init {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** What the library reads of a response. Node's own Response would load a second HTTP client. */
interface FetchedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: () => Promise<string>;
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
}

/**
 * The `fetch` for GitHub's library: it keeps to the limits of one call, and follows no redirect. The body is
 * complete before it resolves, because the library takes a body that breaks off for an empty one.
 *
 * @throws RequestError, or the signal's reason if that ends the request
 */
export function createOctokitFetch(
  network: { readonly clock: Clock; readonly send: Send },
  limits: CallLimits,
): (address: string, init: Init) => Promise<FetchedResponse> {
  return async (address, { method, headers = {}, body = null }) => {
    const request = { method, url: new URL(address), headers, body, maxMiB: MAX_MIB };
    const sending = sendWithin(limits, network, request, GITHUB);
    limits.onRequest?.();
    const response = await sending;
    const { status, statusText } = response;
    if (status >= 300 && status < 400) {
      throw new RequestError(`GitHub responded with ${status}, a redirect, which is never followed`, {
        kind: 'redirect',
        status,
      });
    }
    return {
      status,
      statusText,
      url: address,
      headers: response.headers,
      text: () => Promise.resolve(new TextDecoder().decode(response.body)),
      arrayBuffer: () => Promise.resolve(new Uint8Array(response.body).buffer),
    };
  };
}
