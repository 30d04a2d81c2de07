import { describe, RequestError } from '../domain/errors.ts';
import type { CallLimits } from '../http/send.ts';
import type { StatusPlace } from '../inputs/commit-status.ts';
import type { Runtime } from '../platform/runtime.ts';
import { CANCELLED_STATUS_BUDGET_MS, STATUS_BUDGET_MS } from '../retry/budgets.ts';
import { classifyWriteError } from '../retry/classify-error.ts';
import { type Attempt, poll } from '../retry/poll.ts';
import { readWithRetry } from '../retry/read-with-retry.ts';
import { quote } from '../text/sanitize.ts';
import { sentence } from '../text/sentence.ts';
import { type CommitStatus, type GitHub, STATUSES_PER_PAGE, type StatusState } from './github.ts';

const MAX_PAGES = 20;
/** The share of the time that success has. The rest is for its replacement, if the step does not pass after all. */
const SUCCESS_SHARE = 5 / 6;

/** A status whose commit is known. */
export interface KnownPlace extends StatusPlace {
  readonly sha: string;
}

/** What is known of the step's own pending status. */
export type OwnPending =
  | { readonly kind: 'written'; readonly id: number }
  | { readonly kind: 'unknown'; readonly error: unknown };

export interface PendingWrite {
  readonly github: GitHub;
  readonly place: KnownPlace;
  readonly description: string;
  /** Called as soon as the request is passed to the network. */
  readonly onRequest: () => void;
}

/**
 * Writes `pending`, and retries it only after a rate limit, so that at most one is written. Never rejects, and takes at most
 * 30 s.
 */
export async function writePending(
  { github, place, description, onRequest }: PendingWrite,
  runtime: Runtime,
): Promise<OwnPending> {
  const deadline = runtime.clock.monotonic() + STATUS_BUDGET_MS;
  try {
    const limited = { ...runtime, deadline, onRequest };
    const id = await append(github, place, { state: 'pending', description }, limited);
    return { kind: 'written', id };
  } catch (error) {
    return { kind: 'unknown', error };
  }
}

/** The end of the step in the status. */
export interface StatusEnd {
  readonly state: Exclude<StatusState, 'pending'>;
  readonly description: string;
}

export interface StatusEnding {
  readonly github: GitHub;
  readonly place: KnownPlace;
  /** Null if no pending status was sent. */
  readonly pending: Promise<OwnPending> | null;
  readonly end: StatusEnd;
  /** Of the time that all writes of the end have together. */
  readonly usedMs: number;
}

/** The result of ending the status: warnings, and whether the post step has nothing left to do. */
export interface StatusResult {
  readonly warnings: readonly string[];
  readonly isSettled: boolean;
}

/** Writes the end of the status within 30 s, or 3 s if the job is cancelled, less the time used. Never rejects. */
export async function endStatus(ending: StatusEnding, runtime: Runtime): Promise<StatusResult> {
  const { pending, place, usedMs } = ending;
  const isCancelled = runtime.signal.aborted;
  const budgetMs = (isCancelled ? CANCELLED_STATUS_BUDGET_MS : STATUS_BUDGET_MS) - usedMs;
  const beganAt = runtime.clock.monotonic();
  const own = await pending;
  // The signal of a cancelled job would end every request at once.
  const signal = isCancelled ? new AbortController().signal : runtime.signal;
  const limited = (ms: number): Limited => ({ ...runtime, signal, deadline: beganAt + ms });
  const writer = new Writer(ending, own, limited(budgetMs), limited(budgetMs * SUCCESS_SHARE));
  const warnings = new Set<string>();
  if (own?.kind === 'unknown') warnings.add(couldNotWrite(place, own.error));
  try {
    for (const note of await writer.write()) warnings.add(note);
    return { warnings: [...warnings], isSettled: true };
  } catch (error) {
    warnings.add(couldNotWrite(place, error));
    return { warnings: [...warnings], isSettled: !runtime.signal.aborted };
  }
}

interface Limited extends Runtime {
  /** A moment of the monotonic clock. */
  readonly deadline: number;
  readonly onRequest?: () => void;
}

/** Who else wrote this context: another step of this attempt, another attempt or person after the own status, or nobody. */
type Others = 'step' | 'later' | null;

class Writer {
  readonly #ending: StatusEnding;
  readonly #own: OwnPending | null;
  readonly #limits: Limited;
  readonly #successLimits: Limited;

  constructor(ending: StatusEnding, own: OwnPending | null, limits: Limited, successLimits: Limited) {
    this.#ending = ending;
    this.#own = own;
    this.#limits = limits;
    this.#successLimits = successLimits;
  }

  /** Writes the end of the step, and returns warnings. */
  async write(): Promise<readonly string[]> {
    const { end } = this.#ending;
    const note = end.state === 'success' ? this.pass() : this.fail(end);
    return [await note].filter((warning) => warning !== null);
  }

