import type { DemoPermission, DemoPull, GitHubRequestKind, KeptComment, KeptStatus } from './script.ts';

/** The parts of one request that its response depends on. */
export interface Call {
  readonly kind: GitHubRequestKind | 'other';
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: string;
}

/** The state of the API. */
export interface GitHubState {
  readonly pull: DemoPull;
  /** The pull request's head in the API now. */
  readonly headNow: string;
  readonly isClosed: boolean;
  /** The branch that it goes to. */
  readonly baseBranch: string;
  readonly permissions: Readonly<Record<string, DemoPermission>>;
  /** The oldest first. */
  readonly statuses: KeptStatus[];
  readonly mayWriteStatuses: boolean;
  readonly comments: KeptComment[];
  /** Whom the job's token acts as. */
  readonly login: string;
  readonly mayWrite: boolean;
  /** The files of the base commit and of the default branch. */
  readonly baseFiles: Readonly<Record<string, string | null>>;
}
