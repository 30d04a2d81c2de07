import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EOL, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEMO_PULL, DEMO_REPOSITORY, DEMO_TOKEN, startGitHubService } from '../../fakes/github/service.ts';

const KEPT = { lines: ['Run run-1 was started.', '::error::forged\nline'], summary: '## ❌ Ended' };

describe('the post step', () => {
  let folder = '';
  let summaryFile = '';
  let printed = '';
  let exitCode: typeof process.exitCode;

  beforeEach(() => {
    exitCode = process.exitCode;
    process.exitCode = undefined;
    folder = mkdtempSync(join(tmpdir(), 'runner-'));
    summaryFile = join(folder, 'summary');
    writeFileSync(summaryFile, 'before\n');
    printed = '';
    vi.stubEnv('GITHUB_STEP_SUMMARY', summaryFile);
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += text;
      return true;
    });
    vi.resetModules();
  });
  afterEach(() => {
    process.exitCode = exitCode;
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  const summary = () => readFileSync(summaryFile, 'utf8');
  const keep = (kept: unknown) => vi.stubEnv('STATE_unfinished', JSON.stringify(kept));
  const run = async () => (await import('../../src/post.ts')).done;

  it('repeats the notice of a killed step in log and summary, with every line escaped [F115]', async () => {
    keep(KEPT);
    await run();
    expect(printed.split(EOL)).toEqual(['Run run-1 was started.', '\\::error::forged line', '']);
    expect(summary()).toBe(`before\n## ❌ Ended${EOL}`);
    expect(process.exitCode).toBeUndefined();
  });

  it('does not wait for a summary that is no regular file [F162]', async () => {
    keep(KEPT);
    vi.stubEnv('GITHUB_STEP_SUMMARY', folder);
    await run();
    expect(printed.split(EOL)).toEqual(['Run run-1 was started.', '\\::error::forged line', '']);
    expect(process.exitCode).toBeUndefined();
  });

  it('prints nothing if the step has reported', async () => {
    keep(KEPT);
    vi.stubEnv('STATE_reported', 'true');
    await run();
    expect([printed, summary()]).toEqual(['', 'before\n']);
  });

  it('ends the pending commit status of a killed step, and logs its errors [F145]', async () => {
    const service = await startGitHubService({
      statuses: [{ state: 'pending', context: 'gate', target_url: 'https://x.test/' }],
      mayWriteStatuses: false,
    });
    const place = { sha: DEMO_PULL.head, context: 'gate', targetUrl: 'https://x.test/' };
    const left = { apiUrl: service.url, repository: DEMO_REPOSITORY, ...place, id: 1 };
    vi.stubEnv('STATE_pending', JSON.stringify(left));
    vi.stubEnv('INPUT_GITHUB-TOKEN', DEMO_TOKEN);
    await run();
    expect(printed).toContain('Give the job the permission statuses: write');
    expect(printed).toMatch(/^Warning: The commit status "gate" could not be written: /);
    expect(service.requests.map(({ kind }) => kind)).toEqual(['statuses', 'status']);
    expect(process.exitCode).toBeUndefined();
    await service.close();
  });

  it('prints nothing if the saved status cannot be read', async () => {
    vi.stubEnv('STATE_pending', '{');
    await run();
    expect([printed, process.exitCode]).toEqual(['', undefined]);
  });

  it('prints nothing if the step has saved nothing', async () => {
    await run();
    expect([printed, summary()]).toEqual(['', 'before\n']);
  });

  it('writes no summary if none is requested, or the runner names no file', async () => {
    keep({ ...KEPT, summary: '' });
    await run();
    expect(summary()).toBe('before\n');

    keep(KEPT);
    for (const file of ['', undefined]) {
      vi.stubEnv('GITHUB_STEP_SUMMARY', file);
      vi.resetModules();
      await run();
    }
    expect(printed.match(/Run run-1 was started\./g)).toHaveLength(3);
  });

  it.each([
    ['a state that is no JSON', () => vi.stubEnv('STATE_unfinished', '{"lines":')],
    ['a state that is null', () => keep(null)],
    [
      'a summary that cannot be written',
      () => {
        keep(KEPT);
        vi.stubEnv('GITHUB_STEP_SUMMARY', join(folder, 'missing', 'summary'));
      },
    ],
  ])('does not fail the job for %s [F115]', async (_, prepare) => {
    prepare();
    await expect(run()).resolves.toBeUndefined();
    expect(process.exitCode).toBeUndefined();
  });
});
