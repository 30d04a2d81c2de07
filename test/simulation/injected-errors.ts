import { ProxyError } from '../../src/http/tunnel.ts';
import { type Change, drawChange, drawGitHubChange, HUGE } from './changes.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { type Answer, anyWords } from './simulated-service.ts';

/** What is injected into one request. If nothing else is said, the service gets it and its response arrives. */
export type InjectedError =
  | { readonly kind: 'unsent'; readonly error: Error }
  /** Waits for a connection that is never made. */
  | { readonly kind: 'never-connects' }
  | { readonly kind: 'lost'; readonly reaches: boolean; readonly error: Error }
  | { readonly kind: 'silent'; readonly reaches: boolean }
  /** Somebody on the way answers in the service's place. */
  | { readonly kind: 'answered-by-another'; readonly reaches: boolean; readonly answer: Answer }
  | { readonly kind: 'changed'; readonly change: Change }
  | { readonly kind: 'cut'; readonly share: number; readonly end: 'error' | 'quiet' | 'silent' }
  | { readonly kind: 'dripped'; readonly everyMs: number }
  | { readonly kind: 'whole' };

/** A start with this complete response has certainly not been accepted. */
const REFUSALS = [400, 401, 403, 404, 413, 422];
const FAILURES = [500, 502, 503, 504];
const AMBIGUOUS = [405, 406, 408, 409, 411, 415, 418, 425, 431, 451, 501, 507, 520, 524];
const REDIRECTS = [300, 301, 302, 303, 304, 307, 308];

