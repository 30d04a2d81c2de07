import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Repository } from '../github/repository.ts';
import type { Permissions } from '../github/token.ts';
import { ROOT, readActionFile } from '../runner/action-file.ts';
import type { Decide, EnvironmentGate } from './environments.ts';
import { type Contexts, evaluate, interpolate, isTruthy, type JobStatus } from './expressions.ts';
import type { KeptFiles } from './kept-files.ts';
import { type ActionOutcome, playOtherAction } from './other-actions.ts';
import { type CommandResult, runCommand } from './step-process.ts';
import { type JobModel, resolve, resolveTexts, type StepModel, textOf } from './workflow.ts';

const action = readActionFile();

/** An action that is not this one. */
export interface OtherAction {
  readonly uses: string;
  readonly with: Readonly<Record<string, string>>;
}

export interface Host {
  /** The event and its run, as expressions name them. */
  readonly github: Readonly<Record<string, unknown>>;
  /** The repository's secrets and variables, of which the event may get none. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Environments, approvals and what else the API knows; an empty one unless given. */
  readonly repository?: Repository;
  /** Reviews jobs that wait for an environment; nobody does unless given. */
  readonly decide?: Decide;
  /** The text of a called workflow, by the value of `uses:`; null if it does not exist. */
  readonly readCalled?: (uses: string) => string | null;
  /** What a push or a pull request changes; every path filter fits unless given. */
  readonly changedFiles?: readonly string[];
  /** Artifacts and uploaded files; given to several runs or attempts, they share them. */
  readonly kept?: KeptFiles;
  /** The folder of a git repository that actions/checkout fetches from; an empty one is made unless given. */
  readonly checkout?: string;
  /** What a step of this action gets besides what the file gives, such as the address of a demo service. */
  readonly ourInputs: (given: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** Called with each step that uses another action, before it is played. */
  readonly onOther?: (other: OtherAction) => void | Promise<void>;
  readonly cancelled: AbortSignal;
}

/** The surroundings of one job. */
export interface JobHost extends Host {
  readonly kept: KeptFiles;
  readonly permissions: Permissions;
}

/** What is known before a job begins. */
export interface OuterContexts extends Contexts {
  /** The environment of the whole workflow. */
  readonly env: Readonly<Record<string, string>>;
}

export interface StepRun {
  readonly id: string;
  readonly name: string;
  /** Before `continue-on-error`. */
  readonly outcome: JobStatus;
  readonly conclusion: JobStatus;
  readonly outputs: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
  readonly summary: string;
}

/** The concurrency group of a workflow or job, as it was evaluated. Nothing is queued or cancelled here. */
export interface Concurrency {
  readonly group: string;
  readonly cancelInProgress: boolean;
}

export interface JobRun {
  /** With the ids of the calling jobs before it, such as `gate/agent`. */
  readonly id: string;
  /** As the check is named. */
  readonly name: string;
  /** Null: the job names no environment. */
  readonly environment: EnvironmentGate | null;
  readonly concurrency: Concurrency | null;
  readonly permissions: Permissions;
  readonly matrix: Readonly<Record<string, unknown>>;
  readonly result: JobStatus;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRun[];
  /** The post steps of this action, in the order in which they ran. */
  readonly posts: readonly StepRun[];
}

const NOTHING: CommandResult = {
  succeeded: true,
  lines: [],
  outputs: {},
  state: {},
  exported: {},
  paths: [],
  summary: '',
};

/** The part of a job's run that its steps make. */
export type StepsOfJob = Pick<JobRun, 'result' | 'outputs' | 'steps' | 'posts'>;

/** The program of a shell, before the script's file. */
const SHELLS: Readonly<Record<string, readonly string[]>> = {
  '': ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  sh: ['sh', '-e'],
};

/** This action, by its path or from whatever account it is published. */
const OURS = /^(?:\.\/$|[\w.-]+\/run-kindo-agent@)/;

const COMMANDS = { gh: 'gh.ts', jq: 'jq-command.ts' };

/** A folder for the path with the commands that a GitHub runner has and this machine may not have. */
export async function makeCommands(temporaryFolder: string): Promise<string> {
  const folder = join(temporaryFolder, 'bin');
  await mkdir(folder);
  for (const [name, file] of Object.entries(COMMANDS)) {
    const program = join(import.meta.dirname, file);
    await writeFile(join(folder, name), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
    await chmod(join(folder, name), 0o755);
  }
  return folder;
}

/** Runs one job, or one leg of its matrix: its steps, then the post steps in reverse. */
export async function runJob(
  job: JobModel,
  matrix: Readonly<Record<string, unknown>>,
  outer: OuterContexts,
  host: JobHost,
): Promise<StepsOfJob> {
  const folder = await mkdtemp(join(tmpdir(), 'workflow-'));
  try {
    return await new JobRunner(job, matrix, outer, host, folder).run();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class JobRunner {
  readonly #job: JobModel;
  readonly #matrix: Readonly<Record<string, unknown>>;
  readonly #outer: OuterContexts;
  readonly #host: JobHost;
  readonly #workspace: string;
  readonly #temporaryFolder: string;
  readonly #eventFile: string;
  readonly #steps: Record<string, object> = {};
  readonly #posts: (() => Promise<StepRun>)[] = [];
  #env: Readonly<Record<string, string>>;
  #hasFailed = false;
  #paths: readonly string[] = [];

  constructor(
    job: JobModel,
    matrix: Readonly<Record<string, unknown>>,
    outer: OuterContexts,
    host: JobHost,
    folder: string,
  ) {
    this.#job = job;
    this.#matrix = matrix;
    this.#outer = outer;
    this.#env = outer.env;
    this.#host = host;
    this.#workspace = join(folder, 'workspace');
    this.#temporaryFolder = join(folder, 'temp');
    this.#eventFile = join(folder, 'event.json');
  }

  async run(): Promise<StepsOfJob> {
    await Promise.all([mkdir(this.#workspace), mkdir(this.#temporaryFolder)]);
    this.#paths = [await makeCommands(this.#temporaryFolder)];
    await writeFile(this.#eventFile, JSON.stringify(this.#host.github.event));
    this.#env = { ...this.#env, ...resolveTexts(this.#job.token.find('env'), this.#contexts()) };
    const steps: StepRun[] = [];
    for (const step of this.#job.steps) {
      const run = await this.#runStep(step);
      const { outcome, conclusion, outputs } = run;
      this.#steps[step.id] = { outcome, conclusion, outputs };
      if (conclusion === 'failure') this.#hasFailed = true;
      steps.push(run);
    }
    const posts: StepRun[] = [];
    for (const post of this.#posts.reverse()) {
      const run = await post();
      if (run.conclusion === 'failure') this.#hasFailed = true;
      posts.push(run);
    }
    return {
      result: this.#status(),
      outputs: this.#withoutSecrets(resolveTexts(this.#job.token.find('outputs'), this.#contexts())),
      steps,
      posts,
    };
  }

  /** GitHub drops a job's output that contains a secret. */
  #withoutSecrets(outputs: Readonly<Record<string, string>>): Record<string, string> {
    const secrets = Object.values(this.#host.secrets).filter((secret) => secret !== '');
    const entries = Object.entries(outputs).map(([name, value]) => [
      name,
      secrets.some((secret) => value.includes(secret)) ? '' : value,
    ]);
    return Object.fromEntries(entries);
  }

  #status(): JobStatus {
    if (this.#host.cancelled.aborted) return 'cancelled';
    return this.#hasFailed ? 'failure' : 'success';
  }

  #contexts(): Contexts {
    return {
      ...this.#outer,
      github: { ...this.#host.github, job: this.#job.id, workspace: this.#workspace },
      secrets: this.#host.secrets,
      matrix: this.#matrix,
      env: this.#env,
      steps: this.#steps,
      job: { status: this.#status() },
      runner: { os: 'Linux', arch: 'X64', temp: this.#temporaryFolder },
    };
  }

  async #runStep({ id, condition, token }: StepModel): Promise<StepRun> {
    const contexts = this.#contexts();
    const uses = textOf(resolve(token.find('uses'), contexts));
    const name = textOf(resolve(token.find('name'), contexts)) || uses || id;
    if (!isTruthy(evaluate(condition, contexts, this.#status()))) {
      return { id, name, outcome: 'skipped', conclusion: 'skipped', outputs: {}, lines: [], summary: '' };
    }
    const env = { ...this.#env, ...resolveTexts(token.find('env'), contexts) };
    const withEnv = { ...contexts, env };
    const inputs = resolveTexts(token.find('with'), withEnv);
    let result = NOTHING;
    if (uses === '') {
      result = await this.#runScript(token, withEnv, env);
    } else if (OURS.test(uses)) {
      result = await this.#runAction({ name, uses, inputs, env });
    } else {
      result = { ...NOTHING, ...(await this.#playOther(uses, inputs)) };
    }
    this.#env = { ...this.#env, ...result.exported };
    this.#paths = [...result.paths.toReversed(), ...this.#paths];
    const mayFail = resolve(token.find('continue-on-error'), contexts) === true;
    return stepRun(id, name, result, mayFail);
  }

  async #runScript(
    token: StepModel['token'],
    contexts: Contexts,
    env: Readonly<Record<string, string>>,
  ): Promise<CommandResult> {
    const defaults = Object(Object(resolve(this.#job.token.find('defaults'), contexts)).run);
    const shell = textOf(resolve(token.find('shell'), contexts) ?? defaults.shell);
    const folder = textOf(
      resolve(token.find('working-directory'), contexts) ?? defaults['working-directory'],
    );
    const command = SHELLS[shell];
    if (command === undefined) throw new Error(`Shell ${shell} is not run here.`);
    const file = join(this.#temporaryFolder, `${Object.keys(this.#steps).length}.sh`);
    await writeFile(file, textOf(resolve(token.find('run'), contexts)));
    const [program = '', ...parts] = command;
    return this.#spawn(program, [...parts, file], env, join(this.#workspace, folder));
  }

  async #playOther(uses: string, inputs: Readonly<Record<string, string>>): Promise<ActionOutcome> {
    const { onOther, github, permissions, kept, checkout = null } = this.#host;
    await onOther?.({ uses, with: inputs });
    return playOtherAction(uses, {
      inputs,
      github,
      workspace: this.#workspace,
      permissions,
      kept,
      repository: checkout,
    });
  }

  async #runAction(step: {
    readonly name: string;
    readonly uses: string;
    readonly inputs: Readonly<Record<string, string>>;
    readonly env: Readonly<Record<string, string>>;
  }): Promise<CommandResult> {
    const [repository = '', ref = ''] = step.uses === './' ? [] : step.uses.split('@');
    const env = {
      ...step.env,
      ...this.#inputVariables({ ...step.inputs, ...this.#host.ourInputs(step.inputs) }),
      GITHUB_ACTION_REPOSITORY: repository,
      GITHUB_ACTION_REF: ref,
    };
    const result = await this.#spawn(process.execPath, [join(ROOT, action.runs.main)], env);
    const { post } = action.runs;
    if (post !== undefined) {
      const state = Object.entries(result.state).map(([name, value]) => [`STATE_${name}`, value]);
      const postEnv = { ...env, ...Object.fromEntries(state) };
      this.#posts.push(async () => {
        const after = await this.#spawn(process.execPath, [join(ROOT, post)], postEnv);
        return stepRun('', `Post ${step.name}`, after, false);
      });
    }
    return result;
  }

  /** Every declared input, with its default evaluated if the step gives none. */
  #inputVariables(given: Readonly<Record<string, string>>): Record<string, string> {
    const defaults = Object.entries(action.inputs).map(([name, input]) => [
      name,
      interpolate(input.default ?? '', this.#contexts()),
    ]);
    const all: Record<string, string> = { ...Object.fromEntries(defaults), ...given };
    return Object.fromEntries(
      Object.entries(all).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
    );
  }

  #spawn(
    file: string,
    parts: readonly string[],
    env: Readonly<Record<string, string>>,
    folder = this.#workspace,
  ): Promise<CommandResult> {
    const { github, cancelled } = this.#host;
    const path = [...this.#paths, process.env.PATH].join(delimiter);
    return runCommand({
      file,
      arguments: parts,
      env: {
        ...env,
        PATH: path,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: this.#workspace,
        GITHUB_EVENT_PATH: this.#eventFile,
        GITHUB_EVENT_NAME: textOf(github.event_name),
        GITHUB_ACTOR: textOf(github.actor),
        GITHUB_REPOSITORY: textOf(github.repository),
        GITHUB_SHA: textOf(github.sha),
        GITHUB_REPOSITORY_OWNER: textOf(github.repository_owner),
        GITHUB_REF: textOf(github.ref),
        GITHUB_REF_NAME: textOf(github.ref_name),
        GITHUB_HEAD_REF: textOf(github.head_ref),
        GITHUB_BASE_REF: textOf(github.base_ref),
        GITHUB_TRIGGERING_ACTOR: textOf(github.triggering_actor),
        GITHUB_RUN_ID: textOf(github.run_id),
        GITHUB_RUN_ATTEMPT: textOf(github.run_attempt),
        GITHUB_RUN_NUMBER: textOf(github.run_number),
        GITHUB_WORKFLOW_REF: textOf(github.workflow_ref),
        GITHUB_WORKFLOW: textOf(github.workflow),
        GITHUB_JOB: this.#job.id,
        GITHUB_SERVER_URL: textOf(github.server_url),
        GITHUB_API_URL: textOf(github.api_url),
        RUNNER_OS: 'Linux',
        RUNNER_TEMP: this.#temporaryFolder,
      },
      folder,
      temporaryFolder: this.#temporaryFolder,
      cancelled,
    });
  }
}

function stepRun(id: string, name: string, result: CommandResult, mayFail: boolean): StepRun {
  const outcome = result.succeeded ? 'success' : 'failure';
  const { outputs, lines, summary } = result;
  return { id, name, outcome, conclusion: mayFail ? 'success' : outcome, outputs, lines, summary };
}
