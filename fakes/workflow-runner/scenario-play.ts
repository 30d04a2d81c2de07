import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { newRepository, type Repository } from '../github/repository.ts';
import { startGitHubService } from '../github/service.ts';
import { DAILY_SECURITY_SCAN, DEMO_API_KEY, DEPENDENCY_REVIEW } from '../kindo/data.ts';
import type { RunScript } from '../kindo/script.ts';
import { type DemoAgent, startKindoService } from '../kindo/service.ts';
import { APPROVAL, BUSINESS_ID, DEMO_MIDDESK_KEY, FIRST_MIDDESK_RUN_ID } from '../middesk/data.ts';
import { startMiddeskService } from '../middesk/service.ts';
import { ROOT } from '../runner/action-file.ts';
import { EVENT_PULL, showPull } from './events.ts';
import type { Host } from './job.ts';
import { KeptFiles } from './kept-files.ts';
import { rerunWorkflow, runWorkflow, type WorkflowRun } from './run.ts';
import { REVIEWER, scenarios, type WorkflowScenario } from './scenarios.ts';
import { whyNotStarted } from './triggers.ts';
import { readWorkflow } from './workflow.ts';

/** A workflow file, read for its scenarios. */
export interface PlayableFile {
  readonly path: string;
  readonly content: string;
  /** The scenarios whose event starts the workflow, by name. */
  readonly scenarios: Readonly<Record<string, WorkflowScenario & { readonly event: object }>>;
}

/** The result of a scenario. */
export interface ScenarioPlay {
  /** The attempts, in their order. */
  readonly runs: readonly WorkflowRun[];
  readonly repository: Repository;
  readonly kept: KeptFiles;
  readonly startRequests: number;
}

/** Finds the scenarios of a workflow file. `given` are inputs of a dispatch, besides examples for the declared ones. */
export async function readPlayable(
  path: string,
  given: Readonly<Record<string, string>>,
): Promise<PlayableFile> {
  const content = readFileSync(path, 'utf8');
  const workflow = await readWorkflow(path, content);
  const on = Object(parse(content).on);
  const { inputs } = Object(on.workflow_dispatch);
  const examples = Object.entries(Object(inputs)).map(([name, input]) => [
    name,
    exampleFor(name, Object(input)),
  ]);
  const all = scenarios(Object(on.schedule?.[0]).cron ?? '', { ...Object.fromEntries(examples), ...given });
  const starts = (event: WorkflowScenario['event']) =>
    event !== null && whyNotStarted(workflow, { github: event, changedFiles: undefined }) === null;
  const first = Object.values(all).find(({ event }) => starts(event))?.event ?? null;
  const found = Object.entries(all).flatMap(([name, scenario]) => {
    const event = scenario.event ?? first;
    return event !== null && starts(event) ? [[name, { ...scenario, event }] as const] : [];
  });
  return { path, content, scenarios: Object.fromEntries(found) };
}

/** The value of an input of this name without a declared value. */
const EXAMPLE_INPUTS: Readonly<Record<string, string>> = {
  business_id: BUSINESS_ID,
  run_id: FIRST_MIDDESK_RUN_ID,
  interrupt_id: APPROVAL.id,
};

function exampleFor(name: string, { type, default: value, options }: Record<string, unknown>): string {
  if (value !== undefined) return String(value);
  if (Array.isArray(options)) return String(options[0]);
  if (type === 'boolean') return 'false';
  if (type === 'number') return '1';
  return EXAMPLE_INPUTS[name] ?? 'example';
}

/** Plays a scenario on loopback; `given` are repository variables besides the scenario's. */
export async function playScenario(
  { path, content }: PlayableFile,
  scenario: WorkflowScenario & { readonly event: object },
  given: Readonly<Record<string, string>> = {},
): Promise<ScenarioPlay> {
  const { behaviour, environment = { reviewers: [REVIEWER] } } = scenario;
  const names = environmentsIn(content);
  const repository = newRepository(Object.fromEntries(names.map((name) => [name, environment])), {
    octocat: 'maintain',
    [REVIEWER]: 'maintain',
  });
  repository.pull = Object(scenario.event).event.pull_request ?? showPull(EVENT_PULL);
  const kept = new KeptFiles();
  const { run_id: runId } = Object(Object(scenario.event).event.inputs);
  const earlierRunOf = runId === FIRST_MIDDESK_RUN_ID ? 'cip_orchestrator' : undefined;
  const contents = [content, ...calledIn(content, dirname(path))];
  const agents = agentsFor(...contents, JSON.stringify(given));
  const [github, kindo, middesk] = await Promise.all([
    startGitHubService({}, repository),
    startKindoService({ run: withRequiredSteps(behaviour.kindo, contents), agents }),
    startMiddeskService({ run: behaviour.middesk, earlierRunOf }),
  ]);
  if (behaviour.isDown) await Promise.all([kindo.close(), middesk.close()]);
  const { review = { login: REVIEWER, state: 'approved' as const } } = scenario;
  const host: Host = {
    github: { ...scenario.event, workflow: basename(path), api_url: github.url },
    secrets: secretsIn(content),
    vars: { ...scenario.vars, ...given },
    repository,
    decide: () => review,
    readCalled: (uses) => readCalled(uses, dirname(path)),
    kept,
    ourInputs: ({ provider }) => ({
      'base-url': provider === 'middesk' ? middesk.url : kindo.url,
      'poll-interval': '1s',
      'eval-timeout': '2s',
      ...scenario.inputs,
    }),
    cancelled: new AbortController().signal,
  };
  try {
    const runs = [await runWorkflow(path, content, host)];
    const [first] = runs;
    if (scenario.isRepeated && first !== undefined) {
      const how = { failedOnly: true, triggeringActor: 'octocat' };
      runs.push(await rerunWorkflow(path, content, host, first, how));
    }
    const startRequests = kindo.startRequests() + middesk.startRequests();
    return { runs, repository, kept, startRequests };
  } finally {
    const open = behaviour.isDown ? [github] : [github, kindo, middesk];
    await Promise.all(open.map((service) => service.close()));
  }
}

