import { describe, expect, it } from 'vitest';
import { DEMO_LOGIN, type GitHubFault, type GitHubScript } from '../../../fakes/github/service.ts';
import { type CommentPost, postComment } from '../../../src/pull-request/comment.ts';
import { commentMarker } from '../../../src/report/markdown/comment.ts';
import { useWorlds, type World } from './world.ts';

const newWorld = useWorlds();
const MARKER = commentMarker('ci/agent/0');
const BODY = `${MARKER}\n## ✅ Run Kindo agent: passed\n\nAll is well.`;
const OLD = { login: DEMO_LOGIN, body: `${MARKER}\n## ❌ Run Kindo agent: eval-failed` };
const LIMITED = { message: 'You have exceeded a secondary rate limit' };

function post(
  { github, conditions }: World,
  facts: Partial<Pick<CommentPost, 'makesNew' | 'keepsVerdict' | 'revise'>> = {},
): Promise<void> {
  const given = {
    github,
    pullNumber: 17,
    marker: MARKER,
    body: BODY,
    revise: () => BODY,
    makesNew: true,
    keepsVerdict: false,
    deadline: 90_000,
    ...facts,
  };
  return postComment(given, conditions);
}

const kinds = ({ service }: World) => service.requests.map(({ kind }) => kind);
const bodies = ({ service }: World) => service.comments.map(({ body }) => body);

async function posted(script: GitHubScript, facts?: Parameters<typeof post>[1]): Promise<World> {
  const world = await newWorld(script);
  await post(world, facts);
  return world;
}

