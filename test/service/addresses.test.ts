import dns from 'node:dns';
import net from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { prepareNetwork } from '../../src/platform/network.ts';
import { createHttp, type Http } from '../../src/service/http.ts';
import { FakeClock } from '../support/fake-clock.ts';

const servers: net.Server[] = [];
const usualLookup = dns.lookup;
const patience = net.getDefaultAutoSelectFamilyAttemptTimeout();

afterEach(async () => {
  Reflect.set(dns, 'lookup', usualLookup);
  net.setDefaultAutoSelectFamilyAttemptTimeout(patience);
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
    onExchange: () => {},
    baseUrl,
    headers: {},
    secret: 'key-0123456789',
    errorWords: () => null,
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
  it.each(['127.0.0.1', '::1'])('is reached at its only address %s', async (address) => {
    const port = await serveOn(address);
    const family = net.isIP(address);
    resolveTo([{ address, family }]);
    expect(await clientOf(`http://service.test:${port}`)()).toMatchObject({ body: {} });
  });

  it('is reached at its second address where nothing answers at the first', async () => {
    prepareNetwork({});
    const port = await serveOn('127.0.0.1');
    resolveTo([
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ]);
    expect(await clientOf(`http://service.test:${port}`)()).toMatchObject({ body: {} });
  });

  it('is looked up anew for every request, since it may have moved', async () => {
    const port = await serveOn('127.0.0.1');
    const lookup = resolveTo([{ address: '127.0.0.1', family: 4 }]);
    const ask = clientOf(`http://service.test:${port}`);
    await ask();
    await ask();
    await ask();
    expect(lookup).toHaveBeenCalledTimes(3);
  });
});
