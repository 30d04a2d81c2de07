import { describe, expect, it } from 'vitest';
import type { DemoPermission } from '../../../fakes/github/script.ts';
import { DEMO_PULL, DEMO_REPOSITORY, DEMO_TOKEN } from '../../../fakes/github/service.ts';
import { createSend } from '../../../src/http/transport.ts';
import { createGitHub } from '../../../src/pull-request/octokit.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { useSetups } from './setup.ts';

const newSetup = useSetups();
const limits = () => ({ timeoutMs: 30_000, signal: new AbortController().signal });
const paths = ({ service }: Awaited<ReturnType<typeof newSetup>>) =>
  service.requests.map(({ method, path }) => `${method} ${path}`);

describe('the permission of a user', () => {
  it.each<[DemoPermission, string | null]>([
    [{ role: 'none' }, null],
    [{ role: 'read' }, 'read'],
    [{ role: 'triage' }, 'triage'],
    [{ role: 'write' }, 'write'],
    [{ role: 'maintain' }, 'maintain'],
    [{ role: 'admin' }, 'admin'],
    [{ role: 'triage', name: 'admin' }, 'triage'],
    [{ role: 'write', name: 'release-manager' }, 'write'],
  ])('for %j is the role %s, whatever its name [T46]', async (permission, role) => {
    const setup = await newSetup({ permissions: { octocat: permission } });
    expect(await setup.github.getPermission('OctoCat', limits())).toEqual({ login: 'octocat', role });
  });

  it('of a bot is read by its whole name', async () => {
    const setup = await newSetup({ permissions: { 'renovate[bot]': { role: 'write' } } });
    expect(await setup.github.getPermission('renovate[bot]', limits())).toMatchObject({ role: 'write' });
    expect(paths(setup)).toEqual([
      'GET /repos/octo-org/octo-repo/collaborators/renovate%5Bbot%5D/permission',
    ]);
  });

  it.each([
    { user: { login: 'octocat' } },
    { user: { login: 'octocat', permissions: { pull: true, push: 'true', admin: false } } },
    { permission: 'admin', role_name: 'admin', user: { login: 'octocat', permissions: {} } },
    { user: { permissions: { pull: true, push: true, admin: true } } },
  ])('is not read from %j', async (body) => {
    const setup = await newSetup({ faults: [{ on: 'permission', does: { status: 200, body } }] });
    await expect(setup.github.getPermission('octocat', limits())).rejects.toMatchObject({
      kind: 'undecodable',
    });
  });

  it('works without triage and maintain, which older servers do not have', async () => {
    for (const [push, role] of [
      [true, 'write'],
      [false, 'read'],
    ] as const) {
      const body = { user: { login: 'octocat', permissions: { pull: true, push, admin: false } } };
      const setup = await newSetup({ faults: [{ on: 'permission', does: { status: 200, body } }] });
      expect(await setup.github.getPermission('octocat', limits())).toMatchObject({ role });
    }
  });
});

describe('the current pull request', () => {
  it('has state, base and head', async () => {
    const open = await newSetup();
    expect(await open.github.getPullRequest(17, limits())).toEqual({
      isOpen: true,
      change: {
        base: { sha: DEMO_PULL.base, ref: 'main' },
        head: { sha: DEMO_PULL.head, ref: 'login-page', isFork: false },
        changedFiles: 2,
      },
    });
    const closed = await newSetup({ isClosed: true, retargetedTo: 'next' });
    expect(await closed.github.getPullRequest(17, limits())).toMatchObject({
      isOpen: false,
      change: { base: { ref: 'next' } },
    });
  });

  it.each([
    [{ full_name: 'mallory/octo-repo' }, { full_name: 'octo-org/octo-repo' }, true],
    [null, { full_name: 'octo-org/octo-repo' }, false],
    [{ full_name: 'octo-org/octo-repo' }, undefined, false],
  ])('is of a fork if both repositories are named and differ: %j and %j', async (head, base, isFork) => {
    const sha = 'a'.repeat(40);
    const body = { state: 'open', base: { sha, repo: base }, head: { sha, repo: head } };
    const setup = await newSetup({ faults: [{ on: 'pull', does: { status: 200, body } }] });
    expect(await setup.github.getPullRequest(17, limits())).toEqual({
      isOpen: true,
      change: { base: { sha, ref: null }, head: { sha, ref: null, isFork }, changedFiles: null },
    });
  });

  it.each([
    { state: 'merged' },
    { head: { sha: 'main' } },
    { head: { sha: `../${'a'.repeat(40)}` } },
    { base: { sha: `${'a'.repeat(40)}/x` } },
  ])('is not read from %j', async (answersAs) => {
    const setup = await newSetup({ faults: [{ on: 'pull', does: { answersAs } }] });
    await expect(setup.github.getPullRequest(17, limits())).rejects.toMatchObject({ kind: 'undecodable' });
  });
});

