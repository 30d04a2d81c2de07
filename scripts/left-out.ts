/**
 * Stands in for undici, @actions/http-client and @actions/exec in the bundle. @actions/core and @actions/github import
 * them for OpenID tokens, details of the operating system, and requests without their own `fetch`. This action uses
 * none of these. The packages would be two fifths of the download.
 */
export class HttpClient {
  /** No agent: every request brings its own way to GitHub. */
  getAgent(): undefined {
    return undefined;
  }

  getAgentDispatcher(): undefined {
    return undefined;
  }
}

export class BearerCredentialHandler {}

/** Throws: every request has its own `fetch`. */
export function fetch(): never {
  throw new Error('The bundle has no undici: give the request its own fetch.');
}

/** Throws: nothing starts a process. */
export function getExecOutput(): never {
  throw new Error('The bundle has no @actions/exec.');
}
