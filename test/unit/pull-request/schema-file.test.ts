import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEMO_PULL, DEMO_REPOSITORY, DEMO_TOKEN, type GitHubScript } from '../../../fakes/github/service.ts';
import { CancelledError, InputError, RequestError } from '../../../src/domain/errors.ts';
import { createSend } from '../../../src/http/transport.ts';
import type { WorkflowEvent } from '../../../src/inputs/event.ts';
import { createContents } from '../../../src/pull-request/contents.ts';
import { readSchemaFile } from '../../../src/pull-request/schema-file.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { commentOf, mergeGroupOf, pullRequestOf } from '../../support/pull-requests.ts';
import { type Setup, useSetups } from './setup.ts';

const newSetup = useSetups();
const folder = mkdtempSync(join(tmpdir(), 'schema-'));
const workspace = join(folder, 'repo');
mkdirSync(join(workspace, 'agents'), { recursive: true });
writeFileSync(join(workspace, 'agents', 'a.json'), '{"from": "the workspace"}');
writeFileSync(join(folder, 'outside.json'), '{"from": "outside"}');
symlinkSync(join(folder, 'outside.json'), join(workspace, 'link.json'));
afterAll(() => rmSync(folder, { recursive: true }));

const BASE = '{"from": "the base — ü"}';
const SCRIPT: GitHubScript = { baseFiles: { 'agents/a.json': BASE } };
const CHANGE = {
  base: { sha: DEMO_PULL.base, ref: null },
  head: { sha: DEMO_PULL.head, ref: null, isFork: false },
};

interface Facts {
  readonly event?: WorkflowEvent | null;
  /** Null: the runner names no event. */
  readonly name?: string | null;
  readonly path?: string;
  readonly hasToken?: boolean;
  readonly token?: string;
}

function read(setup: Setup, facts: Facts = {}): Promise<string> {
  const { event = null, name = 'push', path = 'agents/a.json', hasToken = true, token = DEMO_TOKEN } = facts;
  const contents = createContents({
    token,
    apiUrl: setup.service.url,
    repository: DEMO_REPOSITORY,
    clock: setup.clock,
    send: createSend({}),
    redact: createRedact([token]),
  });
  const github = hasToken ? { ...setup.github, ...contents } : null;
  const variables = {
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: folder,
    ...(name === null ? {} : { GITHUB_EVENT_NAME: name }),
  };
  return readSchemaFile({ path, variables, event, github }, setup.runtime);
}

const kinds = ({ service }: Setup) => service.requests.map(({ kind }) => kind);

