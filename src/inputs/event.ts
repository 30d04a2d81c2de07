import * as v from 'valibot';
import type { PullRequestCommits, PullRequestPage } from '../domain/pull-request.ts';
import { readRegularFile } from '../platform/regular-file.ts';

/** A commit, and the branch of which it was the head when the event was sent. */
export interface Tip {
  /** The full SHA. */
  readonly sha: string;
  /** The branch, without `refs/heads/`; null if the event does not name it. */
  readonly ref: string | null;
}

export interface Head extends Tip {
  /**
   * True if the head's repository is another than the base's, or was deleted: only a fork can be deleted.
   * Always false for a merge group, whose branch is in the repository itself.
   */
  readonly isFork: boolean;
}

/** From which commit to which a pull request goes. */
export interface Change {
  readonly base: Tip;
  readonly head: Head;
  /** How many files differ; null if the event does not say. */
  readonly changedFiles: number | null;
}

/** `pull_request` or `pull_request_target`. */
export interface PullRequestEvent extends PullRequestPage {
  readonly kind: 'pull-request';
  /** True if the event is that the pull request was closed. */
  readonly isClosing: boolean;
  readonly change: Change;
}

/** `merge_group`, which may include several pull requests and names none. */
export interface MergeGroupEvent {
  readonly kind: 'merge-group';
  readonly change: Change;
}

/** `issue_comment` on a pull request, `pull_request_review_comment` or `pull_request_review`. */
export interface CommentEvent extends PullRequestPage {
  readonly kind: 'comment';
  /** Null for `issue_comment`, which names no commits. */
  readonly change: Change | null;
}

/** An event of a pull request that triggered the workflow. */
export type WorkflowEvent = PullRequestEvent | MergeGroupEvent | CommentEvent;

const Sha = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/));
// Only a source of inputs-from may need these, so an event without them is still valid.
const Text = v.fallback(v.nullish(v.string(), null), null);
const Count = v.fallback(v.nullish(v.number(), null), null);
// Null if it was deleted, undefined if the event does not name it.
const Repository = v.fallback(v.nullish(v.object({ full_name: v.string() })), undefined);

const Page = v.object({ number: v.number(), title: Text, body: v.optional(v.unknown()), html_url: Text });
const End = v.object({ sha: Sha, ref: Text, repo: Repository });
const PullRequest = v.object({ ...Page.entries, base: End, head: End, changed_files: Count });
// The event of a review or a review comment has it beside the pull request.
const PullRequestPayload = v.object({
  action: v.optional(v.unknown()),
  pull_request: PullRequest,
  review: v.optional(v.unknown()),
  comment: v.optional(v.unknown()),
});
const MergeGroupPayload = v.object({
  merge_group: v.object({ head_sha: Sha, head_ref: Text, base_sha: Sha, base_ref: Text }),
});
// The issue of a comment is a pull request if it has this field.
const IssueCommentPayload = v.object({ issue: v.object({ ...Page.entries, pull_request: v.object({}) }) });

const Payload = v.union([
  v.pipe(
    PullRequestPayload,
    v.transform(({ action, pull_request, review, comment }): PullRequestEvent | CommentEvent => {
      const facts = { ...pageOf(pull_request), change: changeOf(pull_request) };
      return review === undefined && comment === undefined
        ? { kind: 'pull-request', ...facts, isClosing: action === 'closed' }
        : { kind: 'comment', ...facts };
    }),
  ),
  v.pipe(
    MergeGroupPayload,
    v.transform(
      ({ merge_group: { base_sha, base_ref, head_sha, head_ref } }): MergeGroupEvent => ({
        kind: 'merge-group',
        change: {
          base: { sha: base_sha, ref: branchOf(base_ref) },
          head: { sha: head_sha, ref: branchOf(head_ref), isFork: false },
          changedFiles: null,
        },
      }),
    ),
  ),
  v.pipe(
    IssueCommentPayload,
    v.transform(({ issue }): CommentEvent => ({ kind: 'comment', ...pageOf(issue), change: null })),
  ),
]);

function pageOf({ number, title, body, html_url }: v.InferOutput<typeof Page>): PullRequestPage {
  // GitHub sends null for an empty description.
  const text = body === null ? '' : body;
  return { number, title, body: typeof text === 'string' ? text : null, url: html_url };
}

function changeOf({ base, head, changed_files }: v.InferOutput<typeof PullRequest>): Change {
  return {
    base: { sha: base.sha, ref: branchOf(base.ref) },
    head: {
      sha: head.sha,
      ref: branchOf(head.ref),
      isFork: isFork(head.repo, base.repo),
    },
    changedFiles: changed_files,
  };
}

type Repository = v.InferOutput<typeof Repository>;

function isFork(head: Repository, base: Repository): boolean {
  if (head === null) return true;
  return head?.full_name !== undefined && base?.full_name !== undefined && head.full_name !== base.full_name;
}

/** A merge group names its branches in full. */
function branchOf(ref: string | null): string | null {
  return ref?.replace(/^refs\/heads\//, '') ?? null;
}

/** The commits of a change. */
export function commitsOf({ base, head, changedFiles }: Change): PullRequestCommits {
  return { base: base.sha, head: head.sha, changedFiles };
}

/**
 * The event that triggered the workflow; null if it is of no pull request, or its file cannot be read.
 *
 * @param path of the event's payload, as the runner gives it in GITHUB_EVENT_PATH
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export async function readEvent(path: string): Promise<WorkflowEvent | null> {
  try {
    const parsed = v.safeParse(Payload, JSON.parse(await readRegularFile(path)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