describe('postComment', () => {
  it('makes a comment if none has its exact author and heading [F110 F158]', async () => {
    const others = [
      { login: 'mallory', body: BODY },
      { login: DEMO_LOGIN, body: `${commentMarker('other')}\n## ❌ Run Kindo agent: eval-failed` },
      { login: DEMO_LOGIN, body: `${MARKER}\n## Passed` },
      { login: DEMO_LOGIN, body: MARKER },
      { login: `${DEMO_LOGIN}[bot]`, body: BODY },
      { login: 'github-actions', body: BODY },
      { login: DEMO_LOGIN, body: `Look: ${MARKER}` },
    ];
    const world = await posted({ comments: others });
    expect(bodies(world)).toEqual([...others.map(({ body }) => body), BODY]);
    expect(world.service.comments.every(({ edits }) => edits === 0)).toBe(true);
    expect(kinds(world)).toEqual(['viewer', 'comments', 'create']);
  });

  it('updates its own in place, wherever it stands among all pages [T33]', async () => {
    const talk = Array.from({ length: 230 }, (_, index) => ({ login: 'octocat', body: `Comment ${index}` }));
    const world = await posted({ comments: [...talk, OLD] });
    expect(world.service.comments).toHaveLength(231);
    expect(world.service.comments.at(-1)).toMatchObject({ body: BODY, edits: 1 });
    expect(kinds(world)).toEqual(['viewer', 'comments', 'comments', 'comments', 'update']);
  });

  it('replaces one that has a verdict only by another verdict', async () => {
    const kept = await posted({ comments: [OLD] }, { keepsVerdict: true });
    expect(bodies(kept)).toEqual([OLD.body]);
    expect(kinds(kept)).toEqual(['viewer', 'comments']);

    const unjudged = { ...OLD, body: `${OLD.body}\n\n<!-- run-kindo-agent without a verdict -->\n` };
    const replaced = await posted({ comments: [unjudged] }, { keepsVerdict: true });
    expect(bodies(replaced)).toEqual([BODY]);
    expect(bodies(await posted({}, { keepsVerdict: true }))).toEqual([BODY]);
  });

  it('reads 30 pages at most, and makes no second comment then [F159]', async () => {
    const talk = Array.from({ length: 3000 }, () => ({ login: 'octocat', body: 'Hello' }));
    const read = Array.from({ length: 30 }, () => 'comments');
    const world = await newWorld({ comments: talk });
    await expect(post(world)).rejects.toThrow(
      'the comment of this step is not among the first 3000 of the pull request, and no more are read',
    );
    expect(kinds(world)).toEqual(['viewer', ...read]);

    const found = await posted({ comments: [...talk.slice(1), OLD, ...talk] });
    expect(found.service.comments[2999]).toMatchObject({ body: BODY, edits: 1 });
    expect(kinds(found)).toEqual(['viewer', ...read, 'update']);
  });

  it('looks on where a page is exactly full', async () => {
    const talk = Array.from({ length: 100 }, () => ({ login: 'octocat', body: 'Hello' }));
    const world = await posted({ comments: talk });
    expect(world.service.comments).toHaveLength(101);
    expect(kinds(world)).toEqual(['viewer', 'comments', 'comments', 'create']);
  });

  it.each([BODY, BODY.replaceAll('\n', '\r\n'), `${BODY}\n`])(
    'leaves alone what says the same: %j',
    async (body) => {
      const world = await posted({ comments: [{ login: DEMO_LOGIN, body }] });
      expect(kinds(world)).toEqual(['viewer', 'comments']);
    },
  );

  it('knows an app by either of its names [F110]', async () => {
    const body = { data: { viewer: { login: 'github-actions' } } };
    const world = await posted({ comments: [OLD], faults: [{ on: 'viewer', does: { status: 200, body } }] });
    expect(bodies(world)).toEqual([BODY]);
  });

  it('gives the body that is there to the one in its place', async () => {
    const revise = (before: string) => `${before}\nRevised`;
    const world = await posted({ comments: [OLD] }, { revise });
    expect(bodies(world)).toEqual([`${OLD.body}\nRevised`]);
  });

  it('leaves alone what must stay', async () => {
    const world = await posted({ comments: [OLD] }, { revise: () => null });
    expect(bodies(world)).toEqual([OLD.body]);
    expect(kinds(world)).toEqual(['viewer', 'comments']);
  });

  it('makes none where only one that is there is to be updated', async () => {
    expect(bodies(await posted({}, { makesNew: false }))).toEqual([]);
    expect(bodies(await posted({ comments: [OLD] }, { makesNew: false }))).toEqual([BODY]);
  });

  it.each<[string, GitHubFault['does']]>([
    ['is reset', { reset: 'before-answer', alsoStarts: true }],
    ['is a 502', { status: 502, body: '<html>', alsoStarts: true }],
    ['is cut', { cut: 10 }],
  ])('makes no second one where the answer to the first %s [F109 T33]', async (_what, does) => {
    const world = await posted({ faults: [{ on: 'create', at: 'every', does }] });
    expect(bodies(world)).toEqual([BODY]);
    expect(kinds(world)).toEqual(['viewer', 'comments', 'create', 'comments']);
  });

  it('makes no second one, and says so, where the first cannot be found either', async () => {
    const world = await newWorld({ faults: [{ on: 'create', at: 'every', does: { status: 500 } }] });
    await expect(post(world)).rejects.toThrow(
      /^GitHub responded with 500.*it may have been made all the same, so it is not sent again$/,
    );
    expect(kinds(world)).toEqual(['viewer', 'comments', 'create', 'comments']);
  });

  it.each([401, 403, 404, 422])('takes %i for an answer, and sends nothing again', async (status) => {
    for (const on of ['viewer', 'comments', 'create', 'update'] as const) {
      const world = await newWorld({
        comments: on === 'update' ? [OLD] : [],
        faults: [{ on, at: 'every', does: { status, body: { message: 'No' } } }],
      });
      await expect(post(world)).rejects.toMatchObject({ status });
      expect(kinds(world).filter((kind) => kind === on)).toHaveLength(1);
      expect(world.clock.sleeps.filter((ms) => ms > 0)).toEqual([]);
    }
  });

  it('asks again where a read or an update fails in passing', async () => {
    const world = await posted({
      comments: [OLD],
      faults: [
        { on: 'viewer', does: { status: 502 } },
        { on: 'comments', does: { cut: 5 } },
        { on: 'update', does: { reset: 'before-answer', alsoStarts: true } },
      ],
    });
    expect(bodies(world)).toEqual([BODY]);
    expect(world.service.comments).toHaveLength(1);
  });

  it.each(['create', 'update'] as const)('waits once where a limit meets its %s [F112]', async (on) => {
    const does = { status: 403, headers: { 'retry-after': '60' }, body: LIMITED };
    const world = await posted({ comments: on === 'update' ? [OLD] : [], faults: [{ on, does }] });
    expect(bodies(world)).toEqual([BODY]);
    expect(world.clock.sleeps.filter((ms) => ms > 0)).toEqual([60_000]);
  });

  it.each(['comments', 'create', 'update'] as const)(
    'does not wait where a limit that meets its %s lasts longer than a minute [F112]',
    async (on) => {
      const does = { status: 403, headers: { 'retry-after': '61' }, body: LIMITED };
      const world = await newWorld({
        comments: on === 'update' ? [OLD] : [],
        faults: [{ on, at: 'every', does }],
      });
      await expect(post(world)).rejects.toThrow('secondary rate limit');
      expect(world.clock.sleeps.filter((ms) => ms > 0)).toEqual([]);
    },
  );

  it('does not wait beyond its time', async () => {
    const does = { status: 429, headers: { 'retry-after': '50' }, body: LIMITED };
    const world = await newWorld({ faults: [{ on: 'create', at: 'every', does }] });
    await expect(post(world)).rejects.toThrow('secondary rate limit');
    expect(kinds(world).filter((kind) => kind === 'create')).toHaveLength(2);
    world.clock.advance(41_000);
    await expect(post(world)).rejects.toThrow('the time limit for reading passed');
  });

  it('sends nothing once the job is cancelled', async () => {
    const world = await newWorld();
    world.interruption.abort(new Error('cancelled'));
    await expect(post(world)).rejects.toThrow('cancelled');
    expect(world.service.requests).toEqual([]);
  });

  it('ends with the job also while the comment is being made', async () => {
    const world = await newWorld({ faults: [{ on: 'create', does: { hang: true } }] });
    const work = post(world);
    await expect.poll(() => kinds(world)).toContain('create');
    world.interruption.abort(new Error('cancelled'));
    await expect(work).rejects.toThrow('cancelled');
  });
});
