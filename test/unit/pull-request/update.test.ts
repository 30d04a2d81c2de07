import { describe, expect, it } from 'vitest';
import {
  DEMO_LOGIN,
  DEMO_PULL,
  DEMO_TOKEN,
  type GitHubFault,
  type GitHubScript,
} from '../../../fakes/github/service.ts';
import type { Verdict } from '../../../src/domain/outcome.ts';
import { NO_RESULT } from '../../../src/domain/result.ts';
import { messageOf } from '../../../src/domain/run.ts';
import { type CommentSettings, commentSettingsOf } from '../../../src/inputs/comment-settings.ts';
import type { WorkflowEvent } from '../../../src/inputs/event.ts';
import { StepStatus } from '../../../src/pull-request/step-status.ts';
import { updatePullRequest } from '../../../src/pull-request/update.ts';
import { commentMarker } from '../../../src/report/markdown/comment.ts';
import { type HistoryEntry, historyLine, readHistory } from '../../../src/report/markdown/comment-history.ts';
import { Redactor } from '../../../src/text/redact.ts';
import { commentOf, mergeGroupOf, pullRequestOf } from '../../support/pull-requests.ts';
import { attachOf, progressOf, snapshotOf } from '../../support/records.ts';
import { type Setup, useSetups } from './setup.ts';

const newSetup = useSetups();
const HEAD = DEMO_PULL.head;
const MOVED_TO = 'f'.repeat(40);
const PASSED: Verdict = {
  outcome: 'passed',
  passes: true,
  wouldFail: false,
  reason: 'All is well.',
  faults: [],
  evalResult: 'pass',
};
const FAILED: Verdict = {
  ...PASSED,
  outcome: 'run-failed',
  passes: false,
  wouldFail: true,
  reason: 'It failed.',
};

interface Around {
  readonly verdict?: Verdict;
  readonly event?: WorkflowEvent | null;
  /** False: there is no token. */
  readonly hasToken?: boolean;
  readonly commentSettings?: Partial<CommentSettings>;
  readonly headSha?: string | null;
  readonly runId?: string;
  readonly message?: string;
  readonly attempt?: number;
  readonly mayWrite?: boolean;
  readonly variables?: Record<string, string>;
}

async function follow(setup: Setup, around: Around = {}): Promise<string[]> {
  const {
    verdict = PASSED,
    event = pullRequestOf(),
    hasToken = true,
    commentSettings,
    message = '',
  } = around;
  const snapshot = snapshotOf({ message: messageOf([message], null) });
  const { headSha = HEAD, runId = 'run-1', attempt = 1, mayWrite = true, variables = {} } = around;
  const github = hasToken ? setup.github : null;
  const redactor = new Redactor([DEMO_TOKEN]);
  const api = { apiUrl: setup.service.url, repository: 'octo-org/octo-repo' };
  const save = () => Promise.resolve();
  const runtime = setup.runtime;
  const start = runId === '' ? 'not-sent' : 'started';
  const progress = progressOf({ headSha, run: snapshot, start, attempt });
  const report = {
    verdict,
    progress,
    warnings: [],
    attach: attachOf(),
    resultFile: null,
    quote: null,
    result: NO_RESULT,
    quotations: new Map(),
    hasEvals: true,
    stale: null,
    sarifFile: null,
    summaryFile: null,
    reportFile: null,
  };
  const notes = await updatePullRequest(
    {
      event,
      github,
      status: new StepStatus({ variables, github, api, runtime, redact: redactor.redact, save }),
      mayWrite,
      commentSettings: {
        ...commentSettingsOf({ 'INPUT_AGENT-ID': 'a' }),
        when: 'always',
        ...commentSettings,
      },
      runtime,
      redactor,
    },
    report,
  );
  return [...(notes.stale === null ? [] : [notes.stale]), ...notes.warnings];
}

const kinds = ({ service }: Setup) => service.requests.map(({ kind }) => kind);

