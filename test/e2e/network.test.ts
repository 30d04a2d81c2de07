import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { COMMON_INPUTS } from '../../demo/scenarios.ts';
import { DEMO_RUN, type KindoService, startKindoService } from '../../fakes/kindo/service.ts';
import { type ActionResult, runAction } from '../../fakes/runner/action-run.ts';
import { startPullRequestJob } from '../../fakes/runner/pull-request-job.ts';
import { type Identities, makeIdentities } from '../unit/http/tls-loopback.ts';

const PASSED = { pendingMs: 0, result: 'pass', steps: [{ name: 'Scan', result: 'pass', explanation: null }] };

const REMOTE_HOST = fileURLToPath(new URL('preload/remote-host.mjs', import.meta.url));

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

interface World {
  readonly service: KindoService;
  /** The service over TLS. */
  readonly port: number;
  /** How many connections to it were opened. */
  readonly connections: () => number;
  readonly proxy: Proxy;
}

interface Proxy {
  /** Without credentials. */
  readonly address: string;
  /** What it was asked to connect to, and with which credentials. */
  readonly asked: readonly string[];
}

/** The service behind TLS, and a proxy that tunnels, or answers with this status. */
async function withWorld<T>(
  proxyStatus: number,
  work: (world: World) => Promise<T>,
  identity = identities.good,
): Promise<T> {
  const service = await startKindoService({ run: { ...DEMO_RUN, takesMs: 0, evals: PASSED } });
  const inner = Number(new URL(service.url).port);
  let connections = 0;
  const outer = tls.createServer(identity, (socket) => tunnel(socket, inner));
  outer.on('connection', () => {
    connections += 1;
  });
  const asked: string[] = [];
  const proxy = http.createServer();
  proxy.on('connect', (request, socket: net.Socket) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? 'without credentials'}`);
    if (proxyStatus === 200) {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      tunnel(socket, Number(request.url?.split(':')[1]));
    } else {
      socket.end(`HTTP/1.1 ${proxyStatus} Word\r\ncontent-length: 0\r\n\r\n`);
    }
  });
  const [port, proxyPort] = await Promise.all([listen(outer), listen(proxy)]);
  try {
    return await work({
      service,
      port,
      connections: () => connections,
      proxy: { address: `127.0.0.1:${proxyPort}`, asked },
    });
  } finally {
    outer.close();
    proxy.close();
    proxy.closeAllConnections();
    await service.close();
  }
}

function tunnel(socket: net.Socket, port: number): void {
  const other = net.connect(port, '127.0.0.1');
  for (const end of [socket, other]) end.on('error', () => end.destroy());
  socket.pipe(other).pipe(socket);
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function run(
  { port }: World,
  env: Readonly<Record<string, string>>,
  host = 'localhost',
): Promise<ActionResult> {
  return runAction({
    inputs: { ...COMMON_INPUTS, 'base-url': `https://${host}:${port}` },
    env,
    nodeArguments: ['--import', REMOTE_HOST],
  });
}

// Before 24.6 Node had only the option.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const USE_SYSTEM_CA: Readonly<Record<string, string>> =
  major > 24 || minor >= 6 ? { NODE_USE_SYSTEM_CA: '1' } : { NODE_OPTIONS: '--use-system-ca' };

/** The service under a name that is not loopback: requests to loopback never go through a proxy. */
const REMOTE = 'elsewhere.example';

function withRemote<T>(proxyStatus: number, work: (world: World) => Promise<T>): Promise<T> {
  return withWorld(proxyStatus, work, identities.ofAnotherHost);
}

