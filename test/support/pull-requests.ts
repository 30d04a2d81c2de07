import type { PullRequest, PullRequestPage } from '../../src/pull-request/pull-request.ts';

export const BASE_SHA = '5059b14e6a0f5b7f1c2d3e4f5a6b7c8d9e0f1a2b';
export const HEAD_SHA = '3f786850e387550fdab836ed7e6dc881de23001b';

/** A pull request of two files from a branch of its own repository, but for the given facts. */
export function pullRequestOf(page: Partial<PullRequestPage> = {}): PullRequest {
  return {
    page: {
      number: 17,
      title: 'Add a login page',
      body: 'It is needed.',
      url: 'https://github.com/octo-org/octo-repo/pull/17',
      ...page,
    },
    commits: { base: BASE_SHA, head: HEAD_SHA, changedFiles: 2 },
    fromFork: false,
  };
}