describe('the schema', () => {
  it.each([
    ['a pull request', 'pull_request', pullRequestOf({}, CHANGE)],
    ['a merge group', 'merge_group', mergeGroupOf(CHANGE)],
    ['a review', 'pull_request_review', commentOf({ ...CHANGE, changedFiles: null })],
  ])('of %s is read from the base commit [T50]', async (_, name, event) => {
    const setup = await newSetup(SCRIPT);
    expect(await read(setup, { event, name })).toBe(BASE);
    expect(setup.service.requests.map(({ path }) => path)).toEqual([
      `/repos/${DEMO_REPOSITORY}/contents/agents%2Fa.json?ref=${DEMO_PULL.base}`,
    ]);
  });

  it('of a comment on a pull request is read from the base commit that GitHub names [T50]', async () => {
    const setup = await newSetup(SCRIPT);
    expect(await read(setup, { event: commentOf(), name: 'issue_comment' })).toBe(BASE);
    expect(kinds(setup)).toEqual(['pull', 'contents']);
  });

  it('of an event without a name is read from the workspace', async () => {
    expect(await read(await newSetup(SCRIPT), { name: null })).toBe('{"from": "the workspace"}');
  });

  it('of a workflow_run is read from the default branch [T50]', async () => {
    const setup = await newSetup(SCRIPT);
    expect(await read(setup, { name: 'workflow_run' })).toBe(BASE);
    expect(setup.service.requests.map(({ path }) => path)).toEqual([
      `/repos/${DEMO_REPOSITORY}/contents/agents%2Fa.json`,
    ]);
  });

  it.each(['push', 'schedule', 'workflow_dispatch', 'issue_comment'])(
    'of %s is read from the workspace',
    async (name) => {
      const setup = await newSetup(SCRIPT);
      expect(await read(setup, { name, hasToken: false })).toBe('{"from": "the workspace"}');
      expect(kinds(setup)).toEqual([]);
    },
  );

  it.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'merge_group',
  ])('of a %s whose payload cannot be read is never read from the workspace [T50]', async (name) => {
    await expect(read(await newSetup(SCRIPT), { name })).rejects.toThrow(
      `result-schema "agents/a.json" cannot be read: the payload of the event ${name} names no base commit`,
    );
  });

  it.each([
    [
      'missing.json',
      'which cannot be found (ENOENT): check the path. The nearest name in that folder is "link.json". The file is read from the workspace: run actions/checkout before this step.',
    ],
    ['agents', 'which is not a regular file: use a text file.'],
    [
      'link.json',
      'whose path has a symbolic link, and no link is followed: write the path that the link points to.',
    ],
    [
      '../outside.json',
      'which is outside of the workspace and of RUNNER_TEMP: copy the file into one of them.',
    ],
  ])('in the workspace at %s is an error', async (path, clause) => {
    const work = read(await newSetup(), { path });
    await expect(work).rejects.toBeInstanceOf(InputError);
    await expect(work).rejects.toThrow(new InputError(`result-schema "${path}" names a file ${clause}`));
    await expect(work).rejects.toMatchObject({ cause: expect.any(InputError) });
  });

  it.each([
    [
      'that the base has not',
      'agents/b.json',
      'Add the schema to the base branch first. Give the job the permission contents: read.',
    ],
    ['that is a folder', 'agents', 'it is not a file of at most 1 MB. Write the path of a JSON file.'],
    ['that is a submodule', 'sub', 'it is not a file of at most 1 MB. Write the path of a JSON file.'],
    ['of more than 1 MB', 'large.json', 'it is not a file of at most 1 MB. Write the path of a JSON file.'],
  ])('%s is an error that says how to fix it [B77]', async (_, path, advice) => {
    const baseFiles = { 'agents/a.json': BASE, sub: null, 'large.json': ' '.repeat(1_000_001) };
    const work = read(await newSetup({ baseFiles }), { event: pullRequestOf({}, CHANGE), path });
    await expect(work).rejects.toBeInstanceOf(InputError);
    await expect(work).rejects.toThrow(
      `result-schema "${path}" could not be read from the base commit ${DEMO_PULL.base}: `,
    );
    await expect(work).rejects.toThrow(advice);
    await expect(work).rejects.toMatchObject({ cause: expect.any(RequestError) });
  });

  it('that is not UTF-8 is an error', async () => {
    const content = Buffer.from([0x7b, 0xff, 0x7d]).toString('base64');
    const body = { type: 'file', encoding: 'base64', content };
    const setup = await newSetup({ faults: [{ on: 'contents', does: { status: 200, body } }] });
    await expect(read(setup, { event: pullRequestOf({}, CHANGE) })).rejects.toMatchObject({
      message: 'result-schema "agents/a.json" is not UTF-8 text: save it as UTF-8.',
      cause: expect.any(TypeError),
    });
  });

  it.each([
    [{ type: 'file', encoding: 'base64' }, ''],
    [{ type: 'file', encoding: 'base64', content: 'e30=' }, '{}'],
    [{ type: 'symlink', encoding: 'base64', content: 'e30=' }, null],
    [{ type: 'file', encoding: 'none', content: 'e30=' }, null],
  ])('is read only from a file with a content: %j', async (body, text) => {
    const setup = await newSetup({ faults: [{ on: 'contents', at: 'every', does: { status: 200, body } }] });
    const work = read(setup, { event: pullRequestOf({}, CHANGE) });
    if (text === null) await expect(work).rejects.toThrow('it is not a file of at most 1 MB');
    else expect(await work).toBe(text);
  });

  it('is read again after a transient error', async () => {
    const setup = await newSetup({
      ...SCRIPT,
      faults: [{ on: 'contents', does: { status: 503, body: {} } }],
    });
    const work = read(setup, { name: 'workflow_run' });
    expect(await work).toBe(BASE);
    expect(kinds(setup)).toEqual(['contents', 'contents']);
  });

  it('is an error before any start if GitHub does not return it in time', async () => {
    const setup = await newSetup({
      faults: [{ on: 'contents', at: 'every', does: { status: 503, body: {} } }],
    });
    const work = read(setup, { name: 'workflow_run' }).catch((error: unknown) => error);
    expect(String(await work)).toContain('could not be read from the default branch: ');
    expect(String(await work)).toContain('Nothing was started. Re-run the job.');
  });

  it('needs a token on such an event, with permission to read', async () => {
    const event = pullRequestOf({}, CHANGE);
    await expect(read(await newSetup(SCRIPT), { event, hasToken: false })).rejects.toThrow(
      'github-token is empty, and result-schema "agents/a.json" is read from GitHub on this event.',
    );
    const advice =
      'Give the job the permission contents: read. github-token must be a token of this repository.';
    await expect(read(await newSetup(SCRIPT), { event, token: 'another' })).rejects.toThrow(advice);
    const does = { status: 403, body: { message: 'No' } };
    const forbidden = await newSetup({ ...SCRIPT, faults: [{ on: 'contents', does }] });
    await expect(read(forbidden, { event })).rejects.toThrow(advice);
  });

  it('does not delay a cancelled job', async () => {
    const setup = await newSetup(SCRIPT);
    setup.interruption.abort(new CancelledError('SIGINT'));
    await expect(read(setup, { name: 'workflow_run' })).rejects.toBeInstanceOf(CancelledError);
  });
});
