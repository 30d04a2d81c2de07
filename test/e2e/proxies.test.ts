import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import { DEMO_RUN, type KindoService, startKindoService } from '../../fakes/kindo/service.ts';
import { type ActionResult, runAction } from '../../fakes/runner/action-run.ts';
import { type Behaviour, type Loopback, serveBytes } from '../unit/http/loopback.ts';
import { PROXY_FAULTS, tunnelsTo } from '../unit/http/proxy-behaviours.ts';
import { type Identities, makeIdentities } from '../unit/http/tls-loopback.ts';

const FAST_TIME = fileURLToPath(new URL('preload/fast-time.mjs', import.meta.url));
const END_MS = 5000;
const MAX_CONNECTIONS = 40;

let folder = '';
let authorityFile = '';
let identities: Identities;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'authority-'));
  authorityFile = join(folder, 'authority.pem');
  identities = await makeIdentities();
  await writeFile(authorityFile, identities.authority);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Step {
  readonly result: ActionResult;
  readonly service: KindoService;
  readonly proxy: Loopback;
  /** Milliseconds from the last line of the report to the end of the process. */
  readonly endMs: number;
}

/** Runs a step whose requests all go through a proxy. */
async function runThrough(
  behaviour: (service: KindoService, through: Behaviour) => Behaviour,
): Promise<Step> {
  const service = await startKindoService({ run: { ...DEMO_RUN, takesMs: 60_000 } });
  const inner = Number(new URL(service.url).port);
  const outer = tls.createServer(identities.ofAnotherHost, (socket) => {
    const other = net.connect(inner, '127.0.0.1');
    for (const end of [socket, other]) end.on('error', () => end.destroy());
    socket.pipe(other).pipe(socket);
  });
  await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve));
  const address = outer.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const proxy = await serveBytes([behaviour(service, tunnelsTo(port))]);
  let reportedAt = 0;
  let endedAt = 0;
  try {
    const result = await runAction({
      inputs: {
        ...COMMON_INPUTS,
        'base-url': 'https://elsewhere.example',
        'poll-interval': '10s',
        timeout: '2m',
      },
      env: { NODE_EXTRA_CA_CERTS: authorityFile, HTTPS_PROXY: `http://me:hunter2@127.0.0.1:${proxy.port}` },
      nodeArguments: ['--import', FAST_TIME],
      onSpawn: (child) =>
        child.once('exit', () => {
          endedAt = performance.now();
        }),
      onLine: (line) => {
        if (endedAt === 0 && /^Outcome: /.test(line)) reportedAt = performance.now();
      },
    });
    return { result, service, proxy, endMs: endedAt - reportedAt };
  } finally {
    await Promise.all([proxy.close(), service.close()]);
    outer.close();
  }
}

describe.concurrent('the bundled action behind a proxy that', () => {
  it.for(PROXY_FAULTS)('$name ends red within 5 s of its report', async (mode, { expect }) => {
    const { result, service, proxy, endMs } = await runThrough(() => mode.behave);
    expect([result.exitCode, result.outputs.outcome]).toEqual([1, 'unavailable']);
    // The last request may be cut short by the end of the time for reads.
    expect(result.printed[0]).toMatch(mode.says);
    expect(endMs).toBeLessThan(END_MS);
    expect(proxy.connections()).toBeGreaterThan(0);
    expect(proxy.connections()).toBeLessThan(MAX_CONNECTIONS);
    expect([proxy.open(), service.requests]).toEqual([0, []]);
    expect([...result.printed, ...result.written].join()).not.toMatch(/hunter2|bWU6aHVudGVyMg/);
  });

  it.for(PROXY_FAULTS)('$name only after the start sends one start', async (mode, { expect }) => {
    const { result, service, proxy, endMs } = await runThrough(
      (kindo, through) => (socket) => (kindo.startRequests() === 0 ? through : mode.behave)(socket),
    );
    expect([result.exitCode, result.outputs.outcome]).toEqual([1, 'unavailable']);
    expect(result.outputs['run-id']).not.toBe('');
    expect(service.startRequests()).toBe(1);
    expect(endMs).toBeLessThan(END_MS);
    expect(proxy.connections()).toBeLessThan(MAX_CONNECTIONS);
    expect(proxy.open()).toBe(0);
  });
});
