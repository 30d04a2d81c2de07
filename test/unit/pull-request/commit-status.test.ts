import { describe, expect, it } from 'vitest';
import {
  DEMO_PULL,
  type GitHubFault,
  type GitHubScript,
  SECONDARY_LIMIT,
} from '../../../fakes/github/service.ts';
import {
  endStatus,
  type OwnPending,
  readContext,
  type StatusEnd,
  writePending,
} from '../../../src/pull-request/commit-status.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { type Setup, useSetups } from './setup.ts';

const newSetup = useSetups();
const TARGET = 'https://github.com/octo-org/octo-repo/actions/runs/42/attempts/2';
const PLACE = { context: 'security/agent', sha: DEMO_PULL.head, targetUrl: TARGET };
const PASS: StatusEnd = { state: 'success', description: 'Agent: passed' };
const FAIL: StatusEnd = { state: 'failure', description: 'Agent: eval-failed' };
const EARLIER = { state: 'success', context: 'security/agent', target_url: `${TARGET}1` };
const OTHER_STEP = { state: 'pending', context: 'Security/Agent', target_url: TARGET };
const ADVICE =
  'Give the job the permission statuses: write. The token of a pull request from a fork or from Dependabot can only read.';

const states = ({ service }: Setup) => service.statuses.map(({ state }) => state);
const kinds = ({ service }: Setup) => service.requests.map(({ kind }) => kind);

const begin = ({ github, runtime }: Setup, place = PLACE) =>
  writePending({ github, place, description: 'Agent: in progress', onRequest: () => undefined }, runtime);

function end(setup: Setup, own: OwnPending | null, how: StatusEnd = PASS, usedMs = 0) {
  const pending = own === null ? null : Promise.resolve(own);
  return endStatus({ github: setup.github, place: PLACE, pending, end: how, usedMs }, setup.runtime);
}

async function whole(script: GitHubScript, how: StatusEnd = PASS) {
  const setup = await newSetup(script);
  const result = await end(setup, await begin(setup), how);
  return { setup, ...result };
}

