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

interface Setup {
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
  /** The hosts of its CONNECT requests, and their credentials. */
  readonly asked: readonly string[];
}

/** The service behind TLS, and a proxy that tunnels, or responds with this status. */
async function withSetup<T>(
  proxyStatus: number,
  work: (setup: Setup) => Promise<T>,
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
  { port }: Setup,
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

function withRemote<T>(proxyStatus: number, work: (setup: Setup) => Promise<T>): Promise<T> {
  return withSetup(proxyStatus, work, identities.ofAnotherHost);
}

describe.concurrent('the bundled action', () => {
  it('trusts a certificate authority from NODE_EXTRA_CA_CERTS [T16]', ({ expect }) =>
    withSetup(200, async (setup) => {
      const { outputs, exitCode } = await run(setup, { NODE_EXTRA_CA_CERTS: authorityFile });
      expect([outputs.outcome, exitCode]).toEqual(['passed', 0]);
      expect(setup.service.startRequests()).toBe(1);
    }));

  it('sends nothing to a service with an unknown certificate authority, and names NODE_EXTRA_CA_CERTS [F10]', ({
    expect,
  }) =>
    withSetup(200, async (setup) => {
      const { outputs, exitCode } = await run(setup, {});
      expect([outputs.outcome, exitCode]).toEqual(['unavailable', 1]);
      expect(outputs.reason).toMatch(/NODE_EXTRA_CA_CERTS/);
      expect([setup.service.requests, setup.connections()]).toEqual([[], 1]);
    }));

  it('does not connect if certificates would not be checked [F119 T14]', ({ expect }) =>
    withSetup(200, async (setup) => {
      const { outputs, exitCode } = await run(setup, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
      expect([outputs.outcome, exitCode]).toEqual(['invalid-input', 1]);
      expect(outputs.reason).toMatch(/NODE_TLS_REJECT_UNAUTHORIZED is 0/);
      expect([setup.service.requests, setup.connections()]).toEqual([[], 0]);
    }));

  it('trusts the certificate authorities of the machine with NODE_USE_SYSTEM_CA', ({ expect }) =>
    withSetup(200, async (setup) => {
      const { outputs } = await run(setup, { ...USE_SYSTEM_CA, SSL_CERT_FILE: authorityFile });
      expect(outputs.outcome).toBe('passed');
    }));

  it.for([
    ['HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS'],
    ['https_proxy', 'SSL_CERT_FILE'],
  ] as const)('uses the proxy of %s without any Node option [F120 T34]', ([name, authorities], { expect }) =>
    withRemote(200, async (setup) => {
      const { address, asked } = setup.proxy;
      const env = {
        ...USE_SYSTEM_CA,
        [authorities]: authorityFile,
        [name]: `http://me:hunter2@${address}`,
      };
      const { outputs } = await run(setup, env, REMOTE);
      expect(outputs.outcome).toBe('passed');
      expect(asked).toHaveLength(setup.service.requests.length);
      const credentials = `Basic ${Buffer.from('me:hunter2').toString('base64')}`;
      expect(new Set(asked)).toEqual(new Set([`${REMOTE}:${setup.port} ${credentials}`]));
      expect(setup.service.startRequests()).toBe(1);
    }),
  );

  it('never uses a proxy for loopback, even if NODE_USE_ENV_PROXY is 1', ({ expect }) =>
    withSetup(502, async (setup) => {
      const proxy = `http://${setup.proxy.address}`;
      const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
      const secure = await run(setup, { ...env, NODE_EXTRA_CA_CERTS: authorityFile });
      const plain = await runAction({ inputs: { ...COMMON_INPUTS, 'base-url': setup.service.url }, env });
      expect([secure.outputs.outcome, plain.outputs.outcome]).toEqual(['passed', 'passed']);
      expect(setup.proxy.asked).toEqual([]);
    }));

  it.for(['not a url', 'socks5://127.0.0.1:1080'])(
    'sends nothing, and reports why, if HTTPS_PROXY is %s',
    (HTTPS_PROXY, { expect }) =>
      withSetup(200, async (setup) => {
        const { outputs, exitCode } = await run(setup, { HTTPS_PROXY });
        expect([outputs.outcome, exitCode]).toEqual(['invalid-input', 1]);
        expect(outputs.reason).toContain(`HTTPS_PROXY "${HTTPS_PROXY}"`);
        expect([setup.service.requests, setup.connections()]).toEqual([[], 0]);
      }),
  );

  it('logs which entries of NO_PROXY it ignores', ({ expect }) =>
    withRemote(200, async (setup) => {
      const env = { NODE_EXTRA_CA_CERTS: authorityFile, HTTPS_PROXY: `http://${setup.proxy.address}` };
      const { outputs, lines } = await run(setup, { ...env, NO_PROXY: '*.example,10.0.0.0/8' }, REMOTE);
      expect(outputs.outcome).toBe('passed');
      expect(lines.join('\n')).toContain('entries of NO_PROXY are ignored: "*.example", "10.0.0.0/8".');
      expect(setup.proxy.asked).not.toEqual([]);
    }));

  it('reads from GitHub through the proxy, too', ({ expect }) =>
    withSetup(200, async (setup) => {
      const job = await startPullRequestJob({});
      try {
        const { address, asked } = setup.proxy;
        const host = `api.github.test:${new URL(job.env.GITHUB_API_URL ?? '').port}`;
        const { outputs } = await runAction({
          inputs: {
            ...COMMON_INPUTS,
            ...job.inputs,
            'base-url': setup.service.url,
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
    'bypasses the proxy if NO_PROXY is %s [F121]',
    (NO_PROXY, { expect }) =>
      withRemote(502, async (setup) => {
        const env = {
          NODE_EXTRA_CA_CERTS: authorityFile,
          HTTPS_PROXY: `http://${setup.proxy.address}`,
          NO_PROXY,
        };
        const { outputs } = await run(setup, env, REMOTE);
        expect(outputs.outcome).toBe('passed');
        expect(setup.proxy.asked).toEqual([]);
      }),
  );

  it('reports that the proxy refused it, requests once, and shows no credential of the proxy [F32]', ({
    expect,
  }) =>
    withRemote(407, async (setup) => {
      const HTTPS_PROXY = `http://me:hunter2@${setup.proxy.address}`;
      const { outputs, printed, written } = await run(setup, { HTTPS_PROXY }, REMOTE);
      expect(outputs.outcome).toBe('unavailable');
      expect(outputs.reason).toMatch(/407.*check those in HTTPS_PROXY/);
      expect(setup.proxy.asked).toHaveLength(1);
      expect([...printed, ...written].join()).not.toMatch(/hunter2|bWU6aHVudGVyMg/);
      expect(setup.service.requests).toEqual([]);
    }));
});
