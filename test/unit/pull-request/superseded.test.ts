import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../src/domain/errors.ts';
import type { CommentEvent, PullRequestEvent } from '../../../src/inputs/event.ts';
import { findSuperseded, readPullRequest } from '../../../src/pull-request/superseded.ts';
import { commentOf, HEAD_SHA, pullRequestOf } from '../../support/pull-requests.ts';
import { useWorlds } from './world.ts';

const newWorld = useWorlds();
const EVENT = pullRequestOf();
const { change: CHANGE } = EVENT;
const NOW = { isOpen: true, change: CHANGE };
const MOVED_TO = 'f'.repeat(40);
const MOVED = { ...CHANGE, head: { ...CHANGE.head, sha: MOVED_TO } };
const retargeted = (ref: string | null) => ({ ...CHANGE, base: { ...CHANGE.base, ref } });

describe('findSuperseded', () => {
  it('finds nothing in a pull request that is as the event has it', () => {
    expect(findSuperseded(EVENT, NOW)).toBeNull();
    expect(findSuperseded(commentOf(CHANGE), NOW)).toBeNull();
  });

  it('finds that the head has moved on, which may be allowed [F140]', () => {
    for (const event of [EVENT, commentOf(CHANGE)])
      expect(findSuperseded(event, { ...NOW, change: MOVED })).toEqual({
        outcome: 'superseded',
        reasons: [
          `The pull request has moved on to ${MOVED_TO}; the event is about the older commit ${HEAD_SHA}. Nothing was started. The workflow run of the newer commit evaluates it.`,
        ],
      });
  });

  it('finds another base branch, which may never be allowed, and first [T47]', () => {
    for (const event of [EVENT, commentOf(CHANGE)]) {
      const change = { ...MOVED, base: { ...CHANGE.base, ref: 'next' } };
      expect(findSuperseded(event, { ...NOW, change })).toEqual({
        outcome: 'superseded',
        reasons: [
          'The pull request now goes to branch "next"; the event is about branch "main". Nothing was started. Run the workflow on the type edited of pull_request, too.',
        ],
        isFinal: true,
      });
    }
  });

  it('does not compare a base branch that is not named, or that only has a new commit', () => {
    expect(findSuperseded(EVENT, { ...NOW, change: retargeted(null) })).toBeNull();
    expect(findSuperseded({ ...EVENT, change: retargeted(null) }, NOW)).toBeNull();
    const base = { ...CHANGE.base, sha: MOVED_TO };
    expect(findSuperseded(EVENT, { ...NOW, change: { ...CHANGE, base } })).toBeNull();
  });

  it('finds that it is closed, which may never be allowed [T47]', () => {
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
  ])('takes a closed one if the event is %s', (_what, event) => {
    expect(findSuperseded(event, { ...NOW, isOpen: false })).toBeNull();
  });

  it('compares nothing with a comment, which names no commits', () => {
    expect(findSuperseded(commentOf(), { ...NOW, change: MOVED })).toBeNull();
  });
});

describe('readPullRequest', () => {
  it('returns the error of a read that fails for 60 s, and throws only the reason of the signal', async () => {
    const failing = await newWorld({ faults: [{ on: 'pull', at: 'every', does: { status: 500 } }] });
    const result = await readPullRequest(failing.github, 17, failing.conditions);
    expect(result).toBeInstanceOf(RequestError);
    expect(result).toMatchObject({ status: 500 });
    expect(failing.clock.monotonic()).toBeGreaterThan(30_000);
    expect(failing.clock.monotonic()).toBeLessThanOrEqual(60_000);

    const reason = new Error('cancelled');
    failing.interruption.abort(reason);
    await expect(readPullRequest(failing.github, 17, failing.conditions)).rejects.toBe(reason);
  });
});
