import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPullRequest } from '../../../src/pull-request/event.ts';
import type { PullRequest } from '../../../src/pull-request/pull-request.ts';
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
const HEAD = { sha: HEAD_SHA, repo: REPO };
const BASE = { sha: BASE_SHA, repo: REPO };
const PULL = { ...PAGE, changed_files: 3, head: HEAD, base: BASE };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function readText(text: string): Promise<PullRequest | null> {
  const path = join(folder, 'event.json');
  writeFileSync(path, text);
  return readPullRequest(path);
}

const read = (payload: unknown) => readText(JSON.stringify(payload));

describe('readPullRequest', () => {
  it('reads page and commits of a pull request', async () => {
    expect(await read({ action: 'opened', number: 17, pull_request: PULL })).toEqual({
      page: KNOWN_PAGE,
      commits: { base: BASE_SHA, head: HEAD_SHA, changedFiles: 3 },
      fromFork: false,
    });
  });

  it('takes null for an empty description', async () => {
    expect(await read({ pull_request: { ...PULL, body: null } })).toMatchObject({ page: { body: '' } });
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
      page,
      commits: { base: BASE_SHA, head: HEAD_SHA, changedFiles: 3 },
      fromFork: false,
    });
    expect(await read({ issue: { ...PAGE, pull_request: {}, [field]: value } })).toMatchObject({ page });
  });

  it.each([undefined, null, '3'])('does not know how many files differ from %j', async (changed_files) => {
    expect(await read({ pull_request: { ...PULL, changed_files } })).toMatchObject({
      commits: { changedFiles: null },
    });
  });

  it.each([
    ['another repository', { full_name: 'mallory/app' }, REPO, true],
    ['the same repository', REPO, REPO, false],
    ['a repository that is gone', null, REPO, false],
    ['a repository that is not named', undefined, REPO, false],
    ['another repository, of an unknown base', { full_name: 'mallory/app' }, undefined, false],
    ['another repository, of a base that is gone', { full_name: 'mallory/app' }, null, false],
    ['a repository without a name', {}, REPO, false],
    ['another repository, of a base without a name', { full_name: 'mallory/app' }, { full_name: 7 }, false],
    ['a repository that is no object', 'octo/app', REPO, false],
  ])('says of %s whether that is a fork', async (_what, head, base, fromFork) => {
    const payload = {
      pull_request: { ...PULL, head: { ...HEAD, repo: head }, base: { ...BASE, repo: base } },
    };
    expect(await read(payload)).toMatchObject({ fromFork });
  });

  it('reads the commits of a merge group, which has no page', async () => {
    expect(await read({ merge_group: { head_sha: HEAD_SHA, base_sha: BASE_SHA, head_ref: 'x' } })).toEqual({
      page: null,
      commits: { base: BASE_SHA, head: HEAD_SHA, changedFiles: null },
      fromFork: false,
    });
  });

  it('reads the page of a pull request that is commented on, which names no commits', async () => {
    const issue = { ...PAGE, pull_request: { url: 'https://api.github.com/repos/octo/app/pulls/17' } };
    expect(await read({ issue, comment: { body: '/review' } })).toEqual({
      page: KNOWN_PAGE,
      commits: null,
      fromFork: false,
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

  it('finds no pull request where the file is not JSON, is missing, or is not named [B62]', async () => {
    expect(await readText('{"pull_request": {"head": ')).toBeNull();
    expect(await readPullRequest(join(folder, 'missing.json'))).toBeNull();
    expect(await readPullRequest('')).toBeNull();
  });
});
