import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import { DAILY_SECURITY_SCAN, DEMO_RUN } from '../../fakes/kindo/data.ts';
import { type KindoService, startKindoService } from '../../fakes/kindo/service.ts';
import { type ActionResult, runAction } from '../../fakes/runner/action-run.ts';
import { commandsIn } from '../../fakes/runner/commands.ts';

const PASSED = { pendingMs: 0, result: 'pass', steps: [{ name: 'Scan', result: 'pass', explanation: null }] };

const MESSAGE = 'Security scan complete. No critical findings.';
const QUICK = { ...DEMO_RUN, takesMs: 0, evals: PASSED, message: MESSAGE };

/** Runs the action in an environment that differs from the usual one so. */
async function run(
  env: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
  optional: readonly string[] = [],
): Promise<ActionResult & { readonly service: KindoService }> {
  const service = await startKindoService({
    agents: [{ ...DAILY_SECURITY_SCAN, optional: ['severity', ...optional] }],
    run: QUICK,
  });
  try {
    const result = await runAction({
      inputs: { ...COMMON_INPUTS, 'base-url': service.url, ...inputs },
      env,
    });
    return { ...result, service };
  } finally {
    await service.close();
  }
}

describe.concurrent('the bundled action', () => {
  it('writes its outputs, and nothing else, as commands if the runner names no output file [F3]', async ({
    expect,
  }) => {
    const { exitCode, printed } = await run({ GITHUB_OUTPUT: '' });
    expect(exitCode).toBe(0);
    const commands = commandsIn(printed[0]);
    const outputs = new Map(
      commands
        .filter(({ name }) => name === 'set-output')
        .map((set) => [set.properties.get('name'), set.data]),
    );
    expect(outputs.get('outcome')).toBe('passed');
    expect(outputs.get('result')).toBe(MESSAGE);
    expect(new Set(commands.map(({ name }) => name))).toEqual(
      new Set(['add-mask', 'set-output', 'group', 'endgroup']),
    );
  });

  it.for(['', '/nonexistent/summary'])(
    'passes without a summary, with a warning, if the summary file is "%s" [F4]',
    async (path, { expect }) => {
      const { outputs, exitCode, lines } = await run({ GITHUB_STEP_SUMMARY: path });
      expect([outputs.outcome, exitCode]).toEqual(['passed', 0]);
      expect(lines.join('\n')).toMatch(/Warning: The job summary could not be written/);
    },
  );

  it('passes without files, with a warning, if the temporary folder does not exist [F124]', async ({
    expect,
  }) => {
    const { outputs, exitCode, summary } = await run({ RUNNER_TEMP: '/nonexistent/temp' });
    expect(outputs).toMatchObject({ outcome: 'passed', 'result-file': '', 'report-file': '' });
    expect(outputs.result).toBe(MESSAGE);
    expect(exitCode).toBe(0);
    expect(summary).toMatch(/The file `result\.md` could not be written/);
  });

  it('shares nothing with another step that runs at the same time in the same folder [F125]', async ({
    expect,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'shared-'));
    try {
      const steps = await Promise.all([run({ RUNNER_TEMP: folder }), run({ RUNNER_TEMP: folder })]);
      expect(steps.map(({ outputs }) => outputs.outcome)).toEqual(['passed', 'passed']);
      expect(new Set(steps.map(({ outputs }) => outputs['result-file'])).size).toBe(2);
      expect(await readdir(folder)).toHaveLength(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('ignores a variable that an earlier step may have set instead of an input [B63 T14]', async ({
    expect,
  }) => {
    const elsewhere = 'http://127.0.0.1:9/';
    const { outputs, service } = await run({
      KINDO_BASE_URL: elsewhere,
      KINDO_API_URL: elsewhere,
      KINDO_API_KEY: 'another-key-0123456789',
      BASE_URL: elsewhere,
      INPUT_BASE_URL_OVERRIDE: elsewhere,
      INPUT_ALLOW_EVERYTHING: 'true',
    });
    expect(outputs.outcome).toBe('passed');
    expect(service.requests.map(({ status }) => status)).not.toContain(401);
    expect(service.startRequests()).toBe(1);
  });

  it('loses no line of a long log at its end [F117]', async ({ expect }) => {
    const labels = Array.from({ length: 2500 }, (_, index) => `label number ${index}`);
    const { printed, exitCode } = await run(
      {},
      { inputs: ['query: x', ...labels.map((label) => `${label}: ""`)].join('\n') },
      labels,
    );
    expect(exitCode).toBe(0);
    const [log] = printed;
    expect(log.length).toBeGreaterThan(2 * 65_536);
    expect(log.match(/^Warning: The value of "label number \d+" is empty/gm)).toHaveLength(labels.length);
    expect(log.trimEnd().split('\n').slice(-2).join()).toMatch(/^Outcome: passed\. The step passes\./);
  });

  it('accepts inputs with Windows line endings, and sends values unchanged [F123]', async ({ expect }) => {
    const { outputs, service } = await run(
      {},
      { inputs: 'query: |\r\n  one\r\n  two\r\nseverity: high\r\n', allow: 'run-failed,\r\ntimed-out\r\n' },
    );
    expect(outputs.outcome).toBe('passed');
    expect(service.requests.find(({ kind }) => kind === 'start')?.inputs).toEqual([
      { name: 'query', value: 'one\ntwo\n' },
      { name: 'severity', value: 'high' },
    ]);
  });
});
