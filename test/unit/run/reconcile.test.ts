import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { ListedRun } from '../../../src/domain/run.ts';
import { createSend } from '../../../src/http/transport.ts';
import { type Reconciled, reconcile } from '../../../src/run/reconcile.ts';
import { ServiceClock } from '../../../src/run/service-clock.ts';
import { MIDDESK } from '../../../src/service/middesk/middesk.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { MIDDESK_API, MIDDESK_TYPE } from '../../support/middesk-responses.ts';
import {
  AGENT,
  AGENT_ID,
  AGENT_PATH,
  API,
  EARLIER_RUN_ID,
  errorOf,
  KEY,
  KINDO_RUN_IN_PROGRESS,
  newSetup,
  OTHER_AGENT_ID,
  RUN_ID,
} from './kindo-setup.ts';
import { guardNetwork, never, slowly } from './kindo-under-nock.ts';

// Every request that nock did not announce fails the test, so none of these sends a start.
guardNetwork();

const SECOND = 1000;
// The service's time when the agent was read; the start was sent 5 s later.
const SERVICE_TIME = Date.parse('2026-03-14T09:00:00.000Z');
const SENT = SERVICE_TIME + 5 * SECOND;
const SINCE = '2026-03-14T08:59:05.000Z';
const CREATED = '2026-03-14T09:00:06.000Z';
const OTHER_ID = '9f9ced7d-95a8-416f-95bb-5c0ff3599f53';

interface Search {
  readonly clock: FakeClock;
  readonly log: string[];
  readonly controller: AbortController;
  readonly timeline: { readonly path: string }[];
  /** The reported candidates, in order. */
  readonly reported: (readonly ListedRun[])[];
  readonly reconcile: () => Promise<Reconciled>;
  /** The message of a search that leaves the start ambiguous. */
  readonly search: () => Promise<string>;
  /** The ids that were reported last. */
  readonly found: () => string[];
}

function prepare(serviceTimeMs: number | null = SERVICE_TIME, provider?: typeof MIDDESK): Search {
  // Two days behind the service.
  const setup = newSetup({ clock: new FakeClock(Date.parse('2026-03-12T09:00:00.000Z')) });
  const { clock, runtime } = setup;
  clock.advance(1 * SECOND);
  const serviceClock = new ServiceClock(clock);
  serviceClock.learn(serviceTimeMs);
  clock.advance(6 * SECOND);
  const reported: (readonly ListedRun[])[] = [];
  const onExchange = () => undefined;
  const redact = createRedact([KEY]);
  const service =
    provider?.create(KEY, MIDDESK_API, { clock, send: createSend({}), onExchange, redact }) ?? setup.service;
  const agent =
    provider === undefined
      ? { ...AGENT, serviceTimeMs }
      : { ...AGENT, id: MIDDESK_TYPE, earlierRunIds: [], serviceTimeMs };
  const onCandidates = (candidates: readonly ListedRun[]) => reported.push(candidates);
  const lost = { service, agent, serviceClock, sentAt: 6 * SECOND, onCandidates };
  return {
    ...setup,
    reported,
    reconcile: () => reconcile(lost, runtime),
    search: async () => {
      const { outcome, message: words } = await reconcile(lost, runtime);
      expect(outcome).toBe('ambiguous-start');
      return words;
    },
    found: () => reported.at(-1)?.map(({ runId }) => runId) ?? [],
  };
}

function list(runIds: readonly string[], nextCursor: string | null = null, cursor?: string) {
  return nock(API)
    .get(AGENT_PATH)
    .query({ startDate: SINCE, ...(cursor === undefined ? {} : { cursor }) })
    .reply(200, { agentId: AGENT_ID, recentRunIds: runIds, nextCursor });
}

/** A list of so many empty pages, of which the last names another or none. */
function pages(count: number, last: string | null): void {
  for (let page = 1; page <= count; page += 1) {
    list([], page === count ? last : String(page + 1), page === 1 ? undefined : String(page));
  }
}

