import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { warnOfCheckout } from '../../../src/inputs/checkout.ts';
import type { PullRequest } from '../../../src/pull-request/pull-request.ts';
import { BASE_SHA, HEAD_SHA, pullRequestOf } from '../../support/pull-requests.ts';

const TIP_SHA = 'c'.repeat(40);
const MERGE_SHA = 'd'.repeat(40);

let workspace = '';
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'checkout-'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

function warnings(
  git: Record<string, string>,
  eventName = 'pull_request_target',
  pullRequest: PullRequest | null = pullRequestOf(),
): string[] {
  for (const [path, text] of Object.entries(git)) {
    mkdirSync(dirname(join(workspace, '.git', path)), { recursive: true });
    writeFileSync(join(workspace, '.git', path), `${text}\n`);
  }
  const variables = { GITHUB_EVENT_NAME: eventName, GITHUB_SHA: TIP_SHA, GITHUB_WORKSPACE: workspace };
  return warnOfCheckout(variables, pullRequest);
}

describe('warnOfCheckout', () => {
  it.each<[string, Record<string, string>, string]>([
    ['the head', { HEAD: HEAD_SHA }, "the pull request's head"],
    ['a merge of it', { HEAD: MERGE_SHA }, 'not the base'],
    [
      'a branch of it',
      { HEAD: 'ref: refs/heads/evil', 'refs/heads/evil': HEAD_SHA },
      "the pull request's head",
    ],
    [
      'a branch of it that is packed',
      {
        HEAD: 'ref: refs/heads/evil',
        'packed-refs': `# pack-refs with: peeled\n${TIP_SHA} refs/heads/main\n${HEAD_SHA} refs/heads/evil`,
      },
      "the pull request's head",
    ],
    [
      'a branch of it that has moved since it was packed',
      {
        HEAD: 'ref: refs/heads/evil',
        'refs/heads/evil': HEAD_SHA,
        'packed-refs': `${TIP_SHA} refs/heads/evil`,
      },
      "the pull request's head",
    ],
  ])('warns where %s is checked out and the event gives secrets [T12]', (_what, git, what) => {
    expect(warnings(git)).toEqual([expect.stringContaining(`is checked out, ${what}`)]);
    expect(warnings(git)[0]).toContain('Run on pull_request instead.');
  });

  it.each<[string, Record<string, string>]>([
    ["the event's own commit", { HEAD: TIP_SHA }],
    ['the base', { HEAD: BASE_SHA }],
    ['nothing', {}],
    ['a branch that cannot be read', { HEAD: 'ref: refs/heads/none' }],
    ['a branch elsewhere', { HEAD: 'ref: refs/../../x', '../x': HEAD_SHA }],
    ['no commit', { HEAD: 'garbage' }],
    ['what only ends as a commit', { HEAD: `x${HEAD_SHA}` }],
    ['what only begins as a commit', { HEAD: `${HEAD_SHA}x` }],
    ['what only ends as a branch', { HEAD: 'x ref: refs/heads/evil', 'refs/heads/evil': HEAD_SHA }],
    ['what only begins as a branch', { HEAD: 'ref: refs/heads/evil x', 'refs/heads/evil': HEAD_SHA }],
    [
      "a branch that is packed at the event's commit",
      {
        HEAD: 'ref: refs/heads/main',
        'packed-refs': `${HEAD_SHA} refs/remotes/refs/heads/main\n${TIP_SHA} refs/heads/main`,
      },
    ],
    [
      'a branch that is not among the packed ones',
      { HEAD: 'ref: refs/heads/main', 'packed-refs': `${HEAD_SHA} refs/heads/domain` },
    ],
  ])('says nothing where %s is checked out', (_what, git) => {
    expect(warnings(git)).toEqual([]);
  });

  it('warns at workflow_run, too, and names the event', () => {
    expect(warnings({ HEAD: MERGE_SHA }, 'workflow_run')).toEqual([
      expect.stringMatching(/^The workflow runs on workflow_run, which gives secrets /),
    ]);
    expect(warnings({ HEAD: TIP_SHA }, 'workflow_run')).toEqual([]);
  });

  it.each<[string, PullRequest | null]>([
    ['of none', null],
    ['of a pull request whose commits are not known', { ...pullRequestOf(), commits: null }],
  ])('warns as well where the event is %s', (_what, pullRequest) => {
    expect(warnings({ HEAD: MERGE_SHA }, 'workflow_run', pullRequest)).toEqual([
      expect.stringContaining('is checked out, not the base'),
    ]);
  });

  it('says nothing for other events, nor where nothing is known', () => {
    expect(warnings({ HEAD: HEAD_SHA }, 'pull_request')).toEqual([]);
    expect(warnOfCheckout({ GITHUB_EVENT_NAME: 'pull_request_target' }, null)).toEqual([]);
  });
});
