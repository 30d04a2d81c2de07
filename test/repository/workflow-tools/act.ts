import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DEMO_TOKEN, startGitHubService } from '../../../fakes/github/service.ts';
import { DEMO_API_KEY, DEMO_RUN } from '../../../fakes/kindo/data.ts';
import { startKindoService } from '../../../fakes/kindo/service.ts';
import { agentsFor, readPlayable } from '../../../fakes/workflow-runner/scenario-play.ts';
import { ROOT, read } from '../files.ts';

/** What act does not support, or does wrong, by a pattern in a file that uses it. */
const BEYOND_ACT: readonly (readonly [RegExp, string])[] = [
  [/^ {4}environment:/m, 'environments'],
  [/^ {4}strategy:/m, 'outputs of a matrix'],
  [/workflow_call:|^ {4}uses:/m, 'results of a called workflow'],
  [/uses: (?!OWNER\/|\.\/)/, 'actions of others'],
  [/provider: middesk/, "this script's service is Kindo's"],
];

const MAX_PLAY_MS = 120_000;

/** Why act cannot play an example; null if it can. */
export function beyondAct(path: string): string | null {
  return BEYOND_ACT.find(([pattern]) => pattern.test(read(path)))?.[1] ?? null;
}

/** Plays an example by act with an agent of this verdict, and returns the exit code and what act printed. */
export async function playByAct(
  act: string,
  path: string,
  verdict: 'pass' | 'fail',
  folder: string,
): Promise<{ readonly code: number | null; readonly printed: string }> {
  const [scenario] = Object.values((await readPlayable(join(ROOT, path), {})).scenarios);
  if (scenario === undefined) throw new Error(`No scenario starts ${path}.`);
  const { event_name: name, event } = Object(scenario.event);
  const steps = [{ name: 'Judge', result: verdict, explanation: 'By the demo service.' }];
  const evals = { pendingMs: 0, result: verdict, steps };
  const [kindo, github] = await Promise.all([
    startKindoService({ run: { ...DEMO_RUN, takesMs: 200, evals }, agents: agentsFor(read(path)) }),
    startGitHubService(),
  ]);
  const workflow = join(folder, '.github', 'workflows', basename(path));
  mkdirSync(dirname(workflow), { recursive: true });
  // act cannot set an input: the address of the demo service stands in the copy.
  const text = read(path).replace(/^( +)api-key: .*$/gm, `$&\n$1base-url: ${kindo.url}\n$1poll-interval: 1s`);
  writeFileSync(workflow, text);
  const eventFile = join(folder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(event));
  try {
    return await run(act, folder, [
      ...[
        name,
        '--workflows',
        workflow,
        '--eventpath',
        eventFile,
        '--platform',
        'ubuntu-latest=-self-hosted',
      ],
      ...['--action-offline-mode', '--local-repository', `OWNER/run-kindo-agent@v1=${ROOT}`],
      ...['--secret', `KINDO_API_KEY=${DEMO_API_KEY}`, '--secret', `GITHUB_TOKEN=${DEMO_TOKEN}`],
      ...['--env', `GITHUB_API_URL=${github.url}`, '--env', 'GITHUB_REPOSITORY=octo-org/octo-repo'],
    ]);
  } finally {
    await Promise.all([kindo.close(), github.close()]);
  }
}

function run(program: string, folder: string, parts: readonly string[]) {
  return new Promise<{ code: number | null; printed: string }>((resolve, reject) => {
    let printed = '';
    const child = spawn(program, parts, {
      cwd: folder,
      timeout: MAX_PLAY_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, printed }));
  });
}