describe('the commit status', () => {
  it('is pending, and then success if its own pending is the latest', async () => {
    const { setup, warnings, isSettled } = await whole({ statuses: [EARLIER, { ...EARLIER, context: 'x' }] });
    expect([warnings, isSettled]).toEqual([[], true]);
    expect(setup.service.statuses.slice(2)).toMatchObject([
      { state: 'pending', context: 'security/agent', description: 'Agent: in progress', target_url: TARGET },
      { state: 'success', context: 'security/agent', description: 'Agent: passed', target_url: TARGET },
    ]);
    // The second list sees a step that has written since the first.
    expect(kinds(setup)).toEqual(['status', 'statuses', 'status', 'statuses']);
  });

  it('is written for a failing step without reading the statuses', async () => {
    const { setup, warnings } = await whole({ statusAfterFirst: OTHER_STEP }, FAIL);
    expect(warnings).toEqual([]);
    expect(states(setup)).toEqual(['pending', 'pending', 'failure']);
    expect(kinds(setup)).toEqual(['status', 'status']);
  });

  it('is not success if a later attempt or person has written since [F142 T48]', async () => {
    const later = { ...EARLIER, target_url: `${TARGET}3` };
    const { setup, warnings } = await whole({ statusAfterFirst: later });
    expect(states(setup)).toEqual(['pending', 'success']);
    expect(warnings).toEqual([
      'The commit status "security/agent" does not show success, because a later status replaced it. The later attempt sets the final state.',
    ]);
  });

  it.each<[string, GitHubScript, string[]]>([
    ['before', { statuses: [OTHER_STEP] }, ['pending', 'pending', 'failure']],
    ['since', { statusAfterFirst: OTHER_STEP }, ['pending', 'pending', 'failure']],
    ['and has failed', { statuses: [{ ...OTHER_STEP, state: 'error' }] }, ['error', 'pending', 'failure']],
  ])(
    'is failure if another step of this attempt has written %s, and says to name them apart [F143 T48]',
    async (_when, script, all) => {
      const { setup, warnings, isSettled } = await whole(script);
      expect(states(setup)).toEqual(all);
      expect([warnings, isSettled]).toEqual([
        [
          'The commit status "security/agent" shows failure, because another step of this attempt may have written it. Give each step its own commit-status.',
        ],
        true,
      ]);
      expect(setup.service.statuses.at(-1)?.description).toBe(
        'Several steps share this context, or it could not be read',
      );
    },
  );

  it('is failure if another step has written between the list and the success [F143 T48]', async () => {
    const setup = await newSetup();
    const own = await begin(setup);
    const { github } = setup;
    const racing: Setup['github'] = {
      ...github,
      async createStatus(sha, status, limits) {
        if (status.state === 'success')
          await github.createStatus(sha, { ...status, state: 'pending' }, limits);
        return github.createStatus(sha, status, limits);
      },
    };
    const { warnings } = await end({ ...setup, github: racing }, own);
    expect(states(setup)).toEqual(['pending', 'pending', 'success', 'failure']);
    expect(warnings).toEqual([expect.stringContaining('Give each step its own commit-status.')]);
  });

  it('of two steps side by side, and of two one after the other, is never success [F143 T48]', async () => {
    const sides = await newSetup();
    const both = await Promise.all([begin(sides), begin(sides)]);
    for (const own of both) await end(sides, own);
    expect(states(sides)).toEqual(['pending', 'pending', 'failure', 'failure']);

    const row = await newSetup();
    await end(row, await begin(row));
    await end(row, await begin(row));
    expect(states(row)).toEqual(['pending', 'success', 'pending', 'failure']);
  });

  it.each([
    ['fails first', [FAIL, PASS]],
    ['fails last', [PASS, FAIL]],
  ])('of two steps side by side is never success if one of them %s [F143 T48]', async (_which, ends) => {
    const setup = await newSetup();
    const both = await Promise.all([begin(setup), begin(setup)]);
    for (const [index, own] of both.entries()) await end(setup, own, ends[index]);
    expect(states(setup)).toEqual(['pending', 'pending', 'failure', 'failure']);
  });

  it('is success after what an earlier attempt has left, whatever its state', async () => {
    for (const state of ['pending', 'error', 'success']) {
      const { setup, warnings } = await whole({ statuses: [{ ...EARLIER, state }] });
      expect([states(setup), warnings]).toEqual([[state, 'pending', 'success'], []]);
    }
  });

  it('is not success if a person has written since, who names no target [F142]', async () => {
    const { setup, warnings } = await whole({ statusAfterFirst: { ...EARLIER, target_url: null } });
    expect([states(setup), warnings.length]).toEqual([['pending', 'success'], 1]);
  });

  it('of an earlier attempt that ends later is not success, nor is that of the later attempt [F142 T48]', async () => {
    const setup = await newSetup();
    const earlier = await begin(setup);
    const again = { ...PLACE, targetUrl: `${TARGET}1` };
    const later = await begin(setup, again);
    const [first] = (await end(setup, earlier)).warnings;
    expect(first).toContain('a later status replaced it');
    await end(setup, earlier, FAIL);
    const ending = {
      github: setup.github,
      place: again,
      pending: Promise.resolve(later),
      end: PASS,
      usedMs: 0,
    };
    const { warnings } = await endStatus(ending, setup.runtime);
    expect(warnings).toEqual([expect.stringContaining('a later status replaced it')]);
    expect(states(setup)).toEqual(['pending', 'pending', 'failure']);
  });

  it('is not success if no pending was sent, or GitHub lists none', async () => {
    const setup = await newSetup();
    expect((await end(setup, null)).warnings).toEqual([
      'The commit status "security/agent" does not show success, because its state pending was not written. Re-run the job.',
    ]);
    expect(kinds(setup)).toEqual([]);

    const unlisted = await whole({ faults: [{ on: 'statuses', does: { status: 200, body: [] } }] });
    expect(states(unlisted.setup)).toEqual(['pending']);
    expect(unlisted.warnings).toEqual([expect.stringContaining('a later status replaced it')]);
  });

  it('is not success after an error that is not from GitHub', async () => {
    const setup = await newSetup();
    const own = await begin(setup);
    const listStatuses = () => Promise.reject(new TypeError('broken'));
    const { warnings } = await end({ ...setup, github: { ...setup.github, listStatuses } }, own);
    expect(states(setup)).toEqual(['pending']);
    expect(warnings).toEqual(['The commit status "security/agent" could not be written: broken.']);
  });

  it('finds its own pending on any page', async () => {
    const others = Array.from({ length: 230 }, () => ({
      state: 'success',
      context: 'x',
      target_url: TARGET,
    }));
    const first = await whole({ statuses: [{ ...OTHER_STEP }, ...others] });
    expect(states(first.setup).at(-1)).toBe('failure');
    expect(kinds(first.setup)).toEqual(['status', 'statuses', 'statuses', 'statuses', 'status']);
  });

  it('is not success on a commit with too many statuses to read', async () => {
    const statuses = Array.from({ length: 2000 }, (_, index) => ({
      state: 'success',
      context: `x${index}`,
      target_url: null,
    }));
    const { setup, warnings } = await whole({ statuses });
    expect(states(setup).at(-1)).toBe('pending');
    expect(warnings).toEqual([
      'The commit status "security/agent" does not show success, because the statuses could not be read: the commit has more than 2000 statuses.',
    ]);
    expect(kinds(setup).filter((kind) => kind === 'statuses')).toHaveLength(20);
  });
});