describe('commit statuses', () => {
  const STATUS = {
    state: 'pending',
    context: 'gate',
    description: 'x',
    targetUrl: 'https://x.test/',
  } as const;

  it('are appended, and listed with the newest first', async () => {
    const setup = await newSetup();
    expect(await setup.github.createStatus(DEMO_PULL.head, STATUS, limits())).toBe(1);
    const other = { ...STATUS, state: 'success', targetUrl: null } as const;
    expect(await setup.github.createStatus(DEMO_PULL.head, other, limits())).toBe(2);
    expect(setup.service.statuses).toMatchObject([
      { sha: DEMO_PULL.head, description: 'x', target_url: 'https://x.test/' },
      { target_url: null },
    ]);
    expect(await setup.github.listStatuses(DEMO_PULL.head, 1, limits())).toMatchObject([
      { id: 2, context: 'gate', state: 'success', targetUrl: null },
      { id: 1, context: 'gate', state: 'pending', targetUrl: 'https://x.test/' },
    ]);
    expect(paths(setup).at(-1)).toBe(
      `GET /repos/octo-org/octo-repo/commits/${DEMO_PULL.head}/statuses?per_page=100&page=1`,
    );
  });

  it('are sent without a target if it is not known', async () => {
    const { service, clock } = await newSetup();
    const network = createSend({});
    const bodies: (string | null)[] = [];
    const github = createGitHub({
      token: DEMO_TOKEN,
      apiUrl: service.url,
      repository: DEMO_REPOSITORY,
      clock,
      send(request) {
        bodies.push(request.body);
        return network(request);
      },
      redact: createRedact([DEMO_TOKEN]),
    });
    await github.createStatus(DEMO_PULL.head, { ...STATUS, targetUrl: null }, limits());
    expect(bodies.map((body) => JSON.parse(`${body}`))).toEqual([
      { state: 'pending', context: 'gate', description: 'x' },
    ]);
  });

  it('are refused with the message of GitHub', async () => {
    const setup = await newSetup();
    const refused: [object, string][] = [
      [{ state: 'green' }, 'State is not included in the list'],
      [{ description: 'x'.repeat(141) }, 'description is too long (maximum is 140 characters)'],
      [{ description: '🙂' }, 'description contains unicode characters above 0xffff'],
      [{ context: 'x'.repeat(256) }, 'context is too long (maximum is 255 characters)'],
      [{ targetUrl: 'javascript:x' }, 'target_url must use http(s) scheme'],
    ];
    for (const [facts, words] of refused) {
      const work = setup.github.createStatus(DEMO_PULL.head, { ...STATUS, ...facts }, limits());
      await expect(work).rejects.toMatchObject({ status: 422, message: expect.stringContaining(words) });
    }
    await expect(setup.github.createStatus('b'.repeat(40), STATUS, limits())).rejects.toMatchObject({
      status: 422,
    });
    await expect(setup.github.listStatuses('b'.repeat(40), 1, limits())).rejects.toMatchObject({
      status: 404,
    });
    expect(setup.service.statuses).toEqual([]);
  });

  it('are limited to 1,000 for one context and commit, whatever its case', async () => {
    const statuses = Array.from({ length: 1000 }, () => ({
      state: 'failure',
      context: 'Gate',
      target_url: null,
    }));
    const setup = await newSetup({ statuses });
    await expect(setup.github.createStatus(DEMO_PULL.head, STATUS, limits())).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('maximum number of statuses'),
    });
    await setup.github.createStatus(DEMO_PULL.head, { ...STATUS, context: 'other' }, limits());
  });
});
