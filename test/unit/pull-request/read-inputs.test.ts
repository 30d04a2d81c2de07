import { describe, expect, it } from 'vitest';
import type { DemoFile } from '../../../fakes/github/script.ts';
import {
  DEMO_PULL,
  type DemoPull,
  type GitHubFault,
  type GitHubScript,
} from '../../../fakes/github/service.ts';
import type { UnreadChange } from '../../../src/domain/change.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import { EVERY_PATH } from '../../../src/domain/path-filter.ts';
import type { RemotePart } from '../../../src/domain/pull-request.ts';
import { parseDiffPaths } from '../../../src/inputs/diff-paths.ts';
import type { WorkflowEvent } from '../../../src/inputs/event.ts';
import { readRemoteInputs } from '../../../src/pull-request/read-inputs.ts';
import { commentOf, mergeGroupOf, pullRequestOf } from '../../support/pull-requests.ts';
import { type Setup, useSetups } from './setup.ts';

const newSetup = useSetups();

const BASE = { sha: DEMO_PULL.base, ref: null };
const HEAD = { sha: DEMO_PULL.head, ref: null, isFork: false };
const PULL_REQUEST = pullOf(2);
const MERGE_GROUP = mergeGroupOf({ base: BASE, head: HEAD });

interface Wanted {
  readonly wanted?: Record<string, RemotePart>;
  readonly event?: WorkflowEvent;
  readonly paths?: readonly string[];
}

async function read(
  setup: Setup,
  { wanted = { diff: 'diff' }, event = PULL_REQUEST, paths = [] }: Wanted = {},
) {
  const found: UnreadChange[] = [];
  const request = {
    wanted: new Map(Object.entries(wanted)),
    event,
    github: setup.github,
    filter: paths.length === 0 ? EVERY_PATH : parseDiffPaths(paths),
    onRead: (unread: UnreadChange) => found.push(unread),
  };
  const work = readRemoteInputs(request, setup.runtime);
  const { values, commits, changed } = await work.catch((error: Error) => {
    throw Object.assign(error, { unread: found.at(-1) });
  });
  return { values: values && Object.fromEntries(values), commits, changed, unread: found.at(-1) };
}

async function readFrom(script: GitHubScript, wanted: Wanted = {}) {
  return read(await newSetup(script), wanted);
}

/** Reads a pull request with these files, whose diff GitHub refuses for its size. */
async function readLarge(
  files: readonly DemoFile[],
  { faults = [], ...others }: Wanted & { readonly faults?: readonly GitHubFault[] } = {},
) {
  const setup = await newSetup({ pull: { ...DEMO_PULL, files }, faults: [...faults, TOO_LARGE] });
  return { setup, ...(await read(setup, { event: pullOf(files.length), ...others })) };
}

const TOO_LARGE: GitHubFault = { on: 'diff', at: 'every', does: { status: 406, body: { message: 'Sorry' } } };

function pullOf(changedFiles: number | null): WorkflowEvent {
  return pullRequestOf({}, { base: BASE, head: HEAD, changedFiles });
}

function textFile(filename: string, lines = 1): DemoFile {
  const patch = `@@ -0,0 +1,${lines} @@\n${Array(lines).fill(`+${filename}`).join('\n')}`;
  return { filename, status: 'added', additions: lines, deletions: 0, patch };
}

function binaryFile(filename: string, facts: Partial<DemoFile> = {}): DemoFile {
  return { filename, status: 'modified', additions: 0, deletions: 0, ...facts };
}

function pullOfFiles(count: number): DemoPull {
  return { ...DEMO_PULL, files: Array.from({ length: count }, (_, index) => textFile(`f${index}`)) };
}

const [OLD, NEW] = ['a'.repeat(40), 'b'.repeat(40)];
const kinds = ({ service }: Setup) => service.requests.map(({ kind }) => kind);

