import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import {
  DEMO_RUN,
  FIRST_RUN_ID,
  type KindoService,
  type ServiceScript,
  startKindoService,
} from '../../fakes/kindo/service.ts';
import { type ActionResult, runAction } from '../../fakes/runner/action-run.ts';

const ENDLESS: ServiceScript = { run: { ...DEMO_RUN, takesMs: Number.POSITIVE_INFINITY } };

interface Situation {
  readonly service: ServiceScript;
  readonly preload?: string;
  /** Watches for the moment at which the process is sent its signals. */
  readonly interrupt?: (service: KindoService, child: ChildProcess, lines: LineEvents) => void;
}

type LineEvents = (pattern: RegExp, act: () => void) => void;

/** Runs the action with a separate service. */
async function run({
  service: script,
  preload,
  interrupt,
}: Situation): Promise<ActionResult & { starts: number }> {
  const service = await startKindoService(script);
  const watches: { pattern: RegExp; act: () => void }[] = [];
  try {
    const result = await runAction({
      inputs: { ...COMMON_INPUTS, 'base-url': service.url },
      nodeArguments:
        preload === undefined
          ? []
          : ['--import', fileURLToPath(new URL(`preload/${preload}`, import.meta.url))],
      onSpawn: (child) => interrupt?.(service, child, (pattern, act) => watches.push({ pattern, act })),
      onLine: (line) => {
        for (const { pattern, act } of watches) if (pattern.test(line)) act();
      },
    });
    return { ...result, starts: service.startRequests() };
  } finally {
    await service.close();
  }
}

describe.concurrent('the bundled action', () => {
  it.for(['SIGINT', 'SIGTERM'] as const)(
    'fails on %s, with outputs and summary [F113]',
    async (signal, { expect }) => {
      const result = await run({
        service: ENDLESS,
        interrupt: (_service, child, onLine) => onLine(/The run is in_progress/, () => child.kill(signal)),
      });
      expect(result.exitCode).toBe(1);
      expect(result.outputs).toMatchObject({
        outcome: 'abandoned',
        'run-id': FIRST_RUN_ID,
        status: 'in_progress',
      });
      expect(result.outputs.reason).toContain(`(${signal})`);
      expect(result.summary).toContain(`run-id: ${FIRST_RUN_ID}`);
      expect(result.lines.filter((line) => line.startsWith('::error::'))).toHaveLength(1);
    },
  );

  it('reports once if several signals follow one another [F114]', async ({ expect }) => {
    const result = await run({
      service: ENDLESS,
      interrupt: (_service, child, onLine) =>
        onLine(/The run is in_progress/, () => {
          for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) child.kill(signal);
        }),
    });
    expect(result.exitCode).toBe(1);
    expect(result.outputs.outcome).toBe('abandoned');
    expect(result.summary.match(/^## /gm)).toHaveLength(1);
  });

  it('leaves the run in its outputs and in the post step when it is killed [F41 F115 T32]', async ({
    expect,
  }) => {
    const result = await run({
      service: ENDLESS,
      interrupt: (_service, child, onLine) => onLine(/The run is in_progress/, () => child.kill('SIGKILL')),
    });
    expect(result.exitCode).toBe(null);
    expect(result.outputs).toMatchObject({
      outcome: 'abandoned',
      'run-id': FIRST_RUN_ID,
      status: 'in_progress',
    });
    expect(result.post.exitCode).toBe(0);
    expect(result.post.lines[0]).toContain(`Run ${FIRST_RUN_ID} was started, and may still be running`);
    expect(result.post.lines).toContain(`|     run-id: ${FIRST_RUN_ID}`);
    expect(result.post.summary).toContain(`    run-id: ${FIRST_RUN_ID}`);
  });

  it('leaves a notice that a run may exist when it is killed before the start has a response [F115]', async ({
    expect,
  }) => {
    const result = await run({
      service: { faults: [{ on: 'start', does: { hang: true, alsoStarts: true } }] },
      interrupt: (service, child) => service.onAccepted(() => setTimeout(() => child.kill('SIGKILL'), 200)),
    });
    expect(result.exitCode).toBe(null);
    expect(result.outputs.outcome).toBe('internal-error');
    expect(result.post.exitCode).toBe(0);
    expect(result.post.lines).toEqual([expect.stringContaining('so a run may exist. Check the service')]);
    expect(result.post.summary).toContain('so a run may exist. Check the service');
  });

  it('leaves no notice when it is killed before any start', async ({ expect }) => {
    const result = await run({
      service: { faults: [{ on: 'agent', does: { hang: true } }] },
      interrupt: (_service, child, onLine) =>
        onLine(/^::endgroup::/, () => setTimeout(() => child.kill('SIGKILL'), 200)),
    });
    expect(result.exitCode).toBe(null);
    expect(result.post).toEqual({ exitCode: 0, lines: [], summary: '' });
  });

  it('fails, and reports, if a request never settles and nothing keeps the process alive [F1]', async ({
    expect,
  }) => {
    const result = await run({ service: {}, preload: 'never-settles.mjs' });
    expect(result.exitCode).toBe(1);
    expect(result.outputs.outcome).toBe('internal-error');
    expect(result.outputs.reason).toContain('the process ran out of work before there was a verdict');
    expect(result.summary).toContain('internal-error');
  });

  it('fails even if it cannot detect that the process ends [F1]', async ({ expect }) => {
    const result = await run({ service: {}, preload: 'unwatched.mjs' });
    expect(result.exitCode).toBe(1);
    expect(result.outputs.outcome).toBe('internal-error');
    expect(result.summary).toBe('');
  });
});
