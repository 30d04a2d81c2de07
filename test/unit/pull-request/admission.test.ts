import { describe, expect, it } from 'vitest';
import type { GitHubFault, GitHubScript } from '../../../fakes/github/service.ts';
import { type Applicant, admit } from '../../../src/pull-request/admission.ts';
import { commentOf, mergeGroupOf, pullRequestOf } from '../../support/pull-requests.ts';
import { useWorlds, type World } from './world.ts';

const newWorld = useWorlds();
const kinds = ({ service }: World) => service.requests.map(({ kind }) => kind).toSorted();

async function admitted(script: GitHubScript, facts: Partial<Applicant> = {}) {
  const world = await newWorld(script);
  const event = pullRequestOf();
  const asked = {
    event,
    github: world.github,
    role: null,
    login: 'octocat',
    usesPullRequest: true,
    ...facts,
  };
  return { world, admission: await admit(asked, world.conditions) };
}

describe('admit', () => {
  it('reads nothing that is not needed', async () => {
    for (const facts of [
      { usesPullRequest: false },
      { event: null },
      { event: mergeGroupOf() },
      { github: null },
    ]) {
      const { world, admission } = await admitted({}, facts);
      expect(kinds(world)).toEqual([]);
      expect(admission).toMatchObject({ fault: null, warnings: [] });
    }
  });

  it('reads permission and pull request at the same time', async () => {
    const both: GitHubFault[] = ['permission', 'pull'].map((on) => ({
      on: on as 'pull',
      does: { hang: true },
    }));
    const world = await newWorld({ permissions: { octocat: { role: 'write' } }, faults: both });
    const asked = {
      event: pullRequestOf(),
      github: world.github,
      role: 'write' as const,
      login: 'octocat',
      usesPullRequest: true,
    };
    const work = admit(asked, world.conditions);
    await expect.poll(() => kinds(world)).toEqual(['permission', 'pull']);
    world.clock.advance(30_000);
    expect(await work).toMatchObject({ fault: null });
  });

  it('refuses for the role first, and then for the pull request [T46]', async () => {
    const script = { isClosed: true, permissions: { octocat: { role: 'read' as const } } };
    const refused = await admitted(script, { role: 'write' });
    expect(refused.admission.fault).toMatchObject({ outcome: 'not-permitted' });
    const { admission } = await admitted(script, { role: 'read' });
    expect(admission.fault).toMatchObject({ outcome: 'superseded', isFinal: true });
  });

  it('names the head of a comment, and leaves every other event as it is', async () => {
    const { admission } = await admitted({}, { event: commentOf() });
    expect(admission.event).toEqual(commentOf({ ...pullRequestOf().change, changedFiles: 2 }));
    const review = commentOf({ ...pullRequestOf().change, changedFiles: 9 });
    expect((await admitted({}, { event: review })).admission.event).toBe(review);
    const event = pullRequestOf();
    expect((await admitted({}, { event })).admission.event).toBe(event);
  });

  it.each([
    [403, ' The job needs the permission pull-requests: read.'],
    [404, ' The job needs the permission pull-requests: read.'],
    [422, ''],
    [500, ''],
  ])('supersedes nothing for a read that fails with %i, and warns [F141]', async (status, advice) => {
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
