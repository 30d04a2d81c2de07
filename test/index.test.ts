import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// A guard against hanging. A mutant may not keep everybody waiting for what never happens.
const PATIENCE = { timeout: process.env.MUTATION === 'true' ? 5000 : 120_000 };

describe('index', () => {
  let folder = '';
  let exitCode: typeof process.exitCode;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runner-'));
    exitCode = process.exitCode;
    for (const [name, file] of [
      ['GITHUB_OUTPUT', 'output'],
      ['GITHUB_STEP_SUMMARY', 'summary'],
    ] as const) {
      writeFileSync(join(folder, file), '');
      vi.stubEnv(name, join(folder, file));
    }
    vi.stubEnv('RUNNER_TEMP', folder);
    vi.stubEnv('INPUT_AGENT-ID', '18d20df4-d9b3-4cb0-a009-9f11ec9c5d3d');
    vi.spyOn(process, 'on').mockReturnThis();
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.resetModules();
  });
  afterEach(() => {
    process.exitCode = exitCode;
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  const outcome = () => /^outcome<<.*\n(.*)$/gm;
  const lastOutcome = () =>
    Array.from(readFileSync(join(folder, 'output'), 'utf8').matchAll(outcome())).at(-1)?.[1];

  it('has the exit code 1 as soon as it is loaded, and keeps it where the step does not pass', async () => {
    await import('../src/index.ts');
    expect(process.exitCode).toBe(1);
    await vi.waitUntil(() => lastOutcome() === 'invalid-input', PATIENCE);
    expect(process.exitCode).toBe(1);
  });

  it('sets the exit code 0 where the step passes', async () => {
    vi.stubEnv('INPUT_ON-MISSING-KEY', 'skip');
    vi.stubEnv('GITHUB_EVENT_NAME', 'pull_request');
    vi.stubEnv('GITHUB_ACTOR', 'dependabot[bot]');
    await import('../src/index.ts');
    expect(process.exitCode).toBe(1);
    await vi.waitUntil(() => process.exitCode === 0, PATIENCE);
    expect(lastOutcome()).toBe('skipped');
  });
});
