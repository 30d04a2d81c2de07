import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** One step that uses the bundled action. */
export interface ActionStep {
  /** What the workflow gives under `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
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
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Files that outputs name, by the name of the output. */
  readonly files: Readonly<Record<string, string>>;
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
    const child = spawn(process.execPath, [...(step.nodeArguments ?? []), join(ROOT, 'dist', 'index.js')], {
      env: {
        PATH: process.env.PATH,
        RUNNER_TEMP: folder,
        GITHUB_OUTPUT: outputFile,
        GITHUB_STEP_SUMMARY: summaryFile,
        ...(await inputVariables(step.inputs)),
        ...step.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    step.onSpawn?.(child);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        step.onLine?.(line);
      });
    }
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const outputs = parseFileCommands(await readFile(outputFile, 'utf8'));
    return {
      exitCode,
      lines,
      outputs,
      summary: await readFile(summaryFile, 'utf8'),
      files: await readNamedFiles(outputs),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
}

async function inputVariables(given: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const { inputs }: ActionFile = parse(await readFile(join(ROOT, 'action.yml'), 'utf8'));
  const values = new Map(Object.entries(inputs).map(([name, input]) => [name, input.default ?? '']));
  for (const [name, value] of Object.entries(given)) values.set(name, value);
  return Object.fromEntries(Array.from(values, ([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

/**
 * Reads an outputs file as the runner does: `name<<delimiter` until the line that is the delimiter, or `name=value`; the
 * last value of a name counts.
 */
function parseFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, delimiter] = /^([^=<]+)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, at + 1);
    values[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return values;
}

async function readNamedFiles(outputs: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of ['result-file', 'report-file']) {
    const path = outputs[name];
    if (path) files[name] = await readFile(path, 'utf8');
  }
  return files;
}
