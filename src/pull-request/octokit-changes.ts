import * as v from 'valibot';
import { RequestError } from '../domain/errors.ts';
import type { PullRequestCommits } from '../domain/pull-request.ts';
import type { CallLimits } from '../http/send.ts';
import type { ChangedFile, ChangeReads } from './github.ts';
import type { OctokitClient } from './octokit-client.ts';
import { rethrowNotFound } from './octokit-errors.ts';

const Sha = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/));
const Commit = v.object({ sha: Sha });
const Pull = v.object({
  base: Commit,
  head: Commit,
  changed_files: v.fallback(v.nullish(v.number(), null), null),
});
const Files = v.array(
  v.object({
    filename: v.string(),
    status: v.string(),
    additions: v.number(),
    deletions: v.number(),
    previous_filename: v.nullish(v.string(), null),
    patch: v.nullish(v.string(), null),
    sha: v.fallback(v.nullish(v.string(), null), null),
  }),
);
const Merge = v.object({ merge_base_commit: Commit });
const Compared = v.object({ ...Merge.entries, files: Files });
const Tree = v.object({
  tree: v.array(
    v.object({ path: v.string(), mode: v.string(), sha: Sha, size: v.nullish(v.number(), null) }),
  ),
  truncated: v.boolean(),
});

/**
 * @see https://docs.github.com/rest/commits/commits#compare-two-commits
 * @see https://docs.github.com/rest/pulls/pulls#list-pull-requests-files
 * @see https://docs.github.com/rest/git/trees#get-a-tree
 */
export function changeReads({ request }: OctokitClient): ChangeReads {
  const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}';
  const between = ({ base, head }: PullRequestCommits) => ({ basehead: `${base}...${head}` });

  const comparison = <S extends v.GenericSchema>(schema: S, parameters: object, limits: CallLimits) =>
    request(schema, COMPARE, parameters, limits).catch(rethrowNotFound);

  return {
    getDiff: (commits, limits) =>
      comparison(v.string(), { ...between(commits), mediaType: { format: 'diff' } }, limits),

    async compare(commits, limits) {
      // The files come with the first page of the commits, however short that is.
      const parameters = { ...between(commits), per_page: 1 };
      const { files, merge_base_commit } = await comparison(Compared, parameters, limits);
      return { files: files.map(fileOf), mergeBase: merge_base_commit.sha };
    },

    async getMergeBase(commits, limits) {
      // Only the first page has files.
      const parameters = { ...between(commits), per_page: 1, page: 2 };
      return (await comparison(Merge, parameters, limits)).merge_base_commit.sha;
    },

    async listPullFiles(pullNumber, { number, size }, limits) {
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files';
      const parameters = { pull_number: pullNumber, per_page: size, page: number };
      return (await request(Files, route, parameters, limits)).map(fileOf);
    },

    async listFolder(id, limits) {
      const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
      const { tree, truncated } = await request(Tree, route, { tree_sha: id }, limits);
      if (truncated) {
        throw new RequestError(`GitHub lists only a part of the folder with the tree ${id}`, {
          kind: 'undecodable',
          status: 200,
        });
      }
      return tree.map(({ path, sha, mode, size }) => ({ name: path, id: sha, mode, size }));
    },

    async getCommits(pullNumber, limits) {
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
      const pull = await request(Pull, route, { pull_number: pullNumber }, limits);
      return { base: pull.base.sha, head: pull.head.sha, changedFiles: pull.changed_files };
    },
  };
}

function fileOf({
  filename,
  previous_filename,
  sha,
  ...file
}: v.InferOutput<typeof Files>[number]): ChangedFile {
  const { status, additions, deletions, patch } = file;
  return { path: filename, previousPath: previous_filename, status, additions, deletions, patch, blob: sha };
}