describe('readRemoteInputs', () => {
  it('reads diff and files of the commits of the event', async () => {
    const setup = await newSetup();
    const { values, commits, unread } = await read(setup, { wanted: { diff: 'diff', files: 'files' } });
    expect(values?.diff).toContain("+export const ADMIN = 'admin';\n");
    expect(values?.files).toBe(
      '[\n{"path":"README.md","status":"modified","additions":1,"deletions":1},\n{"path":"src/login.ts","status":"added","additions":6,"deletions":0}\n]',
    );
    expect(commits.head).toBe(DEMO_PULL.head);
    expect(unread).toEqual({ leftOut: [], listed: [] });
    expect(kinds(setup)).toEqual(['diff', 'pull', 'pull-files', 'pull']);
  });

  it('reads the diff of the commits of the event, even if the head is another now', async () => {
    const { values } = await readFrom({ movedTo: 'f'.repeat(40) });
    expect(values?.diff).toContain('diff --git');
  });

  it('names the previous path of a renamed file', async () => {
    const renamed = binaryFile('b', { previous_filename: 'a', status: 'renamed' });
    const { values } = await readLarge([renamed], { wanted: { files: 'files' } });
    expect(JSON.parse(`${values?.files}`)).toEqual([
      { path: 'b', status: 'renamed', additions: 0, deletions: 0, previousPath: 'a' },
    ]);
  });

  it('has the lines that the diff adds, and none without the diff', async () => {
    const expected = new Map([
      ['README.md', [{ first: 3, last: 3 }]],
      ['src/login.ts', [{ first: 1, last: 6 }]],
    ]);
    expect((await readFrom({})).changed).toEqual(expected);
    expect((await readFrom({ faults: [TOO_LARGE] })).changed).toEqual(expected);
    expect((await readFrom({}, { paths: ['!README.md'] })).changed).toEqual(
      new Map([['src/login.ts', [{ first: 1, last: 6 }]]]),
    );
    expect((await readFrom({}, { paths: ['src/none'] })).changed).toEqual(new Map());
    expect((await readFrom({}, { wanted: { x: 'files' } })).changed).toEqual(new Map());
  });

  it('reads the commits from GitHub if the event is a comment', async () => {
    const setup = await newSetup();
    const { values, commits } = await read(setup, { event: commentOf() });
    expect(values?.diff).toContain('diff --git');
    expect(commits).toEqual({ base: DEMO_PULL.base, head: DEMO_PULL.head, changedFiles: 2 });
    expect(kinds(setup)).toEqual(['pull', 'diff']);
  });

  it('reads the diff of the commits of a review, whose event names them', async () => {
    const setup = await newSetup();
    const event = commentOf({ base: BASE, head: HEAD, changedFiles: null });
    const { commits } = await read(setup, { event });
    expect(commits).toEqual({ base: DEMO_PULL.base, head: DEMO_PULL.head, changedFiles: null });
    expect(kinds(setup)).toEqual(['diff', 'files']);
  });

  it('compares the diff of a merge group with the list of its files', async () => {
    const setup = await newSetup();
    await read(setup, { event: MERGE_GROUP });
    expect(kinds(setup)).toEqual(['diff', 'files']);
  });

  it('uses the list of the commits if the number in the event is outdated', async () => {
    const setup = await newSetup();
    const { values } = await read(setup, { event: pullOf(3) });
    expect(values?.diff).toContain('diff --git');
    expect(kinds(setup)).toEqual(['diff', 'files']);
  });

  it.each([
    ['lacks a file', 'diff --git a/README.md b/README.md\n@@ -1 +1 @@\n-a\n+b\n'],
    ['ends within a file', 'diff --git a/a b/a\n@@ -1,2 +1,2 @@\n-a\n+b\n'],
  ])('assembles a diff that %s', async (_what, body) => {
    const faults: GitHubFault[] = [{ on: 'diff', does: { status: 200, body } }];
    for (const event of [PULL_REQUEST, MERGE_GROUP]) {
      const { values } = await readFrom({ faults }, { event });
      expect(values?.diff).toContain('+Log in at /login.');
      expect(values?.diff).toContain("+export const ADMIN = 'admin';\n");
    }
  });

  it('returns no diff of a merge group with more files than GitHub lists [F130]', async () => {
    const recipe = /^GitHub compares 300 files at most.*write git diff into a file.*file:PATH\.$/;
    const wanted = { event: MERGE_GROUP };
    await expect(readFrom({ pull: pullOfFiles(300) }, wanted)).rejects.toThrow(recipe);
    await expect(readFrom({ pull: pullOfFiles(301) }, wanted)).rejects.toThrow(recipe);
    const files = { ...wanted, wanted: { f: 'files' } } as const;
    await expect(readFrom({ pull: pullOfFiles(300) }, files)).rejects.toThrow(recipe);
    const { values } = await readFrom({ pull: pullOfFiles(299) }, wanted);
    expect(`${values?.diff}`.match(/^diff --git/gm)).toHaveLength(299);
    expect(JSON.parse(`${(await readFrom({ pull: pullOfFiles(299) }, files)).values?.f}`)).toHaveLength(299);
  });

  it('refuses a text of more than 10 MiB', async () => {
    const fileOf = (chars: number) => ({
      ...textFile('a'),
      patch: `@@ -0,0 +1,1 @@\n+${'x'.repeat(chars)}`,
    });
    const maxChars = 10 * 1024 * 1024 - `${(await readLarge([fileOf(0)])).values?.diff}`.length;
    expect((await readLarge([fileOf(maxChars)])).values?.diff).toHaveLength(10 * 1024 * 1024);
    await expect(readLarge([fileOf(maxChars + 1)])).rejects.toThrow(
      'pr:diff is larger than 10 MiB. Exclude generated files',
    );
  });

  it('returns nothing if nothing was changed', async () => {
    const setup = await newSetup({ pull: { ...DEMO_PULL, files: [] } });
    await expect(read(setup)).rejects.toThrow('pr:diff is empty');
    expect(kinds(setup)).toEqual(['diff']);
    await expect(read(setup, { wanted: { a: 'files' }, event: pullOf(0) })).rejects.toThrow(
      'pr:files is empty',
    );
  });

  it.each<[GitHubFault['on'], Wanted, string]>([
    ['diff', {}, 'The diff'],
    ['files', { event: pullOf(null) }, 'The list of changed files'],
    ['pull', { event: commentOf() }, 'The pull request'],
    ['pull', { wanted: { f: 'files' } }, 'The pull request'],
    ['pull-files', { wanted: { f: 'files' } }, 'The list of changed files'],
    ['files', { wanted: { f: 'files' } }, 'The merge base'],
    ['tree', { wanted: { f: 'files' } }, 'A folder of the repository'],
    ['files', { wanted: { f: 'files' }, event: MERGE_GROUP }, 'The list of changed files'],
  ])('names what could not be read: %s, %j', async (on, wanted, what) => {
    const does = { status: 400, body: { message: 'No' } };
    const pull = { ...DEMO_PULL, files: [textFile('a'), binaryFile('b')] };
    await expect(readFrom({ pull, faults: [{ on, at: 'every', does }] }, wanted)).rejects.toThrow(
      `${what} could not be read for inputs-from. GitHub responded with 400: "No".`,
    );
  });

  it.each([406, 422])('assembles a diff that GitHub refuses with %i', async (status) => {
    const setup = await newSetup({ faults: [{ on: 'diff', does: { status, body: { message: 'No' } } }] });
    expect((await read(setup)).values?.diff).toContain('+Log in at /login.');
    expect(kinds(setup)).toEqual(['diff', 'pull', 'pull-files', 'pull']);
  });

  it.each([
    [403, 'Resource not accessible by integration', 'contents: read and pull-requests: read'],
    [401, 'Requires authentication', 'contents: read and pull-requests: read'],
    [404, 'Not Found', 'contents: read and pull-requests: read'],
    [403, 'Sorry. Your account was suspended', 'Nothing was sent to the agent.'],
    [400, 'This diff is taking too long to generate.', 'Re-run the job.'],
    [503, 'Unavailable', 'Re-run the job.'],
    [400, 'Bad', 'Nothing was sent to the agent.'],
  ])('has only the advice for %i %j [F157]', async (status, message, advice) => {
    const does = { status, body: { message } };
    const error = await readFrom({ faults: [{ on: 'diff', at: 'every', does }] }).catch(
      (thrown: unknown) => thrown,
    );
    const sentence = `${error}`.replace(/^.*? - https:\/\/docs\.github\.com\/rest\. /, '');
    expect(sentence).toContain(advice);
    expect(`${error}`.includes('Give the job')).toBe(advice.startsWith('contents'));
    expect(`${error}`.includes('Re-run the job')).toBe(advice.startsWith('Re-run'));
  });

  it('retries the 404 of a comparison [F156]', async () => {
    const passing: GitHubScript = {
      faults: [
        { on: 'diff', at: 1, does: { status: 404, body: { message: 'Not Found' } } },
        { on: 'diff', at: 2, does: { status: 404, body: { message: 'Not Found' } } },
      ],
    };
    const setup = await newSetup(passing);
    expect((await read(setup)).values?.diff).toContain('README.md');
    expect(kinds(setup).slice(0, 3)).toEqual(['diff', 'diff', 'diff']);

    const lost = await newSetup({
      faults: [{ on: 'diff', at: 'every', does: { status: 404, body: { message: 'Not Found' } } }],
    });
    await expect(read(lost)).rejects.toThrow('GitHub responded with 404: "Not Found"');
    expect(lost.clock.monotonic()).toBeGreaterThan(40_000);
    expect(lost.clock.monotonic()).toBeLessThanOrEqual(60_000);
  });

  it('does not retry the 404 of a pull request', async () => {
    const does = { status: 404, body: { message: 'Not Found' } };
    const setup = await newSetup({ faults: [{ on: 'pull', at: 'every', does }] });
    await expect(read(setup, { event: commentOf(null) })).rejects.toThrow(
      'GitHub responded with 404: "Not Found"',
    );
    expect(kinds(setup)).toEqual(['pull']);
  });

  it('retries a transient error, for at most one minute', async () => {
    const setup = await newSetup({
      faults: [
        { on: 'diff', at: 1, does: { status: 502 } },
        { on: 'diff', at: 2, does: { cut: 30 } },
        {
          on: 'diff',
          at: 3,
          does: { status: 403, headers: { 'retry-after': '5' }, body: { message: 'secondary rate limit' } },
        },
      ],
    });
    expect((await read(setup)).values?.diff).toContain('diff --git');
    expect(setup.clock.sleeps).toEqual([0, 250, 250, 5000]);

    const lost = await newSetup({ faults: [{ on: 'diff', at: 'every', does: { status: 502 } }] });
    await expect(read(lost)).rejects.toThrow(
      /^The diff could not be read for inputs-from\. GitHub responded with 502.*Nothing was sent to the agent\. Re-run the job\.$/,
    );
    expect(lost.clock.monotonic()).toBeGreaterThan(50_000);
    expect(lost.clock.monotonic()).toBeLessThanOrEqual(60_000);
  });

  it('stops if the job is cancelled', async () => {
    const setup = await newSetup();
    const reason = new CancelledError('SIGTERM');
    setup.interruption.abort(reason);
    await expect(read(setup)).rejects.toBe(reason);
    expect(setup.service.requests).toEqual([]);
  });
});

