import type { PullRequestPage } from '../../src/domain/pull-request.ts';
import type { Change, CommentEvent, MergeGroupEvent, PullRequestEvent } from '../../src/inputs/event.ts';

export const BASE_SHA = '5059b14e6a0f5b7f1c2d3e4f5a6b7c8d9e0f1a2b';
export const HEAD_SHA = '3f786850e387550fdab836ed7e6dc881de23001b';

const CHANGE: Change = {
  base: { sha: BASE_SHA, ref: 'main' },
  head: { sha: HEAD_SHA, ref: 'login-page', isFork: false },
  changedFiles: 2,
};

/** A pull request of two files from a branch of the same repository, except for the given facts. */
export function pullRequestOf(
  page: Partial<PullRequestPage> = {},
  change: Partial<Change> = {},
): PullRequestEvent {
  return {
    kind: 'pull-request',
    isClosing: false,
    number: 17,
    title: 'Add a login page',
    body: 'It is needed.',
    url: 'https://github.com/octo-org/octo-repo/pull/17',
    ...page,
    change: { ...CHANGE, ...change },
  };
}

/** The same pull request from a fork. */
export function forkOf(): PullRequestEvent {
  return pullRequestOf({}, { head: { ...CHANGE.head, isFork: true } });
}

/** A merge group with the same commits, but for the given facts. */
export function mergeGroupOf(change: Partial<Change> = {}): MergeGroupEvent {
  return { kind: 'merge-group', change: { ...CHANGE, changedFiles: null, ...change } };
}

/** A comment on the same pull request, or a review if it has a change. */
export function commentOf(change: Change | null = null): CommentEvent {
  const { isClosing: _isClosing, ...page } = pullRequestOf();
  return { ...page, kind: 'comment', change };
}
