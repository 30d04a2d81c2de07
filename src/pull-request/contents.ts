import * as v from 'valibot';
import { RequestError } from '../domain/errors.ts';
import type { CallLimits } from '../http/send.ts';
import { createOctokitClient, type GitHubOptions } from './octokit-client.ts';

/** A file of the repository at GitHub. */
export interface RepositoryFile {
  readonly bytes: Buffer;
}

/** Reads files of one repository. Every call sends one request. */
export interface Contents {
  /**
   * @param path from the root, with slashes
   * @param ref a commit; null for the default branch
   * @throws RequestError, with status 404 if the file does not exist, or the token cannot read it
   */
  readFile(path: string, ref: string | null, limits: CallLimits): Promise<RepositoryFile>;
}

const Entry = v.object({
  type: v.string(),
  encoding: v.optional(v.string()),
  content: v.optional(v.string(), ''),
});
// A folder is a list.
const Response = v.union([Entry, v.array(v.unknown())]);

/** @see https://docs.github.com/rest/repos/contents#get-repository-content */
export function createContents(options: GitHubOptions): Contents {
  const client = createOctokitClient(options);
  return {
    async readFile(path, ref, limits) {
      const route = 'GET /repos/{owner}/{repo}/contents/{path}';
      const parameters = ref === null ? { path } : { path, ref };
      const entry = await client.request(Response, route, parameters, limits);
      // For a file above 1 MB, this response has no content, and its encoding is "none".
      if (Array.isArray(entry) || entry.type !== 'file' || entry.encoding !== 'base64') {
        throw new RequestError('it is not a file of at most 1 MB', { kind: 'undecodable', status: 200 });
      }
      return { bytes: Buffer.from(entry.content, 'base64') };
    },
  };
}
