import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { EXAMPLES, ROOT } from '../files.ts';
import { SOURCES, withLocalAction } from '../workflow-sources.ts';
import { type Installed, install } from './install.ts';

/**
 * Checks every workflow, and every YAML block of a page, by actionlint with shellcheck and by zizmor, and plays examples by
 * act. A tool that cannot be installed is left out, and named at the end; with --all that fails.
 */
const isAllRequired = process.argv.includes('--all');
const MAX_LINT_MS = 120_000;
/** On two processors: a play mostly waits. */
const PLAYS_AT_ONCE = 2;

const missing: string[] = [];
const notPlayed: string[] = [];
let problems = 0;

// GitHub's packages import JSON without the attribute that Node requires.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});

/** The folder of a tool's programs; null if it is left out. */
function binOf(tools: string, installed: Installed): string | null {
  if ('bin' in installed) return installed.bin;
  missing.push(`${tools}: ${installed.leftOut}`);
  return null;
}

/** A repository with a commit. */
function makeRepository(folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('git', ['-C', folder, 'init', '--quiet', '--initial-branch=main']);
  const author = ['-c', 'user.name=Octo', '-c', 'user.email=octo@example.test'];
  execFileSync('git', ['-C', folder, ...author, 'commit', '--quiet', '--allow-empty', '--message', 'One']);
}

/** This action as it is published, without what it is built and tested with. */
function writeAction(folder: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, 'action.yml'), join(folder, 'action.yml'));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
}

/** Copies of all workflows under .github/workflows, where the tools read them, beside this action. */
function writeCopies(folder: string, change: (text: string) => string): void {
  const workflows = join(folder, '.github', 'workflows');
  mkdirSync(workflows, { recursive: true });
  writeAction(folder);
  for (const { name, text } of SOURCES) {
    const file = `${name.replace(/\.ya?ml$/, '').replace(/[^\w-]+/g, '-')}.yml`;
    writeFileSync(join(workflows, file), change(`${text.trimEnd()}\n`));
  }
}

function check(name: string, program: string, parts: readonly string[], folder: string, paths: string[]) {
  const env = { ...process.env, PATH: [...paths, process.env.PATH].join(delimiter) };
  const options = { cwd: folder, env, encoding: 'utf8', timeout: MAX_LINT_MS } as const;
  const { status, stdout, stderr } = spawnSync(program, parts, options);
  console.log(`${name} has read ${SOURCES.length} workflows.`);
  if (status === 0) return;
  console.error(stdout + stderr);
  problems += 1;
}

async function lint(folder: string, go: Promise<Installed>, python: Promise<Installed>): Promise<void> {
  const actionlint = binOf('actionlint', await go);
  const bin = binOf('zizmor and shellcheck', await python);
  if (actionlint !== null) {
    const local = join(folder, 'local');
    writeCopies(local, withLocalAction);
    makeRepository(local);
    check('actionlint', join(actionlint, 'actionlint'), [], local, bin === null ? [] : [bin]);
  }
  if (bin !== null) {
    const pinned = join(folder, 'pinned');
    // This action stands there as pinned by a commit, as users are advised to do.
    writeCopies(pinned, (text) =>
      withLocalAction(text).replaceAll(/uses: \.\/.*$/gm, `uses: OWNER/run-kindo-agent@${'0'.repeat(40)}`),
    );
    check('zizmor', join(bin, 'zizmor'), ['--offline', '--quiet', '--no-progress', '.'], pinned, []);
  }
}

async function play(folder: string, installed: Promise<Installed>): Promise<void> {
  const bin = binOf('act', await installed);
  if (bin === null) return;
  const { beyondAct, playByAct } = await import('./act.ts');
  const action = join(folder, 'action');
  writeAction(action);
  const plays = EXAMPLES.flatMap((path) => {
    const reason = beyondAct(path);
    if (reason !== null) notPlayed.push(`${path}: ${reason}`);
    return reason === null ? (['pass', 'fail'] as const).map((verdict) => ({ path, verdict })) : [];
  });
  const playNext = async (): Promise<void> => {
    const next = plays.shift();
    if (next === undefined) return;
    const { path, verdict } = next;
    const own = join(folder, `play-${plays.length}`);
    makeRepository(own);
    const startedMs = performance.now();
    const { code, printed, isRight } = await playByAct(join(bin, 'act'), {
      path,
      verdict,
      folder: own,
      action,
    });
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`act: ${path} with the verdict ${verdict} ended with ${code} after ${seconds} s.`);
    if (!isRight) {
      console.error(printed);
      problems += 1;
    }
    return playNext();
  };
  await Promise.all(Array.from({ length: PLAYS_AT_ONCE }, playNext));
}

const folder = mkdtempSync(join(tmpdir(), 'workflow-tools-'));
// act takes longest, and is needed last.
const [act, actionlint, python] = [install('act'), install('actionlint'), install('python')];
try {
  await lint(folder, actionlint, python);
  await play(join(folder, 'act'), act);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const line of notPlayed) console.log(`act cannot play ${line}.`);
for (const line of missing) console.log(`Left out: ${line}.`);
if (problems > 0 || (isAllRequired && missing.length > 0)) process.exitCode = 1;
