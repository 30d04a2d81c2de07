import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import type { DEMO_PULL } from '../../../fakes/github/data.ts';
import type { Environment } from '../../../fakes/github/repository.ts';
import {
  issueCommentEvent,
  mergeGroupEvent,
  pullRequestEvent,
} from '../../../fakes/workflow-runner/events.ts';
import { KeptFiles } from '../../../fakes/workflow-runner/kept-files.ts';
import { whyNotStarted } from '../../../fakes/workflow-runner/triggers.ts';
import { readWorkflow } from '../../../fakes/workflow-runner/workflow.ts';
import { concurrencyFor } from '../setup.ts';
import {
  AGENTS,
  awayAtPoll,
  DEPENDENCIES,
  DOWN,
  FAIL,
  FAILED_RUN,
  type Files,
  FORK,
  PULL,
  play,
  SECURITY,
  type Situation,
  URL_OF_PULL,
  WITH_FINDINGS,
  WITHOUT_VERDICT,
} from './plays.ts';
import { type Promised, promisesOf } from './pull-request-gates.ts';

const one = (example: string, claim: string, keep: Promised['keep']): Promised => ({ example, claim, keep });

const DIFF = expect.stringMatching(/^diff --git /);
const GROUP = mergeGroupEvent(PULL);

const securityGate: readonly Promised[] = [
  ...promisesOf({
    example: 'security-gate.yml',
    check: 'Agent gate',
    inputs: { 'Pull Request': URL_OF_PULL, Base: PULL.base, Commit: PULL.head, Diff: DIFF },
    runs: 1,
  }),
  one('security-gate.yml', 'is red without a verdict', async (files) => {
    const { check } = await play(files, 'security-gate.yml', { run: WITHOUT_VERDICT });
    expect(check('Agent gate')).toBe('red');
  }),
  one('security-gate.yml', 'is red for an error among the findings, and uploads them', async (files) => {
    const { check, kept } = await play(files, 'security-gate.yml', { run: WITH_FINDINGS });
    expect(check('Agent gate')).toBe('red');
    expect(kept.sarif).toMatchObject([{ category: 'agent-security-gate' }]);
    expect(kept.sarif[0]?.text).toContain('An injection.');
  }),
  one('security-gate.yml', 'is red for a fork that is gone, and starts nothing', async (files) => {
    const github = pullRequestEvent('opened', { ...FORK, headRepository: null });
    const { check, started } = await play(files, 'security-gate.yml', { github });
    expect([check('Agent gate'), started]).toEqual(['red', []]);
  }),
  one('security-gate.yml', 'is red if the pull request has another head or base by now', async (files) => {
    const changes = [{ head: 'a'.repeat(40) }, { baseRef: 'release' }];
    const played = await Promise.all(
      changes.map((change) => play(files, 'security-gate.yml', { now: { ...PULL, ...change } })),
    );
    expect(played.map(({ check, started }) => [check('Agent gate'), started])).toEqual([
      ['red', []],
      ['red', []],
    ]);
  }),
  one('security-gate.yml', 'does not depend on the upload', async (files) => {
    const onOther = ({ with: { sarif_file: file = '' } }: { with: Readonly<Record<string, string>> }) =>
      rmSync(file);
    const { check, steps } = await play(files, 'security-gate.yml', { onOther });
    expect(steps('Upload the findings')).toMatchObject([{ outcome: 'failure' }]);
    expect(check('Agent gate')).toBe('green');
  }),
  one(
    'security-gate.yml',
    'is advisory by a variable, and then satisfies no required check',
    async (files) => {
      const vars = { AGENT_GATE_ADVISORY: 'true' };
      const { check, steps } = await play(files, 'security-gate.yml', { run: FAIL, vars });
      expect(steps('gate')[0]?.outputs).toMatchObject({ outcome: 'eval-failed', 'would-fail': 'true' });
      expect(check('Agent gate (advisory)')).toBe('green');
      expect(check('Agent gate')).toBe('pending');
    },
  ),
];

