import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';

// In a file, and so in a process, of its own: Node keeps the error of a module that threw while it was loaded.

const folder = mkdtempSync(join(tmpdir(), 'event-'));

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

it('finds no pull request in an event file that is not JSON, though the toolkit throws on it', async () => {
  const path = join(folder, 'event.json');
  writeFileSync(path, '{"pull_request": {"head": {"sha": ');
  vi.stubEnv('GITHUB_EVENT_PATH', path);
  await expect(import('@actions/github')).rejects.toThrow(SyntaxError);
  const { readPullRequest } = await import('../../src/platform/event.ts');
  expect(await readPullRequest()).toBeNull();
});
