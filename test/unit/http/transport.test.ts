import { execFile } from 'node:child_process';
import http from 'node:http';
import type net from 'node:net';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { describe as describeError } from '../../../src/domain/errors.ts';
import type { OutgoingRequest } from '../../../src/http/send.ts';
import { createSend } from '../../../src/http/transport.ts';
import { type Behaviour, type Loopback, responds, sends, serveBytes } from './loopback.ts';
import { endsHandshake, type Identities, makeIdentities, respondsAs, serveTls } from './tls-loopback.ts';

const MIB = 1024 * 1024;
const usual = tls.getCACertificates('default');
const open: Pick<Loopback, 'close'>[] = [];
let identities: Identities;

beforeAll(async () => {
  identities = await makeIdentities();
  tls.setDefaultCACertificates([...usual, identities.authority]);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((server) => server.close()));
});
afterAll(() => tls.setDefaultCACertificates(usual));

async function serve(...behaviours: Behaviour[]): Promise<Loopback> {
  const server = await serveBytes(behaviours);
  open.push(server);
  return server;
}

interface Sending {
  readonly url: string;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** Sends one request, and records when it may have arrived. */
function send({ url, body, signal = new AbortController().signal }: Sending) {
  let sent = 0;
  const request: OutgoingRequest = {
    method: body === undefined ? 'GET' : 'POST',
    url: new URL(url),
    headers: {},
    body: body ?? null,
    maxMiB: 1,
    signal,
    onSent: () => {
      sent += 1;
    },
  };
  const response = createSend({})(request);
  const error = () =>
    response.then(
      () => expect.fail('there was a response'),
      (thrown: unknown) => thrown,
    );
  return { response, error, sent: () => sent };
}

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';

describe('the body of a response', () => {
  it('is requested as gzip and br', async () => {
    const server = await serve(sends(OK));
    await send({ url: server.url }).response;
    expect(server.requests[0]).toMatch(/^accept-encoding: gzip, br\r$/im);
  });

  it.each([
    ['gzip', gzipSync('{"a":1}')],
    ['x-gzip', gzipSync('{"a":1}')],
    ['br', brotliCompressSync('{"a":1}')],
    ['identity', Buffer.from('{"a":1}')],
  ])('is decompressed: %s', async (coding, bytes) => {
    const server = await serve(responds(200, bytes, { 'content-encoding': coding }));
    const { body } = await send({ url: server.url }).response;
    expect(body.toString()).toBe('{"a":1}');
  });

  it.each(['gzip', 'br'])('may be empty with the coding %s', async (coding) => {
    const server = await serve(responds(200, '', { 'content-encoding': coding }));
    expect((await send({ url: server.url }).response).body).toHaveLength(0);
  });

  it.each([
    ['gzip', gzipSync('{"a":1}')],
    ['br', brotliCompressSync('{"a":1}')],
  ])('is incomplete if its %s ends early', async (coding, bytes) => {
    const part = bytes.subarray(0, bytes.length - 3);
    const server = await serve(responds(200, part, { 'content-encoding': coding }));
    expect(await send({ url: server.url }).error()).toMatchObject({
      message: 'the response cannot be decompressed',
      cause: { message: expect.stringMatching(/unexpected end|decompress/i) },
    });
  });

  it.each([
    ['deflate', deflateSync('{}')],
    ['toString', Buffer.from('{}')],
    ['gzip, gzip', gzipSync(gzipSync('{}'))],
  ])('is refused in the coding %s [F26]', async (coding, bytes) => {
    const server = await serve(responds(200, bytes, { 'content-encoding': coding }));
    expect(await send({ url: server.url }).error()).toMatchObject({
      kind: 'undecodable',
      message: `the response is compressed as "${coding}", and only gzip and br are accepted: check for a proxy that compresses responses`,
    });
    await expect.poll(() => server.open()).toBe(0);
  });

  it('is refused with two codings in two headers', async () => {
    const server = await serve(
      sends('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-encoding: gzip\r\n\r\n{}'),
    );
    expect(await send({ url: server.url }).error()).toMatchObject({ kind: 'undecodable' });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('is limited after it is decompressed from %s', async (coding, compress) => {
    const largest = await serve(
      responds(200, compress(Buffer.alloc(MIB, ' ')), { 'content-encoding': coding }),
    );
    expect((await send({ url: largest.url }).response).body).toHaveLength(MIB);
    const larger = await serve(
      responds(200, compress(Buffer.alloc(MIB + 1, ' ')), { 'content-encoding': coding }),
    );
    expect(await send({ url: larger.url }).error()).toMatchObject({
      kind: 'undecodable',
      message: 'the response is larger than 1 MiB',
    });
  });

  it.each([
    ['of a known length', 'content-length: 40\r\n\r\n{"runId":"'],
    ['in chunks', 'transfer-encoding: chunked\r\n\r\na\r\n{"runId":"\r\n'],
  ])('is incomplete if one %s is cut', async (_, rest) => {
    const server = await serve(sends(`HTTP/1.1 200 OK\r\n${rest}`));
    expect(String(await send({ url: server.url }).error())).toContain('the response is incomplete');
  });

  it('is incomplete if it ends with a reset', async () => {
    const server = await serve((socket) =>
      socket.write('HTTP/1.1 200 OK\r\n\r\n{"a":1}', () => setImmediate(() => socket.resetAndDestroy())),
    );
    expect(describeError(await send({ url: server.url }).error())).toContain('ECONNRESET');
  });
});

describe('a header that affects the body or the retry', () => {
  it.each([
    ['age', '0', '86400'],
    ['retry-after', '1', '100'],
    ['date', 'Thu, 12 Mar 2026 20:00:00 GMT', 'Thu, 12 Mar 2026 21:00:00 GMT'],
  ])('contradicts itself: %s', async (name, one, other) => {
    const twice = (second: string) =>
      sends(`HTTP/1.1 200 OK\r\n${name}: ${one}\r\n${name}: ${second}\r\ncontent-length: 2\r\n\r\n{}`);
    const server = await serve(twice(other), twice(one));
    expect(await send({ url: server.url }).error()).toMatchObject({
      kind: 'undecodable',
      message: `the response has 2 different headers "${name}": check for a proxy that changes responses`,
    });
    expect((await send({ url: server.url }).response).headers.get(name)).toBe(one);
  });

  it('contradicts itself: content-length', async () => {
    const server = await serve(sends('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{} '));
    expect(String(await send({ url: server.url }).error())).toContain('Content-Length');
  });

  it('is joined with another of its name if several are allowed', async () => {
    const server = await serve(
      sends('HTTP/1.1 200 OK\r\nlink: <a>\r\nLink: <b>\r\ncontent-length: 2\r\n\r\n{}'),
    );
    const { status, statusText, headers } = await send({ url: server.url }).response;
    expect([status, statusText, headers.get('link')]).toEqual([200, 'OK', '<a>, <b>']);
  });
});

describe('a response before the last one', () => {
  it.each([100, 102, 103])('is ignored: %i', async (status) => {
    const server = await serve(sends(`HTTP/1.1 ${status} Word\r\nlink: </x>\r\n\r\n${OK}`));
    expect((await send({ url: server.url, body: '{}' }).response).status).toBe(200);
  });

  it('is ignored at most 16 times', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\n\r\n';
    const server = await serve(sends(`${early.repeat(16)}${OK}`), sends(`${early.repeat(17)}${OK}`));
    expect((await send({ url: server.url }).response).status).toBe(200);
    const { error, sent } = send({ url: server.url });
    expect(String(await error())).toContain('unexpected interim response 103');
    expect(sent()).toBe(1);
    await expect.poll(() => server.open()).toBe(0);
  });

  it.each([
    ['as it should be', 'upgrade: x\r\nconnection: upgrade\r\n'],
    ['without a protocol', ''],
  ])('is refused if it changes the protocol, %s', async (_, headers) => {
    const server = await serve((socket) => socket.write(`HTTP/1.1 101 Switching\r\n${headers}\r\n${OK}`));
    expect(String(await send({ url: server.url }).error())).toMatch(/unexpected .*response 101/);
    await expect.poll(() => server.open()).toBe(0);
  });
});

describe('a response that arrives while the request is still written', () => {
  it.each([401, 413])('takes precedence over a broken connection after it: %i', async (status) => {
    const server = http.createServer((request, response) => {
      // Nothing of the body is read.
      request.pause();
      response.writeHead(status, { 'content-length': '2' });
      response.end('{}', () => request.socket.destroySoon());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    const address = server.address() as net.AddressInfo;
    const { response, sent } = send({
      url: `http://127.0.0.1:${address.port}`,
      body: 'x'.repeat(10 * MIB),
    });
    expect((await response).status).toBe(status);
    expect(sent()).toBe(1);
  });
});

describe('a request', () => {
  it('counts as sent from the TLS connection on, not before [F5]', async () => {
    const ended = await serveTls([endsHandshake]);
    const responded = await serveTls([respondsAs(identities.good, 200, {})]);
    open.push(ended, responded);
    const lost = send({ url: ended.url, body: '{}' });
    await lost.error();
    const taken = send({ url: responded.url, body: '{}' });
    await taken.response;
    expect([lost.sent(), taken.sent()]).toEqual([0, 1]);
  });

  it('counts as sent once the server has accepted the TLS connection, even if it read nothing [F5]', async () => {
    // The safe choice: with TLS 1.3 the client cannot know that the server requires its certificate.
    const server = tls.createServer({ ...identities.good, requestCert: true, rejectUnauthorized: true });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    const { port } = server.address() as net.AddressInfo;
    const { error, sent } = send({ url: `https://localhost:${port}`, body: '{}' });
    await error();
    expect(sent()).toBe(1);
  });

  it('names the host as its URL does', async () => {
    const server = await serve(sends(OK));
    await send({ url: server.url }).response;
    expect(server.requests[0]).toMatch(new RegExp(`^host: 127\\.0\\.0\\.1:${server.port}\\r$`, 'im'));
  });

  it('checks certificates even if NODE_TLS_REJECT_UNAUTHORIZED is 0', async () => {
    const server = await serveTls([respondsAs(identities.selfSigned, 200, {})]);
    open.push(server);
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect(String(await send({ url: server.url }).error())).toContain('self-signed');
    expect(server.requests).toEqual([]);
  });

  it('leaves no open connection when it is ended', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const server = await serve(() => setImmediate(() => controller.abort(reason)));
    expect(await send({ url: server.url, signal: controller.signal }).error()).toBe(reason);
    await expect.poll(() => server.open()).toBe(0);
  });

  it('is not written after the signal is aborted', async () => {
    const server = await serve(sends(OK));
    const { error, sent } = send({ url: server.url, signal: AbortSignal.abort(new Error('enough')) });
    expect(String(await error())).toContain('enough');
    expect([sent(), server.requests]).toEqual([0, []]);
  });
});

describe('a parser that NODE_OPTIONS makes lenient', () => {
  const MODULE = new URL('../../../src/http/transport.ts', import.meta.url).href;

  it.each([
    [
      '--insecure-http-parser',
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      '--max-http-header-size=100000',
      `HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(40_000)}\r\ncontent-length: 2\r\n\r\n{}`,
    ],
  ])('stays strict for a request: %s', async (option, response) => {
    const server = await serve(sends(response));
    const script = `
      import { createSend } from '${MODULE}';
      const { signal } = new AbortController();
      const request = { method: 'GET', url: new URL('${server.url}'), headers: {}, body: null, maxMiB: 1, signal };
      console.log(await createSend({})({ ...request, onSent: () => {} }).then(() => 'taken', (error) => error.code));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { PATH: process.env.PATH, NODE_OPTIONS: option },
    });
    expect(stdout).toMatch(/^HPE_/);
  });
});
