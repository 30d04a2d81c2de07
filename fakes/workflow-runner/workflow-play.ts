import { isDeepStrictEqual } from 'node:util';
import type { Repository } from '../github/repository.ts';
import { limitToken, type Permissions } from '../github/token.ts';
import type { CheckRun } from './checks.ts';
import { passEnvironment } from './environments.ts';
import { type Contexts, evaluate, isTruthy, type JobStatus } from './expressions.ts';
import { type Concurrency, type Host, type JobHost, type JobRun, runJob, type StepsOfJob } from './job.ts';
import type { KeptFiles } from './kept-files.ts';
import { combinationsOf } from './matrix.ts';
import { permissionsOf } from './privileges.ts';
import { typedInputs } from './typed-inputs.ts';
import {
  type JobModel,
  readWorkflow,
  resolve,
  resolveTexts,
  textOf,
  type WorkflowModel,
} from './workflow.ts';

/** A job that has ended, with all legs of its matrix. */
interface JobOutcome {
  readonly result: JobStatus;
  readonly outputs: Readonly<Record<string, string>>;
  readonly legs: readonly LegOutcome[];
  readonly checks: readonly CheckRun[];
}

interface LegOutcome {
  readonly matrix: Readonly<Record<string, unknown>>;
  readonly result: JobStatus;
  readonly outputs: Readonly<Record<string, string>>;
  readonly jobs: readonly JobRun[];
  readonly checks: readonly CheckRun[];
  /** The jobs of a called workflow; null for a job with steps. */
  readonly called: Outcomes | null;
}

/** By the id of the job. */
export type Outcomes = ReadonlyMap<string, JobOutcome>;

export type PlayHost = Host & { readonly repository: Repository; readonly kept: KeptFiles };

/** How a workflow runs: triggered, or called by a job. */
export interface Scope {
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The permissions of the calling job, which a called workflow cannot raise; null for a workflow that is not called. */
  readonly inherited: Permissions | null;
  readonly isReadOnly: boolean;
  /** The prefix of the ids of jobs, and of the names of checks. */
  readonly ids: string;
  readonly names: string;
}

/** One attempt of one workflow file, as it runs by itself or is called. */
export class WorkflowPlay {
  readonly #workflow: WorkflowModel;
  readonly #host: PlayHost;
  readonly #scope: Scope;
  /** Of an earlier attempt of which successful jobs are kept. */
  readonly #earlier: Outcomes | null;
  readonly #started = new Map<string, Promise<JobOutcome>>();
  readonly #repeated = new Set<string>();

  constructor(workflow: WorkflowModel, host: PlayHost, scope: Scope, earlier: Outcomes | null) {
    this.#workflow = workflow;
    this.#host = host;
    this.#scope = scope;
    this.#earlier = earlier;
  }

