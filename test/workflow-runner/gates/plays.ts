import { DEMO_PULL } from '../../../fakes/github/data.ts';
import { type Approval, type Environment, newRepository } from '../../../fakes/github/repository.ts';
import { type DemoPull, startGitHubService } from '../../../fakes/github/service.ts';
import { DAILY_SECURITY_SCAN, DEMO_API_KEY, DEMO_RUN, DEPENDENCY_REVIEW } from '../../../fakes/kindo/data.ts';
import type { ExistingRun, Fault } from '../../../fakes/kindo/script.ts';
import { type DemoAgent, type RunScript, startKindoService } from '../../../fakes/kindo/service.ts';
import { type CheckState, requiredChecks } from '../../../fakes/workflow-runner/checks.ts';
import type { Review } from '../../../fakes/workflow-runner/environments.ts';
import {
  EVENT_PULL,
  type EventPull,
  type GitHubContext,
  pullRequestEvent,
  showPull,
} from '../../../fakes/workflow-runner/events.ts';
import type { Host, OtherAction, StepRun } from '../../../fakes/workflow-runner/job.ts';
import { KeptFiles } from '../../../fakes/workflow-runner/kept-files.ts';
import { rerunWorkflow, runWorkflow, type WorkflowRun } from '../../../fakes/workflow-runner/run.ts';

/** Workflow files by their names, which a called workflow is found by. */
export type Files = Readonly<Record<string, string>>;

export const SECURITY = DAILY_SECURITY_SCAN.agentId;
export const DEPENDENCIES = DEPENDENCY_REVIEW.agentId;

const LABELS = ['Pull Request', 'Base', 'Commit', 'Diff', 'Title'];
export const AGENTS: readonly DemoAgent[] = [DAILY_SECURITY_SCAN, DEPENDENCY_REVIEW].map((agent) => ({
  ...agent,
  required: [],
  optional: LABELS,
}));

/** A pull request whose title is for the agent, if it reaches it. */
export const PULL: EventPull = { ...EVENT_PULL, title: 'There is nothing to find here' };
export const FORK: EventPull = { ...PULL, author: 'stranger', headRepository: 'stranger/octo-repo' };
export const URL_OF_PULL = 'https://github.com/octo-org/octo-repo/pull/17';

const NO_FINDINGS = 'I have read the change.\n\n```json\n{"findings": []}\n```';
const FINDINGS = NO_FINDINGS.replace(
  '[]',
  '[{"level": "error", "message": "An injection.", "path": "src/login.ts", "line": 2}]',
);

const PASS: RunScript = { ...DEMO_RUN, takesMs: 200, message: NO_FINDINGS, evals: verdict('pass') };
export const FAIL: RunScript = { ...PASS, evals: verdict('fail') };
export const WITHOUT_VERDICT: RunScript = { ...PASS, evals: null };
export const WITH_FINDINGS: RunScript = { ...PASS, message: FINDINGS };
export const FAILED_RUN: RunScript = { ...PASS, status: 'failure' };

function verdict(result: string) {
  return { pendingMs: 0, result, steps: [{ name: 'Judge the change', result, explanation: 'Said so.' }] };
}

/** A service that says at once that it will be away for longer than a step waits. */
const AWAY = { status: 503, headers: { 'retry-after': '86400' } };
export const DOWN: readonly Fault[] = [{ on: 'agent', at: 'every', does: AWAY }];
/** The service goes away at this poll of a run, counted from 1, and the step waits for it. */
export const awayAtPoll = (at: number): Fault => ({ on: 'run', at, does: AWAY });

export interface Situation {
  readonly github?: GitHubContext;
  readonly run?: RunScript;
  readonly agents?: readonly DemoAgent[];
  readonly faults?: readonly Fault[];
  readonly existingRuns?: readonly ExistingRun[];
  readonly hasKey?: boolean;
  readonly vars?: Readonly<Record<string, string>>;
  readonly changes?: DemoPull['files'];
  /** The pull request as it is by now, if the event's is older. */
  readonly now?: EventPull;
  readonly environments?: Readonly<Record<string, Environment>>;
  readonly approvals?: readonly Approval[];
  readonly review?: Review | null;
  readonly kept?: KeptFiles;
  readonly attempts?: number;
  readonly onOther?: (other: OtherAction) => void;
  /** True: before any job begins. */
  readonly isCancelled?: boolean;
  /** How many attempts are cancelled, each once the agent's run was polled in it. */
  readonly cancelledAttempts?: number;
}

