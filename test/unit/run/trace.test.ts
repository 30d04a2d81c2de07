import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createSend } from '../../../src/http/transport.ts';
import { readTrace } from '../../../src/run/trace.ts';
import { MIDDESK } from '../../../src/service/middesk/middesk.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { MIDDESK_API, MIDDESK_RUN, MIDDESK_RUN_ID } from '../../support/middesk-answers.ts';
import { guardNetwork, never } from './kindo-under-nock.ts';
import { fault, KEY, newWorld } from './kindo-world.ts';

// A request that nock did not announce fails the test: what is said here once is sent once.
guardNetwork();

const DEADLINE = 60_000;

function read(world = newWorld()) {
  const { clock, runtime } = world;
  const service = MIDDESK.create(KEY, MIDDESK_API, {
    clock,
    send: createSend({}),
    onExchange: () => undefined,
    redact: createRedact([KEY]),
  });
  return readTrace(service, MIDDESK_RUN_ID, DEADLINE, runtime);
}

const asked = () => nock(MIDDESK_API).get(`/v1/runs/${MIDDESK_RUN_ID}?include=steps`);

describe('the steps of a run', () => {
  it('are read with one request', async () => {
    asked().reply(200, MIDDESK_RUN);
    expect(await read()).toEqual({ kind: 'read', trace: [] });
  });

  it.each([401, 404, 429, 500, 503])('are not asked for again after %i', async (status) => {
    asked().reply(status, {}, { 'retry-after': '1' });
    expect(await read()).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining(`${status}`) });
  });

  it.each([
    ['another run', { ...MIDDESK_RUN, id: 'another' }],
    ['no list', { ...MIDDESK_RUN, steps: {} }],
  ])('are unreadable where the answer has %s', async (_, answer) => {
    asked().reply(200, answer);
    expect(await read()).toMatchObject({ kind: 'unreadable' });
  });

  it('are read with a step of another shape, as far as it is known', async () => {
    asked().reply(200, { ...MIDDESK_RUN, steps: [{ label: 'x' }] });
    expect(await read()).toMatchObject({ kind: 'read', trace: [{ label: 'x', kind: 'unknown' }] });
  });

  it.each([
    [0, 10_000],
    [DEADLINE, 10_000],
    [DEADLINE + 4000, 6000],
    [DEADLINE + 10_000, 1],
    [DEADLINE + 60_000, 1],
  ])('are waited for at %i ms for %i ms more, no longer than for a last look', async (now, waitedMs) => {
    const world = newWorld();
    world.clock.advance(now);
    asked().reply(never(world.clock, waitedMs));
    expect(await read(world)).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining(`no complete response within ${Math.ceil(waitedMs / 1000)} s`),
    });
    expect(world.clock.monotonic()).toBe(now + waitedMs);
  });

  it('are no longer read once the job is cancelled', async () => {
    const world = newWorld();
    const reason = new Error('the job was cancelled');
    world.controller.abort(reason);
    expect(await fault(read(world))).toBe(reason);
  });
});
