import type { PullRequestCommits } from '../domain/pull-request.ts';
import type { Role } from '../domain/role.ts';
import type { CallLimits } from '../http/send.ts';
import type { Change } from '../inputs/event.ts';

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly path: string;
  /** GitHub's word: added, removed, modified, renamed, copied, changed, unchanged. */
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
  /** Where the file was before it was renamed; null where it was not. */
  readonly previousPath: string | null;
  /** The hunks, without a line end behind the last; null where GitHub gives none, for whatever reason. */
  readonly patch: string | null;
  /** The id of the content; of a removed file, of the last that it had. */
  readonly blob: string | null;
}

/** The files that differ between two commits, as GitHub compares them. */
export interface Comparison {
  /** The commit that the head is compared with. */
  readonly mergeBase: string;
  /** {@link MAX_COMPARED_FILES} at most. */
  readonly files: readonly ChangedFile[];
}

/** What a folder has under one name. */
export interface TreeEntry {
  readonly name: string;
  /** As git writes it, such as `100644`; `160000` is a submodule, whose id is a commit. */
  readonly mode: string;
  readonly id: string;
  /** Bytes of a file; null of everything else. */
  readonly size: number | null;
}

/** A comment in the conversation of a pull request. */
export interface Comment {
  readonly id: number;
  /** Null where the account is gone. */
  readonly author: string | null;
  readonly body: string;
}

/** What a user may do in the repository. */
export interface Permission {
  readonly login: string;
  /** Null for none. */
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

/** How many statuses a full page has. */
export const STATUSES_PER_PAGE = 100;
/** How many files GitHub lists at most for two commits. */
export const MAX_COMPARED_FILES = 300;
/** How many files GitHub lists at most for a pull request. */
export const MAX_PULL_FILES = 3000;
/** How many files a full page has. */
export const FILES_PER_PAGE = 100;
/** How many comments a full page has. */
export const COMMENTS_PER_PAGE = 100;

/** A page of a list, counted from 1. */
export interface Page {
  readonly number: number;
  readonly size: number;
}

/** What this action reads of a change. */
export interface ChangeReads {
  /** The change from the commits' common ancestor to the head, as git writes it. */
  getDiff(commits: PullRequestCommits, limits: CallLimits): Promise<string>;
  compare(commits: PullRequestCommits, limits: CallLimits): Promise<Comparison>;
  /** The common ancestor alone. */
  getMergeBase(commits: PullRequestCommits, limits: CallLimits): Promise<string>;
  /** One page of the files of a pull request, as it is now. */
  listPullFiles(pullNumber: number, page: Page, limits: CallLimits): Promise<readonly ChangedFile[]>;
  /** A folder, by the id of its tree; the root by that of a commit. */
  listFolder(id: string, limits: CallLimits): Promise<readonly TreeEntry[]>;
  /** The commits of a pull request as they are now. */
  getCommits(pullNumber: number, limits: CallLimits): Promise<PullRequestCommits>;
}

/** What this action does in the conversation of a pull request. */
export interface CommentCalls {
  /** The account that the token acts as. */
  whoAmI(limits: CallLimits): Promise<string>;
  /** One page of the comments, counted from 1, the oldest first. */
  listComments(pullNumber: number, page: number, limits: CallLimits): Promise<readonly Comment[]>;
  /** Not idempotent: once it was sent, the comment may exist whatever comes back. */
  createComment(pullNumber: number, body: string, limits: CallLimits): Promise<void>;
  updateComment(commentId: number, body: string, limits: CallLimits): Promise<void>;
}

/** What this action reads and writes so that a team can require the check. */
export interface RequiredCalls {
  /** What a user may do; a 404 says that GitHub does not know this user here. */
  getPermission(login: string, limits: CallLimits): Promise<Permission>;
  getPullRequest(pullNumber: number, limits: CallLimits): Promise<PullRequestState>;
  /** Appends a status, and returns its id. Not idempotent. */
  createStatus(sha: string, status: NewStatus, limits: CallLimits): Promise<number>;
  /** One page of the statuses of a commit, counted from 1, the newest first. */
  listStatuses(sha: string, page: number, limits: CallLimits): Promise<readonly CommitStatus[]>;
}

/**
 * What this action requests of the repository at GitHub. Every call sends one request, never more, and rejects with a
 * RequestError where there is no usable answer; a rate limit has the status 429, whatever GitHub said.
 */
export interface GitHub extends ChangeReads, CommentCalls, RequiredCalls {}
