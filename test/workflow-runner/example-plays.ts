import { describe, type ExpectStatic, it } from 'vitest';
import { newRepository, type Repository } from '../../fakes/github/repository.ts';
import { type GitHubService, startGitHubService } from '../../fakes/github/service.ts';
import { DAILY_SECURITY_SCAN, DEMO_API_KEY, DEMO_RUN, DEPENDENCY_REVIEW } from '../../fakes/kindo/data.ts';
import type { ExistingRun, RunScript } from '../../fakes/kindo/script.ts';
import { type KindoService, startKindoService } from '../../fakes/kindo/service.ts';
import { DEMO_MIDDESK_KEY, MIDDESK_RUN } from '../../fakes/middesk/data.ts';
import type { RunScript as MiddeskRunScript } from '../../fakes/middesk/script.ts';
import { type MiddeskService, startMiddeskService } from '../../fakes/middesk/service.ts';
import type { Decide } from '../../fakes/workflow-runner/environments.ts';
import type { GitHubContext } from '../../fakes/workflow-runner/events.ts';
import type { Host, StepRun } from '../../fakes/workflow-runner/job.ts';
import { KeptFiles } from '../../fakes/workflow-runner/kept-files.ts';
import { type Rerun, rerunWorkflow, runWorkflow, type WorkflowRun } from '../../fakes/workflow-runner/run.ts';
import { read } from '../repository/files.ts';

export const PASS: RunScript = { ...DEMO_RUN, takesMs: 300, evals: verdict('pass') };
export const FAIL: RunScript = { ...PASS, evals: verdict('fail') };
export const FAILED_RUN: RunScript = { ...PASS, status: 'failure' };
export const ENDLESS: RunScript = { ...PASS, takesMs: Number.POSITIVE_INFINITY };
export const WITHOUT_VERDICT: RunScript = { ...PASS, evals: null };
export const WITH_FINDINGS: RunScript = {
  ...PASS,
  message: `\`\`\`json\n${JSON.stringify({
    findings: [{ level: 'warning', rule: 'open-port', message: 'Port 22 is open.' }],
  })}\n\`\`\``,
};

function verdict(result: string) {
  return { pendingMs: 0, result, steps: [{ name: 'Judge the change', result, explanation: 'Said so.' }] };
}

/** The first agent is the one that the examples name. */
const AGENTS = [
  { ...DAILY_SECURITY_SCAN, required: [], optional: ['query', 'severity'] },
  { ...DEPENDENCY_REVIEW, required: [] },
];

/** What an example is played in. */
export interface Circumstances {
  readonly event: GitHubContext;
  readonly kindo?: RunScript;
  readonly existingRuns?: readonly ExistingRun[];
  readonly middesk?: MiddeskRunScript;
  /** The type of an agent of which Middesk has a run before the workflow starts. */
  readonly middeskRunOf?: string;
  /** True: both services respond to every request with 503, and a Retry-After that is too long to wait for. */
  readonly isDown?: boolean;
  /** True: the workflow is cancelled once Kindo's run was polled. */
  readonly isCancelled?: boolean;
  /** Shared by several plays if it is given to them. */
  readonly repository?: Repository;
  readonly decide?: Decide;
  readonly vars?: Readonly<Record<string, string>>;
  /** Inputs of every step of this action, besides those of the file. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Further attempts, each of which follows the one before. */
  readonly reruns?: readonly Rerun[];
}

/** What a play left behind. */
export interface Played extends WorkflowRun {
  readonly kindo: KindoService;
  readonly middesk: MiddeskService;
  readonly repository: Repository;
  readonly kept: KeptFiles;
  /** The only step with this id or name in the last attempt. */
  readonly step: (idOrName: string) => StepRun;
}

const DOWN = { status: 503, headers: { 'retry-after': '36000' } };