  async run(): Promise<Outcomes> {
    const { jobs } = this.#workflow;
    const ended = await Promise.all(jobs.map(async (job) => [job.id, await this.#start(job)] as const));
    return new Map(ended);
  }

  #start(job: JobModel): Promise<JobOutcome> {
    const known = this.#started.get(job.id) ?? this.#runWhole(job);
    this.#started.set(job.id, known);
    return known;
  }

  #jobOf(id: string): JobModel {
    const job = this.#workflow.jobs.find((one) => one.id === id);
    if (job === undefined) throw new Error(`Job ${id} is needed, and does not exist.`);
    return job;
  }

  async #runWhole(job: JobModel): Promise<JobOutcome> {
    const needed = await Promise.all(
      job.needs.map(async (id) => {
        const { result, outputs } = await this.#start(this.#jobOf(id));
        return [id, { result, outputs }] as const;
      }),
    );
    const earlier = this.#earlier?.get(job.id);
    const isKept = earlier !== undefined && ['success', 'skipped'].includes(earlier.result);
    const isNeedRepeated = job.needs.some((id) => this.#repeated.has(id));
    if (isKept && !isNeedRepeated) return earlier;
    this.#repeated.add(job.id);

    const { github, secrets, vars = {} } = this.#host;
    const { inputs } = this.#scope;
    const env = resolveTexts(this.#workflow.token.find('env'), { github, secrets, vars, inputs });
    const contexts = { github, secrets, vars, inputs, env, needs: Object.fromEntries(needed) };
    const ancestors = await Promise.all(this.#ancestorsOf(job).map((id) => this.#start(this.#jobOf(id))));
    const status = this.#host.cancelled.aborted
      ? 'cancelled'
      : statusOf(ancestors.map(({ result }) => result));
    if (!isTruthy(evaluate(job.condition, contexts, status))) {
      // A skipped job has one check, in whose name expressions are not evaluated.
      const name = `${this.#scope.names}${job.token.find('name')?.toString() ?? job.id}`;
      return { result: 'skipped', outputs: {}, legs: [], checks: [{ name, conclusion: 'skipped' }] };
    }
    return this.#runLegs(job, contexts, isNeedRepeated ? [] : (earlier?.legs ?? []));
  }

  /** The jobs that must have ended before, those of needed jobs included. */
  #ancestorsOf(job: JobModel): string[] {
    return [...new Set(job.needs.flatMap((id) => [id, ...this.#ancestorsOf(this.#jobOf(id))]))];
  }

  async #runLegs(job: JobModel, contexts: LegContexts, earlier: readonly LegOutcome[]): Promise<JobOutcome> {
    const strategy = Object(resolve(job.token.find('strategy'), contexts));
    const combinations = combinationsOf(strategy.matrix);
    const failFast = new AbortController();
    const cancelled = AbortSignal.any([this.#host.cancelled, failFast.signal]);
    const legs = await Promise.all(
      combinations.map(async (matrix, index) => {
        const kept = earlier.find((leg) => isDeepStrictEqual(leg.matrix, matrix));
        if (kept?.result === 'success') return kept;
        const place = { 'job-index': index, 'job-total': combinations.length };
        const leg = await this.#runLeg(job, matrix, { ...contexts, strategy: place }, cancelled, kept);
        if (leg.result === 'failure' && strategy['fail-fast'] !== false) failFast.abort();
        return leg;
      }),
    );
    const mayFail =
      resolve(job.token.find('continue-on-error'), { ...contexts, strategy: {}, matrix: {} }) === true;
    const result = statusOf(legs.map((leg) => leg.result));
    return {
      result: mayFail && result === 'failure' ? 'success' : result,
      outputs: mergeOutputs(legs),
      legs,
      checks: legs.flatMap(({ checks }) => checks),
    };
  }

  async #runLeg(
    job: JobModel,
    matrix: Readonly<Record<string, unknown>>,
    outer: LegContexts & { readonly strategy: object },
    cancelled: AbortSignal,
    earlier: LegOutcome | undefined,
  ): Promise<LegOutcome> {
    const contexts = { ...outer, matrix };
    const name = checkNameOf(job, contexts);
    const permissions = this.#permissionsOf(job);
    if (job.calls !== null) {
      return this.#call(job, job.calls, name, contexts, permissions, cancelled, earlier?.called ?? null);
    }
    const run = await this.#runSteps(job, name, contexts, permissions, cancelled);
    const check = { name: `${this.#scope.names}${name}`, conclusion: run.result };
    const { result, outputs } = run;
    return { matrix, result, outputs, jobs: [run], checks: [check], called: null };
  }

  #permissionsOf(job: JobModel): Permissions {
    const { inherited, isReadOnly } = this.#scope;
    const token = job.token.find('permissions') ?? this.#workflow.token.find('permissions');
    return permissionsOf(resolve(token, {}), inherited, isReadOnly);
  }

  async #runSteps(
    job: JobModel,
    name: string,
    contexts: LegContexts & { readonly matrix: Readonly<Record<string, unknown>> },
    permissions: Permissions,
    cancelled: AbortSignal,
  ): Promise<JobRun> {
    const { github, repository, decide = () => null } = this.#host;
    const id = `${this.#scope.ids}${job.id}`;
    const named = resolve(job.token.find('environment'), contexts);
    const environmentName = textOf(typeof named === 'object' ? Object(named).name : named);
    const passed =
      environmentName === ''
        ? null
        : passEnvironment(
            {
              environment: environmentName,
              job: id,
              runId: textOf(github.run_id),
              attempt: Number(github.run_attempt),
            },
            repository,
            decide,
            textOf(github.triggering_actor),
          );
    const common = {
      id,
      name,
      matrix: contexts.matrix,
      environment: passed?.gate ?? null,
      concurrency: concurrencyOf(job.token.find('concurrency'), contexts),
      permissions,
    };
    if (passed?.gate.state === 'rejected' || passed?.gate.state === 'undecided') {
      return { ...common, result: 'failure', outputs: {}, steps: [], posts: [] };
    }
    const host = this.#jobHost(permissions, cancelled, passed?.environment.secrets ?? {});
    const vars = { ...this.#host.vars, ...passed?.environment.vars };
    const steps: StepsOfJob = await runJob(job, contexts.matrix, { ...contexts, vars }, host);
    return { ...common, ...steps };
  }

  #jobHost(
    permissions: Permissions,
    cancelled: AbortSignal,
    secretsOfEnvironment: Readonly<Record<string, string>>,
  ): JobHost {
    const { github } = this.#host;
    const token = limitToken(textOf(github.token), permissions);
    const secrets = { ...this.#host.secrets, ...secretsOfEnvironment, GITHUB_TOKEN: token };
    return { ...this.#host, github: { ...github, token }, secrets, permissions, cancelled };
  }

  async #call(
    job: JobModel,
    uses: string,
    name: string,
    contexts: LegContexts & { readonly matrix: Readonly<Record<string, unknown>> },
    permissions: Permissions,
    cancelled: AbortSignal,
    earlier: Outcomes | null,
  ): Promise<LegOutcome> {
    const content = this.#host.readCalled?.(uses) ?? null;
    if (content === null) throw new Error(`There is no workflow ${uses}.`);
    const workflow = await readWorkflow(uses, content);
    const on = workflow.token.find('on')?.assertMapping('on');
    const declared = on?.find('workflow_call');
    if (declared === undefined) throw new Error(`${uses} has no trigger workflow_call.`);
    const definition = declared.toString() === '' ? undefined : declared.assertMapping('workflow_call');
    const { github, vars = {} } = this.#host;
    const inputs = typedInputs(
      resolve(definition?.find('inputs'), { github, vars }),
      Object(resolve(job.token.find('with'), contexts)),
    );
    const scope: Scope = {
      ...this.#scope,
      inputs,
      inherited: permissions,
      ids: `${this.#scope.ids}${job.id}/`,
      names: `${this.#scope.names}${name} / `,
    };
    const secrets = this.#secretsFor(job, definition?.find('secrets'), contexts, uses);
    const play = new WorkflowPlay(workflow, { ...this.#host, secrets, cancelled }, scope, earlier);
    const called = await play.run();
    const all = [...called.values()];
    const jobs = Object.fromEntries(
      Array.from(called, ([id, { result, outputs }]) => [id, { result, outputs }]),
    );
    const outputs = Object.entries(
      Object(resolve(definition?.find('outputs'), { github, vars, inputs, jobs })),
    ).map(([output, value]) => [output, textOf(Object(value).value)]);
    return {
      matrix: contexts.matrix,
      result: statusOfCalled(all.map(({ result }) => result)),
      outputs: Object.fromEntries(outputs),
      jobs: all.flatMap(({ legs }) => legs.flatMap((leg) => leg.jobs)),
      checks: all.flatMap(({ checks }) => checks),
      called,
    };
  }

  /** What a called workflow gets of the caller's secrets: those that the job names, or all if it inherits them. */
  #secretsFor(
    job: JobModel,
    declared: Parameters<typeof resolve>[0],
    contexts: Contexts,
    uses: string,
  ): Readonly<Record<string, string>> {
    const token = job.token.find('secrets');
    if (token?.toString() === 'inherit') return this.#host.secrets;
    const given = resolveTexts(token, contexts);
    const definitions = Object(resolve(declared, {}));
    const unknown = Object.keys(given).find((name) => !(name in definitions));
    if (unknown !== undefined) throw new Error(`${uses} declares no secret ${unknown}.`);
    for (const [name, definition] of Object.entries(definitions)) {
      const isRequired = Object(definition).required === true;
      if (isRequired && !(name in given)) throw new Error(`${uses} requires the secret ${name}.`);
    }
    return given;
  }
}

/** The contexts of a job before it has a leg. */
type LegContexts = Contexts & { readonly env: Readonly<Record<string, string>> };

export function concurrencyOf(token: Parameters<typeof resolve>[0], contexts: Contexts): Concurrency | null {
  const value = resolve(token, contexts);
  if (value === undefined) return null;
  if (typeof value !== 'object') return { group: textOf(value), cancelInProgress: false };
  const { group, 'cancel-in-progress': cancel = false } = Object(value);
  return { group: textOf(group), cancelInProgress: cancel === true || cancel === 'true' };
}

/** A name without expressions gets the values of the matrix after it. */
function checkNameOf(
  { id, token }: JobModel,
  contexts: Contexts & { readonly matrix: Readonly<Record<string, unknown>> },
): string {
  const name = token.find('name');
  const text = name === undefined ? id : textOf(resolve(name, contexts));
  const values = Object.values(contexts.matrix).filter((value) => typeof value !== 'object');
  const isFixed = name === undefined || !name.toString().includes('${{');
  return isFixed && values.length > 0 ? `${text} (${values.join(', ')})` : text;
}

function statusOf(results: readonly JobStatus[]): JobStatus {
  const order: readonly JobStatus[] = ['failure', 'cancelled', 'skipped'];
  return order.find((status) => results.includes(status)) ?? 'success';
}

/** A called workflow is skipped only if all of its jobs are. */
function statusOfCalled(results: readonly JobStatus[]): JobStatus {
  if (results.every((result) => result === 'skipped')) return 'skipped';
  return statusOf(results.filter((result) => result !== 'skipped'));
}

/** Of several legs, the last with a value counts. A leg without a value changes nothing. */
function mergeOutputs(legs: readonly LegOutcome[]): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const { outputs } of legs) {
    for (const [name, value] of Object.entries(outputs))
      if (value !== '' || !(name in merged)) merged[name] = value;
  }
  return merged;
}
