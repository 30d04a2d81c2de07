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
import { answers, type Behaviour, LOST_ANSWERS, type Loopback, sends, serveBytes } from './loopback.ts';

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
  readonly ask: (request?: HttpRequest) => Promise<unknown>;
  /** What the request rejects with. */
  readonly fault: (request?: HttpRequest) => Promise<unknown>;
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
  const ask = async (request = GET) => (await http(request, { timeoutMs: LIMIT_MS, signal, onSent })).body;
  const fault = (request = GET) =>
    ask(request).then(
      () => expect.fail('there was an answer'),
      (error: unknown) => error,
    );
  return { clock, exchanges, controller, sent: () => sent, ask, fault, http };
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
    const server = await serve(answers(status, '{}'));
    expect(await client(server.url, advice).fault()).toMatchObject({ status, advice: shown });
  });
});

describe('a request', () => {
  it('brings the decoded body of an answer with an expected status of success', async () => {
    const { ask } = await clientOf(answers(200, '{"a":[1,null]}'), answers(202, 'null'), answers(201, '7'));
    const accepted = { ...POST, statuses: [201, 202] };
    expect([await ask(), await ask(accepted), await ask(accepted)]).toEqual([{ a: [1, null] }, null, 7]);
  });

  it.each([201, 202, 203, 204, 205, 206, 226, 299])(
    'is not answered by another status of success than 200, unless it expects that: %i [F134]',
    async (status) => {
      const { fault, exchanges } = await clientOf(answers(status, status === 204 ? '' : '{}'));
      expect(await fault()).toMatchObject({
        kind: 'untrusted',
        message: expect.stringContaining(`GET /v1/things responded with ${status}, and the API responds`),
      });
      expect(exchanges).toMatchObject([{ status }]);
    },
  );

  it('is not answered out of a cache [F134 T20]', async () => {
    const { fault } = await clientOf(answers(200, '{}', { age: '86400' }));
    expect(await fault()).toMatchObject({
      kind: 'untrusted',
      message: expect.stringContaining(
        'GET /v1/things responded with 200 with a response out of a cache that was 8',
      ),
    });
  });

  it('brings the JSON as it came, though the key within it is masked in the decoded body', async () => {
    const json = `{"a": "${SECRET}", "a": 1, "b": "${SECRET}"}`;
    const { http, controller } = await clientOf(answers(200, json));
    const answer = await http(GET, { timeoutMs: LIMIT_MS, signal: controller.signal });
    expect(answer).toMatchObject({ rawText: json, body: { a: 1, b: '***' } });
  });

  it.each([
    [
      'the clock of the service',
      { date: 'Thu, 12 Mar 2026 20:00:07 GMT' },
      Date.parse('2026-03-12T20:00:07Z'),
    ],
    ['no clock where there is none', {}, null],
    ['no clock where it cannot be read', { date: 'yesterday' }, null],
  ])('tells %s', async (_, headers, serviceTimeMs) => {
    const { http, controller } = await clientOf(answers(200, '{}', headers));
    const answer = await http(GET, { timeoutMs: LIMIT_MS, signal: controller.signal });
    expect(answer.serviceTimeMs).toBe(serviceTimeMs);
  });

  it('is sent with its headers and nothing of a body where it has none [F80]', async () => {
    const { ask, server } = await clientOf(answers(200, '{}'));
    await ask();
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

  it('is sent with the JSON of its body as it is', async () => {
    const { ask, server } = await clientOf(answers(200, '{}'));
    await ask(POST);
    const [head, body = ''] = server.requests[0]?.split('\r\n\r\n') ?? [];
    expect(head).toMatch(/^POST \/v1\/things HTTP/);
    expect(head).toMatch(/^content-type: application\/json$/im);
    expect(Buffer.from(body, 'latin1').toString()).toBe(POST.body);
  });

  it('has a connection of its own [F86]', async () => {
    const keepsOpen: Behaviour = (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
    const { ask, server } = await clientOf(keepsOpen);
    await ask();
    await ask(POST);
    await ask();
    expect([server.connections(), server.requests.length]).toEqual([3, 3]);
  });

  it('takes an answer after an early one [F40]', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n';
    const { ask } = await clientOf(sends(`${early}HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n{"a":1}`));
    expect(await ask(POST)).toEqual({ a: 1 });
  });

  it('takes an answer that begins with a byte order mark [F93]', async () => {
    const { ask } = await clientOf(answers(200, '\uFEFF{"a":1}'));
    expect(await ask()).toEqual({ a: 1 });
  });

  it('takes a compressed answer', async () => {
    const { ask } = await clientOf(answers(200, gzipSync('{"a":1}'), { 'content-encoding': 'gzip' }));
    expect(await ask()).toEqual({ a: 1 });
  });

  it.each(['gzip, gzip', 'gzip,br', 'identity, gzip'])(
    'takes no answer that is compressed more than once: %s [F26]',
    async (coding) => {
      const twice = gzipSync(gzipSync('{"a":1}'));
      const { fault, server } = await clientOf(answers(200, twice, { 'content-encoding': coding }));
      expect(await fault()).toMatchObject({
        kind: 'undecodable',
        status: null,
        message: `the response is compressed as "${coding}", and only gzip and br are accepted`,
      });
      expect(server.connections()).toBe(1);
    },
  );

  it('leaves nothing behind', async () => {
    const { ask, fault, clock } = await clientOf(answers(200, '{}'), answers(500));
    await ask();
    await fault();
    expect(clock.armed).toBe(0);
  });
});

describe('the note of a request', () => {
  it('says when, what, with which status and how long', async () => {
    const { ask, clock, exchanges } = await clientOf((socket) => {
      clock.advance(1234.5);
      answers(200, '{}')(socket);
    });
    clock.advance(1000);
    await ask(POST);
    expect(exchanges).toStrictEqual([
      { at: '2026-03-12T15:00:01.000Z', method: 'POST', path: '/v1/things', status: 200, durationMs: 1235 },
    ]);
  });

  it('says why an answer was not usable, in one line of bounded length', async () => {
    const { fault, exchanges } = await clientOf(
      answers(500, JSON.stringify({ message: 'x\ny'.repeat(999) })),
    );
    await fault();
    expect(exchanges).toMatchObject([{ status: 500, error: expect.stringMatching(/^GET .* 500: "x y.*…$/) }]);
    expect(exchanges[0]?.error?.length).toBeLessThanOrEqual(501);
  });

  it('has no status where no complete answer came', async () => {
    const { fault, exchanges } = await clientOf(sends('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'));
    await fault();
    expect(exchanges).toMatchObject([{ status: null, error: expect.stringContaining('got no response') }]);
  });
});

describe('an answer with an error status', () => {
  it.each([
    ["the service's words", '{"message":"No agent."}', 'GET /v1/things responded with 404: "No agent"'],
    ['nothing where its JSON has no words', '{"a":1}', 'GET /v1/things responded with 404'],
    ['nothing where it is empty', '', 'GET /v1/things responded with 404'],
    [
      'the beginning of a page',
      '<h1>\r\nNo\u001b[31m</h1>',
      'GET /v1/things responded with 404: "<h1> No\\u{1b}[31m</h1>"',
    ],
  ])('is told with %s', async (_, body, message) => {
    const { fault } = await clientOf(answers(404, body));
    const error = await fault();
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'status', status: 404, retryAfterMs: null, message });
  });

  it('is told in at most 500 characters of the service and 80 of anybody else [F50]', async () => {
    const long = 'x'.repeat(9000);
    const { fault } = await clientOf(answers(400, `{"message":"${long}"}`), answers(502, long));
    expect(await fault()).toMatchObject({
      message: `GET /v1/things responded with 400: "${'x'.repeat(500)}…"`,
    });
    expect(await fault()).toMatchObject({
      message: `GET /v1/things responded with 502: "${'x'.repeat(80)}…"`,
    });
  });

  it('never repeats the key', async () => {
    const page = `${'x'.repeat(70)}${SECRET}`;
    const { fault } = await clientOf(answers(401, `{"message":"bad key ${SECRET}!"}`), answers(401, page));
    expect(await fault()).toMatchObject({ message: 'GET /v1/things responded with 401: "bad key ***!"' });
    expect(await fault()).toMatchObject({
      message: `GET /v1/things responded with 401: "${'x'.repeat(70)}***"`,
    });
  });

  it('says when it may be asked again', async () => {
    const { fault } = await clientOf(
      answers(429, '{"message":"Slow down."}', { 'retry-after': '120' }),
      answers(503, '', { 'retry-after': '1' }),
    );
    expect(String(await fault())).toContain('responded with 429: "Slow down" (Retry-After: 120 s)');
    expect(String(await fault())).toMatch(/responded with 503 \(Retry-After: 1 s\)$/);
  });

  it.each<[string, Record<string, string>, number | null]>([
    ['seconds', { 'retry-after': '120' }, 120_000],
    [
      'a date',
      { date: 'Thu, 12 Mar 2026 20:00:00 GMT', 'retry-after': 'Thu, 12 Mar 2026 20:00:07 GMT' },
      7000,
    ],
    ['nonsense', { 'retry-after': 'soon' }, null],
  ])('carries its Retry-After, given as %s', async (_, headers, retryAfterMs) => {
    const { fault } = await clientOf(answers(429, '{}', headers), answers(503, '', headers));
    expect(await fault()).toMatchObject({ kind: 'status', status: 429, retryAfterMs });
    expect(await fault()).toMatchObject({ kind: 'status', status: 503, retryAfterMs });
  });
});

describe('an answer that is not JSON', () => {
  it.each([
    ['an empty body', answers(200, ''), 'with an empty body, which'],
    ['no body at all', answers(200, ''), 'responded with 200 with an empty body, which'],
    ['a page', answers(200, '<html>\n<b>Sign in</b>'), 'with "<html> <b>Sign in</b>", which'],
    ['a long page', answers(200, 'y'.repeat(999)), `with "${'y'.repeat(80)}…", which`],
    [
      'half of a body without a length',
      sends('HTTP/1.1 200 OK\r\n\r\n{"runId":"'),
      'responded with 200 with "{"runId":"", which',
    ],
    ['the key at the cut', answers(200, `${'y'.repeat(70)}${SECRET}`), `with "${'y'.repeat(70)}***", which`],
  ])('cannot be decoded: %s [F24 F44]', async (_, behaviour, words) => {
    const { fault } = await clientOf(behaviour);
    expect(await fault()).toMatchObject({ kind: 'undecodable', message: expect.stringContaining(words) });
  });
});

describe('an answer that may be empty', () => {
  const request: HttpRequest = { ...POST, statuses: [200, 204], mayBeEmpty: true };

  it('is taken without a body, as well as with one', async () => {
    const { ask } = await clientOf(
      answers(200, ''),
      sends('HTTP/1.1 204 No Content\r\n\r\n'),
      answers(200, '{}'),
    );
    expect([await ask(request), await ask(request), await ask(request)]).toEqual([undefined, undefined, {}]);
  });

  it('is still no page', async () => {
    const { fault } = await clientOf(answers(200, '<html>'));
    expect(await fault(request)).toMatchObject({
      kind: 'undecodable',
      message: expect.stringContaining('with "<html>", which'),
    });
  });
});

describe('an answer that is too large', () => {
  it.each<[string, number, HttpRequest]>([
    ['1 MiB', 1, GET],
    ['16 MiB where that is said', 16, { ...GET, maxMiB: 16 }],
  ])('is taken up to %s and not beyond [F26 F92]', async (_, mib, request) => {
    const largest = `{}${' '.repeat(mib * MIB - 2)}`;
    const { ask, fault } = await clientOf(answers(200, largest), answers(200, `${largest} `));
    expect(await ask(request)).toEqual({});
    expect(await fault(request)).toMatchObject({
      kind: 'undecodable',
      status: null,
      message: `the response is larger than ${mib} MiB`,
    });
  });

  it('is measured as it is decompressed [F26 F49 T18]', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MIB, ' '));
    expect(bomb.length).toBeLessThan(MIB);
    const { fault } = await clientOf(answers(202, bomb, { 'content-encoding': 'gzip' }));
    expect(await fault(POST)).toMatchObject({ kind: 'undecodable', status: null });
  });

  it("is nobody's word for that something is not there", async () => {
    const { fault } = await clientOf(answers(404, ' '.repeat(MIB + 1)));
    expect(await fault()).toMatchObject({ kind: 'undecodable', status: null });
  });
});

describe('a redirect', () => {
  it.each([300, 301, 302, 303, 304, 307, 308, 399])('is never followed: %i [F27 T17]', async (status) => {
    const target = await serve(answers(200, '{}'));
    const { fault, server } = await clientOf(
      answers(status, '', { location: `${target.url}/elsewhere?token=abc` }),
    );
    const error = await fault(POST);
    expect(error).toMatchObject({
      kind: 'redirect',
      status,
      message: `POST /v1/things responded with ${status}, a redirect to 127.0.0.1:${target.port}, which is never followed: is base-url the API's own address?`,
    });
    expect([server.requests.length, target.connections()]).toEqual([1, 0]);
  });

  it.each([
    ['a path', { location: '/v2/things' }],
    ['nothing', {}],
  ])('names no host where it points to %s', async (_, headers) => {
    const { fault, server } = await clientOf(answers(302, '', headers));
    expect(await fault()).toMatchObject({
      message: expect.stringContaining('302, a redirect, which is never'),
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a request whose answer is lost', () => {
  it.each(LOST_ANSWERS)('is sent once and counts as sent: %s [F34]', async (_, behaviour) => {
    const { ask, fault, server, sent } = await clientOf(answers(200, '{}'), behaviour);
    await ask();
    const error = await fault(POST);
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind: 'unreachable', status: null, permanent: false });
    expect(String(error)).toContain('POST /v1/things got no response: ');
    expect([server.requests.length, sent()]).toEqual([2, 2]);
  });

  it('counts as sent as soon as some of it has left [F37]', async () => {
    const url = await serveHttp((request, response) => {
      if (request.method === 'GET') response.end('{}');
      else request.once('data', () => request.socket.resetAndDestroy());
    });
    const { ask, fault, sent } = client(url);
    await ask();
    expect(await fault({ ...POST, body: 'x'.repeat(8 * MIB) })).toMatchObject({ kind: 'unreachable' });
    expect(sent()).toBe(2);
  });
});

describe('a request that cannot be sent', () => {
  it('is known not to have left', async () => {
    const { ask, fault, server, sent } = await clientOf(answers(200, '{}'));
    await ask();
    expect(sent()).toBe(1);
    await server.close();
    expect(await fault(POST)).toMatchObject({
      kind: 'unreachable',
      permanent: false,
      message: expect.stringMatching(/ECONNREFUSED.*; nothing listens there/),
    });
    expect(sent()).toBe(1);
  });

  it('cannot be helped by another try where the port does not speak TLS [F13]', async () => {
    const url = await serveHttp((_, response) => response.end('{}'));
    expect(await client(url.replace('http:', 'https:')).fault()).toMatchObject({
      kind: 'unreachable',
      permanent: true,
      message: expect.stringContaining('the port does not speak TLS'),
    });
  });
});

describe('the time limit', () => {
  it('ends a request that is not answered', async () => {
    const { fault, clock, sent } = await clientOf(() => clock.advance(LIMIT_MS));
    expect(await fault(POST)).toMatchObject({
      kind: 'unreachable',
      permanent: false,
      message: 'POST /v1/things got no response: no complete response within 30 s',
    });
    expect([clock.armed, sent()]).toEqual([0, 1]);
  });

  it('ends a body that drips [F48 F82 T18]', async () => {
    const { fault, clock } = await clientOf((socket) => {
      socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 40\r\n\r\n{"run');
      const drip = () => {
        clock.advance(10_000);
        socket.write('x');
        if (clock.armed > 0) setImmediate(drip);
      };
      drip();
    });
    expect(await fault(POST)).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('30 s'),
    });
  });
});

describe('the signal', () => {
  const REASON = new Error('the job was cancelled');

  it('keeps a request from being sent', async () => {
    const { fault, controller, server, sent, exchanges } = await clientOf(answers(200, '{}'));
    controller.abort(REASON);
    expect(await fault(POST)).toBe(REASON);
    expect([server.connections(), sent(), exchanges]).toEqual([0, 0, []]);
  });

  it('ends a request that is not answered', async () => {
    const { fault, controller, clock, exchanges } = await clientOf(() => controller.abort(REASON));
    expect(await fault(POST)).toBe(REASON);
    expect(exchanges).toMatchObject([{ status: null, error: REASON.message }]);
    expect(clock.armed).toBe(0);
  });

  it('ends a body that has begun', async () => {
    const { fault, controller } = await clientOf((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n{', () =>
        setImmediate(() => controller.abort(REASON)),
      );
    });
    expect(await fault()).toBe(REASON);
  });

  it('needs nobody who wants to know what was sent', async () => {
    const { http, controller } = await clientOf(answers(200, '{}'));
    expect(await http(GET, { timeoutMs: LIMIT_MS, signal: controller.signal })).toEqual({
      body: {},
      rawText: '{}',
      serviceTimeMs: null,
    });
  });
});