/** This many reads of the list with the same response. */
function lists(times: number, runIds: readonly string[]): void {
  for (let time = 0; time < times; time += 1) list(runIds);
}

function run(runId: string, facts: object = {}) {
  return nock(API)
    .get(`/v1/runs/${runId}`)
    .reply(200, { ...KINDO_RUN_IN_PROGRESS, runId, createdAtUtc: CREATED, ...facts });
}

// 1, 3, 7, 15, 30, 45, 60, 75 and 80 s after the response was lost.
const ALL_SEARCHES = 9;

describe('a new run after the start', () => {
  it('is reported, and never attached to [F61 T10]', async () => {
    const { search, reported, clock } = prepare();
    lists(4, [RUN_ID, EARLIER_RUN_ID, EARLIER_RUN_ID.toUpperCase()]);
    run(RUN_ID);
    expect(await search()).toBe(
      `Kindo lists a new run of this agent: ${RUN_ID}. This start or another one may have created it, so it was not evaluated. Check this run. If it is yours, attach to it with run-id.`,
    );
    expect(reported.at(-1)).toEqual([{ runId: RUN_ID, agentId: AGENT_ID, createdAtMs: Date.parse(CREATED) }]);
    expect(clock.sleeps).toEqual([1000, 2000, 4000, 8000]);
  });

  it("is searched from 1 minute before the start on, by the service's clock [F68]", async () => {
    const { search, timeline } = prepare();
    lists(4, [RUN_ID]);
    run(RUN_ID);
    await search();
    expect(timeline[0]?.path).toBe(`/agents/${AGENT_ID}?startDate=${encodeURIComponent(SINCE)}`);
  });

  it('is found if it is listed only after 30 s, and the search continues for 10 s [F62]', async () => {
    const { search, found, clock } = prepare();
    lists(4, []);
    lists(2, [RUN_ID]);
    run(RUN_ID);
    await search();
    expect(found()).toEqual([RUN_ID]);
    expect(clock.monotonic()).toBe((7 + 45) * SECOND);
  });

  it('ends the search exactly 10 s after it was found', async () => {
    const { search, clock } = prepare();
    const page = { agentId: AGENT_ID, recentRunIds: [RUN_ID], nextCursor: null };
    lists(2, [RUN_ID]);
    run(RUN_ID);
    nock(API)
      .get(AGENT_PATH)
      .query(true)
      .reply(slowly(clock, 4 * SECOND, 200, page));
    await search();
    expect(clock.monotonic()).toBe((7 + 1 + 10) * SECOND);
  });

  it('may be listed only after 29 s', async () => {
    const { search, found, clock } = prepare();
    const page = { agentId: AGENT_ID, recentRunIds: [RUN_ID], nextCursor: null };
    nock(API)
      .get(AGENT_PATH)
      .query(true)
      .reply(slowly(clock, 29 * SECOND, 200, page));
    run(RUN_ID);
    lists(3, [RUN_ID]);
    expect(await search()).not.toContain('There may be more');
    expect(found()).toEqual([RUN_ID]);
  });

  it('extends the search by 10 s after each further run', async () => {
    const { search, found } = prepare();
    lists(3, [RUN_ID]);
    lists(2, [OTHER_ID, RUN_ID]);
    run(RUN_ID);
    run(OTHER_ID);
    expect(await search()).toContain(
      `Kindo lists 2 new runs of this agent: ${RUN_ID}, ${OTHER_ID}. This start or another one may have created each`,
    );
    expect(found()).toEqual([RUN_ID, OTHER_ID]);
  });

  it.each([
    ['the agent is no longer named', { agentId: null }],
    ['its time of creation cannot be read', { createdAtUtc: 'soon' }],
    ['it was created as early as the clocks may differ', { createdAtUtc: SINCE }],
  ])('is reported if %s', async (_, facts) => {
    const { search, found } = prepare();
    lists(4, [RUN_ID]);
    run(RUN_ID, facts);
    expect(await search()).not.toContain('There may be more');
    expect(found()).toEqual([RUN_ID]);
  });

  it.each([
    ['it is of another agent', { agentId: OTHER_AGENT_ID }],
    ['it was created before', { createdAtUtc: '2026-03-14T08:59:04.999Z' }],
  ])('is not counted if %s, and is not read again [F65]', async (_, facts) => {
    const { search, found } = prepare();
    const id = RUN_ID.toUpperCase();
    lists(ALL_SEARCHES, [id]);
    run(id, facts);
    expect(await search()).toContain('No new run of this agent appeared within');
    expect(found()).toEqual([]);
  });

  it('is listed in the reason with at most four others', async () => {
    const ids = Array.from({ length: 7 }, (_, index) => `run-${index}`);
    const { search, found } = prepare();
    lists(4, ids);
    for (const id of ids) run(id);
    expect(await search()).toContain(
      'lists 7 new runs of this agent: run-0, run-1, run-2, run-3, run-4, and 2 more.',
    );
    expect(found()).toEqual(ids);
  });
});

