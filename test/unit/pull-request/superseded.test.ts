import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../src/domain/errors.ts';
import type { CommentEvent, PullRequestEvent } from '../../../src/inputs/event.ts';
import { findSuperseded, readPullRequest } from '../../../src/pull-request/superseded.ts';
import { commentOf, HEAD_SHA, pullRequestOf } from '../../support/pull-requests.ts';
import { useSetups } from './setup.ts';

const newSetup = useSetups();
const EVENT = pullRequestOf();
const { change: CHANGE } = EVENT;
const NOW = { isOpen: true, change: CHANGE };
const MOVED_TO = 'f'.repeat(40);
const MOVED = { ...CHANGE, head: { ...CHANGE.head, sha: MOVED_TO } };
const retargeted = (ref: string | null) => ({ ...CHANGE, base: { ...CHANGE.base, ref } });

describe('findSuperseded', () => {
  it('finds nothing if the pull request equals the event', () => {
    expect(findSuperseded(EVENT, NOW)).toBeNull();
    expect(findSuperseded(commentOf(CHANGE), NOW)).toBeNull();
  });

  it('finds a new head commit, which can be allowed [F140]', () => {
    for (const event of [EVENT, commentOf(CHANGE)])
      expect(findSuperseded(event, { ...NOW, change: MOVED })).toEqual({
        outcome: 'superseded',
        reasons: [
          `The pull request has moved on to ${MOVED_TO}; the event is about the older commit ${HEAD_SHA}. Nothing was started. The workflow run of the newer commit evaluates it.`,
        ],
      });
  });

  it('finds another base branch first, which can never be allowed [T47]', () => {
    for (const event of [EVENT, commentOf(CHANGE)]) {
      const change = { ...MOVED, base: { ...CHANGE.base, ref: 'next' } };
      expect(findSuperseded(event, { ...NOW, change })).toEqual({
        outcome: 'superseded',
        reasons: [
          'The pull request now goes to branch "next"; the event is about branch "main". Nothing was started. Add edited to the types of pull_request in this workflow.',
        ],
        isFinal: true,
      });
    }
  });

  it('ignores a base branch that is not named, or that only has a new commit', () => {
    expect(findSuperseded(EVENT, { ...NOW, change: retargeted(null) })).toBeNull();
    expect(findSuperseded({ ...EVENT, change: retargeted(null) }, NOW)).toBeNull();
    const base = { ...CHANGE.base, sha: MOVED_TO };
    expect(findSuperseded(EVENT, { ...NOW, change: { ...CHANGE, base } })).toBeNull();
  });

  it('finds a closed pull request, which can never be allowed [T47]', () => {
    expect(findSuperseded(EVENT, { ...NOW, isOpen: false })).toEqual({
      outcome: 'superseded',
      reasons: [
        'The pull request is closed. Nothing was started. Reopen it and re-run the job if it needs an evaluation.',
      ],
      isFinal: true,
    });
  });

  it.each<[string, PullRequestEvent | CommentEvent]>([
    ['its closing', { ...EVENT, isClosing: true }],
    ['a comment', commentOf()],
    ['a review', commentOf(CHANGE)],
  ])('accepts a closed pull request if the event is %s', (_what, event) => {
    expect(findSuperseded(event, { ...NOW, isOpen: false })).toBeNull();
  });

  it('compares nothing for a comment, because it names no commits', () => {
    expect(findSuperseded(commentOf(), { ...NOW, change: MOVED })).toBeNull();
  });
});

describe('readPullRequest', () => {
  it("returns the error of a read that fails for 60 s, and throws only the signal's reason", async () => {
    const failing = await newSetup({ faults: [{ on: 'pull', at: 'every', does: { status: 500 } }] });
    const result = await readPullRequest(failing.github, 17, failing.runtime);
    expect(result).toBeInstanceOf(RequestError);
    expect(result).toMatchObject({ status: 500 });
    expect(failing.clock.monotonic()).toBeGreaterThan(30_000);
    expect(failing.clock.monotonic()).toBeLessThanOrEqual(60_000);

    const reason = new Error('cancelled');
    failing.interruption.abort(reason);
    await expect(readPullRequest(failing.github, 17, failing.runtime)).rejects.toBe(reason);
  });
});
