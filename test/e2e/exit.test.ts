import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import { DAILY_SECURITY_SCAN, DEMO_RUN } from '../../fakes/kindo/data.ts';
import { type KindoService, type ServiceScript, startKindoService } from '../../fakes/kindo/service.ts';
import { type ActionResult, runAction } from '../../fakes/runner/action-run.ts';

const LEFT_OPEN = fileURLToPath(new URL('preload/left-open.mjs', import.meta.url));
const PASSED = { ...DEMO_RUN, takesMs: 0 };
const FAILED = { ...PASSED, status: 'failure' } as const;
// Each causes a warning, because it has no value: more than 1 MB of log.
const MANY_LABELS = Array.from({ length: 20_000 }, (_, index) => index.toString(36).padStart(3, '_'));

/** Runs the action; `watch` is given the process as soon as it runs. */
async function run(
  script: ServiceScript,
  inputs: Readonly<Record<string, string>> = {},
  { nodeArguments = [], watch }: Watched = {},
): Promise<ActionResult> {
  const service = await startKindoService(script);
  try {
    return await runAction({
      inputs: { ...COMMON_INPUTS, 'base-url': service.url, ...inputs },
      nodeArguments,
      onSpawn: (child) => watch?.(child, service),
    });
  } finally {
    await service.close();
  }
}

interface Watched {
  readonly nodeArguments?: readonly string[];
  readonly watch?: (child: ChildProcess, service: KindoService) => void;
}

/** A step that writes more than 1 MB to its log at once, and then ends as `validated`. */
function runVerbose(watch: Watched['watch'] & {}): Promise<ActionResult> {
  const agents = [{ ...DAILY_SECURITY_SCAN, optional: ['severity', ...MANY_LABELS] }];
  const inputs = { 'validate-only': 'true', inputs: `{query: x, ${MANY_LABELS.join()}}` };
  return run({ agents }, inputs, { watch });
}

/** Reads no output after another reader has begun to. */
function stopReading(child: ChildProcess): void {
  setImmediate(() => child.stdout?.pause());
}

/** Reads a part of the output, and the next part after a while. */
function readSlowly({ stdout }: ChildProcess): void {
  stdout?.on('data', () => {
    stdout.pause();
    setTimeout(() => stdout.resume(), 5);
  });
  stdout?.resume();
}

describe.concurrent('the bundled action', () => {
  it.for([
    { status: 'success', run: PASSED, exitCode: 0, outcome: 'passed' },
    { status: 'failure', run: FAILED, exitCode: 1, outcome: 'run-failed' },
  ])(
    'ends after its report if a server, a socket and a timer stay open, and the run was a $status',
    async ({ run: played, exitCode, outcome }, { expect }) => {
      const result = await run({ run: played }, {}, { nodeArguments: ['--import', LEFT_OPEN] });
      expect([result.exitCode, result.outputs.outcome]).toEqual([exitCode, outcome]);
      expect(result.summary).toContain(outcome);
    },
  );

  it('loses no line of more than 1 MB if its reader is slow [F117]', async ({ expect }) => {
    const { printed, exitCode } = await runVerbose((child, service) => {
      stopReading(child);
      const watch = setInterval(() => {
        if (service.requests.length === 0) return;
        clearInterval(watch);
        readSlowly(child);
      }, 50);
    });
    const [log] = printed;
    expect(exitCode).toBe(0);
    expect(log.length).toBeGreaterThan(1_000_000);
    expect(log.match(/^Warning: The value of "\w+" is empty/gm)).toHaveLength(MANY_LABELS.length);
    expect(log.trimEnd().split('\n').at(-1)).toMatch(/^::warning::validated: /);
  });

  it('ends with its exit code if its reader has stopped reading, whatever the signal [F117]', async ({
    expect,
  }) => {
    const ends: unknown[] = [];
    const { printed, outputs } = await runVerbose((child, service) => {
      stopReading(child);
      const signals = setInterval(() => service.requests.length > 0 && child.kill('SIGINT'), 1500);
      child.once('exit', (...end) => {
        clearInterval(signals);
        ends.push(end);
        child.stdout?.resume();
      });
    });
    expect([ends, outputs.outcome]).toEqual([[[0, null]], 'validated']);
    // It was kept waiting, then.
    expect(printed[0]).not.toContain('::warning::validated');
  });
});
