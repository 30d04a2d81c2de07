import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestError } from '../../../src/domain/errors.ts';
import type { Progress } from '../../../src/domain/progress.ts';
import { createSend } from '../../../src/http/transport.ts';
import { type StartResult, startOnce } from '../../../src/run/start.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { newProgress, startOf } from '../../support/records.ts';
import {
  type Behaviour,
  LOST_ANSWERS,
  type Loopback,
  resets,
  responds,
  serveBytes,
} from '../http/loopback.ts';
import { tunnelsTo } from '../http/proxy-behaviours.ts';
import {
  AGENT,
  AGENT_ID,
  AGENT_RESPONSE,
  errorOf,
  INPUTS,
  newSetup,
  RUN_ID,
  type Setup,
  START_PATH,
  startResponse,
} from './setup.ts';

const DESCRIBED = responds(200, JSON.stringify(AGENT_RESPONSE));
const ACCEPTED = responds(202, JSON.stringify(startResponse(RUN_ID)));

const open: Pick<Loopback, 'close'>[] = [];

// Those of the machine that the tests run on.
beforeEach(() => {
  for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(behaviours: readonly Behaviour[], port = 0): Promise<Loopback> {
  const server = await serveBytes(behaviours, port);
  open.push(server);
  return server;
}

/** A clock whose sleeps something else happens in. */
class EventfulClock extends FakeClock {
  duringSleep: () => Promise<void> = () => Promise.resolve();

  override async sleep(ms: number, signal: AbortSignal): Promise<void> {
    await this.duringSleep();
    await super.sleep(ms, signal);
  }
}

interface Attempt {
  readonly server: Loopback;
  readonly clock: EventfulClock;
  readonly setup: Setup;
  readonly progress: Progress;
  readonly start: () => Promise<StartResult>;
  /** How many starts the server has read. */
  readonly starts: () => number;
}

/** A start after the agent was read, as in a step. */
async function prepare(...behaviours: Behaviour[]): Promise<Attempt> {
  const server = await serve([DESCRIBED, ...behaviours]);
  return prepareWith(server, server.url, {});
}

/**
 * The same with a proxy before the service. The proxy relays the read of the agent, behaves so to the connections after
 * it, and relays any further one.
 */
async function prepareBehindProxy(
  behaviours: (clock: EventfulClock) => readonly Behaviour[],
  ...responded: Behaviour[]
): Promise<Attempt & { readonly proxy: Loopback }> {
  const server = await serve([DESCRIBED, ...responded]);
  const clock = new EventfulClock();
  const through = tunnelsTo(server.port);
  const proxy = await serve([through, ...behaviours(clock), through]);
  const attempt = await prepareWith(server, 'http://service.test', { HTTP_PROXY: proxy.url }, clock);
  return { ...attempt, proxy };
}

async function prepareWith(
  server: Loopback,
  baseUrl: string,
  variables: Readonly<Record<string, string>>,
  clock = new EventfulClock(),
): Promise<Attempt> {
  const setup = newSetup({ clock, baseUrl, random: () => 1, send: createSend(variables) });
  const { service, runtime } = setup;
  await service.getAgent(AGENT_ID, { timeoutMs: 30_000, signal: runtime.signal });
  const progress = newProgress();
  return {
    server,
    clock,
    setup,
    progress,
    start: () => startOnce({ service, agent: AGENT, inputs: INPUTS, notGiven: [], progress }, runtime),
    starts: () => server.requests.filter((request) => request.startsWith('POST ')).length,
  };
}

describe('a start whose response is lost', () => {
  it.each(LOST_ANSWERS)('is sent exactly once if %s [F34 F35 F36 F39 F43 T28]', async (_, behaviour) => {
    const { start, starts, progress, clock } = await prepare(behaviour, ACCEPTED);
    expect(await start()).toMatchObject({ kind: 'ambiguous' });
    expect([starts(), startOf(progress), clock.sleeps]).toEqual([1, 'in-flight', [0]]);
  });

  it.each([
    ['429', 'HTTP/1.1 429 Too Many\r\nretry-after: 1\r\ncontent-length: 40\r\n\r\n{"mess'],
    ['422', 'HTTP/1.1 422 No\r\ncontent-length: 40\r\n\r\n{"mess'],
  ])('is sent exactly once if the response %s is cut', async (_, text) => {
    const { start, starts, progress } = await prepare((socket) => socket.end(text), ACCEPTED);
    expect(await start()).toMatchObject({ kind: 'ambiguous' });
    expect([starts(), startOf(progress)]).toEqual([1, 'in-flight']);
  });

  it('is sent exactly once if the response is 421, unlike fetch, which would repeat it', async () => {
    const { start, starts, progress } = await prepare(responds(421), ACCEPTED);
    expect(await start()).toMatchObject({ kind: 'ambiguous' });
    expect([starts(), startOf(progress)]).toEqual([1, 'in-flight']);
  });

  it('is sent exactly once if the server does not respond for 30 s [F38]', async () => {
    const { start, starts, progress, clock } = await prepare(() => clock.advance(30_000), ACCEPTED);
    expect(await start()).toMatchObject({ kind: 'ambiguous' });
    expect([starts(), startOf(progress)]).toEqual([1, 'in-flight']);
  });

  it('is sent exactly once if the response is endless [F49]', async () => {
    const page = responds(202, Buffer.alloc(2 * 1024 * 1024, ' '));
    const { start, starts } = await prepare(page, ACCEPTED);
    expect(await start()).toMatchObject({
      kind: 'ambiguous',
      reason: expect.stringContaining('larger than 1 MiB'),
    });
    expect(starts()).toBe(1);
  });

  it('reaches no other server by a redirect [F57 T17]', async () => {
    const target = await serve([ACCEPTED]);
    const { start, starts } = await prepare(
      responds(307, '', { location: `${target.url}/v1/agents/runs` }),
      ACCEPTED,
    );
    expect(await start()).toMatchObject({ kind: 'ambiguous' });
    expect([starts(), target.connections()]).toEqual([1, 0]);
  });
});

describe('a start with a complete 429 as its response', () => {
  it('is sent once more [F53]', async () => {
    const { start, starts, clock } = await prepare(responds(429, '{}', { 'retry-after': '9' }), ACCEPTED);
    expect(await start()).toMatchObject({ kind: 'accepted', runId: RUN_ID });
    expect([starts(), clock.sleeps]).toEqual([2, [0, 9000]]);
  });
});

describe('a start that could not be sent', () => {
  it('is tried four times, and starts nothing [F28]', async () => {
    const { server, start, progress, clock, setup } = await prepare();
    await server.close();
    const error = await errorOf(start());
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'unreachable', permanent: false });
    expect(startOf(progress)).toBe('not-sent');
    expect(clock.sleeps).toEqual([0, 1000, 2000, 4000]);
    expect(setup.log).toHaveLength(3);
    expect(setup.log[0]).toMatch(/^The start was not sent. Retrying: .*ECONNREFUSED/);
  });

  it('is not retried later than 60 s after the first try [F28]', async () => {
    const silent =
      (clock: EventfulClock): Behaviour =>
      () =>
        clock.advance(30_000);
    const { start, starts, progress, clock } = await prepareBehindProxy(
      (time) => [silent(time), silent(time)],
      ACCEPTED,
    );
    expect(await errorOf(start())).toMatchObject({ kind: 'unreachable', permanent: false });
    expect([starts(), startOf(progress), clock.sleeps]).toEqual([0, 'not-sent', [0, 1000]]);
  });

  it('is not retried at exactly 60 s after the first try, at any time', async () => {
    const { start, starts, clock } = await prepareBehindProxy(
      (time) => [
        () => time.advance(30_000),
        (socket) => {
          time.advance(29_000);
          resets(socket);
        },
      ],
      ACCEPTED,
    );
    clock.advance(59_500);
    expect(await errorOf(start())).toMatchObject({ kind: 'unreachable', permanent: false });
    expect([starts(), clock.sleeps]).toEqual([0, [0, 1000]]);
  });

  it('is tried four times, at any clock time', async () => {
    const { server, start, clock } = await prepare();
    clock.advance(59_500);
    await server.close();
    expect(await errorOf(start())).toMatchObject({ kind: 'unreachable' });
    expect(clock.sleeps).toEqual([0, 1000, 2000, 4000]);
  });

  it('is tried four times again after a 429', async () => {
    const { server, start, progress, clock } = await prepare(responds(429, '{}', { 'retry-after': '50' }));
    clock.duringSleep = async () => {
      if (clock.sleeps.length === 1) await server.close();
    };
    expect(await errorOf(start())).toMatchObject({ kind: 'unreachable' });
    expect([startOf(progress), clock.sleeps]).toEqual(['not-sent', [0, 50_000, 2000, 4000, 8000]]);
  });

  it('is sent exactly once when the server is back [F28]', async () => {
    const { server, start, progress, clock } = await prepare();
    await server.close();
    let back: Loopback | null = null;
    clock.duringSleep = async () => {
      if (clock.sleeps.length === 3) back = await serve([ACCEPTED], server.port);
    };
    expect(await start()).toMatchObject({ kind: 'accepted', runId: RUN_ID });
    expect(back).toMatchObject({ requests: [expect.stringContaining(`POST ${START_PATH} `)] });
    expect([startOf(progress), clock.sleeps]).toEqual(['started', [0, 1000, 2000, 4000]]);
  });

  it('is ambiguous once a later try was sent and lost', async () => {
    const { server, start, progress, clock } = await prepare();
    await server.close();
    clock.duringSleep = async () => {
      if (clock.sleeps.length === 1) await serve([resets, ACCEPTED], server.port);
    };
    expect(await start()).toMatchObject({ kind: 'ambiguous' });
    expect([startOf(progress), clock.sleeps]).toEqual(['in-flight', [0, 1000]]);
  });

  it.each<[string, Behaviour]>([
    ['cannot connect', responds(502)],
    ['is overloaded', responds(503)],
    ['resets the connection before anything was sent', resets],
  ])('is retried if the proxy %s [F33]', async (_, behaviour) => {
    const { start, starts, progress, clock, proxy } = await prepareBehindProxy(
      () => [behaviour, behaviour],
      ACCEPTED,
    );
    expect(await start()).toMatchObject({ kind: 'accepted', runId: RUN_ID });
    expect([starts(), startOf(progress), clock.sleeps]).toEqual([1, 'started', [0, 1000, 2000]]);
    const connects = proxy.requests.filter((request) => request.startsWith('CONNECT '));
    expect([connects.length, proxy.connections()]).toEqual([4, 4]);
  });

  it('is retried if the connection takes longer than 30 s [F30]', async () => {
    const { start, starts, progress } = await prepareBehindProxy(
      (clock) => [() => clock.advance(30_000)],
      ACCEPTED,
    );
    expect(await start()).toMatchObject({ kind: 'accepted', runId: RUN_ID });
    expect([starts(), startOf(progress)]).toEqual([1, 'started']);
  });

  it('is not retried after a permanent error [F32]', async () => {
    const { start, starts, progress, clock } = await prepareBehindProxy(() => [responds(407)], ACCEPTED);
    expect(await errorOf(start())).toMatchObject({
      kind: 'unreachable',
      permanent: true,
      message: expect.stringContaining('check those in HTTP_PROXY'),
    });
    expect([starts(), startOf(progress), clock.sleeps]).toEqual([0, 'not-sent', [0]]);
  });

  it('has certainly started nothing if the job is cancelled', async () => {
    const { server, start, progress, clock, setup } = await prepare();
    await server.close();
    const reason = new Error('the job was cancelled');
    clock.timer(1500, () => setup.controller.abort(reason));
    expect(await errorOf(start())).toBe(reason);
    expect(startOf(progress)).toBe('not-sent');
  });
});
