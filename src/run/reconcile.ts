import type { Agent } from '../domain/agent.ts';
import { isKeyRejected, ServiceError } from '../domain/errors.ts';
import type { ListedRun } from '../domain/run.ts';
import type { CallLimits } from '../http/send.ts';
import type { Runtime } from '../platform/runtime.ts';
import { growingPauseMs } from '../retry/backoff.ts';
import { LAST_LOOK_LIMIT_MS, poll, REQUEST_LIMIT_MS } from '../retry/poll.ts';
import type { AgentService } from '../service/agent-service.ts';
import { formatDuration } from '../text/duration.ts';
import { serviceTimeAt } from './service-time.ts';

const BUDGET_MS = 90_000;
const FIRST_PAUSE_MS = 1000;
const SETTLED_MS = 10_000;
// Between the clock of the Date header and the one that dates the runs.
const CLOCK_TOLERANCE_MS = 120_000;
const MAX_PAGES = 20;
const MAX_CANDIDATES = 50;
const MAX_SHOWN_CANDIDATES = 5;

export interface LostStart {
  readonly service: AgentService;
  /** As it was before the start, with the runs that it had then. */
  readonly agent: Agent;
  /** When the agent was read, of the monotonic clock. */
  readonly agentReadAt: number;
  /** When the start was sent, of the monotonic clock. */
  readonly sentAt: number;
  /** Told after every look what may have come of the start so far. */
  readonly onCandidates: (candidates: readonly ListedRun[]) => void;
}

/** What the search for a lost start came to. */
export interface Reconciled {
  /** `invalid-input` where the service refused the key meanwhile. */
  readonly outcome: 'ambiguous-start' | 'invalid-input';
  /** Sentences for the reason. */
  readonly words: string;
}

/**
 * Looks for what may have come of a start whose answer is lost: runs of the agent that were not there before and were
 * created since, by the service's own clock. None is ever taken for the start's: nothing tells it from one that somebody
 * else started. It decides nothing, so whatever goes wrong is said in words; only a key that is refused is a fault of its
 * own, and ends the search.
 *
 * It ends after 90 s, or before that once the list was read whole with a new run in it and showed no other for 10 s.
 * That is safe because the words do not say that there is no other: a list that shows runs which began after the start
 * is up to date, a start makes at most one, and the outcome is the same for any number.
 *
 * @throws the signal's reason
 */
export async function reconcile(lost: LostStart, conditions: Runtime): Promise<Reconciled> {
  const { clock, signal, random, log } = conditions;
  const sentAtMs = serviceTimeAt(lost.agent, lost.agentReadAt, lost.sentAt);
  if (sentAtMs === null) {
    return {
      outcome: 'ambiguous-start',
      words: `${lost.service.name} does not tell its time, so runs that are new since then cannot be told from older ones: look for one before you run this step again.`,
    };
  }
  const beganAt = clock.monotonic();
  log.info(
    `The answer to the start is lost. Looking for runs that may have come of it, for up to ${formatDuration(BUDGET_MS)}.`,
  );
  const limits = () => {
    const leftMs = beganAt + BUDGET_MS - clock.monotonic();
    return { signal, timeoutMs: Math.max(0, Math.min(REQUEST_LIMIT_MS, leftMs)) };
  };
  const search = new Search(lost, sentAtMs - CLOCK_TOLERANCE_MS, limits);
  let newestAt = beganAt;
  // Widened: the compiler does not see what the closure assigns.
  let problem = null as ServiceError | null;
  const plan = {
    clock,
    signal,
    deadline: beganAt + BUDGET_MS - LAST_LOOK_LIMIT_MS,
    firstPauseMs: FIRST_PAUSE_MS,
    pauseMs: (looks: number) => growingPauseMs(looks + 1, random()),
    looksAtDeadline: true,
  };
  await poll(plan, async () => {
    if (clock.monotonic() - beganAt >= BUDGET_MS) return { done: false };
    const known = search.candidates.length;
    try {
      await search.look();
      problem = null;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      problem = error;
      return isKeyRejected(error)
        ? { done: true, value: null }
        : { done: false, retryAfterMs: error.retryAfterMs };
    } finally {
      if (search.candidates.length > known) newestAt = clock.monotonic();
      lost.onCandidates(search.candidates);
    }
    const isSettled = search.candidates.length > 0 && clock.monotonic() - newestAt >= SETTLED_MS;
    return isSettled ? { done: true, value: null } : { done: false };
  });
  const waited = formatDuration(clock.monotonic() - beganAt);
  const words = explain(lost.service.name, search.candidates, problem, waited);
  return problem !== null && isKeyRejected(problem)
    ? { outcome: 'invalid-input', words: `${words} ${explainRefusal(problem)}` }
    : { outcome: 'ambiguous-start', words };
}

function explainRefusal(error: ServiceError): string {
  return (
    error.advice ||
    'Since the start the key is not accepted: it may be revoked, or may not read what it may start.'
  );
}

