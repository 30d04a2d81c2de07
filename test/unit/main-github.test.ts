import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import { routeGitHub } from '../../fakes/github/answers.ts';
import {
  DEMO_LOGIN,
  DEMO_PULL,
  DEMO_REPOSITORY,
  DEMO_TOKEN,
  type GitHubScript,
  startGitHubService,
} from '../../fakes/github/service.ts';
import { DEMO_RUN, startKindoService } from '../../fakes/kindo/service.ts';
import type { OutgoingRequest, Send } from '../../src/http/send.ts';
import { createSend } from '../../src/http/transport.ts';
import type { WorkflowEvent } from '../../src/inputs/event.ts';
import { main } from '../../src/main.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { commentOf, mergeGroupOf, pullRequestOf } from '../support/pull-requests.ts';
import { RecordingRunner } from '../support/recording-runner.ts';
import { unlimited } from '../support/within-time.ts';

const EVALS = { pendingMs: 0, result: 'pass', steps: [{ name: 'Scan', result: 'pass', explanation: null }] };
const MOVED_TO = 'f'.repeat(40);
const RUN = 'b1f0c7de-5a7e-4b0e-9c54-2d1c9a6f3e80';
const RUNNER = {
  GITHUB_REPOSITORY: DEMO_REPOSITORY,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_SHA: DEMO_PULL.head,
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_TRIGGERING_ACTOR: 'octocat',
};

interface Job {
  readonly script?: GitHubScript;
  readonly event?: WorkflowEvent | null;
  readonly eventName?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** Ends once the response to a request of this kind may be read. */
  readonly hold?: (kind: string) => Promise<void>;
}

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((clean) => clean()));
});

function kindOf({ method, url, headers }: OutgoingRequest): string {
  const { pathname } = url;
  if (!pathname.startsWith('/v1/')) return routeGitHub(method, pathname, headers.accept ?? '');
  if (method === 'POST') return 'start';
  if (pathname.startsWith('/v1/agents/')) return 'agent';
  return pathname.endsWith('/evals') ? 'evals' : 'run';
}

/** Runs a step against both services on loopback, and keeps its requests in the order in which they are sent. */
async function play(job: Job) {
  const { script = {}, event = null, eventName = 'push', inputs = {}, variables = {}, hold } = job;
  const github = await startGitHubService(script);
  const created = new Date(Date.now() - 60_000).toISOString();
  const attached = {
    runId: RUN,
    agentId: COMMON_INPUTS['agent-id'] ?? '',
    createdAtUtc: created,
    endedAtUtc: created,
    script: { ...DEMO_RUN, takesMs: 0, evals: EVALS },
  };
  const kindo = await startKindoService({ run: attached.script, existingRuns: [attached] });
  const folder = mkdtempSync(join(tmpdir(), 'runner-'));
  cleanups.push(github.close, kindo.close, () => rmSync(folder, { recursive: true }));
  const runner = new RecordingRunner();
  const trace: string[] = [];
  const real = createSend({});
  const send: Send = async (request) => {
    const kind = kindOf(request);
    trace.push(kind);
    const response = await real(request);
    await hold?.(kind);
    trace.push(`${kind} read`);
    return response;
  };
  const given = { ...COMMON_INPUTS, 'base-url': kindo.url, 'github-token': DEMO_TOKEN, ...inputs };
  const named = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const passes = await main({
    environment: {
      variables: {
        ...RUNNER,
        GITHUB_API_URL: github.url,
        GITHUB_EVENT_NAME: eventName,
        ...Object.fromEntries(named),
        ...variables,
      },
      temporaryFolder: folder,
    },
    log: runner,
    loadRunner: () => Promise.resolve(runner),
    clock: new FakeClock(Date.now()),
    random: () => 0,
    interrupted: new AbortController().signal,
    withinTime: unlimited,
    readEvent: () => Promise.resolve(event),
    createSend: () => send,
  });
  const sent = trace.filter((step) => !step.endsWith(' read'));
  const first = sent.findIndex((kind) => ['agent', 'run'].includes(kind));
  return {
    passes,
    trace,
    /** Before the first request to the service, or all requests without one. */
    before: first === -1 ? sent : sent.slice(0, first),
    sent,
    outcome: runner.finalOutputs().outcome,
    reason: runner.finalOutputs().reason ?? '',
    statuses: github.statuses.map(({ state }) => state),
    comments: github.comments.filter(({ login }) => login === DEMO_LOGIN).length,
    shown: [runner.summaries[0] ?? '', github.comments.at(-1)?.body ?? ''],
    starts: kindo.startRequests(),
  };
}

