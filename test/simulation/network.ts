import { channel } from 'node:diagnostics_channel';
import { HUGE } from './changes.ts';
import { coded, drawFault, drawLoss, type Fate } from './fates.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import type { Answer, ServiceTruth } from './service-truth.ts';
import type { Happening } from './story.ts';
import type { VirtualTime } from './time.ts';

/** A happening before the clock is put on it. */
export type Told = Happening extends infer H ? (H extends unknown ? Omit<H, 'at'> : never) : never;

interface Request {
  readonly id: number;
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  body: string;
  readonly signal: AbortSignal;
  /** False where whoever waits has to turn away by himself. */
  readonly heedsAbort: boolean;
}

const SEND_HEADERS = channel('undici:client:sendHeaders');
const MIB_OF_SPACES = new Uint8Array(1024 * 1024).fill(32);
function failedFetch(cause: Error): Error {
  return new TypeError('fetch failed', { cause });
}

/** Everything between the step and the service, which does what it wants as far as a network can. */
export class Network {
  readonly #scenario: Scenario;
  readonly #service: ServiceTruth;
  readonly #dateOf: (ms: number) => string;
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #tell: (told: Told) => void;
  readonly #onRequest: (nth: number) => void;
  readonly #seen = new Map<string, Answer>();
  readonly #outageFate: Fate;
  #requests = 0;

  constructor(options: {
    readonly scenario: Scenario;
    readonly service: ServiceTruth;
    /** A moment of the story's clock as the service writes it into a header. */
    readonly date: (ms: number) => string;
    readonly time: VirtualTime;
    readonly random: Random;
    readonly tell: (told: Told) => void;
    readonly onRequest: (nth: number) => void;
  }) {
    this.#scenario = options.scenario;
    this.#service = options.service;
    this.#dateOf = options.date;
    this.#time = options.time;
    this.#random = options.random;
    this.#tell = options.tell;
    this.#onRequest = options.onRequest;
    this.#outageFate = this.#drawFault('GET', '/v1/outage');
  }

