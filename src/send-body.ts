/** What `fetch` is given to send a body. */
export interface SentBody {
  readonly headers: { readonly 'content-length': string };
  readonly init: { readonly body: ReadableStream; readonly duplex: 'half' };
}

/**
 * A body that is sent at most once. A text `fetch` would send a second time by itself, unseen, where the server answers
 * 421; a stream is gone once it was read.
 *
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
export function sentOnce(text: string): SentBody {
  const bytes = Buffer.from(text);
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  return { headers: { 'content-length': `${bytes.length}` }, init: { body, duplex: 'half' } };
}