describe('the head check', () => {
  it('says nothing if the head is the evaluated commit', async () => {
    const setup = await newSetup();
    expect(await follow(setup, { commentSettings: { when: 'never' } })).toEqual([]);
    expect(kinds(setup)).toEqual(['pull']);
  });

  it('says that the verdict is for an older commit, also in the comment', async () => {
    const setup = await newSetup({ movedTo: MOVED_TO });
    const warning = `The pull request has moved on to ${MOVED_TO}. This verdict is for the older commit ${HEAD}.`;
    expect(await follow(setup)).toEqual([warning]);
    expect(setup.log).toContain(`Warning: ${warning}`);
    expect(setup.service.comments[0]?.body).toContain('The pull request has moved on to');
  });

  it.each<[string, Around]>([
    ['no pull request', { event: null }],
    ['a merge group', { event: mergeGroupOf() }],
    ['no token', { hasToken: false }],
    ['a commit that is not known', { headSha: null }],
    ['no run', { runId: '' }],
  ])('is not made for %s', async (_what, around) => {
    const setup = await newSetup();
    await follow(setup, { ...around, commentSettings: { when: 'never', ...around.commentSettings } });
    expect(kinds(setup)).toEqual([]);
  });
});

describe('the comment', () => {
  it.each<[CommentSettings['when'], Verdict, number]>([
    ['never', FAILED, 0],
    ['always', PASSED, 1],
    ['always', FAILED, 1],
    ['on-failure', PASSED, 0],
    ['on-failure', FAILED, 1],
  ])('is, for %s and %o, written %i times', async (when, verdict, count) => {
    const setup = await newSetup();
    expect(await follow(setup, { verdict, commentSettings: { when } })).toEqual([]);
    expect(setup.service.comments).toHaveLength(count);
  });

  it('of a failure is updated if the step passes later', async () => {
    const commentSettings = { when: 'on-failure' as const, key: 'k' };
    const setup = await newSetup({
      comments: [{ login: DEMO_LOGIN, body: `${commentMarker('k')}\n## ❌ Run Kindo agent: run-failed` }],
    });
    await follow(setup, { commentSettings });
    expect(setup.service.comments).toMatchObject([{ edits: 1 }]);
    expect(setup.service.comments[0]?.body).toContain('✅ Reviewer: the run succeeded');
  });

  it('causes a warning without a pull request or a token, if it would have been written [B58]', async () => {
    const setup = await newSetup();
    const warning =
      'No comment was written, because this event does not belong to exactly one pull request. Remove the input comment.';
    expect(await follow(setup, { event: null })).toEqual([warning]);
    expect(setup.log).toEqual([`Warning: ${warning}`]);
    expect(await follow(setup, { hasToken: false })).toEqual([
      expect.stringContaining('No comment was written, because github-token is empty'),
    ]);
    const quiet = { event: null, commentSettings: { when: 'on-failure' as const } };
    expect(await follow(setup, quiet)).toEqual([]);
    expect(kinds(setup)).toEqual([]);
  });

  it('and the status are not written if the role was not read or is not sufficient [T46]', async () => {
    const setup = await newSetup();
    const variables = { 'INPUT_COMMIT-STATUS': 'gate' };
    expect(await follow(setup, { verdict: FAILED, mayWrite: false, variables })).toEqual([]);
    expect(kinds(setup)).toEqual([]);
  });

  it('has the warnings of the commit status, which is written before it', async () => {
    const setup = await newSetup({ mayWriteStatuses: false });
    const variables = { 'INPUT_COMMIT-STATUS': 'gate' };
    expect(await follow(setup, { verdict: FAILED, variables })).toEqual([
      expect.stringContaining('Give the job the permission statuses: write.'),
    ]);
    expect(setup.service.comments[0]?.body).toContain('The commit status');
    expect(kinds(setup).at(0)).toBe('status');
  });

  it('with the outcome superseded does not replace a verdict, and is marked as one without a verdict', async () => {
    const comments = [{ login: DEMO_LOGIN, body: `${commentMarker('k')}\n## ✅ Reviewer: passed` }];
    const verdict: Verdict = { ...FAILED, outcome: 'superseded' };
    const around = { verdict, commentSettings: { key: 'k' }, runId: '' };
    const kept = await newSetup({ comments });
    await follow(kept, around);
    expect(kept.service.comments).toMatchObject([{ edits: 0 }]);

    const made = await newSetup();
    await follow(made, around);
    expect(readHistory(made.service.comments[0]?.body ?? '')).toEqual([]);
    await follow(made, { commentSettings: { key: 'k' }, runId: '' });
    expect(made.service.comments).toMatchObject([{ edits: 1, body: expect.stringContaining('passed') }]);
    expect(readHistory(made.service.comments[0]?.body ?? '')).toMatchObject([{ commit: HEAD }]);
  });

  it('contains no token, even if the agent repeats it [T7]', async () => {
    const setup = await newSetup();
    await follow(setup, { message: `The token is ${DEMO_TOKEN}.` });
    expect(setup.service.comments[0]?.body).toContain('The token is ***.');
  });

  it('names the missing permission of the job [F107 F108]', async () => {
    const setup = await newSetup({ mayWrite: false });
    expect(await follow(setup)).toEqual([
      'The pull request comment could not be written: GitHub responded with 403: "Resource not accessible by integration - https://docs.github.com/rest". Give the job the permission pull-requests: write. The token of a pull request from a fork can only read.',
    ]);
  });

  it.each([
    ['Unable to create comment because issue is locked.', 'The conversation is locked: unlock it'],
    ['Repository was archived so is read-only.', 'The repository is archived'],
    ['Not Here', ''],
  ])('has only the advice for %j [F157]', async (message, advice) => {
    const does = { status: 403, body: { message } };
    const setup = await newSetup({ faults: [{ on: 'create', at: 'every', does }] });
    const [warning = ''] = await follow(setup);
    expect(warning).toContain(`GitHub responded with 403: "${message.replace(/\.$/, '')}"`);
    expect(warning).toContain(advice);
    expect(warning).not.toContain('the permission');
  });

  it('warns of more comments than are read [F159]', async () => {
    const comments = Array.from({ length: 3000 }, () => ({ login: 'octocat', body: 'Hello' }));
    expect(await follow(await newSetup({ comments }))).toEqual([
      'The pull request comment could not be written: the comment of this step is not among the first 3000 comments of the pull request, and no more are read.',
    ]);
  });

  it('does not delay a cancelled job', async () => {
    const setup = await newSetup();
    setup.interruption.abort(new Error('cancelled'));
    expect(await follow(setup)).toEqual([]);
    expect(kinds(setup)).toEqual([]);
  });
});

