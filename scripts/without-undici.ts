/**
 * Takes the place of undici in the bundle. @actions/github uses it only for requests that are given no `fetch`; here every
 * one is given the transport of src/http. Undici itself was two fifths of the download.
 */
export class ProxyAgent {}

/** Refuses: nothing asks for it. */
export function fetch(): never {
  throw new Error('The bundle has no undici: give the request a fetch of its own.');
}
