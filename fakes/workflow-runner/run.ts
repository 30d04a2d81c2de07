import { evaluate, isTruthy, type JobStatus } from './expressions.ts';
import { type JobRun, runJob, type World } from './job.ts';
import { combinationsOf } from './matrix.ts';
import { type JobModel, readWorkflow, resolve, resolveTexts } from './workflow.ts';

export interface WorkflowRun {
  /** Every job, and every leg of a matrix, that ran. */
  readonly jobs: readonly JobRun[];
  /** By the id of the job, those that were skipped included. */
  readonly results: Readonly<Record<string, JobStatus>>;
}

interface Finished {
  readonly result: JobStatus;
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Runs a workflow file on this machine as GitHub would: jobs after those that they need, the legs of a matrix at once,
 * steps by bash, this action from `dist`. Other actions are told of, and do nothing.
 */
export async function runWorkflow(name: string, content: string, world: World): Promise<WorkflowRun> {
  const workflow = await readWorkflow(name, content);
  const jobs: JobRun[] = [];
  const finished = new Map<string, Promise<Finished>>();
  const start = (job: JobModel): Promise<Finished> => {
    const known = finished.get(job.id) ?? runWhole(job);
    finished.set(job.id, known);
    return known;
  };

  const runWhole = async (job: JobModel): Promise<Finished> => {
    const needed = await Promise.all(
      job.needs.map(async (id) => {
        const other = workflow.jobs.find((one) => one.id === id);
        if (other === undefined) throw new Error(`Job ${job.id} needs ${id}, which is not there.`);
        return [id, await start(other)] as const;
      }),
    );
    const { github, secrets } = world;
    // Of a run that a person has started.
    const { inputs = {} } = Object(github.event);
    const env = resolveTexts(workflow.token.find('env'), { github, secrets });
    const contexts = { github, secrets, env, needs: Object.fromEntries(needed), vars: {}, inputs };
    const status = statusOf(needed.map(([, { result }]) => result));
    if (!isTruthy(evaluate(job.condition, contexts, status))) return { result: 'skipped', outputs: {} };
    const strategy = Object(resolve(job.token.find('strategy'), contexts));
    const combinations = combinationsOf(strategy.matrix);
    const legs = await Promise.all(
      combinations.map((matrix, index) => {
        const place = { 'job-index': index, 'job-total': combinations.length };
        return runJob(job, matrix, { ...contexts, strategy: place }, world);
      }),
    );
    jobs.push(...legs);
    return { result: statusOf(legs.map(({ result }) => result)), outputs: mergeOutputs(legs) };
  };

  const results: Record<string, JobStatus> = {};
  for (const job of workflow.jobs) results[job.id] = (await start(job)).result;
  return { jobs, results };
}

function statusOf(results: readonly JobStatus[]): JobStatus {
  const order: readonly JobStatus[] = ['failure', 'cancelled', 'skipped'];
  return order.find((status) => results.includes(status)) ?? 'success';
}

/** Of several legs the last that gives a value counts; one that gives none takes nothing away. */
function mergeOutputs(legs: readonly JobRun[]): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const { outputs } of legs) {
    for (const [name, value] of Object.entries(outputs))
      if (value !== '' || !(name in merged)) merged[name] = value;
  }
  return merged;
}
