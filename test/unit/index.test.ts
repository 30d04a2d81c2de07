import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// A guard against hanging. A mutant may not keep everybody waiting for what never happens.
const PATIENCE = { timeout: process.env.MUTATION === 'true' ? 5000 : 120_000 };

describe('index', () => {
  let folder = '';
  let exitCode: typeof process.exitCode;
  /** Every end of the process: its exit code, and the outcome that stood by then. */
  const ends: [unknown, string | undefined][] = [];
  // What comes after process.exit never runs.
  const leave = (code: unknown): never => {
    ends.push([code, lastOutcome()]);
    return undefined as never;
  };
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
    vi.spyOn(process, 'exit').mockImplementation(leave);
    vi.resetModules();
    ends.length = 0;
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

  it('has the exit code 1 as soon as it is loaded, and ends with it if the step does not pass', async () => {
    await import('../../src/index.ts');
    expect(process.exitCode).toBe(1);
    await vi.waitUntil(() => ends.length > 0, PATIENCE);
    expect(ends).toEqual([[1, 'invalid-input']]);
  });

  it('ends with the exit code 0 if the step passes, after everything else', async () => {
    vi.stubEnv('INPUT_ALLOW', 'skipped');
    vi.stubEnv('GITHUB_EVENT_NAME', 'pull_request');
    vi.stubEnv('GITHUB_ACTOR', 'dependabot[bot]');
    await import('../../src/index.ts');
    expect(process.exitCode).toBe(1);
    await vi.waitUntil(() => ends.length > 0, PATIENCE);
    expect(ends).toEqual([[0, 'skipped']]);
    expect(process.exitCode).toBe(1);
  });
});