describe('with diff-paths', () => {
  it.each(['diff', 'files'] as const)('pr:%s has the included files, and names the others', async (part) => {
    const { values, unread } = await readFrom({}, { wanted: { x: part }, paths: ['!README.md'] });
    expect(values?.x).toContain('src/login.ts');
    expect(values?.x).toContain(
      part === 'diff' ? '# - "README.md"\n' : '{"path":"README.md","leftOut":true}',
    );
    expect(values?.x).not.toContain('Grüße');
    expect(unread).toEqual({ leftOut: ['README.md'], listed: [] });
  });

  it.each(['diff', 'files'] as const)('pr:%s is empty if all files are excluded', async (part) => {
    const { values, unread, commits } = await readFrom({}, { wanted: { x: part }, paths: ['src/none'] });
    expect(values).toBeNull();
    expect(commits.head).toBe(DEMO_PULL.head);
    expect(unread?.leftOut).toEqual(['README.md', 'src/login.ts']);
  });

  it('names a file once if its diff has two parts', async () => {
    const file = {
      ...textFile('a'),
      diff: 'diff --git a/a b/a\ndeleted file mode 100644\nindex e69de29..0000000\ndiff --git a/a b/a\nnew file mode 120000\n@@ -0,0 +1 @@\n+b\n',
    };
    const script = { pull: { ...DEMO_PULL, files: [file, textFile('b')] } };
    const { unread } = await readFrom(script, { paths: ['!a'], event: pullOf(2) });
    expect(unread?.leftOut).toEqual(['a']);
  });

  it('a hidden file fails the source, which names the pattern that excludes it, and passes with that pattern [T45]', async () => {
    const script = {
      pull: { ...DEMO_PULL, files: [textFile('a'), binaryFile('run.sh'), binaryFile('x.png')] },
    };
    const event = pullOf(3);
    await expect(readFrom(script, { event })).rejects.toMatchObject({
      problems: [expect.stringMatching(/"run\.sh" \(binary\).* diff-paths: !run\.sh$/)],
      unread: {
        leftOut: [],
        listed: [
          { path: 'run.sh', what: 'binary' },
          { path: 'x.png', what: 'binary' },
        ],
      },
    });
    const { values, unread } = await readFrom(script, { event, paths: ['!run.sh'] });
    expect(values?.diff).toContain('# - "x.png": binary\n');
    expect(unread).toEqual({ leftOut: ['run.sh'], listed: [{ path: 'x.png', what: 'binary' }] });
  });
});

