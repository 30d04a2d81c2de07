import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createSend } from '../../../src/http/transport.ts';
import { readTrace } from '../../../src/run/trace.ts';
import { MIDDESK } from '../../../src/service/middesk/middesk.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { MIDDESK_API, MIDDESK_RUN, MIDDESK_RUN_ID } from '../../support/middesk-responses.ts';
import { errorOf, KEY, newSetup } from './kindo-setup.ts';
import { guardNetwork, never } from './kindo-under-nock.ts';

// A request that nock did not announce fails the test: what is said here once is sent once.
guardNetwork();

const DEADLINE = 60_000;

function read(setup = newSetup()) {
  const { clock, runtime } = setup;
  const service = MIDDESK.create(KEY, MIDDESK_API, {
    clock,
    send: createSend({}),
    onExchange: () => undefined,
    redact: createRedact([KEY]),
  });
  return readTrace(service, MIDDESK_RUN_ID, DEADLINE, runtime);
}

const traceRequest = () => nock(MIDDESK_API).get(`/v1/runs/${MIDDESK_RUN_ID}?include=steps`);

describe('the steps of a run', () => {
  it('are read with one request', async () => {
    traceRequest().reply(200, MIDDESK_RUN);
    expect(await read()).toEqual({ kind: 'read', trace: [] });
  });

  it.each([401, 404, 429, 500, 503])('are not retried after %i', async (status) => {
    traceRequest().reply(status, {}, { 'retry-after': '1' });
    expect(await read()).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining(`${status}`) });
  });

  it.each([
    ['another run', { ...MIDDESK_RUN, id: 'another' }],
    ['no list', { ...MIDDESK_RUN, steps: {} }],
  ])('are unreadable if the response has %s', async (_, answer) => {
    traceRequest().reply(200, answer);
    expect(await read()).toMatchObject({ kind: 'unreadable' });
  });

  it('are read with the known fields of a step in another format', async () => {
    traceRequest().reply(200, { ...MIDDESK_RUN, steps: [{ label: 'x' }] });
    expect(await read()).toMatchObject({ kind: 'read', trace: [{ label: 'x', kind: 'unknown' }] });
  });

  it.each([
    [0, 10_000],
    [DEADLINE, 10_000],
    [DEADLINE + 4000, 6000],
    [DEADLINE + 10_000, 1],
    [DEADLINE + 60_000, 1],
  ])('are polled at %i ms for %i ms more, at most as long as the last poll', async (now, waitedMs) => {
    const setup = newSetup();
    setup.clock.advance(now);
    traceRequest().reply(never(setup.clock, waitedMs));
    expect(await read(setup)).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining(`no complete response within ${Math.ceil(waitedMs / 1000)} s`),
    });
    expect(setup.clock.monotonic()).toBe(now + waitedMs);
  });

  it('are no longer read after the job is cancelled', async () => {
    const setup = newSetup();
    const reason = new Error('the job was cancelled');
    setup.controller.abort(reason);
    expect(await errorOf(read(setup))).toBe(reason);
  });
});
