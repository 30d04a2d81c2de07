import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT, readActionFile } from './action-file.ts';
import { readFileCommands } from './commands.ts';

// A guard against hanging: a step that runs longer than its test would disturb the next one.
const MAX_STEP_MS = 240_000;

/** One step that uses the bundled action. */
export interface ActionStep {
  /** The inputs under `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The folder that the action is run from; this one unless given. */
  readonly root?: string;
  /** Further environment variables of the step. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of Node before the action's file. */
  readonly nodeArguments?: readonly string[];
  /** Called with every line as it is printed. */
  readonly onLine?: (line: string) => void;
  /** Called with the process as soon as it runs, to send it signals. */
  readonly onSpawn?: (child: ChildProcess) => void;
}

/** What a step leaves behind. */
export interface ActionResult {
  readonly exitCode: number | null;
  readonly lines: readonly string[];
  /** Everything on standard output and on standard error, byte for byte. */
  readonly printed: readonly [string, string];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Files that outputs name, by the name of the output. */
  readonly files: Readonly<Record<string, string>>;
  /** The result of the post step, which always runs. */
  readonly post: Pick<ActionResult, 'exitCode' | 'lines' | 'summary'>;
  /** The content of every file below RUNNER_TEMP, those of outputs and summary included. */
  readonly written: readonly string[];
}

/**
 * Runs dist/index.js as the runner does: every declared input as an INPUT_ variable with its default, files for outputs,
 * state and summary, a temporary folder, and no other environment but the one that finds Node. Then dist/post/index.js,
 * with the saved state as STATE_ variables and a separate summary.
 */
export async function runAction(step: ActionStep): Promise<ActionResult> {
  const folder = await mkdtemp(join(tmpdir(), 'runner-'));
  const fileOf = (name: string) => join(folder, name);
  const read = (name: string) => readFile(fileOf(name), 'utf8');
  await Promise.all(
    ['output', 'state', 'summary', 'post-summary'].map((name) => writeFile(fileOf(name), '')),
  );
  const env = {
    PATH: process.env.PATH,
    RUNNER_TEMP: folder,
    GITHUB_EVENT_NAME: 'push',
    GITHUB_OUTPUT: fileOf('output'),
    GITHUB_STATE: fileOf('state'),
    GITHUB_STEP_SUMMARY: fileOf('summary'),
    ...inputVariables(step.inputs),
    ...step.env,
  };
  const dist = join(step.root ?? ROOT, 'dist');
  try {
    const main = await runNode([...(step.nodeArguments ?? []), join(dist, 'index.js')], env, step);
    const { values: outputs, fault } = readFileCommands(await read('output'));
    if (fault !== null) throw new Error(`The runner could not read the outputs: ${fault}.`);
    const state = Object.entries(readFileCommands(await read('state')).values);
    const post = await runNode(
      [join(dist, 'post', 'index.js')],
      {
        ...env,
        GITHUB_STEP_SUMMARY: fileOf('post-summary'),
        ...Object.fromEntries(state.map(([name, value]) => [`STATE_${name}`, value])),
      },
      step.onLine === undefined ? {} : { onLine: step.onLine },
    );
    return {
      ...main,
      outputs,
      summary: await read('summary'),
      files: await readNamedFiles(outputs),
      post: { exitCode: post.exitCode, lines: post.lines, summary: await read('post-summary') },
      written: await readAll(folder),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runNode(
  parts: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { onSpawn, onLine }: Pick<ActionStep, 'onSpawn' | 'onLine'>,
): Promise<Pick<ActionResult, 'exitCode' | 'lines' | 'printed'>> {
  const lines: string[] = [];
  const child = spawn(process.execPath, parts, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MAX_STEP_MS,
    killSignal: 'SIGKILL',
  });
  onSpawn?.(child);
  const printed: [string, string] = ['', ''];
  for (const [place, stream] of [child.stdout, child.stderr].entries()) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed[place] += text;
    });
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { exitCode, lines, printed };
}

/** The INPUT_ variables of a step with these inputs, as the runner sets them: every declared one, with its default. */
export function inputVariables(given: Readonly<Record<string, string>>): Record<string, string> {
  const { inputs } = readActionFile();
  const values = new Map(Object.entries(inputs).map(([name, input]) => [name, input.default ?? '']));
  for (const [name, value] of Object.entries(given)) values.set(name, value);
  return Object.fromEntries(Array.from(values, ([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

async function readNamedFiles(outputs: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of ['result-file', 'summary-file', 'report-file']) {
    const path = outputs[name];
    if (path) files[name] = await readFile(path, 'utf8');
  }
  return files;
}

async function readAll(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
}
