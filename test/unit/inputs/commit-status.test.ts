import { describe, expect, it } from 'vitest';
import { readStatusContext, statusPlaceOf } from '../../../src/inputs/commit-status.ts';
import type { WorkflowEvent } from '../../../src/inputs/event.ts';
import { commentOf, HEAD_SHA, mergeGroupOf, pullRequestOf } from '../../support/pull-requests.ts';

const SHA = '9ee1a6d1f9a1d0c0d6c7c1bb3f3a2f0e4d5b6a78';
const RUNNER = {
  GITHUB_EVENT_NAME: 'push',
  GITHUB_SHA: SHA,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'octo-org/octo-repo',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '3',
};
const given = (context: string, others: Record<string, string> = {}) => ({
  ...RUNNER,
  'INPUT_COMMIT-STATUS': context,
  ...others,
});
const on = (GITHUB_EVENT_NAME: string) => given('gate', { GITHUB_EVENT_NAME });

describe('readStatusContext', () => {
  it('is null unless a name is given', () => {
    expect(readStatusContext(RUNNER, null)).toBeNull();
    expect(readStatusContext(given(' '), null)).toBeNull();
    expect(readStatusContext(given(' a/b '), null)).toBe('a/b');
  });

  it('has a separate context for a trial, and the suffix counts towards the length', () => {
    const advisory = { INPUT_ADVISORY: ' true ' };
    expect(readStatusContext(given('gate', advisory), null)).toBe('gate (advisory)');
    expect(readStatusContext(given('gate', { INPUT_ADVISORY: 'false' }), null)).toBe('gate');
    expect(readStatusContext(given('x'.repeat(244), advisory), null)).toHaveLength(255);
    expect(() => readStatusContext(given('x'.repeat(245), advisory), null)).toThrow('has 256 characters');
  });

  it('accepts up to 255 characters, and no line break [B74]', () => {
    const longest = '🙂'.repeat(255);
    expect(readStatusContext(given(longest), null)).toBe(longest);
    expect(() => readStatusContext(given('x'.repeat(256)), null)).toThrow(
      'commit-status has 256 characters, and GitHub allows 255. Write a shorter name.',
    );
    expect(() => readStatusContext(given('a\nb'), null)).toThrow(
      'commit-status is "a b", which has a line break or a control character: remove it.',
    );
  });

  it.each([
    'workflow_run',
    'issues',
    'issue_comment',
    'discussion',
    'discussion_comment',
    'label',
    'milestone',
    'fork',
    'watch',
    'gollum',
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'merge_group',
  ])('is an input error on %s whose payload names no commit [B75]', (event) => {
    expect(() => readStatusContext(on(event), null)).toThrow(
      `commit-status is set, and the event "${event}" has no commit that a run evaluates. Remove commit-status.`,
    );
  });

  it('is an input error if GITHUB_SHA is no commit, or there is no event', () => {
    for (const GITHUB_SHA of ['', 'main', `${SHA}x`, `x${SHA}`])
      expect(() => readStatusContext(given('gate', { GITHUB_SHA }), null)).toThrow('no commit');
    expect(() => readStatusContext({ 'INPUT_COMMIT-STATUS': 'gate' }, null)).toThrow('the event "" has no');
  });

  it('is accepted on a comment, before its head is read', () => {
    expect(readStatusContext(on('issue_comment'), commentOf())).toBe('gate');
  });
});

describe('statusPlaceOf', () => {
  it.each<[string, WorkflowEvent | null, string | null]>([
    ['pull_request_target', pullRequestOf(), HEAD_SHA],
    ['merge_group', mergeGroupOf(), HEAD_SHA],
    ['pull_request_review', commentOf(pullRequestOf().change), HEAD_SHA],
    ['issue_comment', commentOf(), null],
    ['schedule', null, SHA],
    ['my_pull_request', null, SHA],
    ['merge_group_entry', null, SHA],
  ])('is on %s at the evaluated commit', (event, payload, sha) => {
    expect(statusPlaceOf(on(event), payload)).toEqual({
      context: 'gate',
      sha,
      targetUrl: 'https://github.com/octo-org/octo-repo/actions/runs/42/attempts/3',
    });
  });

  it.each(['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT'])(
    'links to nothing without %s',
    (name) => {
      expect(statusPlaceOf(given('gate', { [name]: '' }), null)?.targetUrl).toBeNull();
    },
  );

  it('is null if none is requested, or the input has a problem', () => {
    expect(statusPlaceOf(RUNNER, null)).toBeNull();
    expect(statusPlaceOf(on('issues'), null)).toBeNull();
  });
});
