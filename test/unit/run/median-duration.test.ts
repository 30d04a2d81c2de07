import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { MedianDuration } from '../../../src/run/median-duration.ts';
import { API, KINDO_RUN, newSetup } from './kindo-setup.ts';
import { guardNetwork } from './kindo-under-nock.ts';

guardNetwork();

const SECOND = 1000;
const IDS = ['run-1', 'run-2', 'run-3', 'run-4'];

function respondWith(runId: string, seconds: number, facts: object = {}): void {
  const endedAtUtc = new Date(Date.parse(KINDO_RUN.createdAtUtc) + seconds * SECOND).toISOString();
  nock(API)
    .get(`/v1/runs/${runId}`)
    .reply(200, { ...KINDO_RUN, runId, endedAtUtc, ...facts });
}

function prepare(runIds: readonly string[] = IDS, isLimited = () => false) {
  const setup = newSetup();
  return {
    setup,
    median: new MedianDuration({ service: setup.service, runIds, isLimited }, setup.runtime),
  };
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !holds(); turn += 1)
    await new Promise((resolve) => setImmediate(resolve));
}

async function learned(known: ReturnType<typeof prepare>, requests: number): Promise<void> {
  known.median.start();
  await until(() => known.setup.timeline.length >= requests);
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the median duration of the last runs', () => {
  it('is the median of its last three runs, and no more are read', async () => {
    for (const [index, seconds] of [90, 30, 60].entries()) respondWith(`run-${index + 1}`, seconds);
    const known = prepare();
    await learned(known, 3);
    expect(known.median.clause(60 * SECOND)).toBe(', compared with 1m, the median of the last 3 runs');
    expect(known.median.clause(60 * SECOND + 1)).toBe(', longer than 1m, the median of the last 3 runs');
    expect(known.setup.timeline).toHaveLength(3);
  });

  it('sends no request with an id that would change the path', async () => {
    respondWith('run-1', 30);
    const known = prepare(['../agents/list', 'a/b', '', 'run-1']);
    await learned(known, 1);
    expect(known.setup.timeline.map(({ path }) => path)).toEqual(['/runs/run-1']);
  });

  it('is read once, even if it is used several times', async () => {
    respondWith('run-1', 30);
    const known = prepare(['run-1']);
    await learned(known, 1);
    await learned(known, 1);
    expect(known.median.clause(0)).toBe(', compared with 30s, the last run');
  });

  it('is null before it is read, and for an agent without runs', async () => {
    const known = prepare([]);
    expect(known.median.clause(0)).toBe('');
    await learned(known, 0);
    expect(known.median.clause(0)).toBe('');
  });

  it('is not read while the service limits requests', async () => {
    let limited = true;
    const known = prepare(['run-1'], () => limited);
    await learned(known, 0);
    expect(known.setup.timeline).toEqual([]);
    limited = false;
    respondWith('run-1', 30);
    await learned(known, 1);
    expect(known.median.clause(0)).not.toBe('');
  });

  it('stops at the first error response', async () => {
    respondWith('run-1', 30);
    nock(API).get('/v1/runs/run-2').reply(429, {});
    const known = prepare();
    await learned(known, 2);
    expect(known.median.clause(0)).toBe(', compared with 30s, the last run');
    expect(known.setup.log).toEqual([]);
  });

  it('stops if the service limits requests in between', async () => {
    respondWith('run-1', 30);
    const known = prepare(IDS, () => known.setup.timeline.length > 0);
    await learned(known, 1);
    expect(known.setup.timeline).toHaveLength(1);
  });

  it.each([
    ['failed', { status: 'failure' }],
    ['has no time of creation', { createdAtUtc: null }],
    ['has no time of its end', { endedAtUtc: null }],
  ])('omits a run that %s', async (_, facts) => {
    respondWith('run-1', 30, facts);
    respondWith('run-2', 20);
    const known = prepare(['run-1', 'run-2']);
    await learned(known, 2);
    expect(known.median.clause(0)).toBe(', compared with 20s, the last run');
  });

  it('is never negative', async () => {
    respondWith('run-1', -30);
    const known = prepare(['run-1']);
    await learned(known, 1);
    expect(known.median.clause(0)).toBe(', compared with 0s, the last run');
  });

  it('is no longer read after the wait has ended', async () => {
    nock(API).get('/v1/runs/run-1').delay(60_000).reply(200, KINDO_RUN);
    const known = prepare();
    known.median.start();
    await until(() => nock.pendingMocks().length === 0);
    known.median.stop();
    await until(() => known.setup.timeline.length > 0);
    expect(known.setup.timeline).toHaveLength(1);
    expect(known.median.clause(0)).toBe('');
  });
});