const ROLE_OF = (login: string, role: 'read' | 'triage' | 'write' | 'maintain'): GitHubScript => ({
  permissions: { [login]: { role } },
});
const PULL_REQUEST = { event: pullRequestOf(), eventName: 'pull_request' };
const COMMENT = { event: commentOf(), eventName: 'issue_comment' };
const MERGE_GROUP = { event: mergeGroupOf(), eventName: 'merge_group' };
const REVIEW = { event: commentOf(pullRequestOf().change), eventName: 'pull_request_review' };
const STATUS = { 'commit-status': 'gate' };
const DIFF = { inputs: 'severity: high', 'inputs-from': 'query: pr:diff' };
const ATTACH = { 'agent-id': 'none', inputs: '', 'run-id': RUN };

describe('a workflow that somebody triggers by a comment', () => {
  const shown = { ...STATUS, comment: 'always' };
  const earlier = { state: 'success', context: 'gate', target_url: 'https://github.com/earlier' };

  it.each<[string, string, GitHubScript]>([
    ['a stranger', 'mallory', {}],
    [
      'a stranger, of whom GitHub says that there is no role',
      'mallory',
      { permissions: { mallory: { role: 'none' } } },
    ],
    ['a person who may read, as anybody in a public repository', 'mallory', ROLE_OF('mallory', 'read')],
    ['a person with triage', 'mona', ROLE_OF('mona', 'triage')],
    ['a bot without a role', 'helper[bot]', {}],
    ['a bot that may read', 'helper[bot]', ROLE_OF('helper[bot]', 'read')],
    ['nobody that the runner names', '', ROLE_OF('', 'write')],
  ])(
    'by %s is not permitted: no start, and status and comment stay as they are [T46]',
    async (_who, login, script) => {
      const who = { GITHUB_ACTOR: login, GITHUB_TRIGGERING_ACTOR: login };
      const given = { ...script, statuses: [earlier] };
      const step = await play({ ...COMMENT, script: given, inputs: shown, variables: who });
      expect(step).toMatchObject({ passes: false, outcome: 'not-permitted', starts: 0, comments: 0 });
      expect(step.statuses).toEqual(['success']);
      expect(step.reason).toContain('Ask somebody who has the role write to re-run the job.');
      expect(step.sent.filter((kind) => !['permission', 'pull'].includes(kind))).toEqual([]);
    },
  );

  it.each([
    ['a person with write', 'octocat', 'octocat', 'write'],
    ['a person with maintain', 'mona', 'mona', 'maintain'],
    ['a bot with write', 'renovate[bot]', 'renovate[bot]', 'write'],
    ['a stranger, in an attempt that a person with write re-runs', 'mallory', 'octocat', 'write'],
  ] as const)('by %s is judged, shown and commented', async (_who, actor, triggering, role) => {
    const who = { GITHUB_ACTOR: actor, GITHUB_TRIGGERING_ACTOR: triggering, GITHUB_RUN_ATTEMPT: '2' };
    const script = ROLE_OF(triggering, role);
    const step = await play({ ...COMMENT, script, inputs: shown, variables: who });
    expect(step).toMatchObject({ passes: true, outcome: 'passed', starts: 1, comments: 1 });
    expect(step.statuses).toEqual(['pending', 'success']);
  });

  it('by a person with write is not permitted in an attempt that a stranger re-runs [T46]', async () => {
    const variables = {
      GITHUB_ACTOR: 'octocat',
      GITHUB_TRIGGERING_ACTOR: 'mallory',
      GITHUB_RUN_ATTEMPT: '2',
    };
    const script = ROLE_OF('octocat', 'write');
    const step = await play({ ...COMMENT, script, inputs: shown, variables });
    expect(step).toMatchObject({ outcome: 'not-permitted', starts: 0, comments: 0, statuses: [] });
  });
});

