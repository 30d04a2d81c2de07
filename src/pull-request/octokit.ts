import * as v from 'valibot';
import { RequestError } from '../domain/errors.ts';
import { createOctokitFetch } from '../http/octokit-fetch.ts';
import type { CallLimits, Send } from '../http/send.ts';
import type { Clock } from '../platform/clock.ts';
import type { Redact } from '../text/redact.ts';
import { COMMENTS_PER_PAGE, type GitHub } from './github.ts';
import { explainAnswer } from './octokit-errors.ts';
import type { PullRequestCommits } from './pull-request.ts';

export interface GitHubOptions {
  readonly token: string;
  /** Without a slash at its end; GitHub Enterprise Server has its own. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly clock: Clock;
  readonly send: Send;
  /** Takes the secrets of this job out of GitHub's messages. */
  readonly redact: Redact;
}

const Commit = v.object({ sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/)) });
const Pull = v.object({
  base: Commit,
  head: Commit,
  changed_files: v.fallback(v.nullish(v.number(), null), null),
});
const Comparison = v.object({
  files: v.array(
    v.object({
      filename: v.string(),
      status: v.string(),
      additions: v.number(),
      deletions: v.number(),
      previous_filename: v.nullish(v.string(), null),
    }),
  ),
});
const Viewer = v.object({ viewer: v.object({ login: v.string() }) });
const Written = v.object({ id: v.number() });
const Comments = v.array(
  v.object({
    id: v.number(),
    // A comment of which these are unknown is not this step's.
    body: v.fallback(v.nullish(v.string(), ''), ''),
    user: v.fallback(v.nullish(v.object({ login: v.string() }), null), null),
  }),
);

// The library writes notices of deprecated addresses, which are not for the author of a workflow, to the console.
const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

type Octokit = ReturnType<typeof import('@actions/github').getOctokit>;

/**
 * GitHub's API for one repository. The library behind it is loaded with the first request.
 *
 * @see https://docs.github.com/rest
 */
export function createGitHub({ token, apiUrl, repository, redact, ...network }: GitHubOptions): GitHub {
  const [owner = '', repo = ''] = repository.split('/');
  const here = { owner, repo };

  async function send<S extends v.GenericSchema>(
    schema: S,
    call: (octokit: Octokit) => Promise<unknown>,
    limits: CallLimits,
  ): Promise<v.InferOutput<S>> {
    const { getOctokit } = await import('@actions/github');
    const octokit = getOctokit(token, {
      baseUrl: apiUrl,
      log: SILENT,
      request: { fetch: createOctokitFetch(network, limits), log: SILENT },
    });
    let answer: unknown;
    try {
      answer = await call(octokit);
    } catch (error) {
      limits.signal.throwIfAborted();
      throw explainAnswer(error, network.clock.now(), redact);
    }
    return decode(schema, answer);
  }

  const compare = (commits: PullRequestCommits, parameters: object) => async (octokit: Octokit) => {
    const basehead = `${commits.base}...${commits.head}`;
    const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
    return (await octokit.request(route, { ...here, basehead, ...parameters })).data;
  };

  return {
    getDiff: (commits, limits) =>
      send(v.string(), compare(commits, { mediaType: { format: 'diff' } }), limits),

    async listFiles(commits, limits) {
      // The files come with the first page of the commits, however short that is.
      const { files } = await send(Comparison, compare(commits, { per_page: 1 }), limits);
      return files.map(({ filename, previous_filename, ...file }) => ({
        path: filename,
        previousPath: previous_filename,
        status: file.status,
        additions: file.additions,
        deletions: file.deletions,
      }));
    },

    async getCommits(pullNumber, limits) {
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
      const pull = await send(
        Pull,
        async (octokit) => (await octokit.request(route, { ...here, pull_number: pullNumber })).data,
        limits,
      );
      return { base: pull.base.sha, head: pull.head.sha, changedFiles: pull.changed_files };
    },

    async whoAmI(limits) {
      // The address that names a user is closed to the tokens of jobs; this one is open to all.
      const { viewer } = await send(Viewer, (octokit) => octokit.graphql('{ viewer { login } }'), limits);
      return viewer.login;
    },

    async listComments(pullNumber, page, limits) {
      const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const parameters = { ...here, issue_number: pullNumber, per_page: COMMENTS_PER_PAGE, page };
      const comments = await send(
        Comments,
        async (octokit) => (await octokit.request(route, parameters)).data,
        limits,
      );
      return comments.map(({ id, body, user }) => ({ id, body, author: user?.login ?? null }));
    },

    async createComment(pullNumber, body, limits) {
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const parameters = { ...here, issue_number: pullNumber, body };
      await send(Written, async (octokit) => (await octokit.request(route, parameters)).data, limits);
    },

    async updateComment(commentId, body, limits) {
      const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
      const parameters = { ...here, comment_id: commentId, body };
      await send(Written, async (octokit) => (await octokit.request(route, parameters)).data, limits);
    },
  };
}

function decode<S extends v.GenericSchema>(schema: S, answer: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, answer);
  if (result.success) return result.output;
  const path = v.getDotPath(result.issues[0]) ?? 'the whole answer';
  throw new RequestError(`GitHub's answer is not as documented (${path})`, {
    kind: 'undecodable',
    status: 200,
  });
}