const COMMITS = { Commit: PULL.head, Diff: DIFF };

/** The file with its commented variant in use. */
function withVariant(files: Files): Files {
  const text = files['merge-queue.yml'] ?? '';
  const active = text.replace(/^( +)# (?=if: github\.|- name: Pass| {2}if: | {2}run: )/gm, '$1');
  return { ...files, 'merge-queue.yml': active };
}

const mergeQueue: readonly Promised[] = [
  ...promisesOf({ example: 'merge-queue.yml', check: 'Agent gate', inputs: COMMITS, runs: 1 }),
  one('merge-queue.yml', 'judges a merge group again', async (files) => {
    const { check, started } = await play(files, 'merge-queue.yml', { github: GROUP });
    expect(started).toEqual([COMMITS]);
    expect(check('Agent gate')).toBe('green');
  }),
  one('merge-queue.yml', 'does not cancel another merge group', async (files) => {
    const concurrency = await concurrencyFor('merge-queue.yml', files['merge-queue.yml'] ?? '', GROUP);
    expect(concurrency?.group).toBe(`merge-queue.yml-${GROUP.ref}`);
  }),
  one('merge-queue.yml', 'is red for a merge group whose verdict is fail', async (files) => {
    const { check } = await play(files, 'merge-queue.yml', { github: GROUP, run: FAIL });
    expect(check('Agent gate')).toBe('red');
  }),
  one('merge-queue.yml', 'has a variant that passes a group through, and writes why', async (files) => {
    const { check, started, steps } = await play(withVariant(files), 'merge-queue.yml', { github: GROUP });
    expect(started).toEqual([]);
    expect(steps('Pass the merge group through')[0]?.summary).toContain('Not evaluated here.');
    expect(check('Agent gate')).toBe('green');
  }),
  one('merge-queue.yml', 'has a variant that still judges each pull request', async (files) => {
    const { check, started } = await play(withVariant(files), 'merge-queue.yml', { run: FAIL });
    expect(started).toHaveLength(1);
    expect(check('Agent gate')).toBe('red');
  }),
];

const REUSABLE = 'reusable-gate.yml';
const CALLER = 'reusable-gate-caller.yml';

const reusableGate: readonly Promised[] = [
  ...promisesOf({
    example: CALLER,
    check: 'gate / Agent gate',
    inputs: { 'Pull Request': URL_OF_PULL, Diff: DIFF },
    runs: 1,
  }),
  one(REUSABLE, 'reports the outcome, and fails the calling job', async (files) => {
    const caller = `${files[CALLER]}
  after:
    needs: gate
    if: always()
    runs-on: ubuntu-latest
    steps:
      - id: after
        env:
          GATE: \${{ needs.gate.result }} \${{ needs.gate.outputs.outcome }}
        run: echo "$GATE"
`;
    const played = await play({ ...files, [CALLER]: caller }, CALLER, { run: FAIL });
    expect(played.steps('after')[0]?.lines).toEqual(['failure eval-failed']);
  }),
  one(REUSABLE, 'is red on an event without a change', async (files) => {
    const caller = (files[CALLER] ?? '').replace(/^on:\n[\s\S]*?\n\n/m, 'on: push\n\n');
    const github = {
      ...pullRequestEvent('opened', PULL),
      event_name: 'push',
      event: {},
      ref: 'refs/heads/main',
    };
    const played = await play({ ...files, [CALLER]: caller }, CALLER, { github });
    expect(played.started).toEqual([]);
    expect(played.check('gate / Agent gate')).toBe('red');
  }),
  one(CALLER, 'gives the called workflow one secret', async (files) => {
    const spy = `${files[REUSABLE]}
      - id: spy
        env:
          OTHER: \${{ secrets.OTHER }}
        run: echo "[$OTHER]"
        if: always()
`;
    const played = await play({ ...files, [REUSABLE]: spy }, CALLER, { faults: DOWN });
    expect(played.steps('spy')[0]?.lines).toEqual(['[]']);
  }),
];

const SEVERAL = 'several-agents.yml';
const WITHOUT_AGENTS = /^ {14}\{"check".*\n/gm;

const severalAgents: readonly Promised[] = [
  ...promisesOf({
    example: SEVERAL,
    check: 'All agents',
    inputs: { 'Pull Request': URL_OF_PULL, Commit: PULL.head, Diff: DIFF },
    runs: 2,
  }),
  one(SEVERAL, 'is red if one agent does not pass, and lets the other end', async (files) => {
    const agents = AGENTS.map((agent) => ({ ...agent, hasTriggers: agent.agentId === DEPENDENCIES }));
    const { check } = await play(files, SEVERAL, { agents });
    expect(check('Agent for security')).toBe('green');
    expect(check('Agent for dependencies')).toBe('red');
    expect(check('All agents')).toBe('red');
  }),
  one(SEVERAL, 'is red if no agent is planned', async (files) => {
    const text = (files[SEVERAL] ?? '').replace(WITHOUT_AGENTS, '');
    const { check, started } = await play({ ...files, [SEVERAL]: text }, SEVERAL);
    expect(started).toEqual([]);
    expect(check('All agents')).toBe('red');
  }),
];

const MONOREPO = 'monorepo.yml';
type Change = (typeof DEMO_PULL.files)[number];

function changed(filename: string, previous?: string): Change {
  const file = {
    filename,
    status: 'modified',
    additions: 1,
    deletions: 1,
    patch: '@@ -1 +1 @@\n-a\n+b',
  } as const;
  return previous === undefined ? file : { ...file, status: 'renamed', previous_filename: previous };
}

/** The areas that read each change, by the end of the legs. */
async function areas(files: Files, situation: Situation) {
  const { check, started } = await play(files, MONOREPO, situation);
  const read = started.flatMap(({ Diff = '' }) =>
    Array.from(Diff.matchAll(/^diff --git a\/(\S+)/gm), ([, path]) => path),
  );
  const legs = ['api', 'web', 'rest'].map((area) => [area, check(`Agent for ${area}`)]);
  return { all: check('All areas'), read: read.sort(), ...Object.fromEntries(legs) };
}

const monorepo: readonly Promised[] = [
  ...promisesOf({
    example: MONOREPO,
    check: 'All areas',
    inputs: { 'Pull Request': URL_OF_PULL, Base: PULL.base, Commit: PULL.head, Diff: DIFF },
    runs: 1,
    situation: { changes: [changed('api/login.ts')] },
  }),
  one(MONOREPO, 'is advisory by a variable, and then satisfies no required check', async (files) => {
    const vars = { AGENT_GATE_ADVISORY: 'true' };
    const { check } = await play(files, MONOREPO, { run: FAIL, vars });
    expect(check('All areas (advisory)')).toBe('green');
    expect(check('All areas')).toBe('pending');
  }),
  one(MONOREPO, 'gives each area its files, and the rest what nobody owns', async (files) => {
    const paths = ['Makefile', 'api/login.ts', 'web/page.ts'];
    const played = await areas(files, { changes: paths.map((path) => changed(path)) });
    expect(played).toEqual({ all: 'green', api: 'green', web: 'green', rest: 'green', read: paths });
  }),
  one(MONOREPO, 'judges a file that nobody owns', async (files) => {
    const played = await areas(files, { changes: [changed('Makefile')], run: FAIL });
    expect(played).toEqual({ all: 'red', api: 'green', web: 'green', rest: 'red', read: ['Makefile'] });
  }),
  one(MONOREPO, 'judges a file that was moved into an area for both places', async (files) => {
    const played = await areas(files, { changes: [changed('api/Makefile', 'Makefile')] });
    expect(played).toMatchObject({ all: 'green', api: 'green', rest: 'green' });
    expect(played.read).toHaveLength(2);
  }),
  one(MONOREPO, 'finds a file that nobody owns behind a hundred others', async (files) => {
    const many = Array.from({ length: 100 }, (_, index) => changed(`api/file-${index}.ts`));
    const { rest } = await areas(files, { changes: [...many, changed('Makefile')], hasKey: false });
    expect(rest).toBe('red');
  }),
  one(MONOREPO, 'is red if the last leg is planned and finds nothing to review', async (files) => {
    // A link that replaces a folder.
    const played = await areas(files, { changes: [changed('api')] });
    expect(played).toMatchObject({ all: 'red', rest: 'red' });
  }),
  one(MONOREPO, 'is red if no file changed', async (files) => {
    expect(await areas(files, { changes: [] })).toMatchObject({ all: 'red', rest: 'red', read: [] });
  }),
  one(MONOREPO, 'plans nothing from the files of another head', async (files) => {
    const played = await areas(files, { now: { ...PULL, head: 'a'.repeat(40) } });
    expect(played).toMatchObject({ all: 'red', api: 'pending', read: [] });
  }),
  one(MONOREPO, 'is red if the files cannot be listed', async (files) => {
    const github = { ...pullRequestEvent('opened', PULL), token: 'wrong' };
    expect(await areas(files, { github })).toMatchObject({ all: 'red', api: 'pending', read: [] });
  }),
];

const COMMENT = 'comment-command.yml';
const STATUS = 'agent/review';

/** Plays a comment; whether the job ran, what was started, and the last commit status. */
async function comment(files: Files, body: string, login: string, situation: Situation = {}, isPull = true) {
  const github = issueCommentEvent(body, login, isPull ? PULL : null);
  const { run, started, statuses, comments } = await play(files, COMMENT, { github, ...situation });
  const [job] = run.jobs;
  const last = statuses.at(-1);
  return {
    result: run.results.review,
    concurrency: [run.concurrency, job?.concurrency],
    started,
    comments: comments.length,
    status: last && [last.sha, last.context, last.state],
  };
}

const commentCommand: readonly Promised[] = [
  one(COMMENT, 'reviews the head, and shows the verdict on that commit', async (files) => {
    expect(await comment(files, '/agent review', 'octocat')).toEqual({
      result: 'success',
      concurrency: [null, { group: `${COMMENT}-17`, cancelInProgress: false }],
      started: [{ 'Pull Request': URL_OF_PULL, Diff: DIFF }],
      comments: 1,
      status: [PULL.head, STATUS, 'success'],
    });
  }),
  one(COMMENT, 'shows a verdict that is fail', async (files) => {
    const played = await comment(files, '/agent review', 'octocat', { run: FAIL });
    expect(played).toMatchObject({ result: 'failure', status: [PULL.head, STATUS, 'failure'] });
  }),
  one(COMMENT, 'shows a run that failed', async (files) => {
    const played = await comment(files, '/agent review', 'octocat', { run: FAILED_RUN });
    expect(played).toMatchObject({ result: 'failure', status: [PULL.head, STATUS, 'failure'] });
  }),
  one(COMMENT, 'shows a service that is down', async (files) => {
    const played = await comment(files, '/agent review', 'octocat', { faults: DOWN });
    expect(played).toMatchObject({ result: 'failure', status: [PULL.head, STATUS, 'error'] });
  }),
  one(COMMENT, 'starts and writes nothing for a stranger', async (files) => {
    const played = await comment(files, '/agent review', 'stranger');
    expect(played).toMatchObject({ result: 'failure', started: [], comments: 0, status: undefined });
  }),
  one(COMMENT, 'starts nothing for another comment', async (files) => {
    const bodies = ['/agent reviews', 'Please write /agent review', 'Thanks.'];
    const results = await Promise.all(bodies.map((body) => comment(files, body, 'octocat')));
    expect(results.map(({ result }) => result)).toEqual(bodies.map(() => 'skipped'));
  }),
  one(COMMENT, 'starts nothing for a comment that is edited or deleted', async (files) => {
    const workflow = await readWorkflow(COMMENT, files[COMMENT] ?? '');
    const { event, ...github } = issueCommentEvent('/agent review', 'octocat', PULL);
    const why = (action: string) =>
      whyNotStarted(workflow, {
        github: { ...github, event: { ...Object(event), action } },
        changedFiles: undefined,
      });
    expect(why('created')).toBeNull();
    expect([why('edited'), why('deleted')]).not.toContain(null);
  }),
  one(COMMENT, 'starts nothing in an ordinary issue', async (files) => {
    expect((await comment(files, '/agent review', 'octocat', {}, false)).result).toBe('skipped');
  }),
];

const OVERRIDE = 'override.yml';
const PROTECTED: Environment = { reviewers: ['hubot', 'octocat', 'hacker'] };
const approvedBy = (login: string) => ({ login, state: 'approved' as const, comment: 'A false positive.' });
/** The author, who pushed and who ran the jobs again are three people. */
const OF_THREE = {
  ...pullRequestEvent('synchronize', { ...PULL, author: 'octocat' }, 'hubot'),
  triggering_actor: 'hacker',
};

async function override(files: Files, situation: Situation, environment: Environment | null = PROTECTED) {
  const environments = environment === null ? {} : { 'gate-override': environment };
  // Red at once, without a run.
  const { check, steps } = await play(files, OVERRIDE, { hasKey: false, environments, ...situation });
  return { gate: check('Agent gate'), summary: steps('Require the approval of another person')[0]?.summary };
}

const overridden: readonly Promised[] = [
  ...promisesOf({
    example: OVERRIDE,
    check: 'Agent gate',
    inputs: { 'Pull Request': URL_OF_PULL, Commit: PULL.head, Diff: DIFF },
    runs: 1,
    situation: { environments: { 'gate-override': PROTECTED } },
  }),
  one(OVERRIDE, 'is green if another person approves, and says who and why', async (files) => {
    const summary = 'Overridden by hubot: "A false positive."\n';
    expect(await override(files, { review: approvedBy('hubot') })).toEqual({ gate: 'green', summary });
  }),
  one(OVERRIDE, 'is red if a reviewer rejects', async (files) => {
    const review = { login: 'hubot', state: 'rejected' as const };
    expect((await override(files, { review })).gate).toBe('red');
  }),
  one(OVERRIDE, 'is red if the environment is unprotected or absent', async (files) => {
    expect((await override(files, {}, {})).gate).toBe('red');
    expect((await override(files, {}, null)).gate).toBe('red');
  }),
  ...(
    [
      ['the author of the pull request', 'octocat'],
      ['who pushed', 'hubot'],
      ['who ran the jobs again', 'hacker'],
    ] as const
  ).map(([who, login]) =>
    one(OVERRIDE, `is red if ${who} approves`, async (files) => {
      expect((await override(files, { github: OF_THREE, review: approvedBy(login) })).gate).toBe('red');
    }),
  ),
  one(OVERRIDE, 'is red if only another environment was approved', async (files) => {
    const approvals = [{ environment: 'production', ...approvedBy('hubot') }];
    expect((await override(files, { approvals }, {})).gate).toBe('red');
  }),
  one(OVERRIDE, 'is red if somebody has rejected it, in an earlier attempt too', async (files) => {
    const environment = 'gate-override';
    const rejection = { environment, ...approvedBy('hubot'), state: 'rejected' as const };
    const approvals = [{ environment, ...approvedBy('monalisa') }, rejection];
    expect((await override(files, { approvals }, {})).gate).toBe('red');
  }),
  one(OVERRIDE, 'is red if the run is cancelled', async (files) => {
    expect((await override(files, { isCancelled: true })).gate).toBe('red');
  }),
];

const RERUN = 'rerun.yml';
const EARLIER = '3f8a2c1e-0000-4000-8000-000000000001';
const SECOND = { ...pullRequestEvent('synchronize', PULL), run_attempt: '2' };

/** A second attempt that finds this record: whether it started a run, or read the earlier one. */
async function second(files: Files, record: string | null) {
  const kept = new KeptFiles();
  const content = new Map([['agent-run.txt', Buffer.from(`${record}\n`)]]);
  if (record !== null) kept.addArtifact('42', 'agent-run-1', { attempt: 1, files: content });
  const createdAtUtc = new Date(Date.now() - 60_000).toISOString();
  const endedAtUtc = new Date(Date.now() - 30_000).toISOString();
  const earlier = { runId: EARLIER, agentId: SECURITY, createdAtUtc, endedAtUtc, script: FAIL };
  const { check, started, run } = await play(files, RERUN, { github: SECOND, kept, existingRuns: [earlier] });
  expect(run.attempt).toBe(2);
  return [started.length, check('Agent gate')];
}

const record = (outcome: string, head = PULL.head, base = PULL.base, agent = SECURITY) =>
  `${head} ${base} ${agent} ${outcome} ${EARLIER}`;
/** What a second attempt gives that starts a run, and one that reads the earlier run. */
const STARTS = [1, 'green'];
const ATTACHES = [0, 'red'];

const rerun: readonly Promised[] = [
  ...promisesOf({
    example: RERUN,
    check: 'Agent gate',
    inputs: { 'Pull Request': URL_OF_PULL, Commit: PULL.head, Diff: DIFF },
    runs: 1,
  }),
  one(RERUN, 'pays once for a run that two attempts left undecided', async (files) => {
    const played = await play(files, RERUN, {
      attempts: 3,
      cancelledAttempts: 2,
      faults: [awayAtPoll(1), awayAtPoll(2)],
    });
    expect(played.runs.map(({ results }) => results.gate)).toEqual(['cancelled', 'cancelled', 'success']);
    expect(played.started).toHaveLength(1);
  }),
  one(RERUN, 'reads a run that timed out', async (files) => {
    expect(await second(files, record('timed-out'))).toEqual(ATTACHES);
  }),
  one(RERUN, 'never takes over a run that was decided', async (files) => {
    expect(await second(files, record('eval-failed'))).toEqual(STARTS);
  }),
  one(RERUN, 'starts a run if nothing was kept', async (files) => {
    expect(await second(files, null)).toEqual(STARTS);
  }),
  one(RERUN, 'starts a run if the record names another head', async (files) => {
    expect(await second(files, record('timed-out', PULL.base))).toEqual(STARTS);
  }),
  one(RERUN, 'starts a run if the record names another base', async (files) => {
    expect(await second(files, record('timed-out', PULL.head, PULL.head))).toEqual(STARTS);
  }),
  one(RERUN, 'starts a run if the record names another agent', async (files) => {
    expect(await second(files, record('timed-out', PULL.head, PULL.base, DEPENDENCIES))).toEqual(STARTS);
  }),
  one(RERUN, 'runs no code of the pull request, which could write the record', async (files) => {
    const { jobs } = await readWorkflow(RERUN, files[RERUN] ?? '');
    const uses = jobs.flatMap(({ steps }) => steps.map(({ token }) => token.find('uses')?.toString() ?? ''));
    expect(uses).not.toContainEqual(expect.stringContaining('checkout'));
    expect(uses.length).toBeGreaterThan(0);
  }),
];

export const PROMISES: readonly Promised[] = [
  ...securityGate,
  ...mergeQueue,
  ...reusableGate,
  ...severalAgents,
  ...monorepo,
  ...commentCommand,
  ...overridden,
  ...rerun,
];
