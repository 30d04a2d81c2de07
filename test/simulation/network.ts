import { RequestError } from '../../src/domain/errors.ts';
import type { IncomingResponse, OutgoingRequest, Send } from '../../src/http/send.ts';
import { HUGE } from './changes.ts';
import { coded, drawInjectedError, drawLoss, type InjectedError } from './injected-errors.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import type { Answer, SimulatedService } from './simulated-service.ts';
import type { SimulationEvent } from './step-record.ts';
import type { VirtualTime } from './time.ts';

/** An event before its time is set. */
export type UntimedEvent = SimulationEvent extends infer H
  ? H extends unknown
    ? Omit<H, 'at'>
    : never
  : never;

interface Request extends OutgoingRequest {
  readonly id: number;
  readonly path: string;
}

const HUGE_MIB = 18;

/** Everything between the step and the service, which does what it wants as far as a network can. */
export class Network {
  readonly #scenario: Scenario;
  readonly #service: SimulatedService;
  readonly #dateOf: (ms: number) => string;
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #tell: (event: UntimedEvent) => void;
  readonly #onRequest: (nth: number) => void;
  readonly #seen = new Map<string, Answer>();
  readonly #outageError: InjectedError;
  #requests = 0;

  constructor(options: {
    readonly scenario: Scenario;
    readonly service: SimulatedService;
    /** A moment of the record's clock as the service writes it into a header. */
    readonly date: (ms: number) => string;
    readonly time: VirtualTime;
    readonly random: Random;
    readonly tell: (event: UntimedEvent) => void;
    readonly onRequest: (nth: number) => void;
  }) {
    this.#scenario = options.scenario;
    this.#service = options.service;
    this.#dateOf = options.date;
    this.#time = options.time;
    this.#random = options.random;
    this.#tell = options.tell;
    this.#onRequest = options.onRequest;
    this.#outageError = this.#drawInjectedError('GET', '/v1/outage');
  }

  /** Takes the place of the transport. */
  readonly send: Send = (outgoing) => {
    const { method, url, signal } = outgoing;
    this.#requests += 1;
    const request = { ...outgoing, id: this.#requests, path: `${url.pathname}${url.search}` };
    this.#tell({ kind: 'request', id: request.id, method, path: request.path });
    this.#onRequest(request.id);
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        this.#tell({ kind: 'failed', id: request.id, why: String(error) });
        reject(error);
      };
      if (signal.aborted) return fail(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      this.#carry(request, this.#drawError(request), resolve, fail);
    });
  };

  #carry(
    request: Request,
    injected: InjectedError,
    resolve: (response: IncomingResponse) => void,
    fail: (error: unknown) => void,
  ): void {
    const latencyMs = this.#latency();
    // An open connection keeps a process waiting, as long as its timer would.
    if (injected.kind === 'never-connects') return;
    if (injected.kind === 'unsent') {
      this.#time.timer(latencyMs, () => fail(injected.error));
      return;
    }
    const connectMs = latencyMs * this.#random.next();
    this.#time.timer(connectMs, () => {
      // The request was ended before anything was sent.
      if (request.signal.aborted) return;
      this.#tell({ kind: 'sent', id: request.id });
      request.onSent();
      this.#time.timer((latencyMs - connectMs) / 2, () => {
        const answer = this.#answerFor(request, injected);
        if (injected.kind === 'silent') return;
        this.#time.timer((latencyMs - connectMs) / 2, () => {
          if (request.signal.aborted) return;
          if (answer === null) fail(injected.kind === 'lost' ? injected.error : coded('ECONNRESET'));
          else this.#respond(request, answer, injected, resolve, fail);
        });
      });
    });
  }

  /** What comes back; null where nothing does. The service gets the request where it is to. */
  #answerFor(request: Request, injected: InjectedError): Answer | null {
    const nowMs = this.#time.monotonic();
    const ask = () => {
      const answer = this.#service.answer(
        { ...request, body: request.body ?? '', nowMs },
        {
          onTaken: (runId) => this.#tell({ kind: 'taken', id: request.id, runId }),
          onAnswerTaken: () => this.#tell({ kind: 'answer-taken', id: request.id }),
        },
      );
      const dated = { ...answer, headers: { ...answer.headers, ...this.#date(nowMs) } };
      if (request.method === 'GET' && !this.#seen.has(request.path)) this.#seen.set(request.path, dated);
      return dated;
    };
    switch (injected.kind) {
      case 'lost':
      case 'silent':
        if (injected.reaches) ask();
        return null;
      case 'answered-by-another':
        if (injected.reaches) ask();
        return injected.answer;
      case 'changed':
        return injected.change(ask());
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

  #respond(
    request: Request,
    { status, headers, body }: Answer,
    injected: InjectedError,
    resolve: (response: IncomingResponse) => void,
    fail: (error: unknown) => void,
  ): void {
    const finish = (bytes: Buffer) =>
      resolve({ status, statusText: '', headers: new Map(Object.entries(headers)), body: bytes });
    const whole = (bytes: Buffer) => {
      if (request.signal.aborted) return;
      this.#tell({ kind: 'answered', id: request.id, status, body: bytes.length === 0 ? '' : body });
      finish(bytes);
    };
    const bytes = Buffer.from(body);
    if (status === 204 || status === 205 || status === 304) whole(Buffer.alloc(0));
    else if (injected.kind === 'cut') this.#cut(request, bytes, injected, finish, fail);
    else if (injected.kind === 'dripped') this.#time.timer(injected.everyMs * 8, () => whole(bytes));
    else if (body === HUGE && request.maxMiB < HUGE_MIB)
      fail(new RequestError('the response is too large', { kind: 'undecodable' }));
    else whole(body === HUGE ? Buffer.alloc(HUGE_MIB * 1024 * 1024, ' ') : bytes);
  }

  #cut(
    request: Request,
    bytes: Buffer,
    { share, end }: Extract<InjectedError, { kind: 'cut' }>,
    finish: (bytes: Buffer) => void,
    fail: (error: unknown) => void,
  ): void {
    if (end === 'silent') return;
    const part = bytes.subarray(0, Math.min(bytes.length - 1, Math.floor(bytes.length * share)));
    this.#time.timer(this.#latency(), () => {
      if (request.signal.aborted) return;
      const why = `cut after ${part.length} bytes of the body`;
      if (end === 'error') return fail(coded('ECONNRESET', why));
      this.#tell({ kind: 'failed', id: request.id, why });
      finish(part);
    });
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

  #drawError({ method, path }: Request): InjectedError {
    const { outage, faultRate, losesStart } = this.#scenario;
    if (losesStart && method === 'POST') return drawLoss(this.#random);
    const nowMs = this.#time.monotonic();
    if (outage !== null && nowMs >= outage.fromMs && nowMs < outage.untilMs && method === 'GET') {
      return this.#outageError;
    }
    return this.#random.chance(faultRate) ? this.#drawInjectedError(method, path) : { kind: 'whole' };
  }

  #drawInjectedError(method: string, path: string): InjectedError {
    const dateIn = (ms: number) => this.#dateOf(this.#time.monotonic() + ms);
    return drawInjectedError({
      random: this.#random,
      scenario: this.#scenario,
      method,
      path,
      seen: this.#seen,
      dateIn,
    });
  }
}
