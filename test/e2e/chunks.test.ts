import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, it } from 'vitest';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import { DEMO_RUN } from '../../fakes/kindo/data.ts';
import { startKindoService } from '../../fakes/kindo/service.ts';
import { runAction } from '../../fakes/runner/action-run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The end of a step, and the requests that it sent. */
async function play(root: string, inputs: Readonly<Record<string, string>>) {
  const service = await startKindoService({ run: { ...DEMO_RUN, takesMs: 0 } });
  try {
    const given = { ...COMMON_INPUTS, 'base-url': service.url, ...inputs };
    const { exitCode, outputs, lines } = await runAction({ inputs: given, root });
    return { exitCode, outputs, lines, requests: service.requests.map(({ kind }) => kind) };
  } finally {
    await service.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'chunks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const later = readdirSync(join(ROOT, 'dist')).filter((name) => /^\d+\.index\.js$/.test(name));

/** The action without some of its parts that are loaded later. */
function actionWithout(...names: readonly string[]): string {
  const root = mkdtempSync(join(folder, 'action-'));
  for (const entry of ['action.yml', 'dist'])
    cpSync(join(ROOT, entry), join(root, entry), { recursive: true });
  for (const name of names) rmSync(join(root, 'dist', name));
  return root;
}

describe.concurrent('the action without any of its lazily loaded chunks', () => {
  it.for([
    { step: 'has inputs', inputs: {}, mostRequests: [] },
    { step: 'has no inputs', inputs: { inputs: '' }, mostRequests: ['agent'] },
    {
      step: 'attaches to a run',
      inputs: { inputs: '', 'run-id': '3f8a2c1e-0000-4000-8000-000000000001' },
      mostRequests: [],
    },
  ])('fails without a start, and logs the error, if the step $step', async (given, { expect }) => {
    const { exitCode, lines, requests } = await play(actionWithout(...later), given.inputs);
    expect(exitCode).toBe(1);
    expect(requests).toEqual(given.mostRequests);
    expect(lines.at(-1)).toMatch(/^::error::internal-error: Nothing could be reported: /);
  });
});

describe.concurrent('the action without one of its lazily loaded chunks', () => {
  it.for(later)('without %s, starts no run, or passes as if it were present', async (name, { expect }) => {
    const { exitCode, outputs, requests } = await play(actionWithout(name), {});
    const starts = requests.filter((kind) => kind === 'start').length;
    if (exitCode === 0) expect([outputs.outcome, starts]).toEqual(['passed', 1]);
    else expect([exitCode, outputs.outcome ?? 'internal-error', starts]).toEqual([1, 'internal-error', 0]);
  });

  it('reports that it cannot read its inputs', async ({ expect }) => {
    const ofYaml = later.filter((name) =>
      readFileSync(join(ROOT, 'dist', name), 'utf8').includes('src/inputs/yaml/mapping.ts'),
    );
    const { exitCode, outputs } = await play(actionWithout(...ofYaml), {});
    expect([ofYaml.length, exitCode, outputs.outcome]).toEqual([1, 1, 'internal-error']);
    expect(outputs.reason).toContain('Internal error: ');
  });
});
