import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { PullRequest } from './pull-request.ts';

const Sha = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/));
// Only a source of inputs-from may need these: an event without them is still one of a pull request.
const Text = v.fallback(v.nullable(v.string()), null);
const Page = v.object({
  number: v.number(),
  title: Text,
  body: v.optional(v.unknown()),
  html_url: Text,
});
const Repository = v.fallback(v.nullish(v.object({ full_name: v.string() })), null);

const PullRequestEvent = v.object({
  pull_request: v.object({
    ...Page.entries,
    changed_files: v.fallback(v.nullish(v.number(), null), null),
    head: v.object({ sha: Sha, repo: Repository }),
    base: v.object({ sha: Sha, repo: Repository }),
  }),
});
const MergeGroupEvent = v.object({ merge_group: v.object({ head_sha: Sha, base_sha: Sha }) });
// The issue of a comment is a pull request where it says so; it names no commit.
const CommentEvent = v.object({ issue: v.object({ ...Page.entries, pull_request: v.object({}) }) });

const Payload = v.union([
  v.pipe(
    PullRequestEvent,
    v.transform(({ pull_request: { head, base, changed_files, ...page } }): PullRequest => {
      const fromFork = head.repo != null && base.repo != null && head.repo.full_name !== base.repo.full_name;
      return {
        page: pageOf(page),
        commits: { base: base.sha, head: head.sha, changedFiles: changed_files },
        fromFork,
      };
    }),
  ),
  v.pipe(
    MergeGroupEvent,
    v.transform(
      ({ merge_group: { head_sha, base_sha } }): PullRequest => ({
        page: null,
        commits: { base: base_sha, head: head_sha, changedFiles: null },
        fromFork: false,
      }),
    ),
  ),
  v.pipe(
    CommentEvent,
    v.transform(({ issue }): PullRequest => ({ page: pageOf(issue), commits: null, fromFork: false })),
  ),
]);

function pageOf({ number, title, body, html_url }: v.InferOutput<typeof Page>): PullRequest['page'] {
  // GitHub sends null for an empty description.
  const text = body === null ? '' : body;
  return { number, title, body: typeof text === 'string' ? text : null, url: html_url };
}

/**
 * The event's pull request, or null where there is none or the event's file cannot be read. A fork is one whose head
 * repository is named and is another than the base: a repository that is gone proves nothing.
 *
 * @param path of the event's payload, as the runner gives it in GITHUB_EVENT_PATH
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export async function readPullRequest(path: string): Promise<PullRequest | null> {
  try {
    const parsed = v.safeParse(Payload, JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