describe('a change that is too large for a diff', () => {
  it('is assembled from the patches of all included files', async () => {
    const files = [
      textFile('src/a.ts', 2),
      { ...textFile('gone'), status: 'removed', additions: 0, deletions: 1, patch: '@@ -1 +0,0 @@\n-x' },
      {
        ...textFile('q"x'),
        status: 'renamed',
        previous_filename: 'old',
        deletions: 1,
        patch: '@@ -1 +1 @@\n-a\n+b',
      },
      { ...textFile('copy'), status: 'copied', previous_filename: 'old' },
      textFile('a.lock'),
    ];
    const { values, unread, setup } = await readLarge(files, { paths: ['!*.lock'] });
    expect(values?.diff).toBe(
      [
        '# Changed files that diff-paths leaves out of this diff (1):\n# - "a.lock"\n',
        'diff --git a/src/a.ts b/src/a.ts\n--- /dev/null\n+++ b/src/a.ts\n@@ -0,0 +1,2 @@\n+src/a.ts\n+src/a.ts',
        'diff --git a/gone b/gone\n--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-x',
        'diff --git a/old "b/q\\"x"\nrename from old\nrename to "q\\"x"\n--- a/old\n+++ "b/q\\"x"\n@@ -1 +1 @@\n-a\n+b',
        'diff --git a/old b/copy\ncopy from old\ncopy to copy\n--- a/old\n+++ b/copy\n@@ -0,0 +1,1 @@\n+copy',
        '',
      ].join('\n'),
    );
    expect(unread?.leftOut).toEqual(['a.lock']);
    expect(kinds(setup)).toEqual(['diff', 'pull', 'pull-files', 'pull']);
  });

  it('is read again with smaller pages if a response has no more patches', async () => {
    const files = [
      ...Array.from({ length: 13 }, (_, index) => textFile(`a${index}`)),
      textFile('long', 19_995),
      textFile('b0'),
      ...Array.from({ length: 90 }, (_, index) => textFile(`c${index}`, 2)),
    ];
    const { values, setup } = await readLarge(files, { wanted: { d: 'diff', f: 'files' } });
    expect(`${values?.d}`.match(/^diff --git/gm)).toHaveLength(105);
    const listed: { path: string; additions: number }[] = JSON.parse(`${values?.f}`);
    expect(listed.find(({ path }) => path === 'long')?.additions).toBe(19_995);
    expect(listed.find(({ path }) => path === 'c89')?.additions).toBe(2);
    const pages = setup.service.requests
      .filter(({ kind }) => kind === 'pull-files')
      .map(({ path }) => path.replace(/^.*\?per_page=(\d+)&page=(\d+)$/, '$1:$2'));
    expect(pages.slice(0, 2).sort()).toEqual(['100:1', '100:2']);
    expect(pages).toContain('10:2');
    expect(pages).not.toContain('10:1');
    expect(pages).not.toContain('1:1');
  });

  it('fails if GitHub returns no patch of a file, even on a page with no other file, unless it is excluded [F129]', async () => {
    const files = [textFile('package-lock.json', 40_000), textFile('a')];
    await expect(readLarge(files)).rejects.toMatchObject({
      problems: [
        expect.stringMatching(
          /"package-lock\.json" \(binary, or too large for GitHub to show\).* !package-lock\.json$/,
        ),
      ],
    });
    const { values, setup } = await readLarge(files, { paths: ['!package-lock.json'] });
    expect(values?.diff).toContain('\n+a\n');
    expect(
      setup.service.requests.filter(({ path }) => path.includes('files?per_page=1&page=1')),
    ).toHaveLength(0);
  });

  it.each([
    [
      'a mode',
      binaryFile('a', { before: { sha: OLD }, after: { sha: OLD, mode: '100755' } }),
      'old mode 100644\nnew mode 100755\n',
    ],
    [
      'a path',
      binaryFile('b', { status: 'renamed', previous_filename: 'a' }),
      'diff --git a/a b/b\nrename from a\nrename to b\n',
    ],
    ['an empty file', binaryFile('d/e', { status: 'added', after: { size: 0 } }), 'new file mode 100644\n'],
    [
      'an empty file that is gone',
      binaryFile('e', { status: 'removed', before: { size: 0 } }),
      'deleted file mode 100644\n',
    ],
  ])('includes %s that changed, without a page for only this file', async (_what, file, expected) => {
    const { values, unread, setup } = await readLarge([file, textFile('t')]);
    expect(values?.diff).toContain(expected);
    expect(unread?.listed).toEqual([]);
    expect(setup.service.requests.filter(({ path }) => path.includes('per_page=1&page=1'))).toHaveLength(0);
  });

  it.each([
    ['at a commit', { status: 'added', after: { sha: NEW, mode: '160000' } }, `submodule, at ${NEW}`],
    ['gone', { status: 'removed', before: { sha: OLD, mode: '160000' } }, `submodule, was at ${OLD}`],
    [
      'moved on',
      { before: { sha: OLD, mode: '160000' }, after: { sha: NEW, mode: '160000' } },
      `submodule, ${OLD} to ${NEW}`,
    ],
    [
      'a replacement of a file',
      { before: { sha: OLD }, after: { sha: NEW, mode: '160000' } },
      `submodule, at ${NEW}`,
    ],
  ])('lists a submodule that is %s', async (_what, facts, what) => {
    const { values, unread } = await readLarge([binaryFile('lib', facts)]);
    expect(unread?.listed).toEqual([{ path: 'lib', what }]);
    expect(values?.diff).toContain(`# - "lib": ${what}\n`);
    expect(values?.diff).toContain(`\n(${what})\n`);
  });

  it.each([
    [
      'a file that replaces a submodule',
      binaryFile('lib', { before: { sha: OLD, mode: '160000' } }),
      'binary, or',
    ],
    ['a file with another content', binaryFile('a.bin'), 'binary, or'],
    ['a file that is gone', binaryFile('a.bin', { status: 'removed', filename: 'x/y' }), 'binary, or', true],
    ['a file with lines', binaryFile('a.png', { additions: 3 }), 'GitHub gives no lines of it'],
    [
      'a patch with other counts',
      { ...textFile('a.png', 2), additions: 3 },
      'GitHub gives only a part of its lines',
    ],
    [
      'a patch with other removals',
      { ...textFile('a.png', 2), deletions: 3 },
      'GitHub gives only a part of its lines',
    ],
    [
      'a patch that is cut',
      { ...textFile('a'), additions: 0, patch: '@@ -1 +1,2 @@\n x' },
      'GitHub gives only a part of its lines',
    ],
  ])('lists %s', async (_what, file, what, passes = false) => {
    const work = readLarge([file]);
    if (passes)
      expect((await work).unread?.listed).toEqual([
        { path: file.filename, what: expect.stringContaining(what) },
      ]);
    else await expect(work).rejects.toThrow(what);
  });

  it('refuses a file without a patch that is in neither commit', async () => {
    const faults: GitHubFault[] = [{ on: 'tree', at: 'every', does: { answersAs: { tree: [] } } }];
    await expect(readLarge([binaryFile('a.bin')], { faults })).rejects.toThrow(
      '"a.bin" (binary, or too large',
    );
  });

  it('lists a Git LFS pointer among the patches [T45]', async () => {
    const patch = `@@ -0,0 +1,3 @@\n+version https://git-lfs.github.com/spec/v1\n+oid sha256:${'0'.repeat(64)}\n+size 1`;
    const file = { ...textFile('a.png', 3), patch };
    expect((await readLarge([file])).unread?.listed).toEqual([{ path: 'a.png', what: 'Git LFS pointer' }]);
    await expect(readLarge([{ ...file, filename: 'a.zip' }])).rejects.toThrow('Git LFS pointer');
  });

  it('of a merge group is put together from the comparison', async () => {
    const files = [textFile('a'), binaryFile('b', { status: 'renamed', previous_filename: 'c' })];
    const { values, setup } = await readLarge(files, { event: MERGE_GROUP });
    expect(values?.diff).toContain('\n+a\n');
    expect(values?.diff).toContain('rename from c\nrename to b\n');
    expect(kinds(setup)).toEqual(['diff', 'files', 'tree', 'tree']);
  });

  it('is refused if head or base changed while it was read [F131]', async () => {
    const moved = { head: { sha: 'f'.repeat(40) } };
    const rebased = { base: { sha: 'f'.repeat(40) } };
    for (const [at, answersAs] of [
      [1, moved],
      [2, moved],
      [2, rebased],
    ] as const) {
      const faults: GitHubFault[] = [{ on: 'pull', at, does: { answersAs } }];
      await expect(readLarge([textFile('a')], { faults })).rejects.toThrow(
        /^The pull request changed while it was read: .{40} became f{40}\. Nothing was sent/,
      );
    }
    const setup = await newSetup({
      pull: pullOfFiles(2),
      faults: [{ on: 'pull', at: 'every', does: { answersAs: rebased } }, TOO_LARGE],
    });
    expect((await read(setup)).values?.diff).toContain('+f1\n');
  });

  it('is refused if a file differs when it is read again [F131]', async () => {
    const files = [binaryFile('a.png')];
    const other = { ...files[0], sha: 'f'.repeat(40) };
    for (const body of [[other], []]) {
      const faults: GitHubFault[] = [{ on: 'pull-files', at: 2, does: { status: 200, body } }];
      await expect(readLarge(files, { faults })).rejects.toThrow('changed while it was read');
    }
  });

  it('is refused if the list is incomplete [F130]', async () => {
    const files = [textFile('a'), textFile('b')];
    const listedAs = (body: unknown): GitHubFault[] => [{ on: 'pull-files', does: { status: 200, body } }];
    await expect(readLarge(files, { faults: listedAs([files[0], files[0]]) })).rejects.toThrow(
      'lists "a" twice',
    );
    const compared: GitHubFault = { on: 'files', does: { answersAs: { files: [files[0], files[0]] } } };
    await expect(readLarge(files, { faults: [compared], event: MERGE_GROUP })).rejects.toThrow(
      'lists "a" twice',
    );
    await expect(readLarge(files, { faults: listedAs([files[0]]) })).rejects.toThrow(
      'The number of changed files of the pull request differs: GitHub reports 2, and lists 1. Nothing was sent',
    );
    const most: GitHubFault = { on: 'pull', does: { answersAs: { changed_files: 3000 } } };
    await expect(readLarge(files, { faults: [most] })).rejects.toThrow('GitHub reports 3000, and lists 2');
    for (const changed_files of [null, 3001]) {
      const faults: GitHubFault[] = [{ on: 'pull', does: { answersAs: { changed_files } } }];
      await expect(readLarge(files, { faults })).rejects.toThrow(
        /^GitHub lists 3000 changed files.*file:PATH\.$/,
      );
    }
  });

  it('is read with at most 400 requests, in three minutes [F130]', async () => {
    const many = Array.from({ length: 450 }, (_, index) => binaryFile(`i${index}.png`));
    const setup = await newSetup({ pull: { ...DEMO_PULL, files: many }, faults: [TOO_LARGE] });
    await expect(read(setup)).rejects.toThrow('The change takes more than 400 requests to read');
    expect(setup.service.requests.length).toBeLessThanOrEqual(401);

    const slow = await newSetup({
      faults: [
        TOO_LARGE,
        {
          on: 'pull-files',
          at: 'every',
          does: { status: 429, headers: { 'retry-after': '20' }, body: { message: 'rate limit' } },
        },
      ],
    });
    await expect(read(slow)).rejects.toThrow('The list of changed files could not be read');
    expect(slow.clock.monotonic()).toBeGreaterThan(150_000);
    expect(slow.clock.monotonic()).toBeLessThanOrEqual(180_000);
  });
});