  /** Stands in for the global fetch. */
  readonly fetch = (
    address: string | URL | globalThis.Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    const url = new URL(String(address));
    this.#requests += 1;
    const request: Request = {
      id: this.#requests,
      method: init.method ?? 'GET',
      url,
      path: `${url.pathname}${url.search}`,
      body: '',
      signal: init.signal ?? new AbortController().signal,
      heedsAbort: this.#random.chance(0.9),
    };
    // It is there before the first timer fires.
    void new Response(init.body ?? null).text().then((text) => {
      request.body = text;
    });
    this.#tell({ kind: 'request', id: request.id, method: request.method, path: request.path });
    this.#onRequest(request.id);
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        this.#tell({ kind: 'failed', id: request.id, why: String(error) });
        reject(error);
      };
      if (request.heedsAbort) {
        if (request.signal.aborted) return fail(request.signal.reason);
        request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true });
      }
      this.#carry(request, this.#drawFate(request), resolve, fail);
    });
  };

  #carry(
    request: Request,
    fate: Fate,
    resolve: (response: Response) => void,
    fail: (error: unknown) => void,
  ): void {
    const latencyMs = this.#latency();
    // An open connection keeps a process waiting, as long as its timer would.
    if (fate.kind === 'unsent' || fate.kind === 'never-connects') this.#proxyAsks();
    if (fate.kind === 'never-connects') return;
    if (fate.kind === 'unsent') {
      this.#time.timer(latencyMs, () => fail(failedFetch(fate.error)));
      return;
    }
    const connectMs = latencyMs * this.#random.next();
    this.#time.timer(connectMs, () => {
      // Whoever waited has turned away before anything was sent.
      if (request.signal.aborted) return;
      this.#send(request);
      this.#time.timer((latencyMs - connectMs) / 2, () => {
        const answer = this.#answerFor(request, fate);
        if (fate.kind === 'silent') return;
        this.#time.timer((latencyMs - connectMs) / 2, () => {
          if (request.signal.aborted) return;
          if (answer === null) fail(failedFetch(fate.kind === 'lost' ? fate.error : coded('ECONNRESET')));
          else resolve(this.#respond(request, answer, fate));
        });
      });
    });
  }

  #send(request: Request): void {
    this.#tell({ kind: 'sent', id: request.id });
    if (!this.#scenario.tellsSent) return;
    const { method, url, path } = request;
    SEND_HEADERS.publish({
      request: { method, origin: url.origin, path, headers: [] },
      headers: '',
      socket: {},
    });
  }

  #proxyAsks(): void {
    if (!this.#scenario.tellsSent || !this.#random.chance(0.3)) return;
    SEND_HEADERS.publish({
      request: { method: 'CONNECT', path: 'api.kindo.ai:443' },
      headers: '',
      socket: {},
    });
  }

  /** What comes back; null where nothing does. The service gets the request where it is to. */
  #answerFor(request: Request, fate: Fate): Answer | null {
    const nowMs = this.#time.monotonic();
    const ask = () => {
      const answer = this.#service.answer(
        { ...request, nowMs },
        {
          onTaken: (runId) => this.#tell({ kind: 'taken', id: request.id, runId }),
          onAnswerTaken: () => this.#tell({ kind: 'answer-taken', id: request.id }),
        },
      );
      const dated = { ...answer, headers: { ...answer.headers, ...this.#date(nowMs) } };
      if (request.method === 'GET' && !this.#seen.has(request.path)) this.#seen.set(request.path, dated);
      return dated;
    };
    switch (fate.kind) {
      case 'lost':
      case 'silent':
        if (fate.reaches) ask();
        return null;
      case 'answered-by-another':
        if (fate.reaches) ask();
        return fate.answer;
      case 'changed':
        return fate.change(ask());
      default:
        return ask();
    }
  }

  #date(nowMs: number): Record<string, string> {
    if (!this.#scenario.hasOddDates || !this.#random.chance(0.3)) return { date: this.#dateOf(nowMs) };
    return this.#random.pick<Record<string, string>>([
      {},
      { date: 'today' },
      { date: this.#dateOf(nowMs - 864e5) },
    ]);
  }

  #respond(request: Request, answer: Answer, fate: Fate): Response {
    const { status, headers } = answer;
    const bytes = Buffer.from(answer.body);
    const length = fate.kind === 'cut' && fate.end === 'quiet' ? {} : { 'content-length': `${bytes.length}` };
    if (status === 204 || status === 205 || status === 304) {
      this.#tell({ kind: 'answered', id: request.id, status, body: '' });
      return new Response(null, { status, headers });
    }
    const init = { status, headers: { ...length, ...headers } };
    const arrived = () => this.#tell({ kind: 'answered', id: request.id, status, body: answer.body });
    if (fate.kind === 'cut') return new Response(this.#cut(request, bytes, fate), init);
    if (fate.kind === 'dripped') return new Response(this.#drip(request, bytes, fate.everyMs, arrived), init);
    if (answer.body === HUGE) return new Response(this.#hugeBody(), init);
    arrived();
    return new Response(bytes, init);
  }

  #cut(
    request: Request,
    bytes: Buffer,
    { share, end }: Extract<Fate, { kind: 'cut' }>,
  ): ReadableStream<Uint8Array> {
    const part = bytes.subarray(0, Math.min(bytes.length - 1, Math.floor(bytes.length * share)));
    const untilMs = this.#latency();
    return new ReadableStream({
      start: (controller) => {
        if (part.length > 0) controller.enqueue(part);
        if (end === 'silent') this.#abortBody(request, controller);
        else
          this.#time.timer(untilMs, () => {
            this.#tell({ kind: 'failed', id: request.id, why: `cut after ${part.length} bytes of the body` });
            if (end === 'quiet') controller.close();
            else
              controller.error(
                new TypeError('terminated', { cause: coded('UND_ERR_SOCKET', 'other side closed') }),
              );
          });
      },
    });
  }

  #drip(request: Request, bytes: Buffer, everyMs: number, arrived: () => void): ReadableStream<Uint8Array> {
    const size = Math.ceil(bytes.length / 8) || 1;
    return new ReadableStream({
      start: (controller) => {
        let at = 0;
        const next = () => {
          if (request.signal.aborted) return;
          if (at >= bytes.length) {
            arrived();
            controller.close();
            return;
          }
          controller.enqueue(bytes.subarray(at, at + size));
          at += size;
          this.#time.timer(everyMs, next);
        };
        next();
      },
    });
  }

  #hugeBody(): ReadableStream<Uint8Array> {
    let left = 18;
    return new ReadableStream({
      pull: (controller) => {
        left -= 1;
        if (left < 0) controller.close();
        else controller.enqueue(MIB_OF_SPACES);
      },
    });
  }

  #abortBody(request: Request, controller: ReadableStreamDefaultController<Uint8Array>): void {
    if (!request.heedsAbort) return;
    request.signal.addEventListener('abort', () => controller.error(request.signal.reason), { once: true });
  }

  #latency(): number {
    if (this.#isEven) return this.#random.whole(1, 400);
    return this.#random.weighted([
      [30, this.#random.whole(0, 400)],
      [2, this.#random.whole(400, 9000)],
      [1, this.#random.whole(9000, 45_000)],
    ]);
  }

  get #isEven(): boolean {
    return this.#scenario.isCalm || this.#scenario.losesStart;
  }

  #drawFate({ method, path }: Request): Fate {
    const { outage, faultRate, losesStart } = this.#scenario;
    if (losesStart && method === 'POST') return drawLoss(this.#random);
    const nowMs = this.#time.monotonic();
    if (outage !== null && nowMs >= outage.fromMs && nowMs < outage.untilMs && method === 'GET') {
      return this.#outageFate;
    }
    return this.#random.chance(faultRate) ? this.#drawFault(method, path) : { kind: 'whole' };
  }

  #drawFault(method: string, path: string): Fate {
    const dateIn = (ms: number) => this.#dateOf(this.#time.monotonic() + ms);
    return drawFault({
      random: this.#random,
      scenario: this.#scenario,
      method,
      path,
      seen: this.#seen,
      dateIn,
    });
  }
}
