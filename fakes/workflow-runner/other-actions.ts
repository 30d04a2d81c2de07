import { execFile } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { isGranted, type Permissions } from '../github/token.ts';
import { fitsFilter } from './globs.ts';
import type { KeptFiles } from './kept-files.ts';

/** A step that uses another action, and where it runs. */
export interface ActionCall {
  readonly inputs: Readonly<Record<string, string>>;
  readonly github: Readonly<Record<string, unknown>>;
  readonly workspace: string;
  readonly permissions: Permissions;
  readonly kept: KeptFiles;
  /** A git repository that is checked out; null: one with `src/login.ts` is made. */
  readonly repository: string | null;
}

export interface ActionOutcome {
  readonly succeeded: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

type Play = (call: ActionCall) => Promise<ActionOutcome>;

const PLAYS: Readonly<Record<string, Play>> = {
  'actions/checkout': checkOut,
  'actions/setup-node': () => Promise.resolve(succeed([])),
  'actions/upload-artifact': uploadArtifact,
  'actions/download-artifact': downloadArtifact,
  'github/codeql-action/upload-sarif': uploadSarif,
};

const PINNING = 'npm run workflow requires it: write the full SHA of a release after the @.';

/** Plays another action, which must be pinned by its commit. An action that is not known here fails its step. */
export function playOtherAction(uses: string, call: ActionCall): Promise<ActionOutcome> {
  const [name = '', ref = ''] = uses.split('@');
  const play = PLAYS[name];
  if (play === undefined) return Promise.resolve(fail(`This runner cannot play ${name}.`));
  if (!/^[0-9a-f]{40}$/.test(ref))
    return Promise.resolve(fail(`${uses} is not pinned by a commit SHA. ${PINNING}`));
  return play(call);
}

function succeed(lines: readonly string[], outputs: Readonly<Record<string, string>> = {}): ActionOutcome {
  return { succeeded: true, outputs, lines };
}

function fail(line: string): ActionOutcome {
  return { succeeded: false, outputs: {}, lines: [`::error::${line}`] };
}

const run = promisify(execFile);

/** The file of the findings in the scenarios. */
const DEMO_FILE =
  'export function find(name: string) {\n  return `SELECT * FROM users WHERE name = ${name}`;\n}\n';

async function checkOut({
  inputs,
  github,
  workspace,
  repository,
  permissions,
}: ActionCall): Promise<ActionOutcome> {
  if (!isGranted(permissions, 'contents', 'read')) return fail('The token may not read the repository.');
  const folder = inside(workspace, inputs.path ?? '');
  if (folder === null) return fail('path is outside the workspace.');
  const ref = inputs.ref || String(github.sha ?? '');
  const git = (...parts: string[]) => run('git', ['-C', folder, '-c', 'init.defaultBranch=main', ...parts]);
  await mkdir(folder, { recursive: true });
  try {
    await git('init', '--quiet');
    if (repository === null) {
      const author = ['-c', 'user.name=Octo', '-c', 'user.email=octo@example.test'];
      await mkdir(join(folder, 'src'), { recursive: true });
      await writeFile(join(folder, 'src/login.ts'), DEMO_FILE);
      await git('add', 'src/login.ts');
      await git(...author, 'commit', '--quiet', '--message', 'Check out');
    } else {
      await git('fetch', '--quiet', repository, ref.replace('refs/remotes/origin/', ''));
      await git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
    }
  } catch (error) {
    return fail(`The ref ${ref} was not checked out: ${String(Object(error).stderr).trim()}`);
  }
  return succeed([`Checked out ${ref}.`], { ref });
}

async function uploadArtifact({ inputs, github, workspace, kept }: ActionCall): Promise<ActionOutcome> {
  const { name = 'artifact', overwrite, 'if-no-files-found': ifNone = 'warn' } = inputs;
  const found = filesFor(linesOf(inputs.path ?? ''), workspace, inputs['include-hidden-files'] === 'true');
  if (found.length === 0) {
    const line = `No files were found with the provided path: ${inputs.path ?? ''}. No artifacts will be uploaded.`;
    return ifNone === 'error' ? fail(line) : succeed([`::warning::${line}`]);
  }
  const root = commonFolder(found);
  const files = new Map<string, Buffer>();
  for (const file of found) files.set(relative(root, file), await readFile(file));
  const runId = String(github.run_id);
  const artifact = { attempt: Number(github.run_attempt), files };
  if (!kept.addArtifact(runId, name, artifact, overwrite === 'true')) {
    return fail(`Conflict: an artifact with this name already exists on the workflow run (${name}).`);
  }
  return succeed([`Artifact ${name} has ${files.size} file(s).`], { 'artifact-id': '1' });
}

async function downloadArtifact(call: ActionCall): Promise<ActionOutcome> {
  const { inputs, github, workspace, kept, permissions } = call;
  const { name = '', pattern = '', 'run-id': runId = String(github.run_id) } = inputs;
  const isOtherRun = runId !== String(github.run_id);
  if (isOtherRun && !(inputs['github-token'] && isGranted(permissions, 'actions', 'read'))) {
    return fail('An artifact of another run needs github-token, and the permission actions: read.');
  }
  const folder = isAbsolute(inputs.path ?? '') ? String(inputs.path) : join(workspace, inputs.path ?? '');
  const all = [...kept.artifactsOf(runId)];
  const chosen = all.filter(([one]) =>
    name === '' ? pattern === '' || fitsFilter(one, [pattern]) : one === name,
  );
  if (name !== '' && chosen.length === 0) {
    return fail(`Unable to download artifact(s): Artifact not found for name: ${name}`);
  }
  const isFlat = name !== '' || inputs['merge-multiple'] === 'true';
  for (const [artifact, files] of chosen) {
    for (const [path, content] of files) {
      const file = join(folder, isFlat ? '' : artifact, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
  return succeed([`Downloaded ${chosen.length} artifact(s).`], { 'download-path': folder });
}

async function uploadSarif({
  inputs,
  github,
  workspace,
  kept,
  permissions,
}: ActionCall): Promise<ActionOutcome> {
  if (!isGranted(permissions, 'security-events', 'write')) {
    return fail('Resource not accessible by integration: security-events: write is missing.');
  }
  const { sarif_file: path = '../results', category = '' } = inputs;
  const file = resolve(workspace, path);
  if (path === '' || !existsSync(file)) return fail(`Path does not exist: ${path}`);
  const text = await readFile(file, 'utf8');
  try {
    JSON.parse(text);
  } catch {
    return fail(`Invalid SARIF. JSON syntax error in ${path}.`);
  }
  const { sha, ref } = github;
  kept.sarif.push({
    text,
    category,
    sha: inputs.sha || String(sha ?? ''),
    ref: inputs.ref || String(ref ?? ''),
  });
  return succeed([`Uploaded ${path}.`], { 'sarif-id': String(kept.sarif.length) });
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The files of paths and patterns, each a file, a folder or a glob; a line with `!` takes files away. */
function filesFor(patterns: readonly string[], workspace: string, hidden: boolean): string[] {
  const filesOf = (pattern: string) => {
    const path = resolve(workspace, pattern);
    const places = existsSync(path) ? [path] : globSync(path);
    return places.flatMap((place) =>
      statSync(place).isDirectory()
        ? globSync(join(place, '**/*')).concat(hidden ? globSync(join(place, '**/.*')) : [])
        : [place],
    );
  };
  const excluded = patterns.filter((one) => one.startsWith('!')).flatMap((one) => filesOf(one.slice(1)));
  const included = patterns.filter((one) => !one.startsWith('!')).flatMap(filesOf);
  return [...new Set(included)].filter((file) => !excluded.includes(file) && statSync(file).isFile());
}

/** The folder that the paths in an artifact are relative to. */
function commonFolder(files: readonly string[]): string {
  let folder = dirname(files[0] ?? '');
  while (!files.every((file) => relative(folder, file) !== '' && !relative(folder, file).startsWith('..'))) {
    folder = dirname(folder);
  }
  return folder;
}

/** A folder of the workspace; null if the path leads out of it. */
function inside(workspace: string, path: string): string | null {
  const folder = resolve(workspace, path);
  return folder === workspace || folder.startsWith(`${workspace}/`) ? folder : null;
}
