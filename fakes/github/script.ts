import type { ScriptedFault } from '../faults.ts';

/** The requests that the API supports. */
export type GitHubRequestKind =
  | 'diff'
  | 'files'
  | 'pull'
  | 'contents'
  | 'pull-files'
  | 'tree'
  | 'viewer'
  | 'comments'
  | 'create'
  | 'update'
  | 'permission'
  | 'status'
  | 'statuses';

/** A fault of one of the API's requests; `alsoStarts` says whether a comment is created anyway. */
export type GitHubFault = ScriptedFault<GitHubRequestKind>;

/** A file in a commit. */
export interface DemoBlob {
  /** As git writes it; `100644` unless given. */
  readonly mode?: string;
  /** The id of its content; made up unless given. */
  readonly sha?: string;
  /** Bytes; 100 unless given. */
  readonly size?: number;
}

/** A file that a pull request changes. */
export interface DemoFile {
  readonly filename: string;
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
  readonly previous_filename?: string;
  /** The hunks, without a final line end; left out for a binary file. */
  readonly patch?: string;
  /** The file in the merge base and in the head, as far as it matters. */
  readonly before?: DemoBlob;
  readonly after?: DemoBlob;
  /** What git writes of it; made from the rest unless given. */
  readonly diff?: string;
}

export interface DemoPull {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly base: string;
  readonly head: string;
  readonly files: readonly DemoFile[];
}

export interface DemoComment {
  readonly login: string;
  readonly body: string;
}

/** A role in the repository; `none` for somebody who has none in a private one. */
export type DemoRole = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin';

/** What somebody may do; `name` is that of a custom role, which is based on `role`. */
export interface DemoPermission {
  readonly role: DemoRole;
  readonly name?: string;
}

/** A commit status that somebody else writes. */
export interface DemoStatus {
  readonly state: string;
  readonly context: string;
  readonly target_url: string | null;
}

/** All settings of the API. */
export interface GitHubScript {
  readonly pull?: DemoPull;
  /** The pull request's head from the first read on; that of the event unless given. */
  readonly movedTo?: string;
  /** The files of the base commit and of the default branch, by their paths; the content, or null for a submodule. */
  readonly baseFiles?: Readonly<Record<string, string | null>>;
  /** The number of the read from which on it has moved; the first unless given. */
  readonly movedAtRead?: number;
  readonly isClosed?: boolean;
  /** Another base branch than the event's. */
  readonly retargetedTo?: string;
  /** By login; other users do not exist. */
  readonly permissions?: Readonly<Record<string, DemoPermission>>;
  /** The earlier statuses of the head commit, the oldest first. */
  readonly statuses?: readonly DemoStatus[];
  /** A status that somebody writes right after the job has written its first. */
  readonly statusAfterFirst?: DemoStatus;
  /** False: the job's token lacks `statuses: write`. */
  readonly mayWriteStatuses?: boolean;
  /** What triggers the workflow; `pull_request` unless given. */
  readonly event?: 'pull_request' | 'issue_comment';
  /** Earlier comments, the oldest first. */
  readonly comments?: readonly DemoComment[];
  /** False: the job's token may not write, as in a pull request from a fork. */
  readonly mayWrite?: boolean;
  readonly faults?: readonly GitHubFault[];
}

/** A commit status as the API keeps it. */
export interface KeptStatus extends DemoStatus {
  readonly id: number;
  readonly sha: string;
  readonly description: string | null;
  readonly login: string;
}

/** A comment as the API keeps it. */
export interface KeptComment {
  readonly id: number;
  readonly login: string;
  body: string;
  /** How often it was changed since it was made. */
  edits: number;
}
