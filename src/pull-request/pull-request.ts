/** The pull request that a workflow runs for, as the event that began it tells. */
export interface PullRequest {
  /** Null where the event is of several pull requests at once. */
  readonly page: PullRequestPage | null;
  /** Null where the event does not name them. */
  readonly commits: PullRequestCommits | null;
  /** True where the head's repository is known, and is another than the base's. */
  readonly fromFork: boolean;
}

/**
 * What its author wrote, and where it stands. Title and body are untrusted. A text that the event does not give is null:
 * not every server's events are complete.
 */
export interface PullRequestPage {
  readonly number: number;
  readonly title: string | null;
  /** Empty where there is none. */
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
