import { describe, expect, it } from 'vitest';
import { type GitHubFault, type GitHubScript, SECONDARY_LIMIT } from '../../../fakes/github/service.ts';
import type { Role } from '../../../src/domain/role.ts';
import { checkPermission } from '../../../src/pull-request/permission.ts';
import { useWorlds, type World } from './world.ts';

const newWorld = useWorlds();
const FIX = 'Nothing was started. Somebody who has the role can re-run the job.';

function check({ github, conditions }: World, role: Role = 'write', login = 'octocat') {
  return checkPermission({ github, login, role }, conditions);
}
const as = (role: Role | 'none'): GitHubScript => ({ permissions: { octocat: { role } } });

describe('checkPermission', () => {
  it('is satisfied with the role and with every higher one, whatever the case of the login', async () => {
    for (const role of ['write', 'maintain', 'admin'] as const) {
      const world = await newWorld(as(role));
      expect(await check(world)).toBeNull();
      expect(await check(world, 'write', 'OctoCat')).toBeNull();
    }
  });

  it.each(['read', 'triage'] as const)('refuses %s if write is required [T46]', async (role) => {
    expect(await check(await newWorld(as(role)))).toBe(
      `"octocat" triggered this workflow and has the role ${role} in this repository, and require-permission is write. ${FIX}`,
    );
  });

  it('refuses somebody without a role, also one that GitHub does not know [T46]', async () => {
    const words = `"octocat" triggered this workflow and has no role in this repository, and require-permission is read. ${FIX}`;
    expect(await check(await newWorld(as('none')), 'read')).toBe(words);
    const world = await newWorld();
    expect(await check(world, 'read')).toBe(words);
    expect(world.service.requests).toHaveLength(1);
  });

  it('refuses a response about somebody else [T46]', async () => {
    const permissions = { pull: true, push: true, admin: true };
    const body = { user: { login: 'mona', permissions } };
    const world = await newWorld({ faults: [{ on: 'permission', does: { status: 200, body } }] });
    expect(await check(world)).toBe(
      `require-permission is write, and the role of "octocat" could not be read: GitHub's response is about "mona". ${FIX}`,
    );
  });

  it('refuses without a token, and without a login', async () => {
    const { conditions, github } = await newWorld();
    const applicant = { github, login: 'octocat', role: 'read' } as const;
    expect(await checkPermission({ ...applicant, github: null }, conditions)).toContain(
      'there is no github-token',
    );
    expect(await checkPermission({ ...applicant, login: '' }, conditions)).toContain(
      'the runner does not say who triggered the workflow',
    );
  });

  it.each<[string, GitHubFault['does']]>([
    ['a 500 once', { status: 500 }],
    ['a secondary limit', SECONDARY_LIMIT],
    ['a reset', { reset: 'before-answer' }],
  ])('reads again after %s', async (_what, does) => {
    const world = await newWorld({ ...as('admin'), faults: [{ on: 'permission', does }] });
    expect(await check(world)).toBeNull();
    expect(world.service.requests).toHaveLength(2);
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
    const world = await newWorld({ ...as('admin'), faults: [{ on: 'permission', at: 'every', does }] });
    const refusal = await check(world);
    expect(refusal).toMatch(/^require-permission is write, and the role of "octocat" could not be read: /);
    expect(refusal).toContain(words);
    expect(world.clock.monotonic()).toBeLessThanOrEqual(60_000);
  });

  it('ends with the signal', async () => {
    const world = await newWorld(as('admin'));
    const reason = new Error('cancelled');
    world.interruption.abort(reason);
    await expect(check(world)).rejects.toBe(reason);
  });
});
