import type { PullRequestCommits } from '../domain/pull-request.ts';
import type { Role } from '../domain/role.ts';
import type { CallLimits } from '../http/send.ts';
import type { Change } from '../inputs/event.ts';

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly path: string;
  /** GitHub's enum value: added, removed, modified, renamed, copied, changed, unchanged. */
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
  /** The path before a rename; null for other files. */
  readonly previousPath: string | null;
  /** The hunks, without a final line end; null if GitHub gives no hunks, for any reason. */
  readonly patch: string | null;
  /** The id of the content; for a removed file, of its last content. */
  readonly blob: string | null;
}

/** The files that differ between two commits, as GitHub compares them. */
export interface Comparison {
  /** The commit that the head is compared with. */
  readonly mergeBase: string;
  /** {@link MAX_COMPARED_FILES} at most. */
  readonly files: readonly ChangedFile[];
}

/** An entry of a folder. */
export interface TreeEntry {
  readonly name: string;
  /** As git writes it, such as `100644`; `160000` is a submodule, whose id is a commit. */
  readonly mode: string;
  readonly id: string;
  /** Bytes of a file; null for other entries. */
  readonly size: number | null;
}

/** A comment in the conversation of a pull request. */
export interface Comment {
  readonly id: number;
  /** Null if the account was deleted. */
  readonly author: string | null;
  readonly body: string;
}

/** What a user may do in the repository. */
export interface Permission {
  readonly login: string;
  /** Null without a role. */
  readonly role: Role | null;
}

/** A pull request as it is now. */
export interface PullRequestState {
  readonly isOpen: boolean;
  readonly change: Change;
}

export type StatusState = 'pending' | 'success' | 'failure' | 'error';

/** A commit status to write. */
export interface NewStatus {
  readonly state: StatusState;
  /** Compared without case by GitHub. */
  readonly context: string;
  readonly description: string;
  readonly targetUrl: string | null;
}

/** A commit status as GitHub lists it. */
export interface CommitStatus {
  readonly id: number;
  readonly context: string;
  readonly state: string;
  readonly targetUrl: string | null;
}

/** The number of statuses on a full page. */
export const STATUSES_PER_PAGE = 100;
/** The maximum number of files that GitHub lists for two commits. */
export const MAX_COMPARED_FILES = 300;
/** The maximum number of files that GitHub lists for a pull request. */
export const MAX_PULL_FILES = 3000;
/** The number of files on a full page. */
export const FILES_PER_PAGE = 100;
/** The number of comments on a full page. */
export const COMMENTS_PER_PAGE = 100;

/** A page of a list, counted from 1. */
export interface Page {
  readonly number: number;
  readonly size: number;
}

/** The requests that read a change. */
export interface ChangeReads {
  /** The change from the commits' common ancestor to the head, as git writes it. */
  getDiff(commits: PullRequestCommits, limits: CallLimits): Promise<string>;
  compare(commits: PullRequestCommits, limits: CallLimits): Promise<Comparison>;
  /** The common ancestor. */
  getMergeBase(commits: PullRequestCommits, limits: CallLimits): Promise<string>;
  /** One page of the files of a pull request, as it is now. */
  listPullFiles(pullNumber: number, page: Page, limits: CallLimits): Promise<readonly ChangedFile[]>;
  /** A folder, by the id of its tree; the root by that of a commit. */
  listFolder(id: string, limits: CallLimits): Promise<readonly TreeEntry[]>;
  /** The commits of a pull request as they are now. */
  getCommits(pullNumber: number, limits: CallLimits): Promise<PullRequestCommits>;
}

/** The requests for comments on a pull request. */
export interface CommentCalls {
  /** The account that the token acts as. */
  whoAmI(limits: CallLimits): Promise<string>;
  /** One page of the comments, counted from 1, the oldest first. */
  listComments(pullNumber: number, page: number, limits: CallLimits): Promise<readonly Comment[]>;
  /** Not idempotent: once it was sent, the comment may exist whatever the response is. */
  createComment(pullNumber: number, body: string, limits: CallLimits): Promise<void>;
  updateComment(commentId: number, body: string, limits: CallLimits): Promise<void>;
}

/** The requests that a required check needs. */
export interface RequiredCalls {
  /** The permission of a user; 404 if the user does not exist in this repository. */
  getPermission(login: string, limits: CallLimits): Promise<Permission>;
  getPullRequest(pullNumber: number, limits: CallLimits): Promise<PullRequestState>;
  /** Appends a status, and returns its id. Not idempotent. */
  createStatus(sha: string, status: NewStatus, limits: CallLimits): Promise<number>;
  /** One page of the statuses of a commit, counted from 1, the newest first. */
  listStatuses(sha: string, page: number, limits: CallLimits): Promise<readonly CommitStatus[]>;
}

/**
 * All requests of this action to GitHub. Every call sends exactly one request, and rejects with a RequestError if there is no
 * usable response. A rate limit has the status 429, whatever GitHub's status is.
 */
export interface GitHub extends ChangeReads, CommentCalls, RequiredCalls {}