describe('the comment on the current head', () => {
  const NEWER: HistoryEntry = {
    commit: MOVED_TO,
    outcome: 'run-failed',
    passes: false,
    attempt: 1,
    runId: '41',
  };
  const OLDER: HistoryEntry = { ...NEWER, commit: HEAD, outcome: 'eval-failed' };
  const commentSettings = { key: 'k', workflowRunUrl: 'https://github.com/octo-4/octo-7/actions/runs/42' };
  const bodyOf = (history: readonly HistoryEntry[]) =>
    `${commentMarker('k')}\n${historyLine(history)}## ❌ Failed\n`;
  const decision: HistoryEntry = { commit: HEAD, outcome: 'passed', passes: true, attempt: 2, runId: '42' };

  /** What becomes of a comment of this step with these decisions. */
  async function updated(
    before: readonly HistoryEntry[],
    script: GitHubScript = {},
    around: Around = {},
  ): Promise<{ readonly body: string; readonly notes: readonly string[]; readonly edits: number }> {
    const setup = await newSetup({ comments: [{ login: DEMO_LOGIN, body: bodyOf(before) }], ...script });
    const notes = await follow(setup, {
      attempt: 2,
      ...around,
      commentSettings: { ...commentSettings, ...around.commentSettings },
    });
    const [{ body = '', edits = 0 } = {}] = setup.service.comments;
    return { body, notes, edits };
  }

  it('is not replaced by a verdict on an older commit, which is a warning [F160]', async () => {
    const kept = `The comment has the verdict on the newer commit ${MOVED_TO}, so it was not changed.`;
    for (const verdict of [PASSED, FAILED]) {
      const { body, notes, edits } = await updated([NEWER, OLDER], { movedTo: MOVED_TO }, { verdict });
      expect(notes).toEqual([expect.stringContaining('The pull request has moved on to'), kept]);
      expect([body, edits]).toEqual([bodyOf([NEWER, OLDER]), 0]);
    }
    const { notes, edits } = await updated([NEWER], { movedTo: MOVED_TO }, { runId: '', verdict: FAILED });
    expect([notes, edits]).toEqual([[kept], 0]);
  });

  it('is not replaced by an attached run for an older commit either [F160]', async () => {
    const { body, edits } = await updated([NEWER], { movedTo: MOVED_TO }, { headSha: null });
    expect([body, edits]).toEqual([bodyOf([NEWER]), 0]);
  });

  it('is not replaced if the head is read only with the second request [F160]', async () => {
    const faults = [{ on: 'pull', does: { status: 502 } }] as const;
    const { edits } = await updated([NEWER], { movedTo: MOVED_TO, faults });
    expect(edits).toBe(0);
  });

  it('is replaced by a newer verdict on the same commit, also in its line of the history', async () => {
    const { body, notes } = await updated([OLDER, NEWER]);
    expect(notes).toEqual([]);
    expect(readHistory(body)).toEqual([decision, NEWER]);
    expect(body).toContain(
      '| ✅ passed | 2 | [42](https://github.com/octo-4/octo-7/actions/runs/42/attempts/2) |',
    );
    expect(body).toContain('✅ Reviewer: the run succeeded');
  });

  it.each<[string, readonly HistoryEntry[], GitHubScript]>([
    ['the comment is on a commit that is not the head either', [NEWER], { movedTo: 'e'.repeat(40) }],
    ['the newer commit is not the last that was commented', [OLDER, NEWER], { movedTo: MOVED_TO }],
    ['the head cannot be read', [NEWER], { faults: [{ on: 'pull', at: 'every', does: { status: 403 } }] }],
    ['ours is the head', [NEWER], {}],
    ['the comment has no line on commits', [], { movedTo: MOVED_TO }],
  ])('is replaced if %s', async (_what, before, script) => {
    const { body, edits } = await updated(before, script);
    expect(edits).toBe(1);
    expect(readHistory(body)).toEqual([decision, ...before.filter(({ commit }) => commit !== HEAD)]);
  });

  it('is replaced, and keeps its lines, if no commit is known', async () => {
    const { body, edits } = await updated(
      [NEWER],
      { movedTo: MOVED_TO },
      { headSha: null, event: commentOf() },
    );
    expect(edits).toBe(1);
    expect(readHistory(body)).toEqual([NEWER]);
  });

  it('begins with its own line, which has no run if that is unknown', async () => {
    const setup = await newSetup();
    await follow(setup, { commentSettings: { key: 'k', workflowRunUrl: null } });
    expect(readHistory(setup.service.comments[0]?.body ?? '')).toEqual([
      { ...decision, attempt: 1, runId: null },
    ]);
  });

  it('is the one by this step, even if others wrote the same lines [T33 T51]', async () => {
    const setup = await newSetup({
      movedTo: MOVED_TO,
      comments: [{ login: 'mallory', body: bodyOf([NEWER]) }],
    });
    await follow(setup, { commentSettings });
    expect(setup.service.comments.map(({ edits }) => edits)).toEqual([0, 0]);
    expect(readHistory(setup.service.comments[1]?.body ?? '')).toEqual([{ ...decision, attempt: 1 }]);
  });

  it('needs no head if no comment is requested and nothing was run', async () => {
    const setup = await newSetup();
    await follow(setup, { runId: '', commentSettings: { when: 'never' } });
    await follow(setup, { headSha: null, commentSettings: { when: 'never' } });
    await follow(setup, { headSha: null, event: commentOf() });
    await follow(setup, { headSha: null, event: null });
    expect(kinds(setup).filter((kind) => kind === 'pull')).toEqual([]);
  });
});

