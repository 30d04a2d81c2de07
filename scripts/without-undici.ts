/**
 * Stands in for undici in the bundle. What @actions/github takes of it serves only those requests for which it is given
 * no `fetch`; here every one has Node's own, which knows the proxies, too. Undici itself was two fifths of the download.
 */
export class ProxyAgent {}

/** Refuses: nothing asks for it. */
export function fetch(): never {
  throw new Error('The bundle has no undici: give the request a fetch of its own.');
}
