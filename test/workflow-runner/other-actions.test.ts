import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../fakes/workflow-runner/job.ts';
import { KeptFiles } from '../../fakes/workflow-runner/kept-files.ts';
import { runWorkflow } from '../../fakes/workflow-runner/run.ts';
import { setupWith } from './setup.ts';

const SHA = '08c6903cd8c0fde910a37f88322edcfb5dd907a8';

function step(action: string, inputs: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries(inputs).map(
    ([name, value]) => `          ${name}: ${JSON.stringify(value)}\n`,
  );
  const given = lines.length === 0 ? '' : `        with:\n${lines.join('')}`;
  return `      - uses: ${action}@${SHA}\n        continue-on-error: true\n${given}`;
}

const script = (text: string) => `      - run: ${JSON.stringify(text)}\n`;

async function runSteps(
  steps: readonly string[],
  changes: Partial<Host> = {},
  permissions = 'contents: read',
) {
  const text = `on: push\npermissions:\n  ${permissions}\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n${steps.join('')}`;
  const { jobs } = await runWorkflow('steps.yml', text, setupWith(changes));
  return jobs[0]?.steps ?? [];
}

const upload = (name: string, path: string, more = {}) =>
  step('actions/upload-artifact', { name, path, ...more });
const download = (inputs: Record<string, string>) => step('actions/download-artifact', inputs);

describe.concurrent('artifacts', () => {
  it('are kept by name with paths from their common folder, and downloaded', async () => {
    const kept = new KeptFiles();
    const steps = await runSteps(
      [
        script(
          'mkdir -p out/deep && echo 1 > out/one.txt && echo 2 > out/deep/two.txt && echo 3 > three.txt',
        ),
        upload('folder', 'out'),
        upload('files', 'out/*.txt\nthree.txt\n!out/none.txt'),
        download({ name: 'folder', path: 'again' }),
        download({ pattern: 'fi*', path: 'all' }),
        script('cat again/deep/two.txt all/files/out/one.txt all/files/three.txt'),
      ],
      { kept },
    );
    expect(steps.map(({ outcome }) => outcome)).toEqual(Array(6).fill('success'));
    expect(steps.at(-1)?.lines).toEqual(['2', '1', '3']);
    const names = Array.from(kept.artifactsOf('1'), ([name, files]) => [name, [...files.keys()].sort()]);
    expect(names).toEqual([
      ['folder', ['deep/two.txt', 'one.txt']],
      ['files', ['out/one.txt', 'three.txt']],
    ]);
  });

  it('are refused under a name that the attempt already has, unless it is overwritten', async () => {
    const steps = await runSteps([
      script('echo 1 > one.txt'),
      upload('a', 'one.txt'),
      upload('a', 'one.txt'),
      upload('a', 'one.txt', { overwrite: 'true' }),
    ]);
    expect(steps.map(({ outcome }) => outcome)).toEqual(['success', 'success', 'failure', 'success']);
  });

  it('without files are a warning, or an error if the step says so', async () => {
    const steps = await runSteps([
      upload('a', 'none'),
      upload('a', 'none', { 'if-no-files-found': 'error' }),
    ]);
    expect(steps.map(({ outcome }) => outcome)).toEqual(['success', 'failure']);
    expect(steps[0]?.lines[0]).toMatch(/^::warning::No files were found/);
  });

  it('that do not exist fail the download', async () => {
    const [step] = await runSteps([download({ name: 'none' })]);
    expect(step?.lines).toEqual([
      '::error::Unable to download artifact(s): Artifact not found for name: none',
    ]);
  });

  it('of another run need a token with actions: read', async () => {
    const kept = new KeptFiles();
    kept.addArtifact('41', 'a', { attempt: 1, files: new Map([['a.txt', Buffer.from('other run')]]) });
    const other = { name: 'a', 'run-id': '41' };
    const steps = [download(other), download({ ...other, 'github-token': 'token' })];
    const outcomes = async (permissions: string) =>
      (await runSteps(steps, { kept }, permissions)).map(({ outcome }) => outcome);
    expect(await outcomes('contents: read')).toEqual(['failure', 'failure']);
    expect(await outcomes('actions: read')).toEqual(['failure', 'success']);
  });
});

describe.concurrent('actions/checkout', () => {
  it('checks out a commit of the repository, and reports a missing one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'repository-'));
    const git = (...parts: string[]) =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=O', '-c', 'user.email=o@example.test', ...parts], {
        encoding: 'utf8',
      });
    git('init', '--quiet', '--initial-branch=main');
    writeFileSync(join(folder, 'a.txt'), 'of the repository\n');
    git('add', '.');
    git('commit', '--quiet', '--message', 'One');
    const sha = git('rev-parse', 'HEAD').trim();
    const github = { ...setupWith().github, sha };
    const steps = await runSteps(
      [
        step('actions/checkout'),
        script('cat a.txt'),
        step('actions/checkout', { ref: '0'.repeat(40), path: 'other' }),
        step('actions/checkout', { path: '../outside' }),
      ],
      { checkout: folder, github },
    );
    rmSync(folder, { recursive: true });
    expect(steps.map(({ outcome }) => outcome)).toEqual(['success', 'success', 'failure', 'failure']);
    expect(steps[1]?.lines).toEqual(['of the repository']);
    expect(steps[2]?.lines[0]).toContain('was not checked out');
  });

  it('creates an empty repository if it does not exist, and needs contents: read', async () => {
    const steps = [step('actions/checkout'), script('git log --format=%s')];
    const [checkout, log] = await runSteps(steps);
    expect(checkout?.outcome).toBe('success');
    expect(log?.lines).toEqual(['Check out']);
    expect((await runSteps([step('actions/checkout')], {}, 'issues: read'))[0]?.outcome).toBe('failure');
  });
});

describe.concurrent('github/codeql-action/upload-sarif', () => {
  const uploads = (permissions: string, kept: KeptFiles) =>
    runSteps(
      [
        script('echo "{}" > good.sarif && echo "{" > bad.sarif'),
        step('github/codeql-action/upload-sarif', { sarif_file: 'good.sarif', category: 'agent' }),
        step('github/codeql-action/upload-sarif', { sarif_file: 'bad.sarif' }),
        step('github/codeql-action/upload-sarif', { sarif_file: '' }),
      ],
      { kept },
      permissions,
    );

  it('keeps a file with its category, and refuses a missing or broken one', async () => {
    const kept = new KeptFiles();
    const steps = await uploads('security-events: write', kept);
    expect(steps.map(({ outcome }) => outcome)).toEqual(['success', 'success', 'failure', 'failure']);
    expect(kept.sarif).toEqual([{ text: '{}\n', category: 'agent', sha: '', ref: 'refs/heads/main' }]);
  });

  it('needs security-events: write', async () => {
    const kept = new KeptFiles();
    const steps = await uploads('security-events: read', kept);
    expect(steps[1]?.outcome).toBe('failure');
    expect(kept.sarif).toEqual([]);
  });
});