describe('with any response of GitHub', () => {
  const faults: [string, GitHubFault['does']][] = [
    ['401', { status: 401, body: { message: 'Bad credentials' } }],
    ['403', { status: 403, body: { message: 'No' } }],
    ['404', { status: 404, body: { message: 'Not Found' } }],
    ['422', { status: 422, body: { message: 'Validation Failed' } }],
    ['500', { status: 500 }],
    ['503 with a page', { status: 503, body: '<html>' }],
    [
      'a secondary limit',
      { status: 403, headers: { 'retry-after': '30' }, body: { message: 'secondary rate limit' } },
    ],
    ['a limit of an hour', { status: 429, headers: { 'retry-after': '3600' }, body: { message: 'limit' } }],
    ['a cut body', { cut: 5 }],
    ['a reset', { reset: 'before-answer' }],
    ['a redirect', { redirect: 'http://127.0.0.1:9/' }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['other JSON', { status: 200, body: { unheard: 'of' } }],
    ['nothing', { status: 204 }],
  ];
  const requests = ['pull', 'viewer', 'comments', 'create', 'update'] as const;

  it.each(faults)(
    '%s: at any request, causes at most a warning, within 90 s, and never two comments',
    async (_what, does) => {
      for (const on of requests) {
        const comments =
          on === 'update'
            ? [{ login: DEMO_LOGIN, body: `${commentMarker('k')}\n## ❌ Run Kindo agent: run-failed` }]
            : [];
        const script: GitHubScript = { comments, faults: [{ on, at: 'every', does }] };
        const setup = await newSetup(script);
        const warnings = await follow(setup, { commentSettings: { key: 'k' } });
        const own = setup.service.comments.filter(({ login }) => login === DEMO_LOGIN);
        expect(own.length, on).toBeLessThanOrEqual(1);
        expect(warnings.length, on).toBeLessThanOrEqual(1);
        if (on === 'pull') expect(warnings, on).toEqual([]);
        expect(setup.clock.monotonic(), on).toBeLessThanOrEqual(90_000);
        expect(setup.clock.armed, on).toBe(0);
      }
    },
  );

  it('no response: ends each request after 30 s, and all after 90 s', async () => {
    for (const on of requests) {
      const comments =
        on === 'update'
          ? [{ login: DEMO_LOGIN, body: `${commentMarker('k')}\n## ❌ Run Kindo agent: run-failed` }]
          : [];
      const setup = await newSetup({ comments, faults: [{ on, at: 'every', does: { hang: true } }] });
      let isOver = false;
      const work = follow(setup, { commentSettings: { key: 'k' } }).finally(() => {
        isOver = true;
      });
      for (let seen = 0; !isOver; ) {
        await expect
          .poll(() => isOver || kinds(setup).filter((kind) => kind === on).length > seen)
          .toBe(true);
        seen = kinds(setup).filter((kind) => kind === on).length;
        if (!isOver) setup.clock.advance(Math.min(30_000, 90_000 - setup.clock.monotonic()));
      }
      expect((await work).length, on).toBeLessThanOrEqual(1);
      expect(setup.clock.monotonic(), on).toBeLessThanOrEqual(90_000);
    }
  });
});
