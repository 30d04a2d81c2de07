import { describe, expect, it } from 'vitest';
import { DEMO_PULL, type GitHubScript } from '../../../fakes/github/service.ts';
import type { Outcome, Verdict } from '../../../src/domain/outcome.ts';
import { NO_RESULT } from '../../../src/domain/result.ts';
import type { WorkflowEvent } from '../../../src/inputs/event.ts';
import type { GitHub } from '../../../src/pull-request/github.ts';
import { StepStatus, type StepStatusOptions } from '../../../src/pull-request/step-status.ts';
import { commentOf, pullRequestOf } from '../../support/pull-requests.ts';
import { attachOf, progressOf } from '../../support/records.ts';
import { useSetups } from './setup.ts';

const newSetup = useSetups();
const VARIABLES = {
  'INPUT_COMMIT-STATUS': 'gate',
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'octo-org/octo-repo',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '1',
};
const LEFT = {
  apiUrl: 'https://api.github.com',
  repository: 'octo-org/octo-repo',
  sha: DEMO_PULL.head,
  context: 'gate',
  targetUrl: 'https://github.com/octo-org/octo-repo/actions/runs/42/attempts/1',
  id: 1,
};

function reportOf(outcome: Outcome) {
  const verdict: Verdict = {
    outcome,
    passes: ['passed', 'validated', 'skipped'].includes(outcome),
    reason: 'So it is.',
    faults: [],
    evalResult: 'none',
    wouldFail: false,
  };
  return {
    verdict,
    progress: progressOf(),
    warnings: [],
    attach: attachOf(),
    quote: null,
    result: NO_RESULT,
    quotations: new Map(),
    hasEvals: true,
    stale: null,
    resultFile: null,
    sarifFile: null,
    summaryFile: null,
    reportFile: null,
  };
}

async function statusOf(script: GitHubScript = {}, facts: Partial<StepStatusOptions> = {}) {
  const setup = await newSetup(script);
  const saved: string[] = [];
  const status = new StepStatus({
    variables: VARIABLES,
    github: setup.github,
    api: LEFT,
    runtime: setup.runtime,
    redact: (text) => text,
    save: (left) => {
      saved.push(left);
      return Promise.resolve();
    },
    ...facts,
  });
  return { setup, saved, status };
}

const EVENT: WorkflowEvent = pullRequestOf();

