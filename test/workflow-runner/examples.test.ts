import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  DEMO_TOKEN,
  type DemoPull,
  type GitHubService,
  startGitHubService,
} from '../../fakes/github/service.ts';
import { DAILY_SECURITY_SCAN, DEMO_API_KEY, DEMO_RUN, DEPENDENCY_REVIEW } from '../../fakes/kindo/data.ts';
import {
  type DemoAgent,
  type KindoService,
  type RunScript,
  startKindoService,
} from '../../fakes/kindo/service.ts';
import type { StepRun, World } from '../../fakes/workflow-runner/job.ts';
import { runWorkflow, type WorkflowRun } from '../../fakes/workflow-runner/run.ts';
import { EXAMPLES, find, read } from '../repository/files.ts';

const HEAD_SHA = '1234567890123456789012345678901234567e89';
const BASE_SHA = '9876543210987654321098765432109876543d21';
const CHANGE = '@@ -1 +1 @@\n-one\n+two';

/** The agents that the examples name, with the labels that they give. */
const AGENTS: readonly DemoAgent[] = [
  { ...DAILY_SECURITY_SCAN, required: [], optional: ['query', 'severity', 'Pull Request', 'Commit', 'Diff'] },
  DEPENDENCY_REVIEW,
];

const PASS: RunScript = { ...DEMO_RUN, takesMs: 500, evals: verdict('pass') };
const FAIL: RunScript = { ...PASS, evals: verdict('fail') };
const UNJUDGED: RunScript = { ...PASS, evals: null };

function verdict(result: string) {
  return { pendingMs: 0, result, steps: [{ name: 'Judge the change', result, explanation: 'Said so.' }] };
}

const PULL: DemoPull = {
  number: 17,
  title: 'Change one',
  body: '',
  base: BASE_SHA,
  head: HEAD_SHA,
  files: [{ filename: 'a.txt', status: 'modified', additions: 1, deletions: 1, patch: CHANGE }],
};
const PULL_REQUEST = {
  number: 17,
  changed_files: 1,
  title: 'Change one',
  body: '',
  html_url: 'https://github.com/octo-org/octo-repo/pull/17',
  head: { sha: HEAD_SHA, repo: { full_name: 'octo-org/octo-repo' } },
  base: { sha: BASE_SHA, repo: { full_name: 'octo-org/octo-repo' } },
};

interface Circumstances {
  readonly github?: World['github'];
  readonly secrets?: World['secrets'];
}

interface Performed extends WorkflowRun {
  /** The only step with this id or name. */
  readonly step: (idOrName: string) => StepRun;
}

let githubApi: GitHubService;
beforeAll(async () => {
  githubApi = await startGitHubService({ pull: PULL });
});
afterAll(() => githubApi.close());

/** Runs an example against a service on loopback, which ends with it. */
async function performOn(
  service: KindoService,
  name: string,
  circumstances: Circumstances,
): Promise<Performed> {
  const world: World = {
    github: {
      token: DEMO_TOKEN,
      sha: HEAD_SHA,
      actor: 'octocat',
      repository: 'octo-org/octo-repo',
      workflow: name,
      run_id: 1,
      server_url: 'https://github.com',
      api_url: githubApi.url,
      ...circumstances.github,
    },
    secrets: { KINDO_API_KEY: DEMO_API_KEY, ...circumstances.secrets },
    ourInputs: () => ({ 'base-url': service.url, 'poll-interval': '1s', 'eval-timeout': '2s' }),
    cancelled: new AbortController().signal,
  };
  try {
    const run = await runWorkflow(name, read(`examples/${name}`), world);
    const steps = run.jobs.flatMap((job) => job.steps);
    const step = (idOrName: string) => only(steps.filter((one) => [one.id, one.name].includes(idOrName)));
    return { ...run, step };
  } finally {
    await service.close();
  }
}

interface Situation extends Circumstances {
  readonly run: RunScript;
  readonly agents?: readonly DemoAgent[];
}

async function perform(name: string, situation: Situation): Promise<Performed & { service: KindoService }> {
  const service = await startKindoService({ run: situation.run, agents: situation.agents ?? AGENTS });
  return { ...(await performOn(service, name, situation)), service };
}

function only<T>(items: readonly T[]): T {
  const [first, ...others] = items;
  if (first === undefined || others.length > 0) throw new Error(`There are ${items.length}, not one.`);
  return first;
}

const ON_PULL_REQUEST = { event_name: 'pull_request', event: { pull_request: PULL_REQUEST } };
const FROM_FORK = {
  event_name: 'pull_request',
  event: {
    pull_request: { ...PULL_REQUEST, head: { sha: HEAD_SHA, repo: { full_name: 'stranger/octo-repo' } } },
  },
};

describe.concurrent('examples/security-gate.yml', () => {
  it.for([
    { what: 'lets a change through whose verdict is pass', run: PASS, outcome: 'passed', result: 'success' },
    { what: 'stops a change whose verdict is fail', run: FAIL, outcome: 'eval-failed', result: 'failure' },
    { what: 'stops a change without a verdict', run: UNJUDGED, outcome: 'eval-missing', result: 'failure' },
  ])('$what', async ({ run, outcome, result }, { expect }) => {
    const gate = await perform('security-gate.yml', { run, github: ON_PULL_REQUEST });
    expect(gate.step('gate').outputs).toMatchObject({ outcome, 'head-sha': HEAD_SHA });
    const inputs = gate.service.requests.find(({ kind }) => kind === 'start')?.inputs;
    expect(inputs).toContainEqual({
      name: 'Diff',
      value: `diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n${CHANGE}\n`,
    });
    expect(gate.results).toEqual({ gate: result });
  });

  it('stays red for a fork, which gets no key, and starts nothing', async ({ expect }) => {
    const gate = await perform('security-gate.yml', {
      run: PASS,
      github: FROM_FORK,
      secrets: { KINDO_API_KEY: '' },
    });
    expect(gate.step('gate').outputs.outcome).toBe('invalid-input');
    expect(gate.step('gate').outputs.reason).toContain('GitHub gives no secrets to pull requests from forks');
    expect(gate.results).toEqual({ gate: 'failure' });
    expect(gate.service.requests).toEqual([]);
  });
});

describe.concurrent('examples/several-agents.yml', () => {
  const github = ON_PULL_REQUEST;

  it('is green when every agent passes', async ({ expect }) => {
    const { results, step, service } = await perform('several-agents.yml', { run: PASS, github });
    expect(results).toEqual({ agents: 'success', summary: 'success' });
    expect(step('Sum up').summary).toContain('| security | passed |\n| dependencies | passed |');
    expect(service.startRequests()).toBe(2);
  });

  it('sums up all agents, and is red, when one of them does not pass', async ({ expect }) => {
    const [scan, review] = AGENTS;
    const agents = [scan, { ...review, hasTriggers: true }] as DemoAgent[];
    const { jobs, results, step } = await perform('several-agents.yml', { run: PASS, github, agents });
    expect(jobs.map(({ id, result }) => `${id} ${result}`).sort()).toEqual([
      'agents failure',
      'agents success',
      'summary failure',
    ]);
    expect(results).toEqual({ agents: 'failure', summary: 'failure' });
    expect(step('Sum up').summary).toContain('| security | passed |\n| dependencies | invalid-input |');
  });
});

describe('examples', () => {
  it('are all run here', ({ expect }) => {
    const text = find('test/workflow-runner/**/*examples.test.ts').map(read).join('');
    expect(EXAMPLES.filter((path) => !text.includes(`'${path}'`))).toEqual([]);
  });
});
