import type { GitHubRequestKind } from './script.ts';

/** One request, as far as its answer depends on it. */
export interface Call {
  readonly kind: GitHubRequestKind | 'other';
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: string;
}
