import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitsOf, readEvent, type WorkflowEvent } from '../../../src/inputs/event.ts';
import { BASE_SHA, HEAD_SHA } from '../../support/pull-requests.ts';

const REPO = { full_name: 'octo/app' };
const PAGE = {
  number: 17,
  title: 'Add it',
  body: 'Please.',
  html_url: 'https://github.com/octo/app/pull/17',
};
const KNOWN_PAGE = {
  number: 17,
  title: 'Add it',
  body: 'Please.',
  url: 'https://github.com/octo/app/pull/17',
};
const HEAD = { sha: HEAD_SHA, ref: 'topic', repo: REPO };
const BASE = { sha: BASE_SHA, ref: 'main', repo: REPO };
const PULL = { ...PAGE, changed_files: 3, head: HEAD, base: BASE };

const CHANGE = {
  base: { sha: BASE_SHA, ref: 'main' },
  head: { sha: HEAD_SHA, ref: 'topic', isFork: false },
  changedFiles: 3,
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function readText(text: string): Promise<WorkflowEvent | null> {
  const path = join(folder, 'event.json');
  writeFileSync(path, text);
  return readEvent(path);
}

const read = (payload: unknown) => readText(JSON.stringify(payload));

describe('readEvent', () => {
  it('reads the texts and commits of a pull request', async () => {
    expect(await read({ action: 'opened', number: 17, pull_request: PULL })).toEqual({
      kind: 'pull-request',
      isClosing: false,
      ...KNOWN_PAGE,
      change: CHANGE,
    });
  });

  it.each([
    ['closed', true],
    ['edited', false],
    [undefined, false],
  ])('reads from the action %s whether the pull request was closed: %s', async (action, isClosing) => {
    expect(await read({ action, pull_request: PULL })).toMatchObject({ kind: 'pull-request', isClosing });
  });

  it('reads null as an empty description', async () => {
    expect(await read({ pull_request: { ...PULL, body: null } })).toMatchObject({ body: '' });
  });

  it.each([
    ['title', undefined, { title: null }],
    ['title', null, { title: null }],
    ['title', 7, { title: null }],
    ['body', undefined, { body: null }],
    ['body', ['Please.'], { body: null }],
    ['html_url', undefined, { url: null }],
    ['html_url', null, { url: null }],
    ['html_url', {}, { url: null }],
  ])('reads a pull request whose %s is %j, as unknown', async (field, value, unknown) => {
    const page = { ...KNOWN_PAGE, ...unknown };
    expect(await read({ pull_request: { ...PULL, [field]: value } })).toEqual({
      kind: 'pull-request',
      isClosing: false,
      ...page,
      change: CHANGE,
    });
    expect(await read({ issue: { ...PAGE, pull_request: {}, [field]: value } })).toMatchObject(page);
  });

  it.each([undefined, null, '3'])('has no number of files for %j', async (changed_files) => {
    expect(await read({ pull_request: { ...PULL, changed_files } })).toMatchObject({
      change: { changedFiles: null },
    });
  });

  it.each([
    ['another repository', { full_name: 'mallory/app' }, REPO, true],
    ['the same repository', REPO, REPO, false],
    ['a repository that is gone', null, REPO, true],
    ['a repository that is gone, of an unknown base', null, undefined, true],
    ['a repository that is not named', undefined, REPO, false],
    ['another repository, of an unknown base', { full_name: 'mallory/app' }, undefined, false],
    ['another repository, of a base that is gone', { full_name: 'mallory/app' }, null, false],
    ['a repository without a name', {}, REPO, false],
    ['another repository, of a base without a name', { full_name: 'mallory/app' }, { full_name: 7 }, false],
    ['a repository that is no object', 'octo/app', REPO, false],
  ])('says for %s whether it is a fork [F154]', async (_what, head, base, isFork) => {
    const payload = {
      pull_request: { ...PULL, head: { ...HEAD, repo: head }, base: { ...BASE, repo: base } },
    };
    expect(await read(payload)).toMatchObject({ change: { head: { isFork } } });
  });

  it.each([undefined, null, 7])('reads a pull request whose branches are %j, as unknown', async (ref) => {
    const payload = { pull_request: { ...PULL, base: { ...BASE, ref }, head: { ...HEAD, ref } } };
    expect(await read(payload)).toMatchObject({ change: { base: { ref: null }, head: { ref: null } } });
  });

  it('reads the branches of a pull request unchanged', async () => {
    const ref = 'topic/refs/heads/main';
    const payload = { pull_request: { ...PULL, base: { ...BASE, ref }, head: { ...HEAD, ref } } };
    expect(await read(payload)).toMatchObject({ change: { base: { ref }, head: { ref } } });
  });

  it('reads the commits of a merge group, and its branches without their prefix', async () => {
    const merge_group = {
      head_sha: HEAD_SHA,
      head_ref: 'refs/heads/gh-readonly-queue/refs/heads/main/pr-17',
      base_sha: BASE_SHA,
      base_ref: 'refs/heads/main',
    };
    expect(await read({ action: 'checks_requested', merge_group })).toEqual({
      kind: 'merge-group',
      change: {
        base: { sha: BASE_SHA, ref: 'main' },
        head: { sha: HEAD_SHA, ref: 'gh-readonly-queue/refs/heads/main/pr-17', isFork: false },
        changedFiles: null,
      },
    });
  });

  it('reads a merge group that does not name its branches', async () => {
    expect(await read({ merge_group: { head_sha: HEAD_SHA, base_sha: BASE_SHA } })).toMatchObject({
      change: { base: { ref: null }, head: { ref: null } },
    });
  });

  it.each(['review', 'comment'])('reads a %s of a pull request with its commits', async (field) => {
    const pull_request = { ...PULL, changed_files: undefined };
    expect(await read({ action: 'created', [field]: { body: '/review' }, pull_request })).toEqual({
      kind: 'comment',
      ...KNOWN_PAGE,
      change: { ...CHANGE, changedFiles: null },
    });
  });

  it('reads the texts of a pull request from a comment on it, which names no commits', async () => {
    const issue = { ...PAGE, pull_request: { url: 'https://api.github.com/repos/octo/app/pulls/17' } };
    expect(await read({ issue, comment: { body: '/review' } })).toEqual({
      kind: 'comment',
      ...KNOWN_PAGE,
      change: null,
    });
  });

  it.each([
    ['a push', { ref: 'refs/heads/main', after: HEAD_SHA }],
    ['a comment on an issue', { issue: PAGE }],
    ['a pull request without a head', { pull_request: { ...PULL, head: undefined } }],
    ['a head without a commit', { pull_request: { ...PULL, head: { repo: REPO } } }],
    ['a commit that is no text', { pull_request: { ...PULL, head: { ...HEAD, sha: 1 } } }],
    ['a commit that is no SHA', { pull_request: { ...PULL, head: { ...HEAD, sha: 'main...evil' } } }],
    [
      'a commit with something before it',
      { pull_request: { ...PULL, head: { ...HEAD, sha: `..${HEAD_SHA}` } } },
    ],
    [
      'a commit with something behind it',
      { pull_request: { ...PULL, base: { ...BASE, sha: `${BASE_SHA}?x` } } },
    ],
    ['a pull request without a number', { pull_request: { ...PULL, number: undefined } }],
    ['a pull request whose number is a text', { pull_request: { ...PULL, number: '17' } }],
    ['a list', []],
    ['a word', 'pull_request'],
    ['nothing', null],
  ])('finds no pull request in %s', async (_what, payload) => {
    expect(await read(payload)).toBeNull();
  });

  it('finds no pull request if the file is not JSON, is missing, or is not named [B62]', async () => {
    expect(await readText('{"pull_request": {"head": ')).toBeNull();
    expect(await readEvent(join(folder, 'missing.json'))).toBeNull();
    expect(await readEvent('')).toBeNull();
  });
});

describe('commitsOf', () => {
  it('returns the commits of a change, and its number of files', () => {
    expect(commitsOf(CHANGE)).toEqual({ base: BASE_SHA, head: HEAD_SHA, changedFiles: 3 });
  });
});
