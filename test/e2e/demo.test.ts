import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../demo/scenarios.ts';
import { ROOT } from '../repository/files.ts';

const ESCAPE = '\u001b';
// As an older Node, which cannot load TypeScript.
const WITHOUT_TYPESCRIPT = ['--no-experimental-strip-types'];

function run(parts: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, parts, {
    cwd: ROOT,
    env: { PATH, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const demo = (parts: readonly string[], env?: Readonly<Record<string, string>>) =>
  run(['demo/cli.js', ...parts], env);

describe('npm run demo', () => {
  it('prints how it is used', () => {
    const { status, stdout } = demo(['--help']);
    expect([status, stdout]).toEqual([0, expect.stringContaining('npm run demo -- --list')]);
  });

  it.each([
    ['with the option', ['--list'], {}],
    ['with the option given to npm', [], { npm_config_list: 'true' }],
  ])('lists every scenario %s', (_, parts, env) => {
    const { status, stdout } = demo(parts, env);
    expect(status).toBe(0);
    for (const [name, { description }] of Object.entries(scenarios())) {
      expect(stdout).toMatch(new RegExp(`^[✓✗] ${name} +`, 'm'));
      expect(stdout).toContain(description);
    }
  });

  it('fails for an unknown name, and prints the nearest', () => {
    const { status, stderr } = demo(['eval-faild']);
    expect([status, stderr]).toEqual([1, expect.stringContaining('The nearest name is "eval-failed".')]);
  });

  it('fails for an unknown option, and prints how it is used', () => {
    const { status, stderr } = demo(['--lst']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Unknown option '--lst'.*npm run demo -- --list/s);
  });

  it('prints the log, then the summary, then the outputs, and empty outputs by name only', () => {
    const { status, stdout, stderr } = demo(['invalid-input']);
    expect([status, stderr]).toEqual([0, '']);
    const parts = [
      'Log of the step',
      'Job summary',
      '## ❌',
      'Outputs',
      '  outcome: invalid-input',
      '  Empty: ',
    ];
    const places = parts.map((part) => stdout.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(stdout).not.toMatch(/^ {2}[\w-]+: $/m);
  });

  it('has colors only where they are shown', () => {
    expect(demo(['--list']).stdout).not.toContain(ESCAPE);
    expect(demo(['--list'], { FORCE_COLOR: '1' }).stdout).toContain(`${ESCAPE}[1mpassed`);
    expect(demo(['invalid-input'], { FORCE_COLOR: '1' }).stdout).toMatch(
      new RegExp(`${ESCAPE}\\[1m${ESCAPE}\\[31m## ❌`),
    );
  });
});

describe.each([
  ['demo', 'demo/cli.js'],
  ['serve', 'demo/serve.js'],
  ['workflow', 'fakes/workflow-runner/cli.js'],
])('npm run %s by %s', (script, file) => {
  it('says what to install if Node cannot load TypeScript', () => {
    const { status, stdout, stderr } = run([...WITHOUT_TYPESCRIPT, file]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^This program needs Node 24/);
    expect(stderr).toContain(`Run npm ci, which installs both, and then\nnpm run ${script}.`);
  });
});

describe('npm run serve', () => {
  it.each([
    ['an unknown name', ['pased'], 'The nearest name is "passed".'],
    ['a port that is none', ['passed', '80800'], '"80800" is not a port'],
  ])('fails for %s', (_, parts, message) => {
    const { status, stderr } = run(['demo/serve.js', ...parts]);
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  });
});