/** A called workflow beside the file, or in this repository. */
function readCalled(uses: string, folder: string): string | null {
  const [file = ''] = uses.split('@');
  const places = [join(folder, basename(file)), join(ROOT, '.github/workflows', basename(file))];
  const place = places.find((one) => existsSync(one));
  return place === undefined ? null : readFileSync(place, 'utf8');
}

/** The workflows that the jobs of a file call. */
function calledIn(content: string, folder: string): string[] {
  const jobs: object[] = Object.values(Object(parse(content).jobs));
  return jobs.flatMap((job) => {
    const { uses } = Object(job);
    return typeof uses === 'string' ? (readCalled(uses, folder) ?? []) : [];
  });
}

/** Names of environments that are not expressions. */
function environmentsIn(content: string): string[] {
  const jobs: object[] = Object.values(Object(parse(content).jobs));
  return jobs
    .map((job) => Object(job).environment)
    .map((environment) => String(Object(environment).name ?? environment ?? ''))
    .filter((name) => name !== '' && !name.includes('${{'));
}

function secretsIn(content: string): Record<string, string> {
  const names = Array.from(content.matchAll(/\bsecrets\.([A-Z0-9_]+)/gi), ([, name = '']) => name);
  return Object.fromEntries(
    names.map((name) => [name, /middesk/i.test(name) ? DEMO_MIDDESK_KEY : DEMO_API_KEY]),
  );
}

/** The run with a `pass` for every eval step that the files require by name. */
function withRequiredSteps(run: RunScript, contents: readonly string[]): RunScript {
  const { evals = null } = run;
  if (evals === null) return run;
  const texts = contents
    .flatMap(stepsIn)
    .map((step) => `${Object(Object(step).with)['require-steps'] ?? ''}`);
  const required = new Set(texts.flatMap((text) => text.split('\n').map((name) => name.trim())));
  const added = [...required]
    .filter((name) => name !== '' && evals.steps.every((step) => step.name !== name))
    .map((name) => ({ name, result: 'pass', explanation: 'Read by the demo service.' }));
  return { ...run, evals: { ...evals, steps: [...evals.steps, ...added] } };
}

/** The steps of all jobs of a workflow. */
function stepsIn(content: string): object[] {
  const jobs: object[] = Object.values(Object(parse(content).jobs));
  return jobs.flatMap((job) => Object(job).steps ?? []);
}

const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;

/** The demo's agents, and one for every other id or name that the files give, with every label that they give. */
export function agentsFor(...contents: readonly string[]): DemoAgent[] {
  const steps = contents.flatMap(stepsIn);
  const texts = steps.flatMap((step) => {
    const { inputs = '', 'inputs-from': sources = '' } = Object(Object(step).with);
    return [`${inputs}`, `${sources}`];
  });
  const labels = texts.flatMap((text) =>
    Array.from(text.matchAll(/^["']?([^\s"':{][^"':]*)["']?:/gm), ([, label = '']) => label),
  );
  const optional = [...new Set(labels)];
  const demo = [DAILY_SECURITY_SCAN, DEPENDENCY_REVIEW];
  const isNew = (value: string) => !demo.some(({ agentId, name }) => [agentId, name].includes(value));
  const ids = contents.flatMap((content) => content.toLowerCase().match(UUID) ?? []);
  const names = steps.map((step) => `${Object(Object(step).with)['agent-name'] ?? ''}`);
  const other = (agentId: string, name: string) => ({ ...DAILY_SECURITY_SCAN, agentId, name });
  return [
    ...demo,
    ...[...new Set(ids)].filter(isNew).map((id) => other(id, `Agent ${id}`)),
    ...[...new Set(names)]
      .filter((name) => name !== '' && isNew(name))
      .map((name, index) => other(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`, name)),
  ].map((agent) => ({ ...agent, required: [], optional }));
}