describe('no new run', () => {
  it('is reported only after 90 s, and proves nothing', async () => {
    const { search, clock, log, reported } = prepare();
    lists(ALL_SEARCHES, [EARLIER_RUN_ID]);
    expect(await search()).toBe(
      'No new run of this agent appeared within 1m 20s. One may still exist: check Kindo before you re-run this step.',
    );
    expect(clock.sleeps).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000, 5000]);
    expect(reported).toEqual(Array.from({ length: ALL_SEARCHES }, () => []));
    expect(log).toEqual([
      'The response to the start was lost. Searching for a run that it may have created, for at most 1m 30s.',
    ]);
  });

  it('is searched by the local clock if no response has a date [F68]', async () => {
    const { search, timeline } = prepare(null);
    nock(API)
      .get(AGENT_PATH)
      .query(true)
      .times(ALL_SEARCHES)
      .reply(200, { agentId: AGENT_ID, recentRunIds: [], nextCursor: null });
    expect(await search()).toContain('No new run of this agent appeared within');
    expect(timeline[0]?.path).toBe(`/agents/${AGENT_ID}?startDate=2026-03-12T08%3A59%3A06.000Z`);
  });
});

describe('the list of new runs', () => {
  it('is read completely, with the same date for each page', async () => {
    const { search, found } = prepare();
    for (let round = 0; round < 4; round += 1) {
      list([EARLIER_RUN_ID], 'second');
      list([RUN_ID], 'third', 'second');
      list([OTHER_ID], null, 'third');
    }
    run(RUN_ID);
    run(OTHER_ID);
    await search();
    expect(found()).toEqual([RUN_ID, OTHER_ID]);
  });

  it('is not read in a loop, and its runs are still reported [F63]', async () => {
    const { search, found } = prepare();
    for (let round = 0; round < ALL_SEARCHES; round += 1) {
      list([RUN_ID], 'second');
      list([], 'second', 'second');
    }
    run(RUN_ID);
    expect(await search()).toMatch(
      /There may be more, because not all could be read \(the list of runs names the same page twice. Check for a proxy that changes responses\)\.$/,
    );
    expect(found()).toEqual([RUN_ID]);
  });

  it('is read for at most 20 pages [F63]', async () => {
    const { search, timeline } = prepare();
    for (let round = 0; round < ALL_SEARCHES; round += 1) pages(20, '21');
    expect(await search()).toBe(
      'The list of new runs could not be read completely (there are more than 20 pages of runs). Check Kindo before you re-run this step.',
    );
    expect(timeline).toHaveLength(20 * ALL_SEARCHES);
  });

  it('may have 20 pages', async () => {
    const { search } = prepare();
    for (let round = 0; round < ALL_SEARCHES; round += 1) pages(20, null);
    expect(await search()).toContain('No new run of this agent appeared within');
  });

  it('is reported with at most 50 runs', async () => {
    const ids = Array.from({ length: 51 }, (_, index) => `run-${index}`);
    const { search, found } = prepare();
    lists(ALL_SEARCHES, ids);
    for (const id of ids.slice(0, 50)) run(id);
    expect(await search()).toMatch(/not all could be read \(there are more than 50 new runs\)\.$/);
    expect(found()).toEqual(ids.slice(0, 50));
  });

  it('may be read completely in a later search', async () => {
    const { search, found } = prepare();
    nock(API).get(AGENT_PATH).query(true).times(2).reply(503, {});
    lists(3, [RUN_ID]);
    run(RUN_ID);
    expect(await search()).not.toContain('There may be more');
    expect(found()).toEqual([RUN_ID]);
  });

  it.each([
    [401, 'The API key was rejected after the start'],
    [403, "Kindo responds with 403 if API access of the key's owner is disabled\\."],
  ])('that is refused with %i is a key error, and is not retried [F67]', async (status, advice) => {
    const { reconcile, clock } = prepare();
    lists(1, []);
    nock(API).get(AGENT_PATH).query(true).reply(status, {});
    const { outcome, message: words } = await reconcile();
    expect(outcome).toBe('invalid-input');
    expect(words).toMatch(
      new RegExp(
        `could not be read completely \\(GET .* responded with ${status}\\)\\. Check Kindo before you re-run this step\\. ${advice}`,
      ),
    );
    expect(clock.sleeps).toEqual([1000, 2000]);
  });

  it('is still reported as refused if one of its runs cannot be read', async () => {
    const { reconcile, found, clock } = prepare();
    lists(1, [RUN_ID]);
    nock(API).get(`/v1/runs/${RUN_ID}`).reply(500, {});
    nock(API).get(AGENT_PATH).query(true).reply(401, {});
    expect(await reconcile()).toMatchObject({ outcome: 'invalid-input' });
    expect(found()).toEqual([RUN_ID]);
    expect(clock.sleeps).toEqual([1000, 2000]);
  });

  it('with a run that the key cannot read still reports that run', async () => {
    const { reconcile, found } = prepare();
    lists(1, [RUN_ID]);
    nock(API).get(`/v1/runs/${RUN_ID}`).reply(403, {});
    const { outcome, message: words } = await reconcile();
    expect(outcome).toBe('invalid-input');
    expect(words).toContain(`lists a new run of this agent: ${RUN_ID}`);
    expect(found()).toEqual([RUN_ID]);
  });

  it.each([
    [302, 'responded with 302, a redirect.*'],
    [404, 'responded with 404'],
    [500, 'responded with 500'],
  ])('that always fails with %i does not change the outcome, and says why [F67]', async (status, words) => {
    const { search } = prepare();
    nock(API).get(AGENT_PATH).query(true).times(ALL_SEARCHES).reply(status, {});
    expect(await search()).toMatch(
      new RegExp(`could not be read completely \\(GET .* ${words}\\)\\. Check Kindo`),
    );
  });

  it('does not hide an internal error', async () => {
    const { search } = prepare(SERVICE_TIME, {
      ...MIDDESK,
      create: (...given) => ({
        ...MIDDESK.create(...given),
        listRunsSince: () => ({
          [Symbol.asyncIterator]: () => ({
            next: () => Promise.reject(new TypeError('x is not a function')),
          }),
        }),
      }),
    });
    expect(await errorOf(search())).toBeInstanceOf(TypeError);
  });

  it('is retried no sooner than the service allows', async () => {
    const { search, clock } = prepare();
    nock(API).get(AGENT_PATH).query(true).reply(429, {}, { 'retry-after': '50' });
    lists(5, []);
    await search();
    expect(clock.sleeps).toEqual([1000, 50_000, 4000, 8000, 15_000, 2000]);
  });

  it('is read for at most 90 s in total', async () => {
    const { search, clock } = prepare();
    const silent = (times: number, seconds: number) =>
      nock(API)
        .get(AGENT_PATH)
        .query(true)
        .times(times)
        .reply(never(clock, seconds * SECOND));
    silent(2, 30);
    silent(1, 23);
    expect(await search()).toContain('no complete response within');
    expect(clock.monotonic()).toBe((7 + 90) * SECOND);
  });
});

