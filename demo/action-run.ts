import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { readFileCommands } from '../test/support/runner-commands.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** One step that uses the bundled action. */
export interface ActionStep {
  /** What the workflow gives under `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The folder that the action is run from; this one unless given. */
  readonly root?: string;
  /** Further environment variables of the step. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of Node before the action's file. */
  readonly nodeArguments?: readonly string[];
  /** Told of every line as it is printed. */
  readonly onLine?: (line: string) => void;
  /** Given the process as soon as it runs, to send it signals. */
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
  /** The content of every file below RUNNER_TEMP, those of outputs and summary included. */
  readonly written: readonly string[];
}

/**
 * Runs dist/index.js as the runner does: every declared input as an INPUT_ variable with its default, files for outputs
 * and summary, a temporary folder, and no other environment but the one that finds Node.
 */
export async function runAction(step: ActionStep): Promise<ActionResult> {
  const folder = await mkdtemp(join(tmpdir(), 'runner-'));
  const outputFile = join(folder, 'output');
  const summaryFile = join(folder, 'summary');
  await Promise.all([writeFile(outputFile, ''), writeFile(summaryFile, '')]);
  try {
    const lines: string[] = [];
    const child = spawn(
      process.execPath,
      [...(step.nodeArguments ?? []), join(step.root ?? ROOT, 'dist', 'index.js')],
      {
        env: {
          PATH: process.env.PATH,
          RUNNER_TEMP: folder,
          GITHUB_OUTPUT: outputFile,
          GITHUB_STEP_SUMMARY: summaryFile,
          ...(await inputVariables(step.inputs)),
          ...step.env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    step.onSpawn?.(child);
    const printed: [string, string] = ['', ''];
    for (const [place, stream] of [child.stdout, child.stderr].entries()) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed[place] += text;
      });
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        step.onLine?.(line);
      });
    }
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const { values: outputs, fault } = readFileCommands(await readFile(outputFile, 'utf8'));
    if (fault !== null) throw new Error(`The runner could not read the outputs: ${fault}.`);
    return {
      exitCode,
      lines,
      printed,
      outputs,
      summary: await readFile(summaryFile, 'utf8'),
      files: await readNamedFiles(outputs),
      written: await readAll(folder),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
}

/** The INPUT_ variables of a step with these inputs, as the runner sets them: every declared one, with its default. */
export async function inputVariables(
  given: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const { inputs }: ActionFile = parse(await readFile(join(ROOT, 'action.yml'), 'utf8'));
  const values = new Map(Object.entries(inputs).map(([name, input]) => [name, input.default ?? '']));
  for (const [name, value] of Object.entries(given)) values.set(name, value);
  return Object.fromEntries(Array.from(values, ([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

async function readNamedFiles(outputs: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of ['result-file', 'report-file']) {
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
