import { describe, expect, it } from 'vitest';
import { type GitHubFault, type GitHubScript, SECONDARY_LIMIT } from '../../../fakes/github/service.ts';
import type { Role } from '../../../src/domain/role.ts';
import { checkPermission } from '../../../src/pull-request/permission.ts';
import { type Setup, useSetups } from './setup.ts';

const newSetup = useSetups();
function fixOf(role: string): string {
  return `Nothing was started. Ask somebody who has the role ${role} to re-run the job.`;
}

function check({ github, runtime }: Setup, role: Role = 'write', login = 'octocat') {
  return checkPermission({ github, login, role }, runtime);
}
const as = (role: Role | 'none'): GitHubScript => ({ permissions: { octocat: { role } } });

describe('checkPermission', () => {
  it('accepts the role and every higher one, whatever the case of the login', async () => {
    for (const role of ['write', 'maintain', 'admin'] as const) {
      const setup = await newSetup(as(role));
      expect(await check(setup)).toBeNull();
      expect(await check(setup, 'write', 'OctoCat')).toBeNull();
    }
  });

  it.each(['read', 'triage'] as const)('refuses %s if write is required [T46]', async (role) => {
    expect(await check(await newSetup(as(role)))).toBe(
      `"octocat" triggered this workflow and has the role ${role} in this repository, but require-permission is write. ${fixOf('write')}`,
    );
  });

  it('refuses a user without a role, or unknown to GitHub [T46]', async () => {
    const words = `"octocat" triggered this workflow and has no role in this repository, but require-permission is read. ${fixOf('read')}`;
    expect(await check(await newSetup(as('none')), 'read')).toBe(words);
    const setup = await newSetup();
    expect(await check(setup, 'read')).toBe(words);
    expect(setup.service.requests).toHaveLength(1);
  });

  it('refuses a response about another user [T46]', async () => {
    const permissions = { pull: true, push: true, admin: true };
    const body = { user: { login: 'mona', permissions } };
    const setup = await newSetup({ faults: [{ on: 'permission', does: { status: 200, body } }] });
    expect(await check(setup)).toBe(
      `require-permission is write, but the role of "octocat" could not be read: GitHub's response is about "mona". ${fixOf('write')}`,
    );
  });

  it('refuses without a token, and without a login', async () => {
    const { runtime, github } = await newSetup();
    const applicant = { github, login: 'octocat', role: 'read' } as const;
    expect(await checkPermission({ ...applicant, github: null }, runtime)).toContain('github-token is empty');
    expect(await checkPermission({ ...applicant, login: '' }, runtime)).toContain(
      'the runner does not say who triggered the workflow',
    );
  });

  it.each<[string, GitHubFault['does']]>([
    ['a 500 once', { status: 500 }],
    ['a secondary limit', SECONDARY_LIMIT],
    ['a reset', { reset: 'before-answer' }],
  ])('retries after %s', async (_what, does) => {
    const setup = await newSetup({ ...as('admin'), faults: [{ on: 'permission', does }] });
    expect(await check(setup)).toBeNull();
    expect(setup.service.requests).toHaveLength(2);
  });

  it.each<[string, GitHubFault['does'], string]>([
    [
      '403',
      { status: 403, body: { message: 'Resource not accessible by integration' } },
      'responded with 403',
    ],
    ['503', { status: 503, body: { message: 'Down' } }, 'responded with 503'],
    ['a page', { status: 200, body: '<html>' }, 'not as documented'],
    ['a redirect', { redirect: 'http://127.0.0.1:9/' }, 'redirect'],
    ['a cut body', { cut: 5 }, 'no response'],
  ])('refuses after %s, within 60 s [F139]', async (_what, does, words) => {
    const setup = await newSetup({ ...as('admin'), faults: [{ on: 'permission', at: 'every', does }] });
    const refusal = await check(setup);
    expect(refusal).toMatch(/^require-permission is write, but the role of "octocat" could not be read: /);
    expect(refusal).toContain(words);
    expect(setup.clock.monotonic()).toBeLessThanOrEqual(60_000);
  });

  it('stops when the signal is aborted', async () => {
    const setup = await newSetup(as('admin'));
    const reason = new Error('cancelled');
    setup.interruption.abort(reason);
    await expect(check(setup)).rejects.toBe(reason);
  });
});