describe('the commit status of a step', () => {
  it('is saved for the post step while it is pending [F145]', async () => {
    const { setup, saved, status } = await statusOf();
    await status.begin(EVENT, 'Reviewer');
    await expect.poll(() => saved).toHaveLength(1);
    expect(JSON.parse(saved[0] ?? '')).toEqual(LEFT);
    expect(await status.end(EVENT, reportOf('passed'))).toEqual([]);
    expect(saved.slice(1)).toEqual(['']);
    expect(setup.service.statuses.map(({ state, description }) => [state, description])).toEqual([
      ['pending', '"Reviewer": in progress'],
      ['success', '"Reviewer": passed'],
    ]);
  });

  it.each<Outcome>(['not-permitted', 'superseded', 'skipped', 'validated'])(
    'is not written at the end for %s [T46]',
    async (outcome) => {
      const { setup, status } = await statusOf();
      expect(await status.end(EVENT, reportOf(outcome))).toEqual([]);
      expect(setup.service.requests).toEqual([]);
    },
  );

  it('is written for a failure before pending', async () => {
    const { setup, saved, status } = await statusOf();
    expect(await status.end(EVENT, reportOf('invalid-input'))).toEqual([]);
    expect(setup.service.statuses).toMatchObject([{ state: 'failure' }]);
    expect(saved).toEqual([]);
  });

  it('is not written if none is requested, or there is no token', async () => {
    const { 'INPUT_COMMIT-STATUS': _none, ...variables } = VARIABLES;
    for (const facts of [{ variables }, { github: null }]) {
      const { setup, status } = await statusOf({}, facts);
      await status.begin(EVENT, null);
      expect(await status.end(EVENT, reportOf('run-failed'))).toEqual([]);
      expect(setup.service.requests).toEqual([]);
    }
  });

  it('warns if the head commit is not known', async () => {
    const { setup, status } = await statusOf();
    await status.begin(commentOf(), null);
    expect(await status.end(commentOf(), reportOf('run-failed'))).toEqual([
      'The commit status "gate" could not be written: the head commit of the pull request could not be read. Give the job the permission pull-requests: read.',
    ]);
    expect(setup.service.requests).toEqual([]);
  });

  it('saves nothing if pending could not be written', async () => {
    const { saved, status } = await statusOf({ mayWriteStatuses: false });
    await status.begin(EVENT, null);
    expect(await status.end(EVENT, reportOf('passed'))).toHaveLength(2);
    expect(saved).toEqual(['']);
  });

  it('ends even if nothing can be saved', async () => {
    const save = () => Promise.reject(new Error('no toolkit'));
    const { setup, status } = await statusOf({}, { save });
    await status.begin(EVENT, null);
    expect(await status.end(EVENT, reportOf('passed'))).toEqual([]);
    expect(setup.service.statuses).toMatchObject([{ description: 'in progress' }, { state: 'success' }]);
  });

  it('is error after all if the report fails once success is shown, within the same 30 s [F161]', async () => {
    const { setup, status } = await statusOf();
    setup.clock.advance(60_000);
    await status.begin(EVENT, null);
    await status.end(EVENT, reportOf('passed'));
    expect(await status.end(EVENT, reportOf('internal-error'))).toEqual([]);
    expect(setup.service.statuses.map(({ state, description }) => [state, description])).toEqual([
      ['pending', 'in progress'],
      ['success', '"Reviewer": passed'],
      ['error', '"Reviewer": internal-error'],
    ]);

    const does = { status: 500 };
    const failing = await statusOf({ faults: [{ on: 'status', at: { from: 2 }, does }] });
    await failing.status.begin(EVENT, null);
    for (const outcome of ['run-failed', 'internal-error'] as const)
      expect(await failing.status.end(EVENT, reportOf(outcome))).toHaveLength(1);
    expect(failing.setup.clock.monotonic()).toBeGreaterThan(20_000);
    expect(failing.setup.clock.monotonic()).toBeLessThanOrEqual(30_000);
  });

  it('is error if the job is cancelled before pending is accepted [F145]', async () => {
    const { setup, saved, status } = await statusOf({ faults: [{ on: 'status', does: { hang: true } }] });
    await status.begin(EVENT, null);
    await expect.poll(() => setup.service.requests).toHaveLength(1);
    setup.interruption.abort(new Error('cancelled'));
    expect(await status.end(EVENT, reportOf('abandoned'))).toEqual([
      'The commit status "gate" could not be written: cancelled.',
    ]);
    expect(setup.service.statuses).toMatchObject([{ state: 'error', description: '"Reviewer": abandoned' }]);
    expect(saved).toEqual(['']);
  });

  it('is sent before begin resolves, which waits neither for the response nor if there is no request [F148]', async () => {
    const { setup, status } = await statusOf({
      faults: [{ on: 'status', at: 'every', does: { hang: true } }],
    });
    const sent: string[] = [];
    const github: GitHub = {
      ...setup.github,
      createStatus: (sha, content, limits) =>
        setup.github.createStatus(sha, content, {
          ...limits,
          onRequest: () => {
            sent.push(content.state);
            limits.onRequest?.();
          },
        }),
    };
    await (await statusOf({}, { github })).status.begin(EVENT, null);
    expect(sent).toEqual(['pending']);
    await status.begin(EVENT, null);
    expect(setup.clock.monotonic()).toBe(0);
    setup.interruption.abort(new Error('cancelled'));
    const aborted = await statusOf({}, { runtime: setup.runtime });
    await aborted.status.begin(EVENT, null);
    expect(aborted.setup.service.requests).toEqual([]);
  });

  it('stays saved if the job is cancelled and the final status could not be written [F145]', async () => {
    const { setup, saved, status } = await statusOf({
      faults: [{ on: 'status', at: { from: 2 }, does: { status: 403 } }],
    });
    await status.begin(EVENT, null);
    await expect.poll(() => saved).toHaveLength(1);
    setup.interruption.abort(new Error('cancelled'));
    expect(await status.end(EVENT, reportOf('abandoned'))).toHaveLength(1);
    expect(saved).toHaveLength(1);
  });
});
