import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { EXAMPLES, ROOT } from '../files.ts';
import { SOURCES, withLocalAction } from '../workflow-sources.ts';
import { toolPath } from './install.ts';

/**
 * Checks every workflow, and every YAML block of a page, by actionlint with shellcheck and by zizmor, and plays examples by
 * act. A tool that cannot be installed is left out, and named at the end; with --all that fails.
 */
const isAllRequired = process.argv.includes('--all');
const leftOut: string[] = [];
let problems = 0;

// GitHub's packages import JSON without the attribute that Node requires.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});

function tool(name: Parameters<typeof toolPath>[0]): string | null {
  const found = toolPath(name);
  if ('path' in found) return found.path;
  leftOut.push(`${name}: ${found.leftOut}`);
  return null;
}

/** A repository with a commit. */
function makeRepository(folder: string): void {
  execFileSync('git', ['-C', folder, 'init', '--quiet', '--initial-branch=main']);
  const author = ['-c', 'user.name=Octo', '-c', 'user.email=octo@example.test'];
  execFileSync('git', ['-C', folder, ...author, 'commit', '--quiet', '--allow-empty', '--message', 'One']);
}

/** Copies of all workflows under .github/workflows, where the tools read them, beside this action. */
function writeCopies(folder: string, change: (text: string) => string): void {
  const workflows = join(folder, '.github', 'workflows');
  mkdirSync(workflows, { recursive: true });
  cpSync(join(ROOT, 'action.yml'), join(folder, 'action.yml'));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  for (const { name, text } of SOURCES) {
    const file = `${name.replace(/\.ya?ml$/, '').replace(/[^\w-]+/g, '-')}.yml`;
    writeFileSync(join(workflows, file), change(`${text.trimEnd()}\n`));
  }
}

function check(program: string, parts: readonly string[], folder: string, paths: readonly string[]): void {
  const path = [...paths, process.env.PATH].join(delimiter);
  const { status, stdout, stderr } = spawnSync(program, parts, {
    cwd: folder,
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
  });
  if (status === 0) return;
  console.error(stdout + stderr);
  problems += 1;
}

function lint(folder: string): void {
  const actionlint = tool('actionlint');
  const shellcheck = tool('shellcheck');
  const zizmor = tool('zizmor');
  const local = join(folder, 'local');
  writeCopies(local, withLocalAction);
  makeRepository(local);
  if (actionlint !== null) {
    check(actionlint, [], local, shellcheck === null ? [] : [dirname(shellcheck)]);
    console.log(`actionlint has read ${SOURCES.length} workflows.`);
  }
  const pinned = join(folder, 'pinned');
  // This action stands there as pinned by a commit, as users are advised to do.
  writeCopies(pinned, (text) =>
    withLocalAction(text).replaceAll(/uses: \.\/.*$/gm, `uses: OWNER/run-kindo-agent@${'0'.repeat(40)}`),
  );
  if (zizmor !== null) {
    check(zizmor, ['--offline', '--quiet', '--no-progress', '.'], pinned, []);
    console.log(`zizmor has read ${SOURCES.length} workflows.`);
  }
}

async function play(folder: string): Promise<void> {
  const act = tool('act');
  if (act === null) return;
  const { beyondAct, playByAct } = await import('./act.ts');
  mkdirSync(folder);
  makeRepository(folder);
  for (const path of EXAMPLES) {
    const reason = beyondAct(path);
    if (reason !== null) leftOut.push(`act with ${path}: ${reason}`);
    for (const verdict of reason === null ? (['pass', 'fail'] as const) : []) {
      const { code, printed } = await playByAct(act, path, verdict, folder);
      const isRight = (code === 0) === (verdict === 'pass');
      console.log(`act: ${path} with the verdict ${verdict} ended with ${code}.`);
      if (isRight) continue;
      console.error(printed);
      problems += 1;
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'workflow-tools-'));
try {
  lint(folder);
  await play(join(folder, 'act'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const line of leftOut) console.log(`Left out: ${line}.`);
const isMissing = isAllRequired && leftOut.some((line) => !line.startsWith('act with'));
if (problems > 0 || isMissing) process.exitCode = 1;
