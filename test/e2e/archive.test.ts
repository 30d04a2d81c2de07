import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import { startKindoService } from '../../fakes/kindo/service.ts';
import { runAction } from '../../fakes/runner/action-run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('the archive that a runner downloads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const archive = execFileSync('git', ['archive', '--format=tar', 'HEAD'], { cwd: ROOT, maxBuffer: 1 << 28 });
  execFileSync('tar', ['-x', '-f', '-', '-C', folder], { input: archive });

  it('contains the action, and no file that only its development needs', () => {
    expect(readdirSync(folder).toSorted()).toEqual(['LICENSE', 'README.md', 'action.yml', 'dist']);
    expect(readdirSync(join(folder, 'dist'))).toEqual(readdirSync(join(ROOT, 'dist')));
  });

  it('runs without a build or an install [T25]', async () => {
    const service = await startKindoService();
    try {
      const inputs = { ...COMMON_INPUTS, 'base-url': service.url };
      const { exitCode, outputs } = await runAction({ inputs, root: folder });
      expect([exitCode, outputs.outcome]).toEqual([0, 'passed']);
    } finally {
      await service.close();
    }
  });
});
