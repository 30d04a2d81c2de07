/**
 * What the author of a pull request wrote, and its address. Title and body are untrusted. A text that the event does not
 * include is null: not every server's events are complete.
 */
export interface PullRequestPage {
  readonly number: number;
  readonly title: string | null;
  /** Empty if the author wrote none. */
  readonly body: string | null;
  readonly url: string | null;
}

/** Full SHAs; what lies between them is the pull request's change. */
export interface PullRequestCommits {
  readonly base: string;
  readonly head: string;
  /** How many files differ; null where the event does not say. */
  readonly changedFiles: number | null;
}

/** What of a pull request no event holds, but only GitHub's API. */
export type RemotePart = 'diff' | 'files';