describe.concurrent('the bundled action', () => {
  it('trusts an authority that NODE_EXTRA_CA_CERTS names [T16]', ({ expect }) =>
    withWorld(200, async (world) => {
      const { outputs, exitCode } = await run(world, { NODE_EXTRA_CA_CERTS: authorityFile });
      expect([outputs.outcome, exitCode]).toEqual(['passed', 0]);
      expect(world.service.startRequests()).toBe(1);
    }));

  it('sends nothing to a service whose authority nobody knows, and names NODE_EXTRA_CA_CERTS [F10]', ({
    expect,
  }) =>
    withWorld(200, async (world) => {
      const { outputs, exitCode } = await run(world, {});
      expect([outputs.outcome, exitCode]).toEqual(['unavailable', 1]);
      expect(outputs.reason).toMatch(/NODE_EXTRA_CA_CERTS/);
      expect([world.service.requests, world.connections()]).toEqual([[], 1]);
    }));

  it('does not even connect where certificates would not be checked [F119 T14]', ({ expect }) =>
    withWorld(200, async (world) => {
      const { outputs, exitCode } = await run(world, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
      expect([outputs.outcome, exitCode]).toEqual(['invalid-input', 1]);
      expect(outputs.reason).toMatch(/NODE_TLS_REJECT_UNAUTHORIZED is 0/);
      expect([world.service.requests, world.connections()]).toEqual([[], 0]);
    }));

  it('trusts an authority of the machine with NODE_USE_SYSTEM_CA', ({ expect }) =>
    withWorld(200, async (world) => {
      const { outputs } = await run(world, { ...USE_SYSTEM_CA, SSL_CERT_FILE: authorityFile });
      expect(outputs.outcome).toBe('passed');
    }));

  it.for([
    ['HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS'],
    ['https_proxy', 'SSL_CERT_FILE'],
  ] as const)('goes through the proxy of %s by itself [F120 T34]', ([name, authorities], { expect }) =>
    withRemote(200, async (world) => {
      const { address, asked } = world.proxy;
      const env = {
        ...USE_SYSTEM_CA,
        [authorities]: authorityFile,
        [name]: `http://me:hunter2@${address}`,
      };
      const { outputs } = await run(world, env, REMOTE);
      expect(outputs.outcome).toBe('passed');
      expect(asked).toHaveLength(world.service.requests.length);
      const credentials = `Basic ${Buffer.from('me:hunter2').toString('base64')}`;
      expect(new Set(asked)).toEqual(new Set([`${REMOTE}:${world.port} ${credentials}`]));
      expect(world.service.startRequests()).toBe(1);
    }),
  );

  it('never goes to loopback through a proxy, though NODE_USE_ENV_PROXY is 1', ({ expect }) =>
    withWorld(502, async (world) => {
      const proxy = `http://${world.proxy.address}`;
      const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
      const secure = await run(world, { ...env, NODE_EXTRA_CA_CERTS: authorityFile });
      const plain = await runAction({ inputs: { ...COMMON_INPUTS, 'base-url': world.service.url }, env });
      expect([secure.outputs.outcome, plain.outputs.outcome]).toEqual(['passed', 'passed']);
      expect(world.proxy.asked).toEqual([]);
    }));

  it.for(['not a url', 'socks5://127.0.0.1:1080'])(
    'sends nothing where HTTPS_PROXY is %s, and says so',
    (HTTPS_PROXY, { expect }) =>
      withWorld(200, async (world) => {
        const { outputs, exitCode } = await run(world, { HTTPS_PROXY });
        expect([outputs.outcome, exitCode]).toEqual(['invalid-input', 1]);
        expect(outputs.reason).toContain(`HTTPS_PROXY "${HTTPS_PROXY}"`);
        expect([world.service.requests, world.connections()]).toEqual([[], 0]);
      }),
  );

  it('says which entries of NO_PROXY it ignores', ({ expect }) =>
    withRemote(200, async (world) => {
      const env = { NODE_EXTRA_CA_CERTS: authorityFile, HTTPS_PROXY: `http://${world.proxy.address}` };
      const { outputs, lines } = await run(world, { ...env, NO_PROXY: '*.example,10.0.0.0/8' }, REMOTE);
      expect(outputs.outcome).toBe('passed');
      expect(lines.join('\n')).toContain('entries of NO_PROXY are ignored: "*.example", "10.0.0.0/8".');
      expect(world.proxy.asked).not.toEqual([]);
    }));

  it('reads from GitHub through the proxy, too', ({ expect }) =>
    withWorld(200, async (world) => {
      const job = await startPullRequestJob({});
      try {
        const { address, asked } = world.proxy;
        const host = `api.github.test:${new URL(job.env.GITHUB_API_URL ?? '').port}`;
        const { outputs } = await runAction({
          inputs: {
            ...COMMON_INPUTS,
            ...job.inputs,
            'base-url': world.service.url,
            inputs: '',
            'inputs-from': 'query: pr:diff',
          },
          env: {
            ...job.env,
            GITHUB_API_URL: `http://${host}`,
            HTTP_PROXY: `http://${address}`,
            NO_PROXY: '127.0.0.1',
          },
        });
        expect(outputs.outcome).toBe('passed');
        // The pull request, the diff, and the head at the end.
        expect(asked).toEqual(Array(3).fill(`${host} without credentials`));
      } finally {
        await job.close();
      }
    }));

  it.for([REMOTE, '*', 'localhost,.example'])(
    'goes around the proxy where NO_PROXY is %s [F121]',
    (NO_PROXY, { expect }) =>
      withRemote(502, async (world) => {
        const env = {
          NODE_EXTRA_CA_CERTS: authorityFile,
          HTTPS_PROXY: `http://${world.proxy.address}`,
          NO_PROXY,
        };
        const { outputs } = await run(world, env, REMOTE);
        expect(outputs.outcome).toBe('passed');
        expect(world.proxy.asked).toEqual([]);
      }),
  );

  it('says that the proxy refused it, asks it once, and shows none of its credentials [F32]', ({ expect }) =>
    withRemote(407, async (world) => {
      const HTTPS_PROXY = `http://me:hunter2@${world.proxy.address}`;
      const { outputs, printed, written } = await run(world, { HTTPS_PROXY }, REMOTE);
      expect(outputs.outcome).toBe('unavailable');
      expect(outputs.reason).toMatch(/407.*check those in HTTPS_PROXY/);
      expect(world.proxy.asked).toHaveLength(1);
      expect([...printed, ...written].join()).not.toMatch(/hunter2|bWU6aHVudGVyMg/);
      expect(world.service.requests).toEqual([]);
    }));
});
