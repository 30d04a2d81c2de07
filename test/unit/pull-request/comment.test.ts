import { describe, expect, it } from 'vitest';
import { DEMO_LOGIN, type GitHubFault, type GitHubScript } from '../../../fakes/github/service.ts';
import { RequestError } from '../../../src/domain/errors.ts';
import { type CommentPost, postComment } from '../../../src/pull-request/comment.ts';
import { commentMarker } from '../../../src/report/markdown/comment.ts';
import { type Setup, useSetups } from './setup.ts';

const newSetup = useSetups();
const MARKER = commentMarker('ci/agent/0');
const BODY = `${MARKER}\n## ✅ Run Kindo agent: passed\n\nAll is well.`;
const OLD = { login: DEMO_LOGIN, body: `${MARKER}\n## ❌ Run Kindo agent: eval-failed` };
const LIMITED = { message: 'You have exceeded a secondary rate limit' };

function post(
  { github, runtime }: Setup,
  facts: Partial<Pick<CommentPost, 'createIfMissing' | 'keepsVerdict' | 'revise' | 'deadline'>> = {},
): Promise<void> {
  const given = {
    github,
    pullNumber: 17,
    marker: MARKER,
    body: BODY,
    revise: () => BODY,
    createIfMissing: true,
    keepsVerdict: false,
    deadline: 90_000,
    ...facts,
  };
  return postComment(given, runtime);
}

const kinds = ({ service }: Setup) => service.requests.map(({ kind }) => kind);
const bodies = ({ service }: Setup) => service.comments.map(({ body }) => body);

async function posted(script: GitHubScript, facts?: Parameters<typeof post>[1]): Promise<Setup> {
  const setup = await newSetup(script);
  await post(setup, facts);
  return setup;
}

