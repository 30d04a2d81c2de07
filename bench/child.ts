import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a process has cost. */
export interface Cost {
  /** Milliseconds from its spawning to its end. */
  readonly wallMs: number;
  /** Milliseconds of processor time. */
  readonly cpuMs: number;
  /** The most memory that it had, in MiB. */
  readonly peakMib: number;
  readonly exitCode: number | null;
}

const REPORTER = fileURLToPath(new URL('report-cost.mjs', import.meta.url));

/** Runs Node with these arguments and environment, nothing inherited but the way to find programs. */
export async function runNode(
  nodeArguments: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Cost> {
  const folder = await mkdtemp(join(tmpdir(), 'cost-'));
  const file = join(folder, 'cost.json');
  try {
    const beganAt = performance.now();
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(process.execPath, ['--import', REPORTER, ...nodeArguments], {
        env: { PATH: process.env.PATH, COST_FILE: file, ...env },
        stdio: 'ignore',
      });
      child.once('error', reject);
      child.once('close', resolve);
    });
    const wallMs = performance.now() - beganAt;
    const { cpuMs, peakMib } = JSON.parse(await readFile(file, 'utf8'));
    return { wallMs, cpuMs, peakMib, exitCode };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
