import { describe, expect, it } from 'vitest';
import type { GitHubFault, GitHubScript } from '../../../fakes/github/service.ts';
import { type Applicant, admit } from '../../../src/pull-request/admission.ts';
import { commentOf, mergeGroupOf, pullRequestOf } from '../../support/pull-requests.ts';
import { type Setup, useSetups } from './setup.ts';

const newSetup = useSetups();
const kinds = ({ service }: Setup) => service.requests.map(({ kind }) => kind).toSorted();

async function admitted(script: GitHubScript, facts: Partial<Applicant> = {}) {
  const setup = await newSetup(script);
  const event = pullRequestOf();
  const applicant = {
    event,
    github: setup.github,
    role: null,
    login: 'octocat',
    usesPullRequest: true,
    ...facts,
  };
  return { setup, admission: await admit(applicant, setup.runtime) };
}

describe('admit', () => {
  it('reads nothing that is not needed', async () => {
    for (const facts of [
      { usesPullRequest: false },
      { event: null },
      { event: mergeGroupOf() },
      { github: null },
    ]) {
      const { setup, admission } = await admitted({}, facts);
      expect(kinds(setup)).toEqual([]);
      expect(admission).toMatchObject({ fault: null, warnings: [] });
    }
  });

  it('reads permission and pull request at the same time', async () => {
    const both: GitHubFault[] = ['permission', 'pull'].map((on) => ({
      on: on as 'pull',
      does: { hang: true },
    }));
    const setup = await newSetup({ permissions: { octocat: { role: 'write' } }, faults: both });
    const applicant = {
      event: pullRequestOf(),
      github: setup.github,
      role: 'write' as const,
      login: 'octocat',
      usesPullRequest: true,
    };
    const work = admit(applicant, setup.runtime);
    await expect.poll(() => kinds(setup)).toEqual(['permission', 'pull']);
    setup.clock.advance(30_000);
    expect(await work).toMatchObject({ fault: null });
  });

  it('checks the role first, and then the pull request [T46]', async () => {
    const script = { isClosed: true, permissions: { octocat: { role: 'read' as const } } };
    const refused = await admitted(script, { role: 'write' });
    expect(refused.admission).toEqual({
      fault: {
        outcome: 'not-permitted',
        reasons: [expect.stringMatching(/^"octocat" triggered this workflow and has the role read/)],
      },
      event: pullRequestOf(),
      warnings: [],
    });
    const { admission } = await admitted(script, { role: 'read' });
    expect(admission).toMatchObject({
      fault: { outcome: 'superseded', isFinal: true },
      event: pullRequestOf(),
      warnings: [],
    });
  });

  it('adds the head to a comment event, and does not change any other event', async () => {
    const { admission } = await admitted({}, { event: commentOf() });
    expect(admission.event).toEqual(commentOf({ ...pullRequestOf().change, changedFiles: 2 }));
    const review = commentOf({ ...pullRequestOf().change, changedFiles: 9 });
    expect((await admitted({}, { event: review })).admission.event).toBe(review);
    const event = pullRequestOf();
    expect((await admitted({}, { event })).admission.event).toBe(event);
  });

  it.each([
    [403, ' Give the job the permission pull-requests: read.'],
    [404, ' Give the job the permission pull-requests: read.'],
    [422, ''],
    [500, ''],
  ])('does not count a read that fails with %i as superseded, and warns [F141]', async (status, advice) => {
    const does = { status, body: { message: 'No' } };
    const { admission } = await admitted({ isClosed: true, faults: [{ on: 'pull', at: 'every', does }] });
    expect(admission).toEqual({
      fault: null,
      event: pullRequestOf(),
      warnings: [
        `The state of the pull request could not be read: GitHub responded with ${status}: "No".${advice}`,
      ],
    });
  });
});
