import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
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
import { APPROVAL, BUSINESS_ID, DEMO_MIDDESK_KEY, MIDDESK_RUN } from '../../fakes/middesk/data.ts';
import type { RunScript as MiddeskRunScript } from '../../fakes/middesk/script.ts';
import { startMiddeskService } from '../../fakes/middesk/service.ts';
import type { OtherAction, StepRun, World } from '../../fakes/workflow-runner/job.ts';
import { runWorkflow, type WorkflowRun } from '../../fakes/workflow-runner/run.ts';
import { action, EXAMPLES, read } from '../repository/files.ts';

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
const ENDLESS: RunScript = { ...PASS, takesMs: Number.POSITIVE_INFINITY };

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

interface Loopback {
  readonly url: string;
  /** The bodies of the requests. */
  readonly bodies: readonly string[];
  readonly close: () => void;
}

/** Answers every request with the same text. */
async function serveText(answer: string): Promise<Loopback> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      response.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, bodies, close: () => void server.close() };
}

interface Circumstances {
  readonly github?: World['github'];
  readonly secrets?: World['secrets'];
  /** Cancels the workflow once the run was polled. */
  readonly isCancelled?: boolean;
}

interface Service {
  readonly url: string;
  readonly requests: readonly { readonly kind: string }[];
  close(): Promise<void>;
}

interface Performed extends WorkflowRun {
  /** What the chat was told. */
  readonly told: readonly string[];
  /** The steps that use other actions, with the outcome of the report that their `path` names. */
  readonly others: readonly (OtherAction & { readonly outcome?: unknown })[];
  /** The only step with this id or name. */
  readonly step: (idOrName: string) => StepRun;
}

let githubApi: GitHubService;
beforeAll(async () => {
  githubApi = await startGitHubService({ pull: PULL });
});
afterAll(() => githubApi.close());

