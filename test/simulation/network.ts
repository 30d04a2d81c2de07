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

/** A way to a service. */
interface Lane {
  readonly service: SimulatedService;
  readonly isGitHub: boolean;
  readonly random: Random;
  readonly faultRate: number;
  /** What every read meets during an outage. */
  readonly outageError: InjectedError;
}

interface Request extends OutgoingRequest {
  readonly id: number;
  readonly path: string;
  readonly lane: Lane;
}

const HUGE_MIB = 18;
const GITHUB_HOST = 'api.github.com';

/** Everything between the step and the service, which does what it wants as far as a network can. */
export class Network {
  readonly #scenario: Scenario;
  readonly #service: Lane;
  readonly #github: Lane;
  readonly #dateOf: (ms: number) => string;
  readonly #time: VirtualTime;
  readonly #tell: (event: UntimedEvent) => void;
  readonly #onRequest: (nth: number) => void;
  readonly #seen = new Map<string, Answer>();
  #requests = 0;

  constructor(options: {
    readonly scenario: Scenario;
    readonly service: SimulatedService;
    readonly github: SimulatedService;
    /** A moment of the record's clock as the service writes it into a header. */
    readonly date: (ms: number) => string;
    readonly time: VirtualTime;
    readonly random: Random;
    readonly tell: (event: UntimedEvent) => void;
    readonly onRequest: (nth: number) => void;
  }) {
    this.#scenario = options.scenario;
    this.#dateOf = options.date;
    this.#time = options.time;
    this.#tell = options.tell;
    this.#onRequest = options.onRequest;
    const { scenario, random } = options;
    const laneTo = (service: SimulatedService, isGitHub: boolean, faultRate: number): Lane => {
      // Each has its own, so that requests to one do not change the random values of the other.
      const lane = { service, isGitHub, faultRate, random: random.fork() };
      const outageError = this.#drawInjectedError({ method: 'GET', path: '/v1/outage', lane });
      return { ...lane, outageError };
    };
    this.#service = laneTo(options.service, false, scenario.faultRate);
    this.#github = laneTo(options.github, true, scenario.repository.faultRate);
  }

  /** Replaces the transport. */
  readonly send: Send = (outgoing) => {
    const { method, url, signal } = outgoing;
    this.#requests += 1;
    const lane = url.host === GITHUB_HOST ? this.#github : this.#service;
    const request = { ...outgoing, id: this.#requests, path: `${url.pathname}${url.search}`, lane };
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
    const { random } = request.lane;
    const latencyMs = this.#latency(random);
    // An open connection keeps a process waiting, as long as its timer would.
    if (injected.kind === 'never-connects') return;
    if (injected.kind === 'unsent') {
      this.#time.timer(latencyMs, () => fail(injected.error));
      return;
    }
    const connectMs = latencyMs * random.next();
    this.#time.timer(connectMs, () => {
      // The request was ended before anything was sent.
      if (request.signal.aborted) return;
      this.#tell({ kind: 'sent', id: request.id });
      request.onSent();
      this.#time.timer((latencyMs - connectMs) / 2, () => {
        // Of a request that was ended long ago, GitHub hears nothing: no step can wait for that.
        if (request.lane.isGitHub && request.signal.aborted) return;
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

  /** The response, or null without one. The service gets the request if it is to arrive. */
  #answerFor(request: Request, injected: InjectedError): Answer | null {
    const nowMs = this.#time.monotonic();
    const ask = () => {
      const answer = request.lane.service.answer(
        { ...request, body: request.body ?? '', nowMs },
        {
          onTaken: (runId) => this.#tell({ kind: 'taken', id: request.id, runId }),
          onAnswerTaken: () => this.#tell({ kind: 'answer-taken', id: request.id }),
        },
      );
      const dated = { ...answer, headers: { ...answer.headers, ...this.#date(request.lane, nowMs) } };
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

  #date({ random }: Lane, nowMs: number): Record<string, string> {
    if (!this.#scenario.hasOddDates || !random.chance(0.3)) return { date: this.#dateOf(nowMs) };
    return random.pick<Record<string, string>>([
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
    else if (body === HUGE && (request.lane.isGitHub || request.maxMiB < HUGE_MIB))
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
    this.#time.timer(this.#latency(request.lane.random), () => {
      if (request.signal.aborted) return;
      const why = `cut after ${part.length} bytes of the body`;
      if (end === 'error') return fail(coded('ECONNRESET', why));
      this.#tell({ kind: 'failed', id: request.id, why });
      finish(part);
    });
  }

  #latency(random: Random): number {
    if (this.#isEven) return random.whole(1, 400);
    return random.weighted([
      [30, random.whole(0, 400)],
      [2, random.whole(400, 9000)],
      [1, random.whole(9000, 45_000)],
    ]);
  }

  get #isEven(): boolean {
    return this.#scenario.isCalm || this.#scenario.losesStart;
  }

  #drawError(request: Request): InjectedError {
    const { method, lane } = request;
    const { outage, losesStart } = this.#scenario;
    if (losesStart && method === 'POST' && !lane.isGitHub) return drawLoss(lane.random);
    const nowMs = this.#time.monotonic();
    if (outage !== null && nowMs >= outage.fromMs && nowMs < outage.untilMs && method === 'GET') {
      return lane.outageError;
    }
    return lane.random.chance(lane.faultRate) ? this.#drawInjectedError(request) : { kind: 'whole' };
  }

  #drawInjectedError({
    method,
    path,
    lane: { random, isGitHub },
  }: {
    readonly method: string;
    readonly path: string;
    readonly lane: Pick<Lane, 'random' | 'isGitHub'>;
  }): InjectedError {
    const dateIn = (ms: number) => this.#dateOf(this.#time.monotonic() + ms);
    return drawInjectedError({
      random,
      scenario: this.#scenario,
      method,
      path,
      isGitHub,
      seen: this.#seen,
      dateIn,
    });
  }
}
