/**
 * The texts of a pull request, and its address. Title and body are untrusted. A text that the event does not include is null:
 * the events of some servers are not complete.
 */
export interface PullRequestPage {
  readonly number: number;
  readonly title: string | null;
  /** Empty if the pull request has no description. */
  readonly body: string | null;
  readonly url: string | null;
}

/** Full SHAs of the commits of a pull request's change. */
export interface PullRequestCommits {
  readonly base: string;
  readonly head: string;
  /** How many files differ; null if the event does not say. */
  readonly changedFiles: number | null;
}

/** The parts of a pull request that no event includes, only GitHub's API. */
export type RemotePart = 'diff' | 'files';