describe('a status that cannot be written or read', () => {
  it('names the permission, once, and changes nothing else [F144]', async () => {
    const could = `The commit status "security/agent" could not be written: GitHub responded with 403: "Resource not accessible by integration - https://docs.github.com/rest". ${ADVICE}`;
    const failed = await whole({ mayWriteStatuses: false }, FAIL);
    expect([failed.warnings, failed.isSettled]).toEqual([[could], true]);
    const passed = await whole({ mayWriteStatuses: false });
    expect(passed.warnings).toEqual([
      could,
      'The commit status "security/agent" does not show success, because its state pending was not written. Re-run the job.',
    ]);
    expect(kinds(passed.setup)).toEqual(['status']);
  });

  it('names the permission for a refused success, and does not read the statuses again', async () => {
    const does = { status: 404, body: { message: 'Not Found' } };
    const { setup, warnings } = await whole({ faults: [{ on: 'status', at: 2, does }] });
    expect(warnings).toEqual([
      `The commit status "security/agent" could not be written: GitHub responded with 404: "Not Found". ${ADVICE}`,
    ]);
    expect(kinds(setup)).toEqual(['status', 'statuses', 'status']);
  });

  it('names no permission for any other HTTP status', async () => {
    const { warnings } = await whole(
      { faults: [{ on: 'status', at: 'every', does: { status: 422 } }] },
      FAIL,
    );
    expect(warnings).toEqual([expect.not.stringContaining('permission')]);
  });

  it.each<GitHubFault['does']>([
    { reset: 'before-answer', alsoStarts: true },
    { status: 500, alsoStarts: true },
    { status: 200, body: {} },
  ])('is not success if the response to pending was %j, and pending is not retried [F142]', async (does) => {
    const { setup, warnings } = await whole({ faults: [{ on: 'status', does }] });
    expect(kinds(setup)).toEqual(['status']);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(/^The commit status "security\/agent" could not be written: /);
    expect(warnings[1]).toContain('because its state pending was not written');
  });

  it('still shows that the step failed if pending was lost', async () => {
    const lost: GitHubFault = { on: 'status', does: { reset: 'before-answer' } };
    const { setup } = await whole({ faults: [lost] }, FAIL);
    expect(states(setup)).toEqual(['failure']);
  });

  it('warns if the response to success was lost, and confirms the status with a read', async () => {
    const lost: GitHubFault = { on: 'status', at: 2, does: { reset: 'before-answer', alsoStarts: true } };
    const { setup, warnings } = await whole({ faults: [lost] });
    expect(states(setup)).toEqual(['pending', 'success']);
    expect(warnings).toEqual([expect.stringMatching(/could not be written: GitHub got no response/)]);
    expect(kinds(setup).at(-1)).toBe('statuses');
  });

  it('is not success if the statuses cannot be read [F142]', async () => {
    const fault: GitHubFault = { on: 'statuses', at: 'every', does: { status: 500 } };
    const { setup, warnings } = await whole({ faults: [fault] });
    expect(states(setup)).toEqual(['pending']);
    expect(warnings).toEqual([
      expect.stringMatching(
        /does not show success, because the statuses could not be read: GitHub responded with 500/,
      ),
    ]);
    expect(setup.clock.monotonic()).toBeLessThanOrEqual(30_000);
  });

  it('keeps 5 s of the 30 s to replace a success that could not be confirmed [F142]', async () => {
    const unread: GitHubFault = { on: 'statuses', at: { from: 2 }, does: { status: 500 } };
    const { setup, warnings } = await whole({ faults: [unread] });
    expect(states(setup)).toEqual(['pending', 'success', 'failure']);
    expect(warnings).toEqual([expect.stringContaining('shows failure')]);
    expect(setup.clock.monotonic()).toBeGreaterThan(20_000);
    expect(setup.clock.monotonic()).toBeLessThanOrEqual(25_000);
  });

  it('has only what is left of the 30 s, and none if they are used', async () => {
    const fault: GitHubFault = { on: 'status', at: 'every', does: { status: 500 } };
    const late = await newSetup({ faults: [fault] });
    await end(late, null, FAIL, 27_000);
    expect(late.clock.monotonic()).toBeGreaterThan(0);
    expect(late.clock.monotonic()).toBeLessThanOrEqual(3000);

    const none = await newSetup();
    const { warnings } = await end(none, null, FAIL, 30_000);
    expect([warnings.length, kinds(none)]).toEqual([1, []]);
  });

  it('stays pending if the token may write statuses and not list them [F142]', async () => {
    const fault: GitHubFault = {
      on: 'statuses',
      at: 'every',
      does: { status: 403, body: { message: 'No' } },
    };
    const { setup, warnings, isSettled } = await whole({ faults: [fault] });
    expect([states(setup), isSettled]).toEqual([['pending'], true]);
    expect(warnings).toEqual([
      'The commit status "security/agent" does not show success, because the statuses could not be read: GitHub responded with 403: "No".',
    ]);
    const failed = await whole({ faults: [fault] }, FAIL);
    expect([states(failed.setup), failed.warnings]).toEqual([['pending', 'failure'], []]);
  });

  it('is failure if success could not be confirmed', async () => {
    const fault: GitHubFault = { on: 'statuses', at: { from: 2 }, does: { status: 403 } };
    const { setup, warnings } = await whole({ faults: [fault] });
    expect(states(setup)).toEqual(['pending', 'success', 'failure']);
    expect(warnings).toHaveLength(1);
  });

  it('is retried after a rate limit, only within its time limit [F144]', async () => {
    const faults: GitHubFault[] = [
      { on: 'status', at: 1, does: SECONDARY_LIMIT },
      { on: 'status', at: 3, does: SECONDARY_LIMIT },
    ];
    const { setup, warnings } = await whole({ faults });
    expect([states(setup), warnings]).toEqual([['pending', 'success'], []]);
    expect(setup.clock.monotonic()).toBe(2000);

    const headers = { 'retry-after': '30' };
    const long = await whole(
      { faults: [{ on: 'status', at: 'every', does: { status: 429, headers } }] },
      FAIL,
    );
    expect(states(long.setup)).toEqual([]);
    expect(long.setup.clock.monotonic()).toBeLessThan(30_000);
    expect(long.warnings).not.toEqual([]);
  });

  it.each([
    [0, 1000],
    [5, 5000],
  ])('waits after a Retry-After of %i s for %i ms', async (seconds, waitMs) => {
    const headers = { 'retry-after': `${seconds}` };
    const fault: GitHubFault = { on: 'status', does: { status: 429, headers } };
    const { setup } = await whole({ faults: [fault] }, FAIL);
    expect([states(setup), setup.clock.monotonic()]).toEqual([['pending', 'failure'], waitMs]);
  });

  it('is not sent by a machine that slept for all of its time', async () => {
    class SleepyClock extends FakeClock {
      override monotonic(): number {
        const now = super.monotonic();
        this.advance(30_000);
        return now;
      }
    }
    const setup = await newSetup();
    const runtime = { ...setup.runtime, clock: new SleepyClock() };
    expect(await begin({ ...setup, runtime })).toMatchObject({
      kind: 'unknown',
      error: { kind: 'unreachable', message: 'the time limit passed before the first request' },
    });
    expect(kinds(setup)).toEqual([]);
  });

  it('is retried after a 500 if the step failed, because a failure opens no gate', async () => {
    const { setup } = await whole({ faults: [{ on: 'status', at: 2, does: { status: 500 } }] }, FAIL);
    expect(states(setup)).toEqual(['pending', 'failure']);
  });
});

