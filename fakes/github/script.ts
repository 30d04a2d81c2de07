import type { ScriptedFault } from '../faults.ts';

/** The requests that the API knows. */
export type GitHubRequestKind =
  | 'diff'
  | 'files'
  | 'pull'
  | 'pull-files'
  | 'tree'
  | 'viewer'
  | 'comments'
  | 'create'
  | 'update';

/** A fault of one of the API's requests; `alsoStarts` says whether a comment is created all the same. */
export type GitHubFault = ScriptedFault<GitHubRequestKind>;

/** A file as a commit has it. */
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
  /** The hunks, without a line end behind the last; left out for a binary file. */
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

/** Everything that can be chosen about the API. */
export interface GitHubScript {
  readonly pull?: DemoPull;
  /** What the pull request's head is from the first look at it on; the event's own unless given. */
  readonly movedTo?: string;
  /** Comments that are there before, the oldest first. */
  readonly comments?: readonly DemoComment[];
  /** False: the job's token may not write, as in a pull request from a fork. */
  readonly mayWrite?: boolean;
  readonly faults?: readonly GitHubFault[];
}

/** A comment as the API keeps it. */
export interface KeptComment {
  readonly id: number;
  readonly login: string;
  body: string;
  /** How often it was changed since it was made. */
  edits: number;
}