describe('the requests before the start', () => {
  it('are permission and pull request at the same time, then pending beside schema and diff, which nothing waits for [F148]', async () => {
    const started = Promise.withResolvers<void>();
    const { trace, outcome, statuses, shown } = await play({
      ...PULL_REQUEST,
      script: { ...ROLE_OF('octocat', 'write'), baseFiles: { 'schema.json': '{}' } },
      inputs: { ...DIFF, ...STATUS, 'require-permission': 'write', 'result-schema': 'schema.json' },
      hold: async (kind) => {
        if (kind === 'start') started.resolve();
        // Pending is not known to be there until the run is started.
        if (kind === 'status') await started.promise;
      },
    });
    const [one, two, ...later] = trace;
    expect([one, two]).toEqual(['permission', 'pull']);
    expect(later.slice(0, 2).toSorted()).toEqual(['permission read', 'pull read']);
    const requests = later.slice(2).filter((step) => !step.endsWith(' read'));
    expect([requests[0], requests[3]]).toEqual(['status', 'agent']);
    expect(requests.slice(1, 3).toSorted()).toEqual(['contents', 'diff']);
    const read = Math.min(trace.indexOf('contents read'), trace.indexOf('diff read'));
    expect(trace.slice(0, read)).toEqual(expect.arrayContaining(['contents', 'diff']));
    expect(trace.indexOf('status read')).toBeGreaterThan(trace.indexOf('start'));
    expect([outcome, statuses]).toEqual(['passed', ['pending', 'success']]);
    expect(shown[0]).toMatch(/\| Base \| `[^`]+` `[0-9a-f]{7,40}` \|/);
  });

  it('name the problems of schema and diff together, and the problem of either alone', async () => {
    const does = { status: 401, body: { message: 'Bad credentials' } };
    const playWith = (inputs: Record<string, string>) =>
      play({ ...PULL_REQUEST, inputs, script: { faults: [{ on: 'diff', at: 'every', does }] } });
    const schema = { 'result-schema': 'schema.json' };
    const [both, one, other] = [
      await playWith({ ...DIFF, ...schema }),
      await playWith(schema),
      await playWith(DIFF),
    ];
    expect([both.outcome, both.starts]).toEqual(['invalid-input', 0]);
    expect(one.reason).toMatch(/^result-schema "schema\.json" could not be read/);
    expect(other.reason).toMatch(/^The diff/);
    expect(both.reason).toBe(`${one.reason} ${other.reason}`);
  });

  it.each<[string, Job, string[]]>([
    ['a push', {}, []],
    ['a push with a status', { inputs: STATUS }, ['status']],
    ['a push with a role', { inputs: { 'require-permission': 'read' } }, ['permission']],
    ['a pull request', PULL_REQUEST, []],
    ['a pull request with a comment', { ...PULL_REQUEST, inputs: { comment: 'always' } }, ['pull']],
    ['a pull request with a status', { ...PULL_REQUEST, inputs: STATUS }, ['pull', 'status']],
    [
      'a pull request with its title',
      { ...PULL_REQUEST, inputs: { inputs: 'severity: high', 'inputs-from': 'query: pr:title' } },
      ['pull'],
    ],
    [
      'a pull request with a role',
      { ...PULL_REQUEST, inputs: { 'require-permission': 'read' } },
      ['permission'],
    ],
    [
      'a merge group with status and diff',
      { ...MERGE_GROUP, inputs: { ...STATUS, ...DIFF } },
      ['status', 'diff', 'files'],
    ],
    ['a review', REVIEW, ['permission']],
    ['a comment, whose head must be read', COMMENT, ['permission', 'pull']],
    ['a comment for anyone', { ...COMMENT, inputs: { 'require-permission': 'anyone' } }, ['pull']],
    ['a comment, when attaching', { ...COMMENT, inputs: ATTACH }, ['permission']],
    ['a status, when attaching', { ...PULL_REQUEST, inputs: { ...ATTACH, ...STATUS } }, ['pull', 'status']],
    [
      'a status, when only validating',
      { ...PULL_REQUEST, inputs: { ...STATUS, 'validate-only': 'true' } },
      ['pull'],
    ],
  ])('are for %s no more than it needs', async (_what, job, kinds) => {
    const { before, passes } = await play({ script: ROLE_OF('octocat', 'write'), ...job });
    expect(passes).toBe(true);
    expect(before).toEqual(kinds);
  });

  it.each<[string, Record<string, string>]>([
    ['a source of it', { inputs: 'severity: high', 'inputs-from': 'query: pr:title' }],
    ['a comment', { comment: 'on-failure' }],
    ['a status', STATUS],
    ['a status, when attaching', { ...ATTACH, ...STATUS }],
  ])('are all if the pull request has moved on, and %s is set [F140]', async (_what, inputs) => {
    const { outcome, sent, statuses } = await play({
      ...PULL_REQUEST,
      script: { movedTo: MOVED_TO },
      inputs,
    });
    expect(outcome).toBe('superseded');
    expect(statuses).toEqual([]);
    expect(sent.filter((kind) => ['agent', 'start', 'run', 'evals', 'status'].includes(kind))).toEqual([]);
  });

  it('are not all if the pull request has moved on, and nothing of it is used', async () => {
    const { outcome } = await play({ ...PULL_REQUEST, script: { movedTo: MOVED_TO } });
    expect(outcome).toBe('passed');
  });
});

describe('a commit status that cannot be written', () => {
  it('is a warning in summary and comment, and changes nothing of the verdict [F144]', async () => {
    const inputs = { ...STATUS, comment: 'always' };
    const step = await play({ ...PULL_REQUEST, script: { mayWriteStatuses: false }, inputs });
    expect(step).toMatchObject({ passes: true, outcome: 'passed', starts: 1, comments: 1, statuses: [] });
    for (const text of step.shown) {
      expect(text).toContain('could not be written');
      expect(text).toContain('Give the job the permission statuses: write.');
      expect(text).toContain('does not show success, because its state pending was not written');
    }
  });
});
