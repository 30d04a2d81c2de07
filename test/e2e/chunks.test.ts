import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { runAction } from '../../demo/action-run.ts';
import { startKindoService } from '../../demo/kindo-service.ts';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The end of a step, and the requests that it sent. */
async function play(root: string, inputs: Readonly<Record<string, string>>) {
  const service = await startKindoService();
  try {
    const given = { ...COMMON_INPUTS, 'base-url': service.url, ...inputs };
    const { exitCode, outputs } = await runAction({ inputs: given, root });
    return { exitCode, outputs, requests: service.requests.map(({ kind }) => kind) };
  } finally {
    await service.close();
  }
}

describe('an action whose parts that are loaded later are gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chunks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const entry of ['action.yml', 'dist']) {
    cpSync(join(ROOT, entry), join(folder, entry), { recursive: true });
  }
  const later = readdirSync(join(folder, 'dist')).filter((name) => /^\d+\.index\.js$/.test(name));
  for (const name of later) rmSync(join(folder, 'dist', name));

  it('fails before anything is sent, where it cannot read its inputs', async () => {
    expect(later.length).toBeGreaterThan(1);
    const { exitCode, outputs, requests } = await play(folder, {});
    expect([exitCode, outputs.outcome, requests]).toEqual([1, 'internal-error', []]);
    expect(outputs.reason).toContain('The action itself failed: ');
  });

  it('starts no run, where it could not tell how one attaches to it', async () => {
    const { exitCode, outputs, requests } = await play(folder, { inputs: '' });
    expect([exitCode, outputs.outcome, requests]).toEqual([1, 'internal-error', ['agent']]);
  });

  it('attaches to no run either', async () => {
    const { exitCode, outputs, requests } = await play(folder, {
      inputs: '',
      'run-id': '3f8a2c1e-0000-4000-8000-000000000001',
    });
    expect([exitCode, outputs.outcome, requests]).toEqual([1, 'internal-error', []]);
  });
});
