import * as v from 'valibot';
import { RequestError } from '../domain/errors.ts';
import { createOctokitFetch } from '../http/octokit-fetch.ts';
import type { CallLimits, Send } from '../http/send.ts';
import type { Clock } from '../platform/clock.ts';
import type { Redact } from '../text/redact.ts';
import { explainError } from './octokit-errors.ts';

export interface GitHubOptions {
  readonly token: string;
  /** Without a slash at its end; GitHub Enterprise Server has its own. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly clock: Clock;
  readonly send: Send;
  /** Removes the secrets of this job from GitHub's messages. */
  readonly redact: Redact;
}

// The library logs deprecated addresses to the console, and no author of a workflow can fix those.
const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

type Octokit = ReturnType<typeof import('@actions/github').getOctokit>;

/** GitHub's API for one repository, without single requests. */
export interface OctokitClient {
  /** Sends the request of the call, and returns the checked response. */
  send<S extends v.GenericSchema>(
    schema: S,
    call: (octokit: Octokit) => Promise<unknown>,
    limits: CallLimits,
  ): Promise<v.InferOutput<S>>;
  /** The same for a route; owner and name of the repository are filled in. */
  request<S extends v.GenericSchema>(
    schema: S,
    route: string,
    parameters: object,
    limits: CallLimits,
  ): Promise<v.InferOutput<S>>;
}

/** The library behind it is loaded with the first request. */
export function createOctokitClient({
  token,
  apiUrl,
  repository,
  redact,
  ...network
}: GitHubOptions): OctokitClient {
  const [owner, repo] = repository.split('/');
  const send: OctokitClient['send'] = async (schema, call, limits) => {
    const { getOctokit } = await import('@actions/github');
    const octokit = getOctokit(token, {
      baseUrl: apiUrl,
      log: SILENT,
      request: { fetch: createOctokitFetch(network, limits), log: SILENT },
    });
    let response: unknown;
    try {
      response = await call(octokit);
    } catch (error) {
      limits.signal.throwIfAborted();
      throw explainError(error, network.clock.now(), redact);
    }
    return decode(schema, response);
  };
  return {
    send,
    request: (schema, route, parameters, limits) =>
      send(
        schema,
        async (octokit) => (await octokit.request(route, { owner, repo, ...parameters })).data,
        limits,
      ),
  };
}

function decode<S extends v.GenericSchema>(schema: S, response: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, response);
  if (result.success) return result.output;
  const path = v.getDotPath(result.issues[0]) ?? 'the whole response';
  throw new RequestError(`GitHub's response is not as documented (at ${path}): check GITHUB_API_URL`, {
    kind: 'undecodable',
    status: 200,
  });
}
