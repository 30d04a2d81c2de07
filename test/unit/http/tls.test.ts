import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RequestError } from '../../../src/domain/errors.ts';
import { startOnce } from '../../../src/run/start.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { newProgress, startOf } from '../../support/records.ts';
import { AGENT, AGENT_ID, errorOf, KINDO_AGENT, newSetup, RUN_ID } from '../run/kindo-setup.ts';
import {
  endsHandshake,
  type Handshake,
  type Identities,
  makeIdentities,
  resetsAtOnce,
  resetsHandshake,
  respondsAs,
  serveTls,
  speaksPlainHttp,
  type TlsLoopback,
} from './tls-loopback.ts';

const usual = tls.getCACertificates('default');
const open: TlsLoopback[] = [];
let identities: Identities;

beforeAll(async () => {
  identities = await makeIdentities();
  tls.setDefaultCACertificates([...usual, identities.authority]);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
afterAll(() => tls.setDefaultCACertificates(usual));

async function serve(...handshakes: Handshake[]): Promise<TlsLoopback> {
  const server = await serveTls(handshakes);
  open.push(server);
  return server;
}

const agentResponse = () => respondsAs(identities.good, 200, KINDO_AGENT);
const accepted = () => respondsAs(identities.good, 202, { runId: RUN_ID });

/** A start over TLS, after the agent was read over it. */
async function startAfter(...handshakes: Handshake[]) {
  const server = await serve(agentResponse(), ...handshakes);
  const clock = new FakeClock();
  const { service, runtime } = newSetup({ clock, baseUrl: server.url, random: () => 1 });
  await service.getAgent(AGENT_ID, { timeoutMs: 30_000, signal: runtime.signal });
  const progress = newProgress();
  const inputs = new Map([['query', 'x']]);
  const start = () => startOnce({ service, agent: AGENT, inputs, notGiven: [], progress }, runtime);
  const starts = () => server.requests.filter((request) => request.startsWith('POST ')).length;
  return { server, clock, progress, start, starts };
}

const PERMANENT: readonly (readonly [string, () => Handshake, RegExp, RegExp])[] = [
  [
    'is by nobody but itself',
    () => respondsAs(identities.selfSigned, 202, {}),
    /self-signed/,
    /NODE_EXTRA_CA_CERTS/,
  ],
  ['has expired', () => respondsAs(identities.expired, 202, {}), /expired/, /the machine's clock/],
  [
    'is not valid yet',
    () => respondsAs(identities.notYetValid, 202, {}),
    /not yet valid/,
    /the machine's clock/,
  ],
  ['is of another host', () => respondsAs(identities.ofAnotherHost, 202, {}), /localhost/, /check base-url/],
  ['is none, since the port speaks plain HTTP', () => speaksPlainHttp, /SSL|EPROTO/i, /does not use TLS/],
];

describe('a certificate that', () => {
  it.each(PERMANENT)(
    '%s ends a read at once, and the message says how to fix it [F10 F11 F12 F13 T16]',
    async (_, handshake, what, mend) => {
      const server = await serve(handshake());
      const { service, runtime } = newSetup({ baseUrl: server.url });
      const limits = { timeoutMs: 30_000, signal: runtime.signal };
      const error = await errorOf(service.getAgent(AGENT_ID, limits));
      expect(error).toBeInstanceOf(RequestError);
      expect(error).toMatchObject({ kind: 'unreachable', permanent: true });
      expect(String(error)).toMatch(what);
      expect(String(error)).toMatch(mend);
      expect(server.requests).toEqual([]);
    },
  );

  it.each(PERMANENT)(
    '%s ends a start, which is neither sent nor retried [F31]',
    async (_, handshake, what) => {
      const { start, starts, server, progress, clock } = await startAfter(handshake(), accepted());
      expect(await errorOf(start())).toMatchObject({ permanent: true, message: expect.stringMatching(what) });
      expect([starts(), server.connections(), startOf(progress), clock.sleeps]).toEqual([
        0,
        2,
        'not-sent',
        [0],
      ]);
    },
  );

  it('is from a trusted authority allows a start', async () => {
    const { start, starts } = await startAfter(accepted());
    expect(await start()).toMatchObject({ kind: 'accepted', runId: RUN_ID });
    expect(starts()).toBe(1);
  });
});

describe('a handshake that', () => {
  it.each([
    ['is ended', endsHandshake],
    ['is reset', resetsHandshake],
    ['never begins, since the connection is reset', resetsAtOnce],
  ])('%s leaves a start unsent, and the retry sends it exactly once [F29]', async (_, handshake) => {
    const { start, starts, progress, clock } = await startAfter(handshake, handshake, accepted());
    expect(await start()).toMatchObject({ kind: 'accepted', runId: RUN_ID });
    expect([starts(), startOf(progress), clock.sleeps]).toEqual([1, 'started', [0, 1000, 2000]]);
  });

  it('hangs leaves a start unsent after 30 s, and the retry sends it exactly once [F30]', async () => {
    const hang: { clock?: FakeClock } = {};
    const hangs: Handshake = (socket) => socket.once('data', () => hang.clock?.advance(30_000));
    const { start, starts, progress, clock } = await startAfter(hangs, accepted());
    hang.clock = clock;
    expect(await start()).toMatchObject({ kind: 'accepted', runId: RUN_ID });
    expect([starts(), startOf(progress)]).toEqual([1, 'started']);
  });
});
