import { ProtocolError } from '../domain/errors.ts';
import type { IncomingResponse } from './send.ts';

/** What a response is checked against. */
export interface ExpectedResponse {
  /** The request and the status, as subject of a sentence. */
  readonly what: string;
  readonly method: 'GET' | 'POST';
  /** The statuses of success that the API's page names. */
  readonly statuses: readonly number[];
}

/**
 * Checks that a response was made by the service, for this request.
 *
 * Nothing may depend on the status of a response that another server sent.
 *
 * @throws ProtocolError of kind `untrusted`
 * @see https://www.rfc-editor.org/rfc/rfc9111#field.age
 */
export function assertTrusted(
  { what, method, statuses }: ExpectedResponse,
  { status, headers }: Pick<IncomingResponse, 'status' | 'headers'>,
): void {
  const age = headers.get('age') ?? '0';
  // A read that failed is sent again in any case. A start is not, so that nothing may pass for its rejection.
  const isRetried = method === 'GET' && (status === 429 || status >= 500);
  if (!/^0+$/.test(age) && !isRetried) {
    const known = /^\d{1,10}$/.test(age) ? ` that was ${Number(age)} s old` : '';
    throw untrusted(
      `${what} with a response out of a cache${known}: exclude the host of the API from the cache or proxy`,
    );
  }
  if (status <= 299 && !statuses.includes(status)) {
    throw untrusted(
      `${what}, and the API responds to this request with ${statuses.join(' or ')} only: check base-url, and that no proxy changes its responses`,
    );
  }
}

function untrusted(message: string): ProtocolError {
  return new ProtocolError(message, 'untrusted');
}
