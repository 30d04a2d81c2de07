import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PullRequest } from '../pull-request.ts';
import type { Variables } from './read.ts';

const COMMIT = /^[0-9a-f]{40,64}$/;

/**
 * A sentence where a workflow that has secrets on strangers' pull requests has checked out something else than the base,
 * and so, as far as can be seen, what a stranger wrote. Else none.
 */
export function warnOfCheckout(variables: Variables, pullRequest: PullRequest | null): string[] {
  const { GITHUB_EVENT_NAME, GITHUB_SHA = '', GITHUB_WORKSPACE = '' } = variables;
  if (GITHUB_EVENT_NAME !== 'pull_request_target' || GITHUB_WORKSPACE === '') return [];
  const commit = readCheckedOut(GITHUB_WORKSPACE);
  if (commit === null || commit === GITHUB_SHA || commit === pullRequest?.commits?.base) return [];
  const what = commit === pullRequest?.commits?.head ? "the pull request's head" : 'not the base';
  return [
    `The workflow runs on pull_request_target, which gives secrets to pull requests of strangers, and ${commit} is checked out, ${what}: nothing of it may be run in this job. Run on pull_request instead.`,
  ];
}

/** The commit that is checked out in the folder; null where that cannot be seen. */
function readCheckedOut(workspace: string): string | null {
  const head = readLine(join(workspace, '.git', 'HEAD'));
  const [, branch] = /^ref: (refs\/[\w./-]+)$/.exec(head) ?? [];
  const commit =
    branch === undefined || branch.includes('..') ? head : readLine(join(workspace, '.git', branch));
  return COMMIT.test(commit) ? commit : null;
}

function readLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
