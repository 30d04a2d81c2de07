import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readFileCommands } from '../runner/commands.ts';

export interface Command {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** The folder for files of the step. */
  readonly temporaryFolder: string;
  /** Aborted when the workflow is cancelled. */
  readonly cancelled: AbortSignal;
}

export interface CommandResult {
  readonly succeeded: boolean;
  readonly lines: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** What later steps find in their environment. */
  readonly exported: Readonly<Record<string, string>>;
  /** Folders that later steps find first on their path. */
  readonly paths: readonly string[];
  readonly summary: string;
}

// A guard against hanging: a process that runs longer than its test would disturb the next one.
const MAX_COMMAND_MS = 240_000;

const FILES = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY'] as const;

/** Runs one process of a step, with files for its commands to the runner. */
export async function runCommand(command: Command): Promise<CommandResult> {
  // Steps with always() run to their end, even after a cancellation.
  const startsCancelled = command.cancelled.aborted;
  const folder = await mkdtemp(join(command.temporaryFolder, 'step-'));
  const files = Object.fromEntries(FILES.map((name) => [name, join(folder, name)]));
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')));
  const lines: string[] = [];
  const child = spawn(command.file, command.arguments, {
    cwd: command.folder,
    env: { PATH: process.env.PATH, ...command.env, ...files },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MAX_COMMAND_MS,
    killSignal: 'SIGKILL',
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => void lines.push(line));
  }
  const cancel = () => void child.kill('SIGINT');
  command.cancelled.addEventListener('abort', cancel);
  if (command.cancelled.aborted && !startsCancelled) cancel();
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  command.cancelled.removeEventListener('abort', cancel);
  const [outputs, state, exported] = await Promise.all(
    FILES.slice(0, 3).map(async (name) => readFileCommands(await readFile(join(folder, name), 'utf8'))),
  );
  const fault = [outputs, state, exported].find((one) => one?.fault !== null)?.fault ?? null;
  if (fault !== null) lines.push(fault);
  return {
    succeeded: exitCode === 0 && fault === null,
    lines,
    outputs: outputs?.values ?? {},
    state: state?.values ?? {},
    exported: exported?.values ?? {},
    paths: (await readFile(join(folder, 'GITHUB_PATH'), 'utf8')).split('\n').filter((line) => line !== ''),
    summary: await readFile(join(folder, 'GITHUB_STEP_SUMMARY'), 'utf8'),
  };
}