describe('postComment', () => {
  it('creates a comment if none has its exact author and heading [F110 F158]', async () => {
    const others = [
      { login: 'mallory', body: BODY },
      { login: DEMO_LOGIN, body: `${commentMarker('other')}\n## ❌ Run Kindo agent: eval-failed` },
      { login: DEMO_LOGIN, body: `${MARKER}\n## Passed` },
      { login: DEMO_LOGIN, body: MARKER },
      { login: `${DEMO_LOGIN}[bot]`, body: BODY },
      { login: 'github-actions', body: BODY },
      { login: DEMO_LOGIN, body: `Look: ${MARKER}` },
    ];
    const setup = await posted({ comments: others });
    expect(bodies(setup)).toEqual([...others.map(({ body }) => body), BODY]);
    expect(setup.service.comments.every(({ edits }) => edits === 0)).toBe(true);
    expect(kinds(setup)).toEqual(['viewer', 'comments', 'create']);
  });

  it('updates its own comment, on any page [T33]', async () => {
    const talk = Array.from({ length: 230 }, (_, index) => ({ login: 'octocat', body: `Comment ${index}` }));
    const setup = await posted({ comments: [...talk, OLD] });
    expect(setup.service.comments).toHaveLength(231);
    expect(setup.service.comments.at(-1)).toMatchObject({ body: BODY, edits: 1 });
    expect(kinds(setup)).toEqual(['viewer', 'comments', 'comments', 'comments', 'update']);
  });

  it('replaces a comment with a verdict only by another verdict', async () => {
    const kept = await posted({ comments: [OLD] }, { keepsVerdict: true });
    expect(bodies(kept)).toEqual([OLD.body]);
    expect(kinds(kept)).toEqual(['viewer', 'comments']);

    const unjudged = { ...OLD, body: `${OLD.body}\n\n<!-- run-kindo-agent without a verdict -->\n` };
    const replaced = await posted({ comments: [unjudged] }, { keepsVerdict: true });
    expect(bodies(replaced)).toEqual([BODY]);
    expect(bodies(await posted({}, { keepsVerdict: true }))).toEqual([BODY]);
  });

  it('reads at most 30 pages, and then creates no second comment [F159]', async () => {
    const talk = Array.from({ length: 3000 }, () => ({ login: 'octocat', body: 'Hello' }));
    const read = Array.from({ length: 30 }, () => 'comments');
    const setup = await newSetup({ comments: talk });
    await expect(post(setup)).rejects.toMatchObject({
      kind: 'undecodable',
      message:
        'the comment of this step is not among the first 3000 comments of the pull request, and no more are read',
    });
    expect(kinds(setup)).toEqual(['viewer', ...read]);

    const found = await posted({ comments: [...talk.slice(1), OLD, ...talk] });
    expect(found.service.comments[2999]).toMatchObject({ body: BODY, edits: 1 });
    expect(kinds(found)).toEqual(['viewer', ...read, 'update']);
  });

  it('reads the next page if a page is exactly full', async () => {
    const talk = Array.from({ length: 100 }, () => ({ login: 'octocat', body: 'Hello' }));
    const setup = await posted({ comments: talk });
    expect(setup.service.comments).toHaveLength(101);
    expect(kinds(setup)).toEqual(['viewer', 'comments', 'comments', 'create']);
  });

  it.each([BODY, BODY.replaceAll('\n', '\r\n'), `${BODY}\n`])(
    'does not update an equal comment: %j',
    async (body) => {
      const setup = await posted({ comments: [{ login: DEMO_LOGIN, body }] });
      expect(kinds(setup)).toEqual(['viewer', 'comments']);
    },
  );

  it('recognises an app by both of its names [F110]', async () => {
    const body = { data: { viewer: { login: 'github-actions' } } };
    const setup = await posted({ comments: [OLD], faults: [{ on: 'viewer', does: { status: 200, body } }] });
    expect(bodies(setup)).toEqual([BODY]);
  });

  it('passes the existing body to the function that returns the new one', async () => {
    const revise = (before: string) => `${before}\nRevised`;
    const setup = await posted({ comments: [OLD] }, { revise });
    expect(bodies(setup)).toEqual([`${OLD.body}\nRevised`]);
  });

  it('does not update a comment that must stay', async () => {
    const setup = await posted({ comments: [OLD] }, { revise: () => null });
    expect(bodies(setup)).toEqual([OLD.body]);
    expect(kinds(setup)).toEqual(['viewer', 'comments']);
  });

  it('creates none if only an existing comment is to be updated', async () => {
    expect(bodies(await posted({}, { createIfMissing: false }))).toEqual([]);
    expect(bodies(await posted({ comments: [OLD] }, { createIfMissing: false }))).toEqual([BODY]);
  });

  it.each<[string, GitHubFault['does']]>([
    ['is reset', { reset: 'before-answer', alsoStarts: true }],
    ['is a 502', { status: 502, body: '<html>', alsoStarts: true }],
    ['is cut', { cut: 10 }],
  ])('creates no second comment if the response to the first %s [F109 T33]', async (_what, does) => {
    const setup = await posted({ faults: [{ on: 'create', at: 'every', does }] });
    expect(bodies(setup)).toEqual([BODY]);
    expect(kinds(setup)).toEqual(['viewer', 'comments', 'create', 'comments']);
  });

  it('creates no second comment, and reports it, if the first cannot be found either', async () => {
    const setup = await newSetup({ faults: [{ on: 'create', at: 'every', does: { status: 500 } }] });
    await expect(post(setup)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(
        /^GitHub responded with 500.*the comment may exist, so it was not retried$/,
      ),
      cause: { status: 500 },
    });
    expect(kinds(setup)).toEqual(['viewer', 'comments', 'create', 'comments']);
  });

  it.each([
    [{ status: 503, retryAfterMs: 5 }, 'no; the comment may exist, so it was not retried'],
    [{ status: 429, retryAfterMs: null }, 'no'],
    [{ status: null, retryAfterMs: null }, 'no'],
  ])('sends a new comment once if the error is %j', async (facts, message) => {
    const setup = await newSetup();
    let calls = 0;
    const createComment = () => {
      calls += 1;
      return Promise.reject(new RequestError('no', { kind: 'status', ...facts }));
    };
    const work = post({ ...setup, github: { ...setup.github, createComment } });
    await expect(work).rejects.toMatchObject({ message });
    expect(calls).toBe(1);
  });

  it('gives the request for a new comment 30 s, or what is left of its time', async () => {
    const setup = await newSetup();
    const timeouts: number[] = [];
    const createComment: Setup['github']['createComment'] = (_pull, _body, { timeoutMs }) => {
      timeouts.push(timeoutMs);
      return Promise.resolve();
    };
    const recorded = { ...setup, github: { ...setup.github, createComment } };
    await post(recorded);
    setup.clock.advance(70_000);
    await post(recorded);
    expect(timeouts).toEqual([30_000, 20_000]);
  });

  it.each([401, 403, 404, 422])('accepts %i as final, and does not retry', async (status) => {
    for (const on of ['viewer', 'comments', 'create', 'update'] as const) {
      const setup = await newSetup({
        comments: on === 'update' ? [OLD] : [],
        faults: [{ on, at: 'every', does: { status, body: { message: 'No' } } }],
      });
      await expect(post(setup)).rejects.toMatchObject({ status });
      expect(kinds(setup).filter((kind) => kind === on)).toHaveLength(1);
      expect(setup.clock.sleeps.filter((ms) => ms > 0)).toEqual([]);
    }
  });

  it('retries a read or an update after a transient error', async () => {
    const setup = await posted({
      comments: [OLD],
      faults: [
        { on: 'viewer', does: { status: 502 } },
        { on: 'comments', does: { cut: 5 } },
        { on: 'update', does: { reset: 'before-answer', alsoStarts: true } },
      ],
    });
    expect(bodies(setup)).toEqual([BODY]);
    expect(setup.service.comments).toHaveLength(1);
  });

  it.each(['create', 'update'] as const)('waits once if a rate limit rejects its %s [F112]', async (on) => {
    const does = { status: 403, headers: { 'retry-after': '60' }, body: LIMITED };
    const setup = await posted({ comments: on === 'update' ? [OLD] : [], faults: [{ on, does }] });
    expect(bodies(setup)).toEqual([BODY]);
    expect(setup.clock.sleeps.filter((ms) => ms > 0)).toEqual([60_000]);
  });

  it.each(['comments', 'create', 'update'] as const)(
    'does not wait if a rate limit that rejects its %s lasts longer than a minute [F112]',
    async (on) => {
      const does = { status: 403, headers: { 'retry-after': '61' }, body: LIMITED };
      const setup = await newSetup({
        comments: on === 'update' ? [OLD] : [],
        faults: [{ on, at: 'every', does }],
      });
      await expect(post(setup)).rejects.toThrow('secondary rate limit');
      expect(setup.clock.sleeps.filter((ms) => ms > 0)).toEqual([]);
    },
  );

  it('does not wait beyond its time limit', async () => {
    const does = { status: 429, headers: { 'retry-after': '50' }, body: LIMITED };
    const setup = await newSetup({ faults: [{ on: 'create', at: 'every', does }] });
    await expect(post(setup)).rejects.toThrow('secondary rate limit');
    expect(kinds(setup).filter((kind) => kind === 'create')).toHaveLength(2);
    setup.clock.advance(41_000);
    await expect(post(setup)).rejects.toThrow('the time limit for reading passed');
  });

  it('waits for a rate limit of a new comment only if time is left after it [F112]', async () => {
    const does = { status: 429, headers: { 'retry-after': '30' }, body: LIMITED };
    const script: GitHubScript = { faults: [{ on: 'create', does }] };
    const short = await newSetup(script);
    short.clock.advance(1000);
    await expect(post(short, { deadline: 31_000 })).rejects.toThrow('secondary rate limit');
    expect([bodies(short), short.clock.monotonic()]).toEqual([[], 1000]);

    const long = await newSetup(script);
    long.clock.advance(1000);
    await post(long, { deadline: 31_001 });
    expect([bodies(long), long.clock.monotonic()]).toEqual([[BODY], 31_000]);
  });

  it('sends nothing after the job is cancelled', async () => {
    const setup = await newSetup();
    setup.interruption.abort(new Error('cancelled'));
    await expect(post(setup)).rejects.toThrow('cancelled');
    expect(setup.service.requests).toEqual([]);
  });

  it('ends if the job is cancelled while the comment is created', async () => {
    const setup = await newSetup({ faults: [{ on: 'create', does: { hang: true } }] });
    const work = post(setup);
    await expect.poll(() => kinds(setup)).toContain('create');
    setup.interruption.abort(new Error('cancelled'));
    await expect(work).rejects.toThrow('cancelled');
  });
});