/** An error as Node's client gives its causes. */
export function coded(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

const UNSENT: readonly (() => Error)[] = [
  () => coded('ENOTFOUND', 'getaddrinfo ENOTFOUND api.kindo.ai'),
  () => coded('EAI_AGAIN', 'getaddrinfo EAI_AGAIN api.kindo.ai'),
  () => coded('ECONNREFUSED', 'connect ECONNREFUSED 192.0.2.1:443'),
  () =>
    coded('ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'),
  () => coded('EHOSTUNREACH', 'connect EHOSTUNREACH 192.0.2.1:443'),
  () =>
    Object.assign(new AggregateError([coded('ETIMEDOUT'), coded('ENETUNREACH')], ''), { code: 'ETIMEDOUT' }),
  () => coded('ETIMEDOUT', 'connect ETIMEDOUT 192.0.2.1:443'),
  () => coded('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'),
  () => coded('CERT_HAS_EXPIRED', 'certificate has expired'),
  () => coded('ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"),
  () => new ProxyError('the proxy refused the connection', { variable: 'HTTPS_PROXY', status: 407 }),
  () => new ProxyError('the proxy refused the connection', { variable: 'HTTPS_PROXY', status: 503 }),
  () =>
    new ProxyError('the proxy did not open a connection', {
      variable: 'HTTPS_PROXY',
      cause: coded('ECONNRESET', 'socket hang up'),
    }),
];
const LOST: readonly (() => Error)[] = [
  () => coded('ECONNRESET', 'read ECONNRESET'),
  () => coded('EPIPE', 'write EPIPE'),
  () => coded('ECONNRESET', 'socket hang up'),
  () => coded('HPE_HEADER_OVERFLOW', 'Parse Error: Header overflow'),
  () => coded('HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/'),
];

/** What a injected may draw on. */
export interface InjectedErrorContext {
  readonly random: Random;
  readonly scenario: Scenario;
  readonly method: string;
  readonly path: string;
  readonly isGitHub: boolean;
  readonly seen: ReadonlyMap<string, Answer>;
  /** So many milliseconds from now, as the service writes it into a header. */
  readonly dateIn: (ms: number) => string;
}

/** Draws how the response to a request is lost. */
export function drawLoss(random: Random): InjectedError {
  const reaches = random.chance(0.8);
  return random.weighted<() => InjectedError>([
    [3, () => ({ kind: 'lost', reaches, error: random.pick(LOST)() })],
    [1, () => ({ kind: 'silent', reaches })],
    [2, () => ({ kind: 'cut', share: random.next(), end: random.weighted(CUT_ENDS) })],
    [2, () => ({ kind: 'answered-by-another', reaches, answer: { status: 502, headers: {}, body: '' } })],
  ])();
}

/** Draws what goes wrong with a request. */
export function drawInjectedError(context: InjectedErrorContext): InjectedError {
  const { random, scenario, isGitHub } = context;
  const reaches = random.chance(0.5);
  return random.weighted<() => InjectedError>([
    [4, () => ({ kind: 'unsent', error: random.pick(UNSENT)() })],
    [1, () => ({ kind: 'never-connects' })],
    [4, () => ({ kind: 'lost', reaches, error: random.pick(LOST)() })],
    [2, () => ({ kind: 'silent', reaches })],
    [8, () => drawOtherAnswer(context, reaches)],
    [
      6,
      () => ({
        kind: 'changed',
        change: isGitHub
          ? drawGitHubChange(context)
          : drawChange({ ...context, earlierRunIds: scenario.agent.earlierRunIds }),
      }),
    ],
    [3, () => ({ kind: 'cut', share: random.next(), end: random.weighted(CUT_ENDS) })],
    [1, () => ({ kind: 'dripped', everyMs: random.pick([10, 500, 5000]) })],
    [
      isGitHub ? 4 : 0,
      () => ({ kind: 'answered-by-another', reaches: false, answer: drawGitHubLimit(random) }),
    ],
  ])();
}

/** @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function drawGitHubLimit(random: Random): Answer {
  return {
    status: random.pick([403, 403, 429]),
    headers: random.pick<Record<string, string>>([
      { 'retry-after': random.pick(['1', '20', '600']) },
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': random.pick(['0', '1773327610', 'soon']) },
      {},
    ]),
    body: JSON.stringify({
      message: random.pick(['You have exceeded a secondary rate limit.', 'Forbidden']),
    }),
  };
}

const CUT_ENDS = [
  [3, 'error'],
  [3, 'quiet'],
  [1, 'silent'],
] as const;

/** An error of the service, a proxy's page, a redirect: of any status, with any body. */
function drawOtherAnswer(context: InjectedErrorContext, reaches: boolean): InjectedError {
  const { random, scenario, method } = context;
  const status = random.weighted<() => number>([
    [6, () => 429],
    [6, () => random.pick(FAILURES)],
    [4, () => random.pick(AMBIGUOUS)],
    [2, () => random.pick(REFUSALS)],
    [2, () => random.pick(REDIRECTS)],
    [2, () => 200],
    [1, () => random.pick([201, 202, 203, 204, 206])],
  ])();
  const words = anyWords(random, scenario);
  const body = random.weighted<() => string>([
    [6, () => JSON.stringify({ error: 'Error', message: words, errors: [{ message: words }] })],
    [2, () => `<!doctype html><title>${words}</title>`],
    [2, () => ''],
    [1, () => '{}'],
    [1, () => `{"message":"${words}`],
    [0.3, () => HUGE],
  ])();
  const isCertain = REFUSALS.includes(status) || status === 429;
  return {
    kind: 'answered-by-another',
    // A service that has refused a start has not accepted it.
    reaches: reaches && !(method === 'POST' && isCertain),
    answer: { status, headers: drawHeaders(context, status), body },
  };
}

function drawHeaders({ random, dateIn }: InjectedErrorContext, status: number): Record<string, string> {
  const isRedirect = status >= 300 && status < 400;
  const location = isRedirect
    ? { location: random.pick(['https://elsewhere.example/v1/agents/runs', '/login', '::']) }
    : {};
  if (random.chance(0.4)) return location;
  const later = dateIn(random.whole(-5000, 100_000));
  const wait = random.pick([
    ...['0', '1', '7', '45', '3600', '99999999999', '-1', '1.5', '', '0x10', '1e3', 'soon', '5, 5', later],
    ...[later.replace(/ GMT$/, ''), 'Sunday, 06-Nov-94 08:49:37 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ]);
  return { ...location, 'retry-after': wait, ...(random.chance(0.7) ? { date: dateIn(0) } : {}) };
}