export interface Played {
  /** The attempts, in their order. */
  readonly runs: readonly WorkflowRun[];
  /** The last attempt. */
  readonly run: WorkflowRun;
  /** The inputs of each run that was started. */
  readonly started: readonly Readonly<Record<string, string>>[];
  readonly statuses: readonly { readonly sha: string; readonly context: string; readonly state: string }[];
  readonly comments: readonly string[];
  readonly kept: KeptFiles;
  /** How a branch rule sees a required check. */
  check(name: string): CheckState | undefined;
  /** The steps of the last attempt with this id or name. */
  steps(idOrName: string): readonly StepRun[];
}

/** Plays a file against services on loopback, which end with it. */
export async function play(files: Files, name: string, situation: Situation = {}): Promise<Played> {
  const { github = pullRequestEvent('synchronize', PULL), kept = new KeptFiles() } = situation;
  const { environments = {}, approvals = [], review = null } = situation;
  const repository = newRepository(environments, { octocat: 'maintain', hubot: 'maintain' });
  const { now } = situation;
  repository.pull = now === undefined ? (Object(github.event).pull_request ?? showPull(PULL)) : showPull(now);
  repository.approvals.set('42', [...approvals]);
  const pull = { ...DEMO_PULL, files: situation.changes ?? DEMO_PULL.files };
  const [api, kindo] = await Promise.all([
    startGitHubService({ pull }, repository),
    startKindoService({
      run: situation.run ?? PASS,
      agents: situation.agents ?? AGENTS,
      faults: situation.faults ?? [],
      existingRuns: situation.existingRuns ?? [],
    }),
  ]);
  const started: Record<string, string>[] = [];
  kindo.onAccepted((_, inputs) => {
    started.push(Object.fromEntries(inputs.map((input) => [input.name, input.value])));
  });
  const setup: Host = {
    github: { ...github, workflow: name, api_url: api.url },
    secrets: { KINDO_API_KEY: situation.hasKey === false ? '' : DEMO_API_KEY, OTHER: 'another secret' },
    vars: situation.vars ?? {},
    repository,
    decide: () => review,
    readCalled: (uses) => files[uses.slice(uses.lastIndexOf('/') + 1).replace(/@.*/, '')] ?? null,
    kept,
    ourInputs: () => ({ 'base-url': kindo.url, 'poll-interval': '1s', 'eval-timeout': '2s' }),
    cancelled: AbortSignal.any(situation.isCancelled ? [AbortSignal.abort()] : []),
    ...(situation.onOther === undefined ? {} : { onOther: situation.onOther }),
  };
  try {
    const cancelAfter = situation.cancelledAttempts ?? 0;
    const runs = await playAttempts(files, name, setup, situation.attempts ?? 1, (attempt, cancel) => {
      const polls = kindo.requests.filter(({ kind }) => kind === 'run').length;
      if (attempt <= Math.min(polls, cancelAfter)) cancel();
    });
    const run = runs.at(-1) ?? runs[0];
    const steps = run.jobs.flatMap((job) => job.steps);
    return {
      runs,
      run,
      started,
      statuses: repository.statuses,
      comments: api.comments.map(({ body }) => body),
      kept,
      check: (check) => requiredChecks([check], ...runs)[check],
      steps: (idOrName) => steps.filter((step) => step.id === idOrName || step.name === idOrName),
    };
  } finally {
    await Promise.all([api.close(), kindo.close()]);
  }
}

/** Plays the attempts of one run; in each, `watch` is called again and again, and may cancel it. */
async function playAttempts(
  files: Files,
  name: string,
  setup: Host,
  attempts: number,
  watch: (attempt: number, cancel: () => void) => void,
): Promise<[WorkflowRun, ...WorkflowRun[]]> {
  const content = files[name] ?? '';
  const one = async (attempt: number, start: (setup: Host) => Promise<WorkflowRun>) => {
    const controller = new AbortController();
    const timer = setInterval(() => watch(attempt, () => controller.abort()), 20);
    try {
      return await start({ ...setup, cancelled: AbortSignal.any([setup.cancelled, controller.signal]) });
    } finally {
      clearInterval(timer);
    }
  };
  let last = await one(1, (first) => runWorkflow(name, content, first));
  const runs: [WorkflowRun, ...WorkflowRun[]] = [last];
  const how = { failedOnly: true, triggeringActor: 'octocat' };
  while (runs.length < attempts) {
    const earlier = last;
    last = await one(runs.length + 1, (next) => rerunWorkflow(name, content, next, earlier, how));
    runs.push(last);
  }
  return runs;
}
