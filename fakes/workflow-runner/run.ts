import { newRepository, type Repository } from '../github/repository.ts';
import type { CheckRun } from './checks.ts';
import type { JobStatus } from './expressions.ts';
import type { Concurrency, Host, JobRun } from './job.ts';
import { KeptFiles } from './kept-files.ts';
import { isUntrusted } from './privileges.ts';
import { whyNotStarted } from './triggers.ts';
import { typedInputs } from './typed-inputs.ts';
import { readWorkflow, resolve, textOf } from './workflow.ts';
import { concurrencyOf, type Outcomes, WorkflowPlay } from './workflow-play.ts';

export interface WorkflowRun {
  /** Why the event does not start the workflow, as a clause; null if it does. */
  readonly notStarted: string | null;
  readonly attempt: number;
  readonly concurrency: Concurrency | null;
  /** Every job, and every leg of a matrix, that ran, those of called workflows included. */
  readonly jobs: readonly JobRun[];
  /** By the id of the job, those that were skipped included. */
  readonly results: Readonly<Record<string, JobStatus>>;
  /** What the commit shows of this run. */
  readonly checks: readonly CheckRun[];
  /** What a later attempt keeps. */
  readonly outcomes: Outcomes;
}

/**
 * Runs a workflow file on this machine as GitHub does: jobs after those that they need, the legs of a matrix at once, steps
 * by bash, this action from `dist`, called workflows, environments, and a few actions of others.
 */
export function runWorkflow(name: string, content: string, host: Host): Promise<WorkflowRun> {
  return play(name, content, host, null);
}

export interface Rerun {
  /** True: only failed and cancelled jobs, and the jobs that need them. */
  readonly failedOnly: boolean;
  readonly triggeringActor: string;
}

/** Runs a further attempt of a run: the same event and commit, and a new `github.triggering_actor`. */
export function rerunWorkflow(
  name: string,
  content: string,
  host: Host,
  earlier: WorkflowRun,
  { failedOnly, triggeringActor }: Rerun,
): Promise<WorkflowRun> {
  const github = {
    ...host.github,
    run_attempt: String(earlier.attempt + 1),
    triggering_actor: triggeringActor,
  };
  return play(name, content, { ...host, github }, failedOnly ? earlier.outcomes : null);
}

async function play(
  name: string,
  content: string,
  given: Host,
  earlier: Outcomes | null,
): Promise<WorkflowRun> {
  const workflow = await readWorkflow(name, content);
  const github = completed(given.github);
  const attempt = Number(github.run_attempt);
  const { changedFiles } = given;
  const notStarted = whyNotStarted(workflow, { github, changedFiles });
  if (notStarted !== null) {
    return { notStarted, attempt, concurrency: null, jobs: [], results: {}, checks: [], outcomes: new Map() };
  }
  const isReadOnly = isUntrusted(github);
  const host = {
    ...given,
    github,
    secrets: isReadOnly ? {} : given.secrets,
    // Invented: no page says so for variables; a fork's run is reported to have none.
    vars: isReadOnly ? {} : (given.vars ?? {}),
    repository: given.repository ?? newRepository(),
    kept: given.kept ?? new KeptFiles(),
  };
  host.repository.artifactsOf = (runId) => host.kept.artifactsOf(runId);
  recordRun(host.repository, github);
  const on = workflow.token.find('on');
  const declared =
    on !== undefined && 'find' in on ? on.assertMapping('on').find('workflow_dispatch') : undefined;
  const dispatched = github.event_name === 'workflow_dispatch';
  const inputs = dispatched
    ? typedInputs(Object(resolve(declared, {})).inputs, Object(Object(github.event).inputs))
    : {};
  const scope = { inputs, inherited: null, isReadOnly, ids: '', names: '' };
  const contexts = { github, vars: host.vars, inputs };
  const concurrency = concurrencyOf(workflow.token.find('concurrency'), contexts);
  const outcomes = await new WorkflowPlay(workflow, host, scope, earlier).run();
  const all = [...outcomes.values()];
  return {
    notStarted,
    attempt,
    concurrency,
    jobs: all.flatMap(({ legs }) => legs.flatMap(({ jobs }) => jobs)),
    results: Object.fromEntries(Array.from(outcomes, ([id, { result }]) => [id, result])),
    checks: all.flatMap(({ checks }) => checks),
    outcomes,
  };
}

/** The context with what GitHub derives from the rest. */
function completed(github: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { ref, actor, repository } = github;
  return {
    run_id: '1',
    run_attempt: '1',
    run_number: '1',
    triggering_actor: actor,
    ref_name: textOf(ref).replace(/^refs\/(?:heads|tags|pull)\//, ''),
    repository_owner: textOf(repository).split('/')[0],
    ...github,
  };
}

function recordRun({ runs }: Repository, github: Readonly<Record<string, unknown>>): void {
  const { run_id: id, run_attempt: attempt, sha, event_name: event, actor, triggering_actor: by } = github;
  runs.set(textOf(id), {
    run_attempt: Number(attempt),
    head_sha: sha,
    event,
    actor: { login: actor },
    triggering_actor: { login: by },
  });
}
