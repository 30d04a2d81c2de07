import dns from 'node:dns';
import net from 'node:net';
import tls from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openSocket } from '../../../src/http/connect.ts';
import { createHttp, type Http } from '../../../src/http/json-client.ts';
import { createSend } from '../../../src/http/transport.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const servers: net.Server[] = [];
const usualLookup = dns.lookup;

afterEach(async () => {
  Reflect.set(dns, 'lookup', usualLookup);
  await Promise.all(
    servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
  );
});

async function serveOn(address: string): Promise<number> {
  const server = net.createServer((socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')),
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

function clientOf(baseUrl: string): () => ReturnType<Http> {
  const http = createHttp({
    clock: new FakeClock(),
    send: createSend({}),
    onExchange: () => {},
    baseUrl,
    headers: {},
    redact: createRedact(['key-0123456789']),
    errorMessage: () => null,
  });
  return () =>
    http({ method: 'GET', path: '/' }, { timeoutMs: 30_000, signal: new AbortController().signal });
}

/** Has every name stand for these addresses. */
function resolveTo(addresses: readonly dns.LookupAddress[]): ReturnType<typeof vi.fn> {
  const lookup = vi.fn((_name, _options, callback) => callback(null, addresses));
  Reflect.set(dns, 'lookup', lookup);
  return lookup;
}

describe('a host', () => {
  it.each(['127.0.0.1', '::1'])('is reached at its only address %s [F122]', async (address) => {
    const port = await serveOn(address);
    const family = net.isIP(address);
    resolveTo([{ address, family }]);
    expect(await clientOf(`http://service.test:${port}`)()).toMatchObject({ body: {} });
  });

  it('is reached at its second address if the first does not respond [F122]', async () => {
    const port = await serveOn('127.0.0.1');
    resolveTo([
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ]);
    expect(await clientOf(`http://service.test:${port}`)()).toMatchObject({ body: {} });
  });

  it('has 2.5 s for each of its addresses [F9]', async () => {
    const port = await serveOn('127.0.0.1');
    const connect = vi.spyOn(net, 'connect');
    await clientOf(`http://127.0.0.1:${port}`)();
    expect(connect).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ host: '127.0.0.1', port, autoSelectFamilyAttemptTimeout: 2500 }),
    );
    connect.mockRestore();
  });

  it('that does not respond is reported with all of its addresses [F9]', async () => {
    const port = await serveOn('127.0.0.1');
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    resolveTo([
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ]);
    await expect(clientOf(`http://service.test:${port}`)()).rejects.toThrow(
      `connect ECONNREFUSED ::1:${port}, connect ECONNREFUSED 127.0.0.1:${port}; nothing listens there`,
    );
  });

  it.each([
    ['127.0.0.1', '127.0.0.1', ''],
    ['[::1]', '::1', ''],
    ['service.test', 'service.test', 'service.test'],
  ])('%s is the server name of TLS', (hostname, host, servername) => {
    const connect = vi.spyOn(tls, 'connect').mockReturnValue(new tls.TLSSocket(new net.Socket()));
    openSocket({ protocol: 'https:', hostname, port: '' });
    expect(connect).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ host, servername, port: 443, autoSelectFamilyAttemptTimeout: 2500 }),
    );
    connect.mockRestore();
  });

  it('is resolved for every request, because its address may change [F87]', async () => {
    const port = await serveOn('127.0.0.1');
    const lookup = resolveTo([{ address: '127.0.0.1', family: 4 }]);
    const ask = clientOf(`http://service.test:${port}`);
    await ask();
    await ask();
    await ask();
    expect(lookup).toHaveBeenCalledTimes(3);
  });
});
