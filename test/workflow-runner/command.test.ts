import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../fakes/runner/action-file.ts';
import { scriptJob } from './setup.ts';

interface Printed {
  readonly code: number;
  readonly text: string;
}

function command(...parts: string[]): Promise<Printed> {
  const program = join(ROOT, 'fakes/workflow-runner/cli.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...parts], { cwd: ROOT }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

async function withFile(content: string, ...parts: string[]): Promise<Printed> {
  const folder = mkdtempSync(join(tmpdir(), 'command-'));
  const path = join(folder, 'gate.yml');
  writeFileSync(path, content);
  try {
    return await command(path, ...parts);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const PROTECTED = `
on:
  pull_request:
  workflow_dispatch:
    inputs:
      place:
        default: here
concurrency:
  group: gate-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  gate:${scriptJob('test "${{ vars.CODE }}" = ""\necho "at ${{ inputs.place }}"')}
  deploy:
    needs: gate
    environment: production${scriptJob('exit 0')}`;

describe.concurrent('npm run workflow', () => {
  it('prints its help', async () => {
    const { code, text } = await command('--help');
    expect(code).toBe(0);
    expect(text).toMatch(/npm run workflow -- FILE --scenario NAME/);
  });

  it('runs an example with this action, and prints jobs, steps, outcomes and checks', async () => {
    const { code, text } = await command('examples/security-gate.yml', '--scenario', 'pull-request-fail');
    expect(code).toBe(0);
    expect(text).toContain('Job gate (Agent gate): failure');
    expect(text).toContain('✗ Review the pull request: failure (outcome eval-failed)');
    expect(text).toMatch(/^ {2}red +Agent gate$/m);
    expect(text).toContain('Start requests that the services received: 1');
  });

  it('lists only scenarios that start the workflow', async () => {
    const { text } = await command('examples/security-gate.yml', '--list');
    expect(text).toMatch(/^pull-request-fail /m);
    expect(text).not.toMatch(/^(?:push|schedule|comment) /m);
  });

  it('runs environments, and prints the reviewers', async () => {
    const { text } = await withFile(PROTECTED, '--scenario', 'rejected');
    expect(text).toContain('Concurrency group gate-refs/pull/17/merge: would cancel an earlier run');
    expect(text).toContain('environment production: rejected by hubot');
    expect(text).toMatch(/^ {2}red +deploy$/m);
    expect((await withFile(PROTECTED, '--scenario', 'timer')).text).toContain(
      'wait timer of 60 minutes skipped',
    );
    expect((await withFile(PROTECTED, '--scenario', 'unprotected')).text).toContain(
      'production: unprotected',
    );
  });

  it('accepts inputs of a dispatch and repository variables', async () => {
    const dispatch = ['--scenario', 'dispatch', '--log', '--input', 'place=there'];
    expect((await withFile(PROTECTED, ...dispatch)).text).toContain('      at there');
    const { text } = await withFile(PROTECTED, ...dispatch, '--var', 'CODE=1');
    expect(text).toMatch(/^ {2}red +gate\n {2}green +deploy \(skipped\)$/m);
  });

  it('runs a workflow with a run that waits for an answer', async () => {
    const { text } = await command('examples/business-answer.yml', '--scenario', 'dispatch-fail');
    expect(text).toContain('✓ Answer and wait: success (outcome passed)');
    expect(text).toContain('Start requests that the services received: 0');
  });

  it("plays a user's file, with another account and other agents", async () => {
    const step = (id: string, more: string) =>
      `\n      - id: ${id}\n        uses: octo-org/run-kindo-agent@v1\n        with: { api-key: "\${{ secrets.KEY }}", ${more} }`;
    const one = step('one', 'agent-id: 0b7c5a34-1111-4222-8333-944445555666, inputs: "Commit: 1"');
    const two = step('two', 'agent-name: Our reviewer');
    const three = step('three', 'agent-id: "${{ vars.AGENT }}"');
    const text = `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:${one}${two}${three}\n`;
    const played = await withFile(text, '--var', 'AGENT=7d1f0e2c-1111-4222-8333-944445555777');
    expect(played.text.match(/\(outcome passed\)/g)).toHaveLength(3);
  });

  it('passes the eval steps that a file requires, and fails it by findings, with the issue in the log', async () => {
    const text = readFileSync(join(ROOT, 'examples/scheduled-scan.yml'), 'utf8').replace(
      '          timeout: 2h\n',
      '          timeout: 2h\n          fail-on-findings: warning\n          require-steps: |\n            List files\n            Report\n',
    );
    const good = await withFile(text, '--scenario', 'schedule');
    expect(good.text).toContain('✓ Run the scan: success (outcome passed)');
    const bad = await withFile(text, '--scenario', 'schedule-findings', '--log');
    expect(bad.text).toContain('✗ Run the scan: failure (outcome findings-failed)');
    expect(bad.text).toMatch(/^Issue #100 \(open\): .*\n {6}https:.* ended with findings-failed\.$/m);
  });

  it('runs failed jobs again', async () => {
    const { text } = await withFile(
      `on: push\njobs:\n  one:${scriptJob('test "$GITHUB_RUN_ATTEMPT" = 2')}`,
      '--scenario',
      'rerun',
    );
    expect(text).toMatch(/Attempt 1\n\nJob one: failure[\s\S]*Attempt 2\n\nJob one: success/);
  });

  it.for([
    ['no file', [], 'Give one workflow file.'],
    ['a missing file', ['none.yml'], 'none.yml does not exist.'],
    ['a folder', ['examples'], 'examples is not a file.'],
    [
      'an unknown scenario',
      ['examples/security-gate.yml', '--scenario', 'none'],
      'No scenario "none" starts',
    ],
    ['an unknown option', ['--none'], "Unknown option '--none'"],
    ['a broken pair', ['examples/security-gate.yml', '--input', 'a'], '"a" is not NAME=VALUE.'],
  ] as const)('ends with 1 for %s', async ([, parts, message]) => {
    const { code, text } = await command(...parts);
    expect(code).toBe(1);
    expect(text).toContain(message);
  });

  it('ends with 1 for a workflow that is only called', async () => {
    const { code, text } = await withFile(`on: workflow_call\njobs:\n  one:${scriptJob('exit 0')}`);
    expect(code).toBe(1);
    expect(text).toContain('No scenario starts');
  });
});
