import http from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { RequestError } from '../../../src/domain/errors.ts';
import type { Exchange } from '../../../src/domain/exchange.ts';
import { createHttp, type Http, type HttpRequest } from '../../../src/http/json-client.ts';
import { createSend } from '../../../src/http/transport.ts';
import { VERSION } from '../../../src/http/version.ts';
import { createRedact } from '../../../src/text/redact.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { type Behaviour, LOST_ANSWERS, type Loopback, responds, sends, serveBytes } from './loopback.ts';

const SECRET = 'key-0123456789abcdef';
const LIMIT_MS = 30_000;
const MIB = 1024 * 1024;
const GET: HttpRequest = { method: 'GET', path: '/v1/things' };
const POST: HttpRequest = { method: 'POST', path: '/v1/things', body: '{"label":"ü \\"x\\"","n":1.10}' };

const open: Pick<Loopback, 'close'>[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(...behaviours: Behaviour[]): Promise<Loopback> {
  const server = await serveBytes(behaviours);
  open.push(server);
  return server;
}

async function serveHttp(listener: http.RequestListener): Promise<string> {
  const server = http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

interface Client {
  readonly clock: FakeClock;
  readonly exchanges: Exchange[];
  readonly controller: AbortController;
  /** How many requests were said to have left. */
  readonly sent: () => number;
  readonly call: (request?: HttpRequest) => Promise<unknown>;
  /** What the request rejects with. */
  readonly errorOf: (request?: HttpRequest) => Promise<unknown>;
  readonly http: Http;
}

function client(baseUrl: string, adviceOn403?: string): Client {
  const clock = new FakeClock();
  const exchanges: Exchange[] = [];
  const controller = new AbortController();
  const { signal } = controller;
  let sent = 0;
  const onSent = () => {
    sent += 1;
  };
  const http = createHttp({
    clock,
    send: createSend({}),
    onExchange: (exchange) => exchanges.push(exchange),
    baseUrl,
    headers: { authorization: `Bearer ${SECRET}` },
    redact: createRedact([SECRET]),
    adviceOn403,
    errorMessage: (body) =>
      typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : null,
  });
  const call = async (request = GET) => (await http(request, { timeoutMs: LIMIT_MS, signal, onSent })).body;
  const errorOf = (request = GET) =>
    call(request).then(
      () => expect.fail('there was an answer'),
      (error: unknown) => error,
    );
  return { clock, exchanges, controller, sent: () => sent, call, errorOf, http };
}

async function clientOf(...behaviours: Behaviour[]): Promise<Client & { readonly server: Loopback }> {
  const server = await serve(...behaviours);
  return { ...client(server.url), server };
}

describe('the advice of a service on 403', () => {
  it.each([
    [403, 'Ask an admin.', 'Ask an admin.'],
    [403, undefined, ''],
    [401, 'Ask an admin.', ''],
  ])('after %i, of the advice "%s", is "%s"', async (status, advice, shown) => {
    const server = await serve(responds(status, '{}'));
    expect(await client(server.url, advice).errorOf()).toMatchObject({ status, advice: shown });
  });
});

describe('a request', () => {
  it('returns the decoded body of a response with an expected success status', async () => {
    const { call } = await clientOf(
      responds(200, '{"a":[1,null]}'),
      responds(202, 'null'),
      responds(201, '7'),
    );
    const accepted = { ...POST, statuses: [201, 202] };
    expect([await call(), await call(accepted), await call(accepted)]).toEqual([{ a: [1, null] }, null, 7]);
  });

  it.each([201, 202, 203, 204, 205, 206, 226, 299])(
    'rejects a success status other than 200, unless that is expected: %i [F134]',
    async (status) => {
      const { errorOf, exchanges } = await clientOf(responds(status, status === 204 ? '' : '{}'));
      expect(await errorOf()).toMatchObject({
        kind: 'untrusted',
        message: expect.stringContaining(`GET /v1/things responded with ${status}, and the API responds`),
      });
      expect(exchanges).toMatchObject([{ status }]);
    },
  );

  it('rejects a response from a cache [F134 T20]', async () => {
    const { errorOf } = await clientOf(responds(200, '{}', { age: '86400' }));
    expect(await errorOf()).toMatchObject({
      kind: 'untrusted',
      message: expect.stringContaining(
        'GET /v1/things responded with 200 with a response out of a cache that was 8',
      ),
    });
  });

  it('returns the original JSON, although the key in the decoded body is masked', async () => {
    const json = `{"a": "${SECRET}", "a": 1, "b": "${SECRET}"}`;
    const { http, controller } = await clientOf(responds(200, json));
    const answer = await http(GET, { timeoutMs: LIMIT_MS, signal: controller.signal });
    expect(answer).toMatchObject({ rawText: json, body: { a: 1, b: '***' } });
  });

  it.each([
    [
      'the clock of the service',
      { date: 'Thu, 12 Mar 2026 20:00:07 GMT' },
      Date.parse('2026-03-12T20:00:07Z'),
    ],
    ['no clock without a date', {}, null],
    ['no clock with an unreadable date', { date: 'yesterday' }, null],
  ])('reports %s', async (_, headers, serviceTimeMs) => {
    const { http, controller } = await clientOf(responds(200, '{}', headers));
    const answer = await http(GET, { timeoutMs: LIMIT_MS, signal: controller.signal });
    expect(answer.serviceTimeMs).toBe(serviceTimeMs);
  });

  it('is sent with its headers, and without body headers if it has no body [F80]', async () => {
    const { call, server } = await clientOf(responds(200, '{}'));
    await call();
    const [head = '', body] = server.requests[0]?.split('\r\n\r\n') ?? [];
    const lines = head.toLowerCase().split('\r\n');
    expect(lines[0]).toBe('get /v1/things http/1.1');
    expect(lines).toContain(`authorization: bearer ${SECRET}`);
    expect(lines).toContain('accept: application/json');
    expect(lines).toContain('cache-control: no-cache');
    expect(lines).toContain('connection: close');
    expect(lines).toContain(`user-agent: run-kindo-agent/${VERSION}`);
    expect(head).not.toMatch(/content-type/i);
    expect(body).toBe('');
  });

  it('is sent with the JSON of its body unchanged', async () => {
    const { call, server } = await clientOf(responds(200, '{}'));
    await call(POST);
    const [head, body = ''] = server.requests[0]?.split('\r\n\r\n') ?? [];
    expect(head).toMatch(/^POST \/v1\/things HTTP/);
    expect(head).toMatch(/^content-type: application\/json$/im);
    expect(Buffer.from(body, 'latin1').toString()).toBe(POST.body);
  });

  it('has a separate connection [F86]', async () => {
    const keepsOpen: Behaviour = (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
    const { call, server } = await clientOf(keepsOpen);
    await call();
    await call(POST);
    await call();
    expect([server.connections(), server.requests.length]).toEqual([3, 3]);
  });

  it('accepts a final response after an early one [F40]', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n';
    const { call } = await clientOf(sends(`${early}HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n{"a":1}`));
    expect(await call(POST)).toEqual({ a: 1 });
  });

  it('accepts a response that begins with a byte order mark [F93]', async () => {
    const { call } = await clientOf(responds(200, '\uFEFF{"a":1}'));
    expect(await call()).toEqual({ a: 1 });
  });

  it('accepts a compressed response', async () => {
    const { call } = await clientOf(responds(200, gzipSync('{"a":1}'), { 'content-encoding': 'gzip' }));
    expect(await call()).toEqual({ a: 1 });
  });

  it.each(['gzip, gzip', 'gzip,br', 'identity, gzip'])(
    'rejects a response that is compressed more than once: %s [F26]',
    async (coding) => {
      const twice = gzipSync(gzipSync('{"a":1}'));
      const { errorOf, server } = await clientOf(responds(200, twice, { 'content-encoding': coding }));
      expect(await errorOf()).toMatchObject({
        kind: 'undecodable',
        status: null,
        message: `the response is compressed as "${coding}", and only gzip and br are accepted: check for a proxy that compresses responses`,
      });
      expect(server.connections()).toBe(1);
    },
  );

  it('leaves no timer', async () => {
    const { call, errorOf, clock } = await clientOf(responds(200, '{}'), responds(500));
    await call();
    await errorOf();
    expect(clock.armed).toBe(0);
  });
});

describe('the record of a request', () => {
  it('has time, request, status and duration', async () => {
    const { call, clock, exchanges } = await clientOf((socket) => {
      clock.advance(1234.5);
      responds(200, '{}')(socket);
    });
    clock.advance(1000);
    await call(POST);
    expect(exchanges).toStrictEqual([
      { at: '2026-03-12T15:00:01.000Z', method: 'POST', path: '/v1/things', status: 200, durationMs: 1235 },
    ]);
  });

  it('says why a response was not usable, in one line of limited length', async () => {
    const { errorOf, exchanges } = await clientOf(
      responds(500, JSON.stringify({ message: 'x\ny'.repeat(999) })),
    );
    await errorOf();
    expect(exchanges).toMatchObject([{ status: 500, error: expect.stringMatching(/^GET .* 500: "x y.*…$/) }]);
    expect(exchanges[0]?.error?.length).toBeLessThanOrEqual(501);
  });

  it('has no status without a complete response', async () => {
    const { errorOf, exchanges } = await clientOf(sends('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'));
    await errorOf();
    expect(exchanges).toMatchObject([{ status: null, error: expect.stringContaining('got no response') }]);
  });
});

describe('a response with an error status', () => {
  it.each([
    ["the service's message", '{"message":"No agent."}', 'GET /v1/things responded with 404: "No agent"'],
    ['nothing if its JSON has no message', '{"a":1}', 'GET /v1/things responded with 404'],
    ['nothing if it is empty', '', 'GET /v1/things responded with 404'],
    [
      'the beginning of a page',
      '<h1>\r\nNo\u001b[31m</h1>',
      'GET /v1/things responded with 404: "<h1> No\\u{1b}[31m</h1>"',
    ],
  ])('is reported with %s', async (_, body, message) => {
    const { errorOf } = await clientOf(responds(404, body));
    const error = await errorOf();
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'status', status: 404, retryAfterMs: null, message });
  });

  it('is quoted in at most 500 characters of the service, and 80 of any other server [F50]', async () => {
    const long = 'x'.repeat(9000);
    const { errorOf } = await clientOf(responds(400, `{"message":"${long}"}`), responds(502, long));
    expect(await errorOf()).toMatchObject({
      message: `GET /v1/things responded with 400: "${'x'.repeat(500)}…"`,
    });
    expect(await errorOf()).toMatchObject({
      message: `GET /v1/things responded with 502: "${'x'.repeat(80)}…"`,
    });
  });

  it('never repeats the key', async () => {
    const page = `${'x'.repeat(70)}${SECRET}`;
    const { errorOf } = await clientOf(
      responds(401, `{"message":"bad key ${SECRET}!"}`),
      responds(401, page),
    );
    expect(await errorOf()).toMatchObject({ message: 'GET /v1/things responded with 401: "bad key ***!"' });
    expect(await errorOf()).toMatchObject({
      message: `GET /v1/things responded with 401: "${'x'.repeat(70)}***"`,
    });
  });

  it('says when the request can be retried', async () => {
    const { errorOf } = await clientOf(
      responds(429, '{"message":"Slow down."}', { 'retry-after': '120' }),
      responds(503, '', { 'retry-after': '1' }),
    );
    expect(String(await errorOf())).toContain('responded with 429: "Slow down" (Retry-After: 120 s)');
    expect(String(await errorOf())).toMatch(/responded with 503 \(Retry-After: 1 s\)$/);
  });

  it.each<[string, Record<string, string>, number | null]>([
    ['seconds', { 'retry-after': '120' }, 120_000],
    [
      'a date',
      { date: 'Thu, 12 Mar 2026 20:00:00 GMT', 'retry-after': 'Thu, 12 Mar 2026 20:00:07 GMT' },
      7000,
    ],
    ['nonsense', { 'retry-after': 'soon' }, null],
  ])('has its Retry-After, given as %s', async (_, headers, retryAfterMs) => {
    const { errorOf } = await clientOf(responds(429, '{}', headers), responds(503, '', headers));
    expect(await errorOf()).toMatchObject({ kind: 'status', status: 429, retryAfterMs });
    expect(await errorOf()).toMatchObject({ kind: 'status', status: 503, retryAfterMs });
  });
});

describe('a response that is not JSON', () => {
  it.each([
    ['an empty body', responds(200, ''), 'with an empty body, which'],
    ['no body at all', responds(200, ''), 'responded with 200 with an empty body, which'],
    ['a page', responds(200, '<html>\n<b>Sign in</b>'), 'with "<html> <b>Sign in</b>", which'],
    ['a long page', responds(200, 'y'.repeat(999)), `with "${'y'.repeat(80)}…", which`],
    [
      'half of a body without a length',
      sends('HTTP/1.1 200 OK\r\n\r\n{"runId":"'),
      'responded with 200 with "{\\"runId\\":\\"", which',
    ],
    ['the key at the cut', responds(200, `${'y'.repeat(70)}${SECRET}`), `with "${'y'.repeat(70)}***", which`],
  ])('cannot be decoded: %s [F24 F44]', async (_, behaviour, words) => {
    const { errorOf } = await clientOf(behaviour);
    expect(await errorOf()).toMatchObject({ kind: 'undecodable', message: expect.stringContaining(words) });
  });
});

describe('a response that may be empty', () => {
  const request: HttpRequest = { ...POST, statuses: [200, 204], mayBeEmpty: true };

  it('is accepted with and without a body', async () => {
    const { call } = await clientOf(
      responds(200, ''),
      sends('HTTP/1.1 204 No Content\r\n\r\n'),
      responds(200, '{}'),
    );
    expect([await call(request), await call(request), await call(request)]).toEqual([
      undefined,
      undefined,
      {},
    ]);
  });

  it('must not be an HTML page', async () => {
    const { errorOf } = await clientOf(responds(200, '<html>'));
    expect(await errorOf(request)).toMatchObject({
      kind: 'undecodable',
      message: expect.stringContaining('with "<html>", which'),
    });
  });
});

describe('a response that is too large', () => {
  it.each<[string, number, HttpRequest]>([
    ['1 MiB', 1, GET],
    ['16 MiB if that is set', 16, { ...GET, maxMiB: 16 }],
  ])('is accepted up to %s and not beyond [F26 F92]', async (_, mib, request) => {
    const largest = `{}${' '.repeat(mib * MIB - 2)}`;
    const { call, errorOf } = await clientOf(responds(200, largest), responds(200, `${largest} `));
    expect(await call(request)).toEqual({});
    expect(await errorOf(request)).toMatchObject({
      kind: 'undecodable',
      status: null,
      message: `the response is larger than ${mib} MiB`,
    });
  });

  it('is measured while it is decompressed [F26 F49 T18]', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MIB, ' '));
    expect(bomb.length).toBeLessThan(MIB);
    const { errorOf } = await clientOf(responds(202, bomb, { 'content-encoding': 'gzip' }));
    expect(await errorOf(POST)).toMatchObject({ kind: 'undecodable', status: null });
  });

  it('does not prove that something does not exist', async () => {
    const { errorOf } = await clientOf(responds(404, ' '.repeat(MIB + 1)));
    expect(await errorOf()).toMatchObject({ kind: 'undecodable', status: null });
  });
});

describe('a redirect', () => {
  it.each([300, 301, 302, 303, 304, 307, 308, 399])('is never followed: %i [F27 T17]', async (status) => {
    const target = await serve(responds(200, '{}'));
    const { errorOf, server } = await clientOf(
      responds(status, '', { location: `${target.url}/elsewhere?token=abc` }),
    );
    const error = await errorOf(POST);
    expect(error).toMatchObject({
      kind: 'redirect',
      status,
      message: `POST /v1/things responded with ${status}, a redirect to 127.0.0.1:${target.port}, which is never followed: check that base-url is the address of the API`,
    });
    expect([server.requests.length, target.connections()]).toEqual([1, 0]);
  });

  it.each([
    ['a path', { location: '/v2/things' }],
    ['nothing', {}],
  ])('names no host if it points to %s', async (_, headers) => {
    const { errorOf, server } = await clientOf(responds(302, '', headers));
    expect(await errorOf()).toMatchObject({
      message: expect.stringContaining('302, a redirect, which is never'),
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a request whose response is lost', () => {
  it.each(LOST_ANSWERS)('is sent once and counts as sent: %s [F34]', async (_, behaviour) => {
    const { call, errorOf, server, sent } = await clientOf(responds(200, '{}'), behaviour);
    await call();
    const error = await errorOf(POST);
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'unreachable', status: null, permanent: false });
    expect(String(error)).toContain('POST /v1/things got no response: ');
    expect([server.requests.length, sent()]).toEqual([2, 2]);
  });

  it('counts as sent as soon as a part of it was written [F37]', async () => {
    const url = await serveHttp((request, response) => {
      if (request.method === 'GET') response.end('{}');
      else request.once('data', () => request.socket.resetAndDestroy());
    });
    const { call, errorOf, sent } = client(url);
    await call();
    expect(await errorOf({ ...POST, body: 'x'.repeat(8 * MIB) })).toMatchObject({ kind: 'unreachable' });
    expect(sent()).toBe(2);
  });
});

describe('a request that cannot be sent', () => {
  it('counts as not sent', async () => {
    const { call, errorOf, server, sent } = await clientOf(responds(200, '{}'));
    await call();
    expect(sent()).toBe(1);
    await server.close();
    expect(await errorOf(POST)).toMatchObject({
      kind: 'unreachable',
      permanent: false,
      message: expect.stringMatching(/ECONNREFUSED.*; nothing listens there/),
    });
    expect(sent()).toBe(1);
  });

  it('is a permanent error if the port does not use TLS [F13]', async () => {
    const url = await serveHttp((_, response) => response.end('{}'));
    expect(await client(url.replace('http:', 'https:')).errorOf()).toMatchObject({
      kind: 'unreachable',
      permanent: true,
      message: expect.stringContaining('the port does not use TLS'),
    });
  });
});

describe('the time limit', () => {
  it('ends a request without a response', async () => {
    const { errorOf, clock, sent } = await clientOf(() => clock.advance(LIMIT_MS));
    expect(await errorOf(POST)).toMatchObject({
      kind: 'unreachable',
      permanent: false,
      message: 'POST /v1/things got no response: no complete response within 30 s',
    });
    expect([clock.armed, sent()]).toEqual([0, 1]);
  });

  it('ends a body that arrives slowly [F48 F82 T18]', async () => {
    const { errorOf, clock } = await clientOf((socket) => {
      socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 40\r\n\r\n{"run');
      const drip = () => {
        clock.advance(10_000);
        socket.write('x');
        if (clock.armed > 0) setImmediate(drip);
      };
      drip();
    });
    expect(await errorOf(POST)).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('30 s'),
    });
  });
});

describe('the signal', () => {
  const REASON = new Error('the job was cancelled');

  it('prevents the request', async () => {
    const { errorOf, controller, server, sent, exchanges } = await clientOf(responds(200, '{}'));
    controller.abort(REASON);
    expect(await errorOf(POST)).toBe(REASON);
    expect([server.connections(), sent(), exchanges]).toEqual([0, 0, []]);
  });

  it('ends a request without a response', async () => {
    const { errorOf, controller, clock, exchanges } = await clientOf(() => controller.abort(REASON));
    expect(await errorOf(POST)).toBe(REASON);
    expect(exchanges).toMatchObject([{ status: null, error: REASON.message }]);
    expect(clock.armed).toBe(0);
  });

  it('ends a started body', async () => {
    const { errorOf, controller } = await clientOf((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n{', () =>
        setImmediate(() => controller.abort(REASON)),
      );
    });
    expect(await errorOf()).toBe(REASON);
  });

  it('needs no onSent callback', async () => {
    const { http, controller } = await clientOf(responds(200, '{}'));
    expect(await http(GET, { timeoutMs: LIMIT_MS, signal: controller.signal })).toEqual({
      body: {},
      rawText: '{}',
      serviceTimeMs: null,
    });
  });
});
