import { describe, expect, it } from 'vitest';
import { readRequiredRole, triggeringActor } from '../../../src/inputs/required-role.ts';

const roleOn = (event: string, choice = 'auto') =>
  readRequiredRole({ GITHUB_EVENT_NAME: event, 'INPUT_REQUIRE-PERMISSION': choice }, null);

describe('require-permission', () => {
  it.each([
    'push',
    'pull_request',
    'merge_group',
    'schedule',
    'workflow_dispatch',
    'repository_dispatch',
    'release',
    'create',
    'delete',
    'deployment',
    'deployment_status',
  ])('is anyone on %s, which strangers cannot trigger with secrets, if it is auto', (event) => {
    expect(roleOn(event)).toBeNull();
  });

  it.each([
    'pull_request_target',
    'issue_comment',
    'issues',
    'workflow_run',
    'pull_request_review',
    'fork',
    '',
  ])('is write on "%s" if it is auto [T46]', (event) => {
    expect(roleOn(event)).toBe('write');
  });

  it('is write if the event has no name', () => {
    expect(readRequiredRole({}, null)).toBe('write');
  });

  it.each([
    ['push', false, null],
    ['pull_request', false, null],
    ['pull_request', true, 'write'],
    ['issue_comment', false, 'write'],
    ['workflow_run', false, 'write'],
  ])('counts a workflow_run as the %s before it, of a fork: %s [T46]', (event, isForeign, role) => {
    const variables = { GITHUB_EVENT_NAME: 'workflow_run' };
    expect(readRequiredRole(variables, { event, isForeign })).toBe(role);
  });

  it('is the value of the workflow, on every event', () => {
    expect(roleOn('issue_comment', 'anyone')).toBeNull();
    for (const role of ['read', 'triage', 'write', 'maintain', 'admin']) {
      expect(roleOn('push', ` ${role}`)).toBe(role);
    }
  });

  it('is an input error if it is no role, or empty [B73]', () => {
    expect(() => roleOn('push', 'owner')).toThrow(
      'require-permission is "owner": set it to auto, anyone, read, triage, write, maintain or admin.',
    );
    expect(() => roleOn('push', '')).toThrow('require-permission is empty');
  });
});

describe('triggeringActor', () => {
  it('is the user who re-ran the job, else the user who triggered it', () => {
    expect(triggeringActor({ GITHUB_TRIGGERING_ACTOR: 'mona', GITHUB_ACTOR: 'octocat' })).toBe('mona');
    expect(triggeringActor({ GITHUB_TRIGGERING_ACTOR: '', GITHUB_ACTOR: 'octocat' })).toBe('octocat');
    expect(triggeringActor({})).toBe('');
  });
});