function startServices(circumstances: Circumstances) {
  const { kindo = PASS, existingRuns = [], middesk = MIDDESK_RUN, middeskRunOf, isDown } = circumstances;
  const kindoKinds = isDown ? (['list', 'agent', 'start', 'run', 'evals'] as const) : [];
  const middeskKinds = isDown ? (['agents', 'agent', 'start', 'runs', 'run', 'resume'] as const) : [];
  const down = { at: 'every', does: DOWN } as const;
  return Promise.all([
    startKindoService({
      run: kindo,
      agents: AGENTS,
      existingRuns,
      faults: kindoKinds.map((on) => ({ on, ...down })),
    }),
    startMiddeskService({
      run: middesk,
      earlierRunOf: middeskRunOf,
      faults: middeskKinds.map((on) => ({ on, ...down })),
    }),
  ]);
}

/** Plays the text of an example against services on loopback, which end with it. */
export async function play(name: string, text: string, circumstances: Circumstances): Promise<Played> {
  const { event, repository = newRepository(), reruns = [] } = circumstances;
  const kept = new KeptFiles();
  const [github, [kindo, middesk]] = await Promise.all([
    startGitHubService({}, repository),
    startServices(circumstances),
  ]);
  const controller = new AbortController();
  const watch = setInterval(() => {
    if (circumstances.isCancelled && kindo.requests.some(({ kind }) => kind === 'run')) controller.abort();
  }, 20);
  const services = { github, kindo, middesk, repository, kept, event, cancelled: controller.signal };
  const setup = setupOf(name, circumstances, services);
  try {
    let run = await runWorkflow(name, text, setup);
    for (const rerun of reruns) run = await rerunWorkflow(name, text, setup, run, rerun);
    const steps = run.jobs.flatMap((job) => job.steps);
    const step = (idOrName: string) => only(steps.filter((one) => [one.id, one.name].includes(idOrName)));
    return { ...run, kindo, middesk, repository, kept, step };
  } finally {
    clearInterval(watch);
    await Promise.all([github.close(), kindo.close(), middesk.close()]);
  }
}

interface Services extends Pick<Played, 'kindo' | 'middesk' | 'repository' | 'kept'> {
  readonly github: GitHubService;
  readonly event: GitHubContext;
  readonly cancelled: AbortSignal;
}

function setupOf(name: string, circumstances: Circumstances, services: Services): Host {
  const { decide = () => null, vars = {}, inputs = {} } = circumstances;
  const { github, kindo, middesk, repository, kept, event, cancelled } = services;
  return {
    github: { ...event, workflow: name, api_url: github.url },
    secrets: { KINDO_API_KEY: DEMO_API_KEY, MIDDESK_API_KEY: DEMO_MIDDESK_KEY },
    vars,
    repository,
    kept,
    decide,
    ourInputs: ({ provider }) => ({
      'base-url': provider === 'middesk' ? middesk.url : kindo.url,
      'poll-interval': '1s',
      'eval-timeout': '2s',
      ...inputs,
    }),
    cancelled,
  };
}

function only<T>(items: readonly T[]): T {
  const [first, ...others] = items;
  if (first === undefined || others.length > 0) throw new Error(`There are ${items.length}, not one.`);
  return first;
}

/** The text with a part replaced at every place; throws if the part is missing. */
export function replaced(text: string, part: string, by: string): string {
  if (!text.includes(part)) throw new Error(`"${part}" is not in the text.`);
  return text.replaceAll(part, () => by);
}

/** Something that an example promises, or a hole that it does not have; throws if that is not true of the text. */
export type Claim = (text: string, expect: ExpectStatic) => void | Promise<void>;

/** A part of an example without which one of its claims is false. */
export interface Guard<Name> {
  readonly guard: string;
  readonly part: string;
  /** The replacement. */
  readonly by: string;
  readonly found: Name;
}

/** Tests the claims of an example, and that each fails for a copy of the example without its guard. */
export function describeExample<const Claims extends Readonly<Record<string, Claim>>>(
  path: string,
  claims: Claims,
  guards: readonly Guard<keyof Claims & string>[],
): void {
  describe.concurrent(path, () => {
    for (const [name, claim] of Object.entries(claims)) {
      it(name, ({ expect }) => claim(read(path), expect));
    }
    for (const { guard, part, by, found } of guards) {
      it(`without ${guard}, is found by "${found}"`, async ({ expect }) => {
        const changed = replaced(read(path), part, by);
        await expect((async () => claims[found]?.(changed, expect))()).rejects.toHaveProperty(
          'name',
          'AssertionError',
        );
      });
    }
  });
}
