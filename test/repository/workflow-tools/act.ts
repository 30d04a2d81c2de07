import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { newRepository, type Repository } from '../../../fakes/github/repository.ts';
import { DEMO_TOKEN, startGitHubService } from '../../../fakes/github/service.ts';
import { DEMO_API_KEY, DEMO_RUN } from '../../../fakes/kindo/data.ts';
import { startKindoService } from '../../../fakes/kindo/service.ts';
import { APPROVAL, DEMO_MIDDESK_KEY, MIDDESK_RUN } from '../../../fakes/middesk/data.ts';
import { startMiddeskService } from '../../../fakes/middesk/service.ts';
import { EVENT_PULL, showPull } from '../../../fakes/workflow-runner/events.ts';
import { makeCommands } from '../../../fakes/workflow-runner/job.ts';
import { agentsFor, readPlayable } from '../../../fakes/workflow-runner/scenario-play.ts';
import { ROOT, read } from '../files.ts';

/** What act does not support, or does wrong, by a pattern in a file that uses it. */
const BEYOND_ACT: readonly (readonly [RegExp, string])[] = [
  [/^ {4}environment:/m, 'environments have no reviewers and no timers'],
  [/workflow_call:|^ {4}uses:/m, 'the last job of a called workflow decides its result'],
];

/** Actions of others, by the input that names the file which they take. Each is played by a check that the file is there. */
const OTHERS: Readonly<Record<string, string>> = {
  'actions/upload-artifact': 'path',
  'github/codeql-action/upload-sarif': 'sarif_file',
};

const MAX_PLAY_MS = 120_000;
const MESSAGE = 'I have read the change.\n\n```json\n{"findings": []}\n```';

/** Why act cannot play an example; null if it can. */
export function beyondAct(path: string): string | null {
  return BEYOND_ACT.find(([pattern]) => pattern.test(read(path)))?.[1] ?? null;
}

export interface ActPlay {
  readonly path: string;
  /** Of the agent; at Middesk, whether its run completes after its answer. */
  readonly verdict: 'pass' | 'fail';
  /** A git repository with a commit, which no other play uses. */
  readonly folder: string;
  /** This action. act copies the whole folder for each step. */
  readonly action: string;
}

export interface ActResult {
  readonly code: number | null;
  readonly printed: string;
  /** True: the exit code is that of the verdict, and a step of this action ended with the verdict's outcome. */
  readonly isRight: boolean;
}

/** Plays an example by act. */
export async function playByAct(act: string, { path, verdict, folder, action }: ActPlay): Promise<ActResult> {
  const [scenario] = Object.values((await readPlayable(join(ROOT, path), {})).scenarios);
  if (scenario === undefined) throw new Error(`No scenario starts ${path}.`);
  const { event_name: name, event } = Object(scenario.event);
  const text = read(path);
  const [kindo, middesk, github] = await Promise.all([
    startKindoService({ run: kindoRun(verdict), agents: agentsFor(text) }),
    startMiddeskService({ run: middeskRun(verdict), earlierRunOf: 'cip_orchestrator' }),
    startGitHubService({}, repositoryOf(event)),
  ]);
  const workflow = join(folder, '.github', 'workflows', basename(path));
  const isMiddesk = text.includes('provider: middesk');
  const url = isMiddesk ? middesk.url : kindo.url;
  const failure = isMiddesk ? 'run-failed' : 'eval-failed';
  mkdirSync(dirname(workflow), { recursive: true });
  // act cannot set an input: the address of the demo service stands in the copy.
  writeFileSync(workflow, text.replace(/^( +)api-key: .*$/gm, `$&\n$1base-url: ${url}\n$1poll-interval: 1s`));
  const eventFile = join(folder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(event));
  const local = [`OWNER/run-kindo-agent@v1=${action}`, ...writeOthers(text, folder)];
  const secrets = {
    KINDO_API_KEY: DEMO_API_KEY,
    MIDDESK_API_KEY: DEMO_MIDDESK_KEY,
    GITHUB_TOKEN: DEMO_TOKEN,
  };
  const env = {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    // act leaves it empty, and the role of nobody never suffices.
    GITHUB_TRIGGERING_ACTOR: 'octocat',
  };
  try {
    const { code, printed } = await run(act, folder, await environmentFor(folder), [
      ...[name, '--workflows', workflow, '--eventpath', eventFile, '--actor', 'octocat'],
      ...['--platform', 'ubuntu-latest=-self-hosted', '--action-offline-mode', '--no-cache-server'],
      ...local.flatMap((one) => ['--local-repository', one]),
      ...Object.entries(secrets).flatMap((one) => ['--secret', one.join('=')]),
      ...Object.entries(env).flatMap((one) => ['--env', one.join('=')]),
    ]);
    const outcome = verdict === 'pass' ? 'passed' : failure;
    return {
      code,
      printed,
      isRight:
        (code === 0) === (verdict === 'pass') && printed.includes(`::set-output:: outcome=${outcome}\n`),
    };
  } finally {
    await Promise.all([kindo.close(), middesk.close(), github.close()]);
  }
}

function kindoRun(result: 'pass' | 'fail') {
  const steps = [{ name: 'Judge', result, explanation: 'By the demo service.' }];
  return { ...DEMO_RUN, takesMs: 200, message: MESSAGE, evals: { pendingMs: 0, result, steps } };
}

function middeskRun(verdict: 'pass' | 'fail') {
  const waiting = { ...MIDDESK_RUN, takesMs: 200, waitsFor: [[APPROVAL]] };
  return verdict === 'pass' ? waiting : { ...waiting, status: 'error' };
}

/** A repository with the pull request of the event, in which its author may maintain. */
function repositoryOf(event: object): Repository {
  const repository = newRepository({}, { octocat: 'maintain' });
  repository.pull = Object(event).pull_request ?? showPull(EVENT_PULL);
  return repository;
}

/** Writes the actions of others that a workflow uses, and returns where act finds each. */
function writeOthers(text: string, folder: string): string[] {
  const used = text.matchAll(/\buses: ([\w-]+\/[\w-]+)(\/[\w-]+)?@([0-9a-f]{40})/g);
  return Array.from(used, ([, repository = '', below = '', commit]) => {
    const input = OTHERS[`${repository}${below}`];
    if (input === undefined) throw new Error(`${repository}${below} is not known here.`);
    const place = join(folder, 'others', repository);
    mkdirSync(join(place, below), { recursive: true });
    const step = `{ shell: bash, env: { FILE: "\${{ inputs.${input} }}" }, run: 'test -s "$FILE"' }`;
    writeFileSync(
      join(place, below, 'action.yml'),
      `name: Other\ninputs: { ${input}: { required: true } }\nruns: { using: composite, steps: [${step}] }\n`,
    );
    return `${repository}@${commit}=${place}`;
  });
}

/** Keeps act from asking its own server for news, and from what it reads and writes in the user's home. */
async function environmentFor(folder: string): Promise<NodeJS.ProcessEnv> {
  const home = join(folder, 'home');
  mkdirSync(home);
  return {
    ...process.env,
    PATH: [await makeCommands(home), process.env.PATH].join(delimiter),
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
    ACT_DISABLE_VERSION_CHECK: '1',
  };
}

function run(program: string, cwd: string, env: NodeJS.ProcessEnv, parts: readonly string[]) {
  return new Promise<{ code: number | null; printed: string }>((resolve, reject) => {
    let printed = '';
    const child = spawn(program, parts, {
      cwd,
      env,
      timeout: MAX_PLAY_MS,
      killSignal: 'SIGKILL',
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