describe('a new run that cannot be read', () => {
  it('is reported, and read again in the next search', async () => {
    const { search, found, reported } = prepare();
    lists(4, [RUN_ID]);
    nock(API).get(`/v1/runs/${RUN_ID}`).reply(404, {});
    run(RUN_ID);
    expect(await search()).not.toContain('There may be more');
    expect(found()).toEqual([RUN_ID]);
    expect(reported[0]).toEqual([{ runId: RUN_ID, agentId: AGENT_ID, createdAtMs: null }]);
  });

  it('is reported until the end, with its error [F64]', async () => {
    const { search, found } = prepare();
    lists(ALL_SEARCHES, [RUN_ID]);
    nock(API).get(`/v1/runs/${RUN_ID}`).times(ALL_SEARCHES).reply(404, {});
    expect(await search()).toMatch(/not all could be read \(GET .* responded with 404\)\.$/);
    expect(found()).toEqual([RUN_ID]);
  });

  it('is reported if the list ends with an error after it [F63]', async () => {
    const { search, found } = prepare();
    for (let round = 0; round < ALL_SEARCHES; round += 1) {
      list([RUN_ID], 'second');
      nock(API).get(AGENT_PATH).query({ startDate: SINCE, cursor: 'second' }).reply(400, {});
    }
    run(RUN_ID);
    await search();
    expect(found()).toEqual([RUN_ID]);
  });
});

