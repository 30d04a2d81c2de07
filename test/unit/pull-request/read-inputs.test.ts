import { describe, expect, it } from 'vitest';
import { DEMO_PULL, type DemoPull, type GitHubScript } from '../../../fakes/github/service.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import type { WorkflowEvent } from '../../../src/pull-request/event.ts';
import type { RemotePart } from '../../../src/pull-request/pull-request.ts';
import { readRemoteInputs } from '../../../src/pull-request/read-inputs.ts';
import { commentOf, mergeGroupOf, pullRequestOf } from '../../support/pull-requests.ts';
import { useWorlds, type World } from './world.ts';

const newWorld = useWorlds();

const BASE = { sha: DEMO_PULL.base, ref: null };
const HEAD = { sha: DEMO_PULL.head, ref: null, isFork: false };
const PULL_REQUEST: WorkflowEvent = pullRequestOf({}, { base: BASE, head: HEAD });
const MERGE_GROUP: WorkflowEvent = mergeGroupOf({ base: BASE, head: HEAD });
const COMMENT: WorkflowEvent = commentOf();
const REVIEW: WorkflowEvent = commentOf({ base: BASE, head: HEAD, changedFiles: null });

async function read(world: World, wanted: Record<string, RemotePart>, event = PULL_REQUEST) {
  const request = { wanted: new Map(Object.entries(wanted)), event, github: world.github };
  const { values, commits } = await readRemoteInputs(request, world.conditions);
  return { values: Object.fromEntries(values), commits };
}

async function readFrom(script: GitHubScript, wanted: Record<string, RemotePart>, event?: WorkflowEvent) {
  return read(await newWorld(script), wanted, event);
}

function pullOfFiles(count: number): DemoPull {
  const files = Array.from({ length: count }, (_, index) => ({
    filename: `f${index}`,
    status: 'added',
    additions: 1,
    deletions: 0,
    patch: '@@ -0,0 +1 @@\n+x',
  }));
  return { ...DEMO_PULL, files };
}

const kinds = ({ service }: World) => service.requests.map(({ kind }) => kind);

