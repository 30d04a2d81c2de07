import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { MedianDuration } from '../../../src/run/median-duration.ts';
import { guardNetwork } from './kindo-under-nock.ts';
import { API, KINDO_RUN, newWorld } from './kindo-world.ts';

guardNetwork();

const SECOND = 1000;
const IDS = ['run-1', 'run-2', 'run-3', 'run-4'];

function answer(runId: string, seconds: number, facts: object = {}): void {
  const endedAtUtc = new Date(Date.parse(KINDO_RUN.createdAtUtc) + seconds * SECOND).toISOString();
  nock(API)
    .get(`/v1/runs/${runId}`)
    .reply(200, { ...KINDO_RUN, runId, endedAtUtc, ...facts });
}

function prepare(runIds: readonly string[] = IDS, isLimited = () => false) {
  const world = newWorld();
  return {
    world,
    median: new MedianDuration({ service: world.service, runIds, isLimited }, world.runtime),
  };
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !holds(); turn += 1)
    await new Promise((resolve) => setImmediate(resolve));
}

async function learned(known: ReturnType<typeof prepare>, requests: number): Promise<void> {
  known.median.start();
  await until(() => known.world.timeline.length >= requests);
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the median duration of the last runs', () => {
  it('is the middle of its last three runs, and no more are read', async () => {
    for (const [index, seconds] of [90, 30, 60].entries()) answer(`run-${index + 1}`, seconds);
    const known = prepare();
    await learned(known, 3);
    expect(known.median.clause(60 * SECOND)).toBe(', usual are the 1m of the last 3 runs');
    expect(known.median.clause(60 * SECOND + 1)).toBe(', past the usual 1m of the last 3 runs');
    expect(known.world.timeline).toHaveLength(3);
  });

  it('asks for nothing by an id that would lead elsewhere', async () => {
    answer('run-1', 30);
    const known = prepare(['../agents/list', 'a/b', '', 'run-1']);
    await learned(known, 1);
    expect(known.world.timeline.map(({ path }) => path)).toEqual(['/runs/run-1']);
  });

  it('is asked for once, however often it is wanted', async () => {
    answer('run-1', 30);
    const known = prepare(['run-1']);
    await learned(known, 1);
    await learned(known, 1);
    expect(known.median.clause(0)).toBe(', usual are the 30s of the last run');
  });

  it('is not known before it was asked for, nor of an agent without runs', async () => {
    const known = prepare([]);
    expect(known.median.clause(0)).toBe('');
    await learned(known, 0);
    expect(known.median.clause(0)).toBe('');
  });

  it('is not asked for while the service asks for fewer requests', async () => {
    let limited = true;
    const known = prepare(['run-1'], () => limited);
    await learned(known, 0);
    expect(known.world.timeline).toEqual([]);
    limited = false;
    answer('run-1', 30);
    await learned(known, 1);
    expect(known.median.clause(0)).not.toBe('');
  });

  it('ends with the first answer that is an error', async () => {
    answer('run-1', 30);
    nock(API).get('/v1/runs/run-2').reply(429, {});
    const known = prepare();
    await learned(known, 2);
    expect(known.median.clause(0)).toBe(', usual are the 30s of the last run');
    expect(known.world.log).toEqual([]);
  });

  it('ends where the service asks for fewer requests in between', async () => {
    answer('run-1', 30);
    const known = prepare(IDS, () => known.world.timeline.length > 0);
    await learned(known, 1);
    expect(known.world.timeline).toHaveLength(1);
  });

  it.each([
    ['failed', { status: 'failure' }],
    ['has no time of creation', { createdAtUtc: null }],
    ['has no time of its end', { endedAtUtc: null }],
  ])('leaves out a run that %s', async (_, facts) => {
    answer('run-1', 30, facts);
    answer('run-2', 20);
    const known = prepare(['run-1', 'run-2']);
    await learned(known, 2);
    expect(known.median.clause(0)).toBe(', usual are the 20s of the last run');
  });

  it('is never negative', async () => {
    answer('run-1', -30);
    const known = prepare(['run-1']);
    await learned(known, 1);
    expect(known.median.clause(0)).toBe(', usual are the 0s of the last run');
  });

  it('is no longer asked for once the wait is over', async () => {
    nock(API).get('/v1/runs/run-1').delay(60_000).reply(200, KINDO_RUN);
    const known = prepare();
    known.median.start();
    await until(() => nock.pendingMocks().length === 0);
    known.median.stop();
    await until(() => known.world.timeline.length > 0);
    expect(known.world.timeline).toHaveLength(1);
    expect(known.median.clause(0)).toBe('');
  });
});