/** What was found of new runs, over several looks. */
class Search {
  readonly #lost: LostStart;
  readonly #sinceMs: number;
  readonly #limits: () => CallLimits;
  /** Those that were there before, and those that a look at them showed to be older or another agent's. */
  readonly #dismissed: Set<string>;
  readonly #candidates = new Map<string, ListedRun>();
  /** Of whom the list did not tell when they were created. */
  readonly #unread = new Set<string>();

  constructor(lost: LostStart, sinceMs: number, limits: () => CallLimits) {
    this.#lost = lost;
    this.#sinceMs = sinceMs;
    this.#limits = limits;
    this.#dismissed = new Set(lost.agent.earlierRunIds);
  }

  get candidates(): readonly ListedRun[] {
    return [...this.#candidates.values()];
  }

  /** @throws ServiceError where the list, or a run of it, could not be read to the end */
  async look(): Promise<void> {
    try {
      await this.#readList();
    } catch (error) {
      // What the reads of single runs come to could hide that the key is refused.
      if (!refusesKey(error)) await this.#readUnread();
      throw error;
    }
    await this.#readUnread();
  }

  async #readUnread(): Promise<void> {
    for (const runId of this.#unread) await this.#read(runId);
  }

  async #readList(): Promise<void> {
    const cursors = new Set<string>();
    const order = new NewestFirst(this.#sinceMs);
    let cursor: string | null = null;
    for (;;) {
      const query = { agentId: this.#lost.agent.id, sinceMs: this.#sinceMs, cursor };
      const page = await this.#lost.service.listRuns(query, this.#limits());
      for (const run of page.runs) this.#consider(run);
      cursor = page.nextCursor;
      if (cursor === null || order.hasPassed(page.runs)) return;
      if (cursors.has(cursor)) throw incomplete('the list of runs gave the same page twice');
      cursors.add(cursor);
      if (cursors.size === MAX_PAGES) throw incomplete(`there are more than ${MAX_PAGES} pages of runs`);
    }
  }

  #consider(run: ListedRun): void {
    if (this.#dismissed.has(run.runId) || this.#candidates.has(run.runId)) return;
    if (!this.#isPossible(run)) return;
    if (this.#candidates.size === MAX_CANDIDATES)
      throw incomplete(`there are more than ${MAX_CANDIDATES} new runs`);
    this.#candidates.set(run.runId, run);
    if (run.createdAtMs === null) this.#unread.add(run.runId);
  }

  async #read(runId: string): Promise<void> {
    const run = await this.#lost.service.getRun(runId, this.#limits());
    this.#unread.delete(runId);
    if (this.#isPossible(run)) {
      this.#candidates.set(runId, { runId, agentId: run.agentId, createdAtMs: run.createdAtMs });
    } else {
      this.#candidates.delete(runId);
      this.#dismissed.add(runId);
    }
  }

  #isPossible({ agentId, createdAtMs }: Pick<ListedRun, 'agentId' | 'createdAtMs'>): boolean {
    const isOurs = agentId === null || agentId === this.#lost.agent.id;
    return isOurs && (createdAtMs === null || createdAtMs >= this.#sinceMs);
  }
}

/** Tells from a list that was newest first so far that what is left of it is too old. */
class NewestFirst {
  readonly #sinceMs: number;
  #oldestMs = Number.POSITIVE_INFINITY;
  #isSorted = true;

  constructor(sinceMs: number) {
    this.#sinceMs = sinceMs;
  }

  hasPassed(runs: readonly ListedRun[]): boolean {
    for (const { createdAtMs } of runs) {
      if (createdAtMs === null || createdAtMs > this.#oldestMs) this.#isSorted = false;
      else this.#oldestMs = createdAtMs;
    }
    return this.#isSorted && this.#oldestMs < this.#sinceMs;
  }
}

function refusesKey(error: unknown): boolean {
  return error instanceof ServiceError && isKeyRejected(error);
}

function incomplete(why: string): ServiceError {
  return new ServiceError(why, { kind: 'undecodable' });
}

function explain(
  service: string,
  candidates: readonly ListedRun[],
  problem: ServiceError | null,
  waited: string,
): string {
  const [first, ...others] = candidates;
  if (first === undefined) {
    return problem === null
      ? `In the ${waited} after it ${service} listed no new run of the agent, which does not prove that there is none: look there before you run this step again.`
      : `Whether ${service} lists a new run of the agent could not be read to the end (${problem.message}): look there before you run this step again.`;
  }
  const shown = candidates.slice(0, MAX_SHOWN_CANDIDATES).map(({ runId }) => runId);
  if (candidates.length > shown.length) shown.push(`${candidates.length - shown.length} more`);
  const found =
    others.length === 0
      ? `Since then ${service} lists a new run of the agent, ${first.runId}. It may have come of this start or of somebody else's, so it is not judged: look at it, and attach to it with run-id if it is yours.`
      : `Since then ${service} lists ${candidates.length} new runs of the agent, ${shown.join(', ')}. Each may have come of this start or of somebody else's, so none is judged: look at them, and attach with run-id to the one that is yours.`;
  return problem === null
    ? found
    : `${found} There may be more, as not all could be read (${problem.message}).`;
}
