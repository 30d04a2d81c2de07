import { describe, expect, it } from 'vitest';
import { DEMO_MERGE_BASE } from '../../../fakes/github/changes.ts';
import {
  DEMO_LOGIN,
  DEMO_PULL,
  DEMO_REPOSITORY,
  DEMO_TOKEN,
  type GitHubFault,
} from '../../../fakes/github/service.ts';
import { RequestError } from '../../../src/domain/errors.ts';
import type { Send } from '../../../src/http/send.ts';
import { createSend } from '../../../src/http/transport.ts';
import { createGitHub } from '../../../src/pull-request/octokit.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { useSetups } from './setup.ts';

const newSetup = useSetups();
const COMMITS = { base: DEMO_PULL.base, head: DEMO_PULL.head, changedFiles: 2 };
const limits = () => ({ timeoutMs: 30_000, signal: new AbortController().signal });

async function failureOf(work: Promise<unknown>): Promise<RequestError> {
  const error = await work.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof RequestError) return error;
  throw error;
}

describe('the GitHub client', () => {
  it('reads the diff between the commits of the event', async () => {
    const { github, service } = await newSetup();
    const diff = await github.getDiff(COMMITS, limits());
    expect(diff).toMatch(/^diff --git a\/README.md b\/README.md\n--- a/);
    expect(diff).toContain('+Log in at /login. Grüße!\n');
    expect(service.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /repos/octo-org/octo-repo/compare/${DEMO_PULL.base}...${DEMO_PULL.head}`,
    ]);
  });

  it('lists the files that differ', async () => {
    const files = [
      { filename: 'b.ts', previous_filename: 'a.ts', status: 'renamed', additions: 0, deletions: 0 },
      ...DEMO_PULL.files,
    ];
    const { github, service } = await newSetup({ pull: { ...DEMO_PULL, files } });
    const { files: listed, mergeBase } = await github.compare(COMMITS, limits());
    expect(mergeBase).toBe(DEMO_MERGE_BASE);
    expect(listed[0]).toEqual({
      path: 'b.ts',
      previousPath: 'a.ts',
      status: 'renamed',
      additions: 0,
      deletions: 0,
      patch: null,
      blob: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(listed.map((file) => file.previousPath)).toEqual(['a.ts', null, null]);
    // One for the commits, which are not read.
    expect(service.requests.map(({ path }) => path)).toEqual([
      `/repos/octo-org/octo-repo/compare/${DEMO_PULL.base}...${DEMO_PULL.head}?per_page=1`,
    ]);
  });

  it('reads the merge base, a page of files and a folder', async () => {
    const { github, service } = await newSetup();
    expect(await github.getMergeBase(COMMITS, limits())).toBe(DEMO_MERGE_BASE);
    const page = await github.listPullFiles(17, { number: 2, size: 1 }, limits());
    expect(page).toMatchObject([{ path: 'src/login.ts', patch: expect.stringMatching(/^@@.*;$/s) }]);
    const [file, folder] = await github.listFolder(DEMO_PULL.head, limits());
    expect(file).toEqual({ name: 'README.md', mode: '100644', id: expect.any(String), size: 100 });
    expect(folder).toMatchObject({ name: 'src', mode: '040000', size: null });
    expect(service.requests.map(({ path }) => path)).toEqual([
      `/repos/octo-org/octo-repo/compare/${DEMO_PULL.base}...${DEMO_PULL.head}?per_page=1&page=2`,
      '/repos/octo-org/octo-repo/pulls/17/files?per_page=1&page=2',
      `/repos/octo-org/octo-repo/git/trees/${DEMO_PULL.head}`,
    ]);
  });

  it('refuses a folder that GitHub lists only in part', async () => {
    const { github } = await newSetup({ faults: [{ on: 'tree', does: { answersAs: { truncated: true } } }] });
    const error = await failureOf(github.listFolder(DEMO_PULL.head, limits()));
    expect([error.kind, error.message]).toEqual([
      'undecodable',
      `GitHub lists only a part of the folder with the tree ${DEMO_PULL.head}`,
    ]);
  });

  it('reads the current commits of a pull request, and the login of the token', async () => {
    const movedTo = 'f'.repeat(40);
    const { github, service, clock } = await newSetup({ movedTo });
    expect(await github.getCommits(17, limits())).toEqual({
      base: DEMO_PULL.base,
      head: movedTo,
      changedFiles: 2,
    });
    const bodies: (string | null)[] = [];
    const network = createSend({});
    const send: Send = (request) => {
      bodies.push(request.body);
      return network(request);
    };
    const recorded = createGitHub({
      token: DEMO_TOKEN,
      apiUrl: service.url,
      repository: DEMO_REPOSITORY,
      clock,
      send,
      redact: createRedact([DEMO_TOKEN]),
    });
    expect(await recorded.whoAmI(limits())).toBe(DEMO_LOGIN);
    expect(bodies).toEqual(['{"query":"{ viewer { login } }"}']);
  });

  it('lists, creates and updates comments', async () => {
    const { github, service } = await newSetup({ comments: [{ login: 'octocat', body: 'Hello' }] });
    await github.createComment(17, 'First', limits());
    await github.updateComment(2, 'Second', limits());
    expect(await github.listComments(17, 1, limits())).toEqual([
      { id: 1, author: 'octocat', body: 'Hello' },
      { id: 2, author: DEMO_LOGIN, body: 'Second' },
    ]);
    expect(await github.listComments(17, 2, limits())).toEqual([]);
    expect(service.comments).toHaveLength(2);
  });

  it('sends a comment once if the response is 421, unlike fetch, which would repeat it', async () => {
    const { github, service } = await newSetup({ faults: [{ on: 'create', does: { status: 421 } }] });
    expect(await failureOf(github.createComment(17, 'First', limits()))).toMatchObject({ status: 421 });
    expect(service.requests.map(({ kind }) => kind)).toEqual(['create']);
  });

  it('accepts a comment of a deleted account, and a comment without text', async () => {
    const answer = [{ id: 1, body: null, user: null }, { id: 2 }, { id: 3, body: 7, user: { login: 7 } }];
    const { github } = await newSetup({ faults: [{ on: 'comments', does: { status: 200, body: answer } }] });
    expect(await github.listComments(17, 1, limits())).toEqual(
      [1, 2, 3].map((id) => ({ id, author: null, body: '' })),
    );
  });

  it.each<[string, GitHubFault['does'], Partial<RequestError>]>([
    ['403', { status: 403, body: { message: 'Resource not accessible' } }, { kind: 'status', status: 403 }],
    ['404', { status: 404, body: { message: 'Not Found' } }, { kind: 'status', status: 404 }],
    ['422', { status: 422, body: { message: 'Validation Failed' } }, { kind: 'status', status: 422 }],
    ['502 with a page', { status: 502, body: '<html>Bad gateway</html>' }, { kind: 'status', status: 502 }],
    ['a redirect', { redirect: 'http://127.0.0.1:9/elsewhere' }, { kind: 'redirect', status: 307 }],
    ['a reset', { reset: 'before-answer' }, { kind: 'unreachable', status: null }],
    ['a cut body', { cut: 10 }, { kind: 'unreachable', status: null }],
    [
      'no JSON',
      { status: 200, body: '<html>' },
      {
        kind: 'undecodable',
        message: "GitHub's response is not as documented (at the whole response): check GITHUB_API_URL",
      },
    ],
    [
      'other JSON',
      { answersAs: { head: { sha: '../x' } } },
      {
        kind: 'undecodable',
        message: "GitHub's response is not as documented (at head.sha): check GITHUB_API_URL",
      },
    ],
    [
      'a commit with more before it',
      { answersAs: { head: { sha: `../${'a'.repeat(40)}` } } },
      { kind: 'undecodable', status: 200 },
    ],
    [
      'a commit with more behind it',
      { answersAs: { head: { sha: `${'a'.repeat(40)}/x` } } },
      { kind: 'undecodable', status: 200 },
    ],
    [
      '503 with a time to wait, which is no limit of this client',
      { status: 503, headers: { 'retry-after': '7' }, body: { message: 'Unavailable' } },
      { status: 503, retryAfterMs: null },
    ],
    ['nothing', { status: 204 }, { kind: 'undecodable', status: 200 }],
    ['too much', { bytes: 33 * 1024 * 1024 }, { kind: 'undecodable', status: null }],
  ])('classifies %s', async (_what, does, facts) => {
    const { github } = await newSetup({ faults: [{ on: 'pull', does }] });
    expect(await failureOf(github.getCommits(17, limits()))).toMatchObject(facts);
  });

  it('does not accept every response as a created comment', async () => {
    for (const on of ['create', 'update'] as const) {
      const { github } = await newSetup({
        comments: [{ login: DEMO_LOGIN, body: 'x' }],
        faults: [{ on, does: { status: 200, body: { message: 'Hello' } } }],
      });
      const work =
        on === 'create' ? github.createComment(17, 'a', limits()) : github.updateComment(1, 'a', limits());
      expect(await failureOf(work)).toMatchObject({ kind: 'undecodable' });
    }
  });

  it('rejects a truncated diff', async () => {
    const { github } = await newSetup({ faults: [{ on: 'diff', does: { cut: 100 } }] });
    expect(await failureOf(github.getDiff(COMMITS, limits()))).toMatchObject({ kind: 'unreachable' });
  });

  it('throws for an error in a 200 response', async () => {
    const body = { errors: [{ type: 'FORBIDDEN', message: 'Not for you' }] };
    const { github } = await newSetup({ faults: [{ on: 'viewer', does: { status: 200, body } }] });
    const error = await failureOf(github.whoAmI(limits()));
    expect(error).toMatchObject({ kind: 'status', status: null });
    expect(error.message).toContain('Not for you');
  });

  it.each<[string, number, Record<string, string>, string, number]>([
    ['secondary', 403, { 'retry-after': '7' }, 'You have exceeded a secondary rate limit', 7000],
    ['secondary, without a time', 403, {}, 'You have exceeded a secondary rate limit', 60_000],
    ['429', 429, {}, 'Too many', 60_000],
    [
      'primary',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1773327660' },
      'API limit',
      60_000,
    ],
    ['primary, over', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, 'API limit', 0],
    ['primary, without a time', 429, { 'x-ratelimit-remaining': '0' }, 'API limit', 60_000],
  ])('reports a rate limit as 429: %s', async (_what, status, headers, message, retryAfterMs) => {
    const fault: GitHubFault = { on: 'pull', does: { status, headers, body: { message } } };
    const { github } = await newSetup({ faults: [fault] });
    const error = await failureOf(github.getCommits(17, limits()));
    expect(error).toMatchObject({ kind: 'status', status: 429, retryAfterMs });
    expect(error.message).toBe(`GitHub responded with ${status}: "${message}"`);
  });

  it('stops at the time limit, even during a body', async () => {
    for (const does of [{ hang: true }, { stall: 10 }] as const) {
      const { github, clock, service } = await newSetup({ faults: [{ on: 'pull', does }] });
      const work = failureOf(github.getCommits(17, limits()));
      await expect.poll(() => service.requests.length).toBe(1);
      clock.advance(30_000);
      expect((await work).message).toContain('no complete response within 30 s');
      expect(clock.armed).toBe(0);
    }
  });

  it('stops when the signal is aborted, and sends nothing afterwards', async () => {
    const { github, service } = await newSetup({ faults: [{ on: 'pull', does: { hang: true } }] });
    const controller = new AbortController();
    const calling = { timeoutMs: 30_000, signal: controller.signal };
    const work = github.getCommits(17, calling);
    await expect.poll(() => service.requests.length).toBe(1);
    const reason = new Error('cancelled');
    controller.abort(reason);
    await expect(work).rejects.toBe(reason);
    await expect(github.getCommits(17, calling)).rejects.toBe(reason);
    expect(service.requests).toHaveLength(1);
  });

  it('shows no token, even if a response repeats it', async () => {
    const body = { message: `Bad credentials: ${DEMO_TOKEN}` };
    const { github, log } = await newSetup({ faults: [{ on: 'pull', does: { status: 401, body } }] });
    expect((await failureOf(github.getCommits(17, limits()))).message).toBe(
      'GitHub responded with 401: "Bad credentials: ***"',
    );
    expect(log).toEqual([]);
  });

  it.each([undefined, null, '3'])('has no number of files for %j', async (changed_files) => {
    const body = { base: { sha: 'a'.repeat(40) }, head: { sha: 'b'.repeat(40) }, changed_files };
    const { github } = await newSetup({ faults: [{ on: 'pull', does: { status: 200, body } }] });
    expect((await github.getCommits(17, limits())).changedFiles).toBeNull();
  });

  it('fails if the repository has no name', async () => {
    const { service, clock } = await newSetup();
    const github = createGitHub({
      token: DEMO_TOKEN,
      apiUrl: service.url,
      repository: '',
      clock,
      send: createSend({}),
      redact: createRedact([DEMO_TOKEN]),
    });
    expect(await failureOf(github.getCommits(17, limits()))).toMatchObject({ status: 404 });
    expect(service.requests.map(({ path }) => path)).toEqual(['/repos///pulls/17']);
  });
});
