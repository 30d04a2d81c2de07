import type { CallLimits } from '../http/send.ts';
import type { PullRequestCommits } from './pull-request.ts';

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly path: string;
  /** GitHub's word: added, removed, modified, renamed, copied, changed, unchanged. */
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
  /** Where the file was before it was renamed; null where it was not. */
  readonly previousPath: string | null;
}

/** A comment in the conversation of a pull request. */
export interface Comment {
  readonly id: number;
  /** Null where the account is gone. */
  readonly author: string | null;
  readonly body: string;
}

/** How many files GitHub lists at most for two commits. */
export const MAX_LISTED_FILES = 300;
/** How many comments a full page has. */
export const COMMENTS_PER_PAGE = 100;

/**
 * What this action asks of the repository at GitHub. Every call sends one request, never more, and rejects with a
 * RequestError where there is no usable answer; a rate limit has the status 429, whatever GitHub said.
 */
export interface GitHub {
  /** The change from the commits' common ancestor to the head, as git writes it. */
  getDiff(commits: PullRequestCommits, limits: CallLimits): Promise<string>;
  /** The files of that change, {@link MAX_LISTED_FILES} at most. */
  listFiles(commits: PullRequestCommits, limits: CallLimits): Promise<readonly ChangedFile[]>;
  /** The commits of a pull request as they are now. */
  getCommits(pullNumber: number, limits: CallLimits): Promise<PullRequestCommits>;
  /** The account that the token acts as. */
  whoAmI(limits: CallLimits): Promise<string>;
  /** One page of the comments, counted from 1, the oldest first. */
  listComments(pullNumber: number, page: number, limits: CallLimits): Promise<readonly Comment[]>;
  /** Not idempotent: once it was sent, the comment may exist whatever comes back. */
  createComment(pullNumber: number, body: string, limits: CallLimits): Promise<void>;
  updateComment(commentId: number, body: string, limits: CallLimits): Promise<void>;
}
