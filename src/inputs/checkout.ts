import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PullRequest } from '../pull-request/pull-request.ts';
import type { Variables } from './raw.ts';

const COMMIT = /^[0-9a-f]{40,64}$/;
// Both have secrets, whoever caused them.
const WITH_SECRETS = ['pull_request_target', 'workflow_run'];

/**
 * A sentence where a workflow that has secrets on strangers' pull requests has checked out something else than the
 * event's own commit or the base, and so, as far as can be seen, what a stranger wrote. Else none.
 */
export function warnOfCheckout(variables: Variables, pullRequest: PullRequest | null): string[] {
  const { GITHUB_EVENT_NAME: event = '', GITHUB_SHA = '', GITHUB_WORKSPACE = '' } = variables;
  if (!WITH_SECRETS.includes(event) || GITHUB_WORKSPACE === '') return [];
  const commit = readCheckedOut(GITHUB_WORKSPACE);
  if (commit === null || commit === GITHUB_SHA || commit === pullRequest?.commits?.base) return [];
  const what = commit === pullRequest?.commits?.head ? "the pull request's head" : 'not the base';
  return [
    `The workflow runs on ${event}, which gives secrets to pull requests of strangers, and ${commit} is checked out, ${what}: nothing of it may be run in this job. Run on pull_request instead.`,
  ];
}

/** The commit that is checked out in the folder; null where that cannot be seen. */
function readCheckedOut(workspace: string): string | null {
  const git = join(workspace, '.git');
  const head = readText(join(git, 'HEAD'));
  const [, branch] = /^ref: (refs\/[\w./-]+)$/.exec(head) ?? [];
  const commit = branch === undefined || branch.includes('..') ? head : readBranch(git, branch);
  return COMMIT.test(commit) ? commit : null;
}

/** Git keeps a branch in a file of its own, or, packed, in a line of one for all. */
function readBranch(git: string, branch: string): string {
  const own = readText(join(git, branch));
  if (own !== '') return own;
  const packed = readText(join(git, 'packed-refs')).split(/\r?\n/);
  return packed.find((line) => line.endsWith(` ${branch}`))?.split(' ', 1)[0] ?? '';
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
