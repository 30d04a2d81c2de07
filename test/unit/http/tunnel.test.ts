import net from 'node:net';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { RequestError } from '../../../src/domain/errors.ts';
import { createHttp } from '../../../src/http/json-client.ts';
import { createSend } from '../../../src/http/transport.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { type Behaviour, type Loopback, serveBytes } from './loopback.ts';
import { PROXY_FAULTS, tunnelsTo } from './proxy-behaviours.ts';
import { type Identities, makeIdentities, respondsAs, serveTls, type TlsLoopback } from './tls-loopback.ts';

const LIMIT_MS = 30_000;
const KEY = 'key-0123456789abcdef';

const usual = tls.getCACertificates('default');
const open: Pick<Loopback, 'close'>[] = [];
let identities: Identities;

beforeAll(async () => {
  identities = await makeIdentities();
  tls.setDefaultCACertificates([...usual, identities.authority]);
  // Those of the machine that the tests run on.
  for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, undefined);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
afterAll(() => {
  tls.setDefaultCACertificates(usual);
  vi.unstubAllEnvs();
});

async function serveProxy(...behaviours: Behaviour[]): Promise<Loopback> {
  const proxy = await serveBytes(behaviours);
  open.push(proxy);
  return proxy;
}

async function serveService(identity = identities.ofAnotherHost): Promise<TlsLoopback & { port: number }> {
  const service = await serveTls([respondsAs(identity, 200, { a: 1 })]);
  open.push(service);
  return { ...service, port: Number(new URL(service.url).port) };
}

/** A client whose requests go through the proxy of these variables. */
function client(variables: Readonly<Record<string, string>>, baseUrl = 'https://elsewhere.example') {
  const clock = new FakeClock();
  const controller = new AbortController();
  let sent = 0;
  const http = createHttp({
    clock,
    send: createSend(variables),
    onExchange: () => undefined,
    baseUrl,
    headers: { authorization: `Bearer ${KEY}` },
    redact: createRedact([KEY]),
    errorMessage: () => null,
  });
  const call = () =>
    http(
      { method: 'POST', path: '/v1/things', body: '{}' },
      {
        timeoutMs: LIMIT_MS,
        signal: controller.signal,
        onSent: () => {
          sent += 1;
        },
      },
    );
  const errorOf = () =>
    call().then(
      () => expect.fail('there was a response'),
      (error: unknown) => error,
    );
  return { clock, controller, call, errorOf, sent: () => sent };
}

describe('a request through a proxy', () => {
  it('reaches the host, and is sent once', async () => {
    const service = await serveService();
    const proxy = await serveProxy(tunnelsTo(service.port));
    const { call, sent } = client({ HTTPS_PROXY: proxy.url });
    expect((await call()).body).toEqual({ a: 1 });
    expect([service.requests.length, sent()]).toEqual([1, 1]);
    expect(service.requests[0]).toMatch(/^host: elsewhere\.example\r$/im);
    expect(service.protocols).toEqual(['http/1.1']);
    expect(proxy.requests).toEqual([
      'CONNECT elsewhere.example:443 HTTP/1.1\r\nhost: elsewhere.example:443\r\nConnection: close\r\n\r\n',
    ]);
    await expect.poll(() => proxy.open()).toBe(0);
  });

  it('sends user name and password, decoded, to the proxy and not to the host', async () => {
    const service = await serveService();
    const proxy = await serveProxy(tunnelsTo(service.port));
    await client({ HTTPS_PROXY: `http://me%40corp:p%3Aw%25@127.0.0.1:${proxy.port}` }).call();
    const credentials = Buffer.from('me@corp:p:w%').toString('base64');
    expect(proxy.requests[0]).toContain(`proxy-authorization: Basic ${credentials}\r\n`);
    expect(proxy.requests[0]).not.toContain(KEY);
    expect(service.requests[0]).not.toContain('proxy-authorization');
  });

  it('treats a proxy without a scheme as an http proxy', async () => {
    const service = await serveService();
    const proxy = await serveProxy(tunnelsTo(service.port));
    expect((await client({ https_proxy: `localhost:${proxy.port}` }).call()).body).toEqual({ a: 1 });
  });

  it('uses TLS to an https proxy, and TLS to the host inside the tunnel', async () => {
    const service = await serveService();
    const inner = await serveProxy(tunnelsTo(service.port));
    const outer = tls.createServer(identities.good, (socket) => {
      const proxy = net.connect(inner.port, '127.0.0.1');
      for (const end of [socket, proxy]) end.on('error', () => end.destroy());
      socket.pipe(proxy).pipe(socket);
    });
    await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => outer.close(() => resolve())) });
    const address = outer.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect((await client({ HTTPS_PROXY: `https://localhost:${port}` }).call()).body).toEqual({ a: 1 });
    expect([service.requests.length, inner.requests.length]).toEqual([1, 1]);
  });

  it('uses a tunnel for an http host, too', async () => {
    const host = await serveBytes([(socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')]);
    open.push(host);
    const proxy = await serveProxy(tunnelsTo(host.port));
    const { call, sent } = client({ HTTP_PROXY: proxy.url }, 'http://gitea.test:3000');
    expect((await call()).body).toEqual({});
    expect(proxy.requests[0]).toMatch(/^CONNECT gitea\.test:3000 /);
    expect([host.requests.length, sent()]).toEqual([1, 1]);
    expect(host.requests[0]).toMatch(/^host: gitea\.test:3000\r$/im);
  });

  it('to loopback is direct, whatever the variables are', async () => {
    const proxy = await serveProxy((socket) => socket.end());
    const host = await serveBytes([(socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')]);
    open.push(host);
    const variables = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NODE_USE_ENV_PROXY: '1' };
    for (const name of ['127.0.0.1', 'localhost']) {
      expect((await client(variables, `http://${name}:${host.port}`).call()).body).toEqual({});
    }
    expect(proxy.connections()).toBe(0);
  });

  it('is not sent to a host with the certificate of another, and the error names both possible causes', async () => {
    const service = await serveService(identities.good);
    const proxy = await serveProxy(tunnelsTo(service.port));
    const { errorOf, sent } = client({ HTTPS_PROXY: proxy.url });
    expect(await errorOf()).toMatchObject({
      permanent: true,
      message: expect.stringContaining('the certificate is for another host: check base-url and HTTPS_PROXY'),
    });
    expect([service.requests, sent()]).toEqual([[], 0]);
  });

  it('is lost, and may have arrived, after the TLS connection is established [F5]', async () => {
    const service = await serveTls([
      (socket) => {
        const secure = new tls.TLSSocket(socket, { isServer: true, ...identities.ofAnotherHost });
        secure.on('error', () => socket.destroy());
        secure.once('data', () => socket.resetAndDestroy());
      },
    ]);
    open.push(service);
    const proxy = await serveProxy(tunnelsTo(Number(new URL(service.url).port)));
    const { errorOf, sent } = client({ HTTPS_PROXY: proxy.url });
    const error = await errorOf();
    expect(error).toMatchObject({ kind: 'unreachable', permanent: false });
    expect(String(error)).not.toContain('proxy');
    expect(sent()).toBe(1);
  });
});

describe('a proxy that', () => {
  it.each(PROXY_FAULTS)('$name is named in the error, and leaves no connection', async (mode) => {
    const hang: { clock?: FakeClock } = {};
    const proxy = await serveProxy((socket) => {
      mode.behave(socket);
      const pass = () => hang.clock?.advance(LIMIT_MS);
      if (mode.isEndless === 'before') setImmediate(pass);
      if (mode.isEndless === 'after') socket.once('data', pass);
    });
    const { errorOf, clock, sent } = client({ HTTPS_PROXY: `http://me:hunter2@127.0.0.1:${proxy.port}` });
    hang.clock = clock;
    const error = await errorOf();
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({
      kind: 'unreachable',
      status: null,
      permanent: mode.isPermanent ?? false,
      message: expect.stringMatching(mode.says),
    });
    expect(String(error)).toContain(`127.0.0.1:${proxy.port}`);
    expect(String(error)).not.toMatch(/hunter2|bWU6aHVudGVyMg/);
    expect([proxy.connections(), sent(), clock.armed]).toEqual([1, 0, 0]);
    await expect.poll(() => proxy.open()).toBe(0);
  });

  it('never responds does not delay a cancelled step', async () => {
    const reason = new Error('the job was cancelled');
    const proxy = await serveProxy(() => setImmediate(() => controller.abort(reason)));
    const { errorOf, controller } = client({ HTTPS_PROXY: proxy.url });
    expect(await errorOf()).toBe(reason);
    await expect.poll(() => proxy.open()).toBe(0);
  });

  it('refuses without a body is named with its status', async () => {
    const proxy = await serveProxy((socket) => socket.end('HTTP/1.1 403 No\r\n\r\n'));
    expect(String(await client({ HTTPS_PROXY: proxy.url }).errorOf())).toMatch(/refused .* with status 403/);
    await expect.poll(() => proxy.open()).toBe(0);
  });

  it('does not exist is named, and not base-url', async () => {
    const proxy = await serveProxy();
    await proxy.close();
    expect(await client({ HTTPS_PROXY: proxy.url }).errorOf()).toMatchObject({
      permanent: false,
      message: expect.stringMatching(/ECONNREFUSED.*; nothing listens there: check HTTPS_PROXY, or/),
    });
  });

  it('does not use TLS although its address is https is named', async () => {
    const plain = await serveTls([
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 No\r\n\r\n')),
    ]);
    open.push(plain);
    expect(await client({ HTTPS_PROXY: plain.url }).errorOf()).toMatchObject({
      permanent: true,
      message: expect.stringContaining('the port does not use TLS: check the port in HTTPS_PROXY'),
    });
  });
});