/** Runs an example against a service on loopback, which ends with it. */
async function performOn(service: Service, name: string, circumstances: Circumstances): Promise<Performed> {
  const chat = await serveText('');
  const controller = new AbortController();
  const watch = setInterval(() => {
    const isPolled = service.requests.some(({ kind }) => kind === 'run');
    if (circumstances.isCancelled === true && isPolled) controller.abort();
  }, 20);
  const others: (OtherAction & { outcome?: unknown })[] = [];
  const world: World = {
    github: {
      token: DEMO_TOKEN,
      sha: HEAD_SHA,
      actor: 'octocat',
      repository: 'octo-org/octo-repo',
      ...EVENTS[name],
      workflow: name,
      run_id: 1,
      server_url: 'https://github.com',
      api_url: githubApi.url,
      ...circumstances.github,
    },
    secrets: {
      KINDO_API_KEY: DEMO_API_KEY,
      MIDDESK_API_KEY: DEMO_MIDDESK_KEY,
      CHAT_WEBHOOK_URL: chat.url,
      ...circumstances.secrets,
    },
    ourInputs: () => ({ 'base-url': service.url, 'poll-interval': '1s', 'eval-timeout': '2s' }),
    onOther: (other) => {
      const path = other.with.path ?? '';
      const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
      others.push({ ...other, outcome: report.outcome });
    },
    cancelled: controller.signal,
  };
  try {
    const run = await runWorkflow(name, read(`examples/${name}`), world);
    const steps = run.jobs.flatMap((job) => job.steps);
    const step = (idOrName: string) => only(steps.filter((one) => [one.id, one.name].includes(idOrName)));
    return { ...run, told: chat.bodies, others, step };
  } finally {
    clearInterval(watch);
    chat.close();
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

const ON_PUSH = { event_name: 'push', ref: 'refs/heads/main', event: {} };
/** The event of an example, if it is not of a pull request. */
const EVENTS: Readonly<Record<string, World['github']>> = {
  'ci-step.yml': ON_PUSH,
  'start-and-attach.yml': ON_PUSH,
  'scheduled-job.yml': { event_name: 'schedule', event: { schedule: '17 3 * * *' } },
};
const ON_PULL_REQUEST = { event_name: 'pull_request', event: { pull_request: PULL_REQUEST } };
const FROM_FORK = {
  event_name: 'pull_request',
  event: {
    pull_request: { ...PULL_REQUEST, head: { sha: HEAD_SHA, repo: { full_name: 'stranger/octo-repo' } } },
  },
};

describe.concurrent('examples/ci-step.yml', () => {
  it('goes on with the job when the agent passes', async ({ expect }) => {
    const { results, step, service } = await perform('ci-step.yml', { run: PASS });
    expect(step('agent').outputs.outcome).toBe('passed');
    expect(step('Go on').lines).toEqual(["The agent's step ended with passed."]);
    expect(results).toEqual({ agent: 'success' });
    expect(service.requests.find(({ kind }) => kind === 'start')?.inputs).toEqual([
      { name: 'query', value: `Check the commit ${HEAD_SHA}` },
      { name: 'severity', value: 'high' },
    ]);
  });

  it('stops the job when the agent does not pass', async ({ expect }) => {
    const { results, step } = await perform('ci-step.yml', { run: FAIL });
    expect(step('agent').outputs.outcome).toBe('eval-failed');
    expect(step('Go on').outcome).toBe('skipped');
    expect(results).toEqual({ agent: 'failure' });
  });
});

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

describe.concurrent('examples/scheduled-job.yml', () => {
  it('keeps the report of a night that passes, and tells nobody', async ({ expect }) => {
    const { results, others, told } = await perform('scheduled-job.yml', { run: PASS });
    expect(results).toEqual({ scan: 'success' });
    expect(others.map(({ outcome }) => outcome)).toEqual(['passed']);
    expect(told).toEqual([]);
  });

  it('keeps the report of a night that does not, and tells the chat', async ({ expect }) => {
    const { results, others, told, service } = await perform('scheduled-job.yml', { run: FAIL });
    expect(results).toEqual({ scan: 'failure' });
    expect(others.map(({ outcome }) => outcome)).toEqual(['eval-failed']);
    expect(told.map((body) => JSON.parse(body))).toEqual([
      { text: `Nightly scan: eval-failed, run ${service.runIds[0]}` },
    ]);
  });

  it('tells the chat of a night that was cancelled, and which run goes on', async ({ expect }) => {
    const { results, others, told, service } = await perform('scheduled-job.yml', {
      run: ENDLESS,
      isCancelled: true,
    });
    expect(results).toEqual({ scan: 'cancelled' });
    expect(others.map(({ outcome }) => outcome)).toEqual(['abandoned']);
    expect(told.map((body) => JSON.parse(body))).toEqual([
      { text: `Nightly scan: abandoned, run ${service.runIds[0]}` },
    ]);
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

describe.concurrent('examples/start-and-attach.yml', () => {
  it('finds the run that it started, judges it, and goes on', async ({ expect }) => {
    const { results, step, service } = await perform('start-and-attach.yml', { run: PASS });
    expect(step('start').outputs).toMatchObject({ outcome: 'started', 'run-id': service.runIds[0] });
    expect(step('agent').outputs).toMatchObject({ outcome: 'passed', 'run-id': service.runIds[0] });
    expect(step('Publish').outcome).toBe('success');
    expect(results).toEqual({ release: 'success' });
    expect(service.startRequests()).toBe(1);
  });

  it('runs the post step of both, where there is one', async ({ expect }) => {
    const { jobs } = await perform('start-and-attach.yml', { run: PASS });
    const names = action.runs.post === undefined ? [] : ['Post Wait for the agent', 'Post Start the agent'];
    expect(jobs[0]?.posts.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual(
      names.map((name) => `${name}: success`),
    );
  });

  it('does not publish when the run that it started does not pass', async ({ expect }) => {
    const { results, step } = await perform('start-and-attach.yml', { run: FAIL });
    expect(step('Build while the agent works').outcome).toBe('success');
    expect(step('agent').outputs.outcome).toBe('eval-failed');
    expect(step('Publish').outcome).toBe('skipped');
    expect(results).toEqual({ release: 'failure' });
  });
});

describe.concurrent('examples/business-review.yml', () => {
  async function review(run: MiddeskRunScript) {
    const service = await startMiddeskService({ run });
    const github = { event_name: 'workflow_dispatch', event: { inputs: { business_id: BUSINESS_ID } } };
    const performed = await performOn(service, 'business-review.yml', { github });
    const [runId = ''] = service.runIds;
    return { ...performed, service, answers: service.answersTo(runId) };
  }

  it('asks for no approval when the review completes by itself', async ({ expect }) => {
    const { results, step, answers } = await review({ ...MIDDESK_RUN, takesMs: 500 });
    expect(step('review').outputs.outcome).toBe('passed');
    expect(results).toEqual({ review: 'success', approve: 'skipped' });
    expect(answers).toEqual([]);
  });

  it('gives the approval to what the run waits for, once, and waits on', async ({ expect }) => {
    const { results, step, answers, service } = await review({
      ...MIDDESK_RUN,
      takesMs: 500,
      waitsFor: [[APPROVAL]],
    });
    expect(step('review').outputs.outcome).toBe('needs-input');
    expect(step('Answer and wait on').outputs).toMatchObject({
      outcome: 'passed',
      'run-id': service.runIds[0],
    });
    expect(results).toEqual({ review: 'success', approve: 'success' });
    expect(answers).toEqual([{ id: APPROVAL.id, input: 'approved' }]);
    expect([service.startRequests(), service.resumeRequests()]).toEqual([1, 1]);
  });

  it('stops when the run asks again', async ({ expect }) => {
    const again = { ...APPROVAL, id: 'intr_second' };
    const { results, step, answers } = await review({
      ...MIDDESK_RUN,
      takesMs: 500,
      waitsFor: [[APPROVAL], [again]],
    });
    expect(step('Answer and wait on').outputs.outcome).toBe('needs-input');
    expect(results).toEqual({ review: 'success', approve: 'failure' });
    expect(answers).toHaveLength(1);
  });
});

describe('examples', () => {
  it('are all run here', ({ expect }) => {
    const text = read('test/workflow-runner/examples.test.ts');
    expect(EXAMPLES.filter((path) => !text.includes(`'${path}'`))).toEqual([]);
  });
});