describe('readRemoteInputs', () => {
  it('reads diff and files of the commits of the event, wherever the head is now', async () => {
    const world = await newWorld({ movedTo: 'f'.repeat(40) });
    const {
      values: { diff, files },
      commits,
    } = await read(world, { diff: 'diff', files: 'files' });
    expect(diff).toContain("+export const ADMIN = 'admin';\n");
    expect(files).toBe(
      '[\n{"path":"README.md","status":"modified","additions":1,"deletions":1},\n{"path":"src/login.ts","status":"added","additions":6,"deletions":0}\n]',
    );
    expect(commits.head).toBe(DEMO_PULL.head);
    expect(kinds(world)).toEqual(['diff', 'files']);
  });

  it('names the former path of a file that was renamed', async () => {
    const renamed = { filename: 'b', previous_filename: 'a', status: 'renamed', additions: 0, deletions: 0 };
    const { values } = await readFrom({ pull: { ...DEMO_PULL, files: [renamed] } }, { files: 'files' });
    expect(JSON.parse(`${values.files}`)).toEqual([
      { path: 'b', status: 'renamed', additions: 0, deletions: 0, previousPath: 'a' },
    ]);
  });

  it('looks up the commits where the event is a comment', async () => {
    const world = await newWorld();
    const { values, commits } = await read(world, { diff: 'diff' }, COMMENT);
    expect(values.diff).toContain('diff --git');
    expect(commits).toEqual({ base: DEMO_PULL.base, head: DEMO_PULL.head, changedFiles: 2 });
    expect(kinds(world)).toEqual(['pull', 'diff']);
  });

  it('reads the diff of the commits of a review, whose event names them', async () => {
    const world = await newWorld();
    const { commits } = await read(world, { diff: 'diff' }, REVIEW);
    expect(commits).toEqual({ base: DEMO_PULL.base, head: DEMO_PULL.head, changedFiles: null });
    expect(kinds(world)).toEqual(['diff', 'files']);
  });

  it('holds the diff of a merge group against the list of its files', async () => {
    const world = await newWorld();
    await read(world, { diff: 'diff' }, MERGE_GROUP);
    expect(kinds(world)).toEqual(['diff', 'files']);
  });

  it('believes the list of the commits where the number of the event is of another moment', async () => {
    const { values } = await readFrom(
      {},
      { diff: 'diff' },
      pullRequestOf({}, { base: BASE, head: HEAD, changedFiles: 3 }),
    );
    expect(values.diff).toContain('diff --git');
  });

  it('gives no diff that lacks a file', async () => {
    const body = 'diff --git a/README.md b/README.md\n@@ -1 +1 @@\n-a\n+b\n';
    const script: GitHubScript = { faults: [{ on: 'diff', does: { status: 200, body } }] };
    for (const event of [PULL_REQUEST, MERGE_GROUP]) {
      await expect(readFrom(script, { diff: 'diff' }, event)).rejects.toThrow('pr:diff is not whole');
    }
  });

  it('gives no diff that ends within a file', async () => {
    const body = 'diff --git a/a b/a\n@@ -1,2 +1,2 @@\n-a\n+b\n';
    const script: GitHubScript = { faults: [{ on: 'diff', does: { status: 200, body } }] };
    await expect(readFrom(script, { diff: 'diff' })).rejects.toThrow('Half a diff is never sent');
  });

  it('gives no diff of so many files that GitHub lists no more', async () => {
    const event = MERGE_GROUP;
    await expect(readFrom({ pull: pullOfFiles(300) }, { diff: 'diff' }, event)).rejects.toThrow(
      'pr:diff is not whole',
    );
    const { values } = await readFrom({ pull: pullOfFiles(299) }, { diff: 'diff' }, event);
    expect(`${values.diff}`.match(/^diff --git/gm)).toHaveLength(299);
  });

  it('lists 300 files only where it is certain that there are no more', async () => {
    const of = (changedFiles: number | null) => pullRequestOf({}, { base: BASE, head: HEAD, changedFiles });
    const script = { pull: pullOfFiles(300) };
    expect(JSON.parse(`${(await readFrom(script, { f: 'files' }, of(300))).values.f}`)).toHaveLength(300);
    for (const count of [301, null]) {
      await expect(readFrom(script, { f: 'files' }, of(count))).rejects.toThrow('pr:files is not whole');
    }
  });

  it('says that GitHub refuses a diff for its size', async () => {
    const patch = `@@ -0,0 +1,20001 @@\n${Array(20_001).fill('+x').join('\n')}`;
    const large = { filename: 'a', status: 'added', additions: 20_001, deletions: 0, patch };
    await expect(readFrom({ pull: { ...DEMO_PULL, files: [large] } }, { diff: 'diff' })).rejects.toThrow(
      /^The diff could not be read for inputs-from\. GitHub answered 406: .*GitHub gives no diff of more than 20,000 lines/,
    );
    await expect(readFrom({ pull: pullOfFiles(301) }, { diff: 'diff' })).rejects.toThrow('406');
  });

  it('refuses a diff of more than 10 MiB', async () => {
    const line = `+${'x'.repeat(1023)}`;
    const patch = `@@ -0,0 +1,10300 @@\n${Array(10_300).fill(line).join('\n')}`;
    const large = { filename: 'a', status: 'added', additions: 10_300, deletions: 0, patch };
    await expect(readFrom({ pull: { ...DEMO_PULL, files: [large] } }, { diff: 'diff' })).rejects.toThrow(
      'pr:diff is larger than 10 MiB',
    );
  });

  it('gives nothing where nothing was changed', async () => {
    const script = { pull: { ...DEMO_PULL, files: [] } };
    await expect(readFrom(script, { a: 'diff' })).rejects.toThrow('pr:diff is empty');
    await expect(readFrom(script, { a: 'files' })).rejects.toThrow('pr:files is empty');
  });

  it('names the permissions where the token may not read', async () => {
    for (const status of [401, 403, 404]) {
      const script: GitHubScript = { faults: [{ on: 'diff', does: { status, body: { message: 'No' } } }] };
      await expect(readFrom(script, { a: 'diff' })).rejects.toThrow('contents: read and pull-requests: read');
    }
  });

  it('asks again where a fault may pass, for a minute at most', async () => {
    const world = await newWorld({
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
    expect((await read(world, { diff: 'diff' })).values.diff).toContain('diff --git');
    expect(world.clock.sleeps).toEqual([0, 250, 250, 5000]);

    const lost = await newWorld({ faults: [{ on: 'diff', at: 'every', does: { status: 502 } }] });
    await expect(read(lost, { diff: 'diff' })).rejects.toThrow(
      'Nothing was sent to the agent: run the job again.',
    );
    expect(lost.clock.monotonic()).toBeLessThanOrEqual(60_000);
  });

  it('ends where the job is cancelled', async () => {
    const world = await newWorld();
    const reason = new CancelledError('SIGTERM');
    world.interruption.abort(reason);
    await expect(read(world, { diff: 'diff' })).rejects.toBe(reason);
    expect(world.service.requests).toEqual([]);
  });
});
