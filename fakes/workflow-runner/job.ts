import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, readActionFile } from '../runner/action-file.ts';
import { type Contexts, evaluate, interpolate, isTruthy, type JobStatus } from './expressions.ts';
import { type CommandResult, runCommand } from './step-process.ts';
import { type JobModel, resolve, resolveTexts, type StepModel, textOf } from './workflow.ts';

const action = readActionFile();

/** An action that is not this one. */
export interface OtherAction {
  readonly uses: string;
  readonly with: Readonly<Record<string, string>>;
}

export interface World {
  readonly github: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** What every step of this action is given besides what the file says, such as the address of a demo service. */
  readonly ourInputs: Readonly<Record<string, string>>;
  /** Told of steps that use another action, which are not run. */
  readonly onOther: (other: OtherAction) => void | Promise<void>;
  readonly cancelled: AbortSignal;
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

export interface JobRun {
  readonly id: string;
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
  summary: '',
};

/** Runs one job, or one leg of its matrix: its steps, then the post steps in reverse. */
export async function runJob(
  job: JobModel,
  matrix: Readonly<Record<string, unknown>>,
  outer: OuterContexts,
  world: World,
): Promise<JobRun> {
  const folder = await mkdtemp(join(tmpdir(), 'workflow-'));
  try {
    return await new JobRunner(job, matrix, outer, world, folder).run();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class JobRunner {
  readonly #job: JobModel;
  readonly #matrix: Readonly<Record<string, unknown>>;
  readonly #outer: OuterContexts;
  readonly #world: World;
  readonly #workspace: string;
  readonly #temporaryFolder: string;
  readonly #eventFile: string;
  readonly #steps: Record<string, object> = {};
  readonly #posts: (() => Promise<StepRun>)[] = [];
  #env: Readonly<Record<string, string>>;
  #hasFailed = false;

  constructor(
    job: JobModel,
    matrix: Readonly<Record<string, unknown>>,
    outer: OuterContexts,
    world: World,
    folder: string,
  ) {
    this.#job = job;
    this.#matrix = matrix;
    this.#outer = outer;
    this.#env = outer.env;
    this.#world = world;
    this.#workspace = join(folder, 'workspace');
    this.#temporaryFolder = join(folder, 'temp');
    this.#eventFile = join(folder, 'event.json');
  }

  async run(): Promise<JobRun> {
    await Promise.all([mkdir(this.#workspace), mkdir(this.#temporaryFolder)]);
    await writeFile(this.#eventFile, JSON.stringify(this.#world.github.event));
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
      id: this.#job.id,
      matrix: this.#matrix,
      result: this.#status(),
      outputs: resolveTexts(this.#job.token.find('outputs'), this.#contexts()),
      steps,
      posts,
    };
  }

  #status(): JobStatus {
    if (this.#world.cancelled.aborted) return 'cancelled';
    return this.#hasFailed ? 'failure' : 'success';
  }

  #contexts(): Contexts {
    return {
      ...this.#outer,
      github: this.#world.github,
      secrets: this.#world.secrets,
      matrix: this.#matrix,
      env: this.#env,
      steps: this.#steps,
      job: { status: this.#status() },
      runner: { os: 'Linux', temp: this.#temporaryFolder },
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
      result = await this.#runScript(textOf(resolve(token.find('run'), withEnv)), env);
    } else if (uses === './' || uses.startsWith('OWNER/run-kindo-agent@')) {
      result = await this.#runAction({ name, uses, inputs, env });
    } else {
      await this.#world.onOther({ uses, with: inputs });
    }
    this.#env = { ...this.#env, ...result.exported };
    const mayFail = resolve(token.find('continue-on-error'), contexts) === true;
    return stepRun(id, name, result, mayFail);
  }

  async #runScript(script: string, env: Readonly<Record<string, string>>): Promise<CommandResult> {
    const file = join(this.#temporaryFolder, `${Object.keys(this.#steps).length}.sh`);
    await writeFile(file, script);
    return this.#spawn('bash', ['-e', file], env);
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
      ...this.#inputVariables({ ...step.inputs, ...this.#world.ourInputs }),
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

  /** Every declared input, with its default evaluated where the step gives none. */
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
  ): Promise<CommandResult> {
    const { github, cancelled } = this.#world;
    return runCommand({
      file,
      arguments: parts,
      env: {
        ...env,
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: this.#workspace,
        GITHUB_EVENT_PATH: this.#eventFile,
        GITHUB_EVENT_NAME: textOf(github.event_name),
        GITHUB_ACTOR: textOf(github.actor),
        GITHUB_REPOSITORY: textOf(github.repository),
        GITHUB_SHA: textOf(github.sha),
        GITHUB_RUN_ID: textOf(github.run_id),
        GITHUB_WORKFLOW: textOf(github.workflow),
        GITHUB_JOB: this.#job.id,
        GITHUB_SERVER_URL: textOf(github.server_url),
        GITHUB_API_URL: textOf(github.api_url),
        RUNNER_TEMP: this.#temporaryFolder,
      },
      folder: this.#workspace,
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
