import { afterEach, describe, expect, it } from 'vitest';
import { createOctokitFetch } from '../../../src/http/octokit-fetch.ts';
import { createSend } from '../../../src/http/transport.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { type Behaviour, type Loopback, resets, responds, serveBytes } from './loopback.ts';

const MAX_BYTES = 32 * 1024 * 1024;
const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function clientFor(...behaviours: Behaviour[]) {
  const server = await serveBytes(behaviours);
  open.push(server);
  const clock = new FakeClock();
  const controller = new AbortController();
  const limits = { timeoutMs: 1000, signal: controller.signal };
  return { clock, controller, server, fetch: createOctokitFetch({ clock, send: createSend({}) }, limits) };
}

const GET = { method: 'GET' };

describe('the fetch function for Octokit', () => {
  it('sends method, headers and body, and returns what Octokit reads', async () => {
    const { fetch, server, clock } = await clientFor(
      responds(201, 'böse', { 'content-type': 'text/plain', 'x-ratelimit-remaining': '7' }),
    );
    const address = `${server.url}/repos`;
    const response = await fetch(address, { method: 'PATCH', headers: { a: 'b' }, body: '{"ü":1}' });
    expect(response).toMatchObject({ status: 201, statusText: 'Word', url: address });
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-ratelimit-remaining': '7' });
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(await response.text()).toBe('böse');
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe('böse');
    const [head = '', body = ''] = server.requests[0]?.split('\r\n\r\n') ?? [];
    expect(head).toMatch(/^PATCH \/repos HTTP\/1\.1\r\n/);
    expect(head).toMatch(/^a: b\r$/m);
    expect(head).toMatch(/^connection: close$/im);
    expect(Buffer.from(body, 'latin1').toString()).toBe('{"ü":1}');
    expect(clock.armed).toBe(0);
  });

  it('needs only an address and a method', async () => {
    const { fetch, server } = await clientFor(responds(200, 'body'));
    expect(await (await fetch(server.url, GET)).text()).toBe('body');
    expect(server.requests[0]).toMatch(/^GET \/ HTTP/);
  });

  it('leaves no timer if there is no response, and does not mention base-url', async () => {
    const { fetch, server, clock } = await clientFor(resets);
    await expect(fetch(server.url, GET)).rejects.toMatchObject({
      kind: 'unreachable',
      message: 'GitHub got no response: read ECONNRESET',
    });
    await server.close();
    await expect(fetch(server.url, GET)).rejects.toThrow(/nothing listens there: check GITHUB_API_URL, or/);
    expect(clock.armed).toBe(0);
  });

  it('sends nothing after the signal is aborted, and rejects with its reason', async () => {
    const { fetch, server, controller } = await clientFor(responds(200, 'body'));
    const reason = new Error('cancelled');
    controller.abort(reason);
    await expect(fetch(server.url, GET)).rejects.toBe(reason);
    expect(server.connections()).toBe(0);
  });

  it.each([300, 307, 399])('follows no %i', async (status) => {
    const { fetch, server } = await clientFor(responds(status, '', { location: '/elsewhere' }));
    await expect(fetch(server.url, GET)).rejects.toMatchObject({
      kind: 'redirect',
      status,
      message: `GitHub responded with ${status}, a redirect, which is never followed`,
    });
    expect(server.connections()).toBe(1);
  });

  it.each([299, 400])('returns a %i', async (status) => {
    const { fetch, server } = await clientFor(responds(status));
    expect((await fetch(server.url, GET)).status).toBe(status);
  });

  it('reads no more than 32 MiB', async () => {
    const { fetch, server } = await clientFor(
      responds(200, Buffer.alloc(MAX_BYTES)),
      responds(200, Buffer.alloc(MAX_BYTES + 1)),
    );
    expect((await (await fetch(server.url, GET)).arrayBuffer()).byteLength).toBe(MAX_BYTES);
    await expect(fetch(server.url, GET)).rejects.toMatchObject({
      kind: 'undecodable',
      status: null,
      message: 'the response is larger than 32 MiB',
    });
  });
});