describe('a search while the job is cancelled', () => {
  const REASON = new Error('the job was cancelled');

  it('ends at once, and has reported its candidates', async () => {
    const { search, found, controller, clock } = prepare();
    list([RUN_ID]);
    nock(API)
      .get(`/v1/runs/${RUN_ID}`)
      .reply(() => {
        setImmediate(() => controller.abort(REASON));
        return new Promise(() => undefined);
      });
    expect(await errorOf(search())).toBe(REASON);
    expect(found()).toEqual([RUN_ID]);
    expect(clock.monotonic()).toBe(8 * SECOND);
  });

  it('ends between two requests', async () => {
    const { search, controller, clock } = prepare();
    lists(2, []);
    clock.timer(5 * SECOND, () => controller.abort(REASON));
    expect(await errorOf(search())).toBe(REASON);
  });
});

describe('a list with the time of creation of its runs', () => {
  const at = (seconds: number) => new Date(SENT + seconds * SECOND).toISOString();
  const page = (number: number, hasMore: boolean, ...runs: (readonly [string, number, string?])[]) =>
    nock(MIDDESK_API)
      .get(`/v1/runs?page=${number}&per_page=20`)
      .times(4)
      .reply(200, {
        object: 'list',
        has_more: hasMore,
        data: runs.map(([id, seconds, agent = MIDDESK_TYPE]) => ({ id, agent, created_at: at(seconds) })),
      });

  it('needs no read of any run, and is read only until all following runs are too old', async () => {
    const { search, reported } = prepare(SERVICE_TIME, MIDDESK);
    page(1, true, ['new', 2], ['foreign', 1, 'address_verification'], ['early', -60]);
    page(2, true, ['old', -61], ['older', -9000], ['as-old', -9000]);
    expect(await search()).toContain('Middesk lists 2 new runs of this agent: new, early.');
    expect(reported.at(-1)).toEqual([
      { runId: 'new', agentId: MIDDESK_TYPE, createdAtMs: SENT + 2 * SECOND },
      { runId: 'early', agentId: MIDDESK_TYPE, createdAtMs: SENT - 60 * SECOND },
    ]);
  });

  it('is read completely if it is in another order', async () => {
    const { search, found } = prepare(SERVICE_TIME, MIDDESK);
    page(1, true, ['oldest', -9000], ['older', -8000]);
    page(2, false, ['old', -7000], ['new', 2]);
    await search();
    expect(found()).toEqual(['new']);
  });
});