  /** Writes success if nobody else has written. Returns a sentence on why it has not; else null. */
  async pass(): Promise<string | null> {
    const { github, place, end } = this.#ending;
    if (this.#own?.kind !== 'written')
      return `The commit status ${quote(place.context)} does not show success, because its state pending was not written. Re-run the job.`;
    const own = this.#own.id;
    const before = await this.#readOthers(own).catch(asRequestError);
    if (before instanceof RequestError)
      return sentence(
        `The commit status ${quote(place.context)} does not show success, because the statuses could not be read: ${describe(before)}`,
      );
    if (before === 'later')
      return `The commit status ${quote(place.context)} does not show success, because a later status replaced it. The later attempt sets the final state.`;
    if (before === 'step') return this.#failForStep();
    const error = await append(github, place, end, this.#successLimits).then(() => null, asRequestError);
    if (error !== null && classifyWriteError(error) === 'rejected') throw error;
    // Another step may have written in the meantime, and may fail to report it.
    const after = await this.#readOthers(own).catch(asRequestError);
    if (after === 'step' || after instanceof RequestError) return this.#failForStep();
    if (error !== null) throw error;
    return null;
  }

  /** Writes the end of a step that fails, even if others have written. */
  async fail(end: StatusEnd): Promise<null> {
    const { github, place } = this.#ending;
    const write = (limits: CallLimits) =>
      github.createStatus(place.sha, { ...contentOf(place), ...end }, limits);
    await readWithRetry(this.#limits, this.#limits.deadline, write);
    return null;
  }

  async #failForStep(): Promise<string> {
    const { context } = this.#ending.place;
    await this.fail({
      state: 'failure',
      description: 'Several steps share this context, or it could not be read',
    });
    return `The commit status ${quote(context)} shows failure, because another step of this attempt may have written it. Give each step its own commit-status.`;
  }

  async #readOthers(own: number): Promise<Others> {
    const { github, place } = this.#ending;
    const statuses = await readContext(github, place, this.#successLimits);
    // A step writes success only after its own pending, so its pending is enough to find it.
    const isOther = ({ id, state, targetUrl }: CommitStatus) =>
      id !== own && state !== 'success' && targetUrl === place.targetUrl;
    if (statuses.some(isOther)) return 'step';
    return statuses[0]?.id === own ? null : 'later';
  }
}

/**
 * The statuses of the context, the newest first.
 *
 * @throws RequestError
 */
export async function readContext(
  github: GitHub,
  { sha, context }: KnownPlace,
  limited: Limited,
): Promise<readonly CommitStatus[]> {
  const found: CommitStatus[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const statuses = await readWithRetry(limited, limited.deadline, (limits) =>
      github.listStatuses(sha, page, limits),
    );
    found.push(...statuses.filter((status) => status.context.toLowerCase() === context.toLowerCase()));
    if (statuses.length < STATUSES_PER_PAGE) return found;
  }
  throw new RequestError(`the commit has more than ${MAX_PAGES * STATUSES_PER_PAGE} statuses`, {
    kind: 'undecodable',
  });
}

/** Appends a status once: it is retried only after a rate limit, because then it was not written. */
async function append(
  github: GitHub,
  place: KnownPlace,
  content: { readonly state: StatusState; readonly description: string },
  { clock, signal, deadline, onRequest }: Pick<Limited, 'clock' | 'signal' | 'deadline' | 'onRequest'>,
): Promise<number> {
  let last: unknown = new RequestError('the time limit passed before the first request', {
    kind: 'unreachable',
  });
  const plan = { clock, signal, deadline, firstPauseMs: 0, pauseMs: () => 1000, pollsAtDeadline: false };
  const written = await poll<number>(plan, async (limits): Promise<Attempt<number>> => {
    try {
      const status = { ...contentOf(place), ...content };
      return { done: true, value: await github.createStatus(place.sha, status, { ...limits, onRequest }) };
    } catch (error) {
      if (!(error instanceof RequestError) || error.status !== 429) throw error;
      last = error;
      return { done: false, retryAfterMs: error.retryAfterMs };
    }
  });
  if (written === null) throw last;
  return written.value;
}

function contentOf({ context, targetUrl }: StatusPlace) {
  return { context, targetUrl };
}

function asRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  throw error;
}

/** A sentence about a status that could not be written, and the fix. */
export function couldNotWrite({ context }: StatusPlace, error: unknown): string {
  const problem = sentence(`The commit status ${quote(context)} could not be written: ${describe(error)}`);
  if (!(error instanceof RequestError) || (error.status !== 403 && error.status !== 404)) return problem;
  return `${problem} Give the job the permission statuses: write. The token of a pull request from a fork or from Dependabot can only read.`;
}
