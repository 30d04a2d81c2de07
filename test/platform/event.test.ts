import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PullRequestEvent } from '../../src/platform/event.ts';

const BASE = { repo: { full_name: 'octo/app' } };
const SHA = '3f786850e387550fdab836ed7e6dc881de23001b';

let folder = '';
let evaluations = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-'));
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.doUnmock('@actions/github');
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Reads the pull request with the real toolkit, which reads the event's file once, as it is loaded: so loads it anew. */
async function readWith(path: string | undefined): Promise<PullRequestEvent | null> {
  vi.stubEnv('GITHUB_EVENT_PATH', path);
  evaluations += 1;
  const anew = `${import.meta.resolve('@actions/github')}?evaluation=${evaluations}`;
  vi.doMock('@actions/github', () => import(/* @vite-ignore */ anew));
  const { readPullRequest } = await import('../../src/platform/event.ts');
  return readPullRequest();
}

function readEvent(payload: unknown): Promise<PullRequestEvent | null> {
  const path = join(folder, 'event.json');
  writeFileSync(path, JSON.stringify(payload));
  return readWith(path);
}

describe('readPullRequest', () => {
  it.each([
    ['another repository', { full_name: 'mallory/app' }, BASE, true],
    ['the same repository', { full_name: 'octo/app' }, BASE, false],
    ['a repository that is gone', null, BASE, false],
    ['a repository that is not named', undefined, BASE, false],
    ['another repository, of an unknown base', { full_name: 'mallory/app' }, {}, false],
    ['another repository, of a base that is gone', { full_name: 'mallory/app' }, { repo: null }, false],
  ])('reads the head commit of %s, and whether that is a fork', async (_what, repo, base, fromFork) => {
    const payload = { pull_request: { head: { sha: SHA, repo }, base } };
    expect(await readEvent(payload)).toEqual({ headSha: SHA, fromFork });
  });

  it.each([
    ['a push', { ref: 'refs/heads/main', after: SHA }],
    ['a pull request without a head', { pull_request: { base: BASE } }],
    ['a head without a commit', { pull_request: { head: { repo: BASE.repo }, base: BASE } }],
    ['a commit that is no text', { pull_request: { head: { sha: 1 }, base: BASE } }],
    ['a repository without a name', { pull_request: { head: { sha: SHA, repo: {} }, base: BASE } }],
    ['a list', []],
    ['a word', 'pull_request'],
    ['nothing', null],
  ])('finds no pull request in %s', async (_what, payload) => {
    expect(await readEvent(payload)).toBeNull();
  });

  it('finds no pull request where there is no event file at all', async () => {
    expect(await readWith(undefined)).toBeNull();
  });

  it('finds no pull request where the event file is missing', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const path = join(folder, 'missing.json');
    expect(await readWith(path)).toBeNull();
    expect(write).toHaveBeenCalledWith(expect.stringContaining(`${path} does not exist`));
  });
});