describe('a cancelled job', () => {
  it('still ends its status, within 3 s [F145]', async () => {
    const setup = await newSetup();
    const own = await begin(setup);
    setup.interruption.abort(new Error('cancelled'));
    expect(await end(setup, own, { state: 'error', description: 'x' })).toEqual({
      warnings: [],
      isSettled: true,
    });
    expect(states(setup)).toEqual(['pending', 'error']);

    const slow = await newSetup({ faults: [{ on: 'status', at: 'every', does: { status: 500 } }] });
    slow.interruption.abort(new Error('cancelled'));
    const { warnings, isSettled } = await end(slow, null, { state: 'error', description: 'x' });
    expect([warnings.length, isSettled]).toEqual([1, false]);
    expect(slow.clock.monotonic()).toBeLessThanOrEqual(3000);
  });

  it('leaves the pending status to the post step if it is cancelled during the end [F145]', async () => {
    const setup = await newSetup({ faults: [{ on: 'status', at: 2, does: { hang: true } }] });
    const own = await begin(setup);
    const work = end(setup, own, FAIL);
    await expect.poll(() => kinds(setup).length).toBe(2);
    setup.interruption.abort(new Error('cancelled'));
    expect(await work).toEqual({
      warnings: ['The commit status "security/agent" could not be written: cancelled.'],
      isSettled: false,
    });
  });

  it('ends at once if it is cancelled while the statuses are read', async () => {
    const setup = await newSetup({ faults: [{ on: 'statuses', does: { hang: true } }] });
    const own = await begin(setup);
    const work = end(setup, own);
    await expect.poll(() => kinds(setup).length).toBe(2);
    setup.interruption.abort(new Error('cancelled'));
    expect(await work).toMatchObject({ isSettled: false });
    expect(states(setup)).toEqual(['pending']);
  });

  it('does not count a pending status as written if its request was aborted', async () => {
    const setup = await newSetup({ faults: [{ on: 'status', does: { hang: true } }] });
    const work = begin(setup);
    await expect.poll(() => kinds(setup).length).toBe(1);
    const error = new Error('cancelled');
    setup.interruption.abort(error);
    expect(await work).toEqual({ kind: 'unknown', error });
  });

  it('sends nothing if there is no time left', async () => {
    const setup = await newSetup();
    const pending = new Promise<OwnPending>((resolve) => {
      setup.clock.timer(29_999, () => resolve({ kind: 'written', id: 1 }));
    });
    const ending = { github: setup.github, place: PLACE, pending, end: PASS, usedMs: 0 };
    const work = endStatus(ending, setup.runtime);
    setup.clock.advance(30_000);
    expect((await work).warnings).toEqual([
      'The commit status "security/agent" does not show success, because the statuses could not be read: the time limit for reading passed before the first request.',
    ]);
    expect(kinds(setup)).toEqual([]);
  });
});

describe('readContext', () => {
  it('refuses a commit with too many statuses', async () => {
    const statuses = Array.from({ length: 2000 }, () => ({ ...EARLIER, context: 'x' }));
    const { github, runtime } = await newSetup({ statuses });
    await expect(readContext(github, PLACE, { ...runtime, deadline: 30_000 })).rejects.toMatchObject({
      kind: 'undecodable',
      message: 'the commit has more than 2000 statuses',
    });
  });

  it('has the statuses of one context, whatever its case, the newest first', async () => {
    const setup = await newSetup({ statuses: [OTHER_STEP, { ...EARLIER, context: 'x' }, EARLIER] });
    const limited = { ...setup.runtime, deadline: 30_000 };
    expect((await readContext(setup.github, PLACE, limited)).map(({ id }) => id)).toEqual([3, 1]);
  });
});
