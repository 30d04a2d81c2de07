import type { Agent } from '../domain/agent.ts';
import { isKeyRejected, RequestError } from '../domain/errors.ts';
import type { ListedRun } from '../domain/run.ts';
import type { Runtime } from '../platform/runtime.ts';
import { growingPauseMs } from '../retry/backoff.ts';
import {
  FIRST_SEARCH_PAUSE_MS,
  LAST_POLL_TIMEOUT_MS,
  MAX_CLOCK_SKEW_MS,
  REQUEST_TIMEOUT_MS,
  SEARCH_BUDGET_MS,
  SEARCH_SETTLED_MS,
} from '../retry/budgets.ts';
import { type Attempt, poll } from '../retry/poll.ts';
import type { AgentService } from '../service/agent-service.ts';
import { formatDuration } from '../text/duration.ts';
import { isKeyError, RunSearch } from './run-search.ts';
import type { ServiceClock } from './service-clock.ts';

const MAX_SHOWN_CANDIDATES = 5;

export interface LostStart {
  readonly service: AgentService;
  /** As it was before the start, with the runs that it had then. */
  readonly agent: Agent;
  /** The clock that dates the runs. */
  readonly serviceClock: ServiceClock;
  /** When the start was sent, of the monotonic clock. */
  readonly sentAt: number;
  /** Called after every poll with the runs that the start may have created. */
  readonly onCandidates: (candidates: readonly ListedRun[]) => void;
}

/** The result of the search for a lost start. */
export interface Reconciled {
  /** `invalid-input` if the service has rejected the key after the start. */
  readonly outcome: 'ambiguous-start' | 'invalid-input';
  /** Sentences for the reason. */
  readonly message: string;
}

/**
 * Searches for the run of a start whose response was lost: runs of the agent that did not exist before and were created
 * after it, by the service's own clock if it is known. None is ever used as the run of the start, because somebody else may
 * have started it. The search decides nothing, so its errors are only reported in the message; only a rejected key
 * changes the outcome, and ends the search.
 *
 * It ends after 90 s, or as soon as the whole list was read with a new run in it and showed no other for 10 s. That is
 * safe because the message does not say that there is no other: a list that shows runs which began after the start is up
 * to date, a start makes at most one, and the outcome is the same for any number.
 *
 * @throws the signal's reason
 */
export async function reconcile(lost: LostStart, runtime: Runtime): Promise<Reconciled> {
  const { clock, signal, random, log } = runtime;
  const beganAt = clock.monotonic();
  log.info(
    `The response to the start was lost. Searching for a run that it may have created, for at most ${formatDuration(SEARCH_BUDGET_MS)}.`,
  );
  const limits = () => {
    const leftMs = beganAt + SEARCH_BUDGET_MS - clock.monotonic();
    return { signal, timeoutMs: Math.max(0, Math.min(REQUEST_TIMEOUT_MS, leftMs)) };
  };
  const sinceMs = lost.serviceClock.at(lost.sentAt) - MAX_CLOCK_SKEW_MS;
  const search = new RunSearch({ ...lost, sinceMs, limits });
  let newestAt = beganAt;
  const plan = {
    clock,
    signal,
    deadline: beganAt + SEARCH_BUDGET_MS - LAST_POLL_TIMEOUT_MS,
    firstPauseMs: FIRST_SEARCH_PAUSE_MS,
    pauseMs: (polls: number) => growingPauseMs(polls + 1, random()),
    pollsAtDeadline: true,
  };
  await poll<null>(plan, async () => {
    if (clock.monotonic() - beganAt >= SEARCH_BUDGET_MS) return { done: false };
    const known = search.candidates.length;
    await search.read().finally(() => {
      if (search.candidates.length > known) newestAt = clock.monotonic();
      lost.onCandidates(search.candidates);
    });
    return attemptOf(search, clock.monotonic() - newestAt >= SEARCH_SETTLED_MS);
  });
  const waited = formatDuration(clock.monotonic() - beganAt);
  const { candidates, error } = search;
  const message = explain(lost.service.name, candidates, error, waited);
  return isKeyError(error)
    ? { outcome: 'invalid-input', message: `${message} ${explainRefusal(error)}` }
    : { outcome: 'ambiguous-start', message };
}

/** Whether the search has ended: with a rejected key, or with candidates that are the same for long enough. */
function attemptOf({ error, candidates }: RunSearch, isSettled: boolean): Attempt<null> {
  if (error instanceof RequestError)
    return isKeyRejected(error)
      ? { done: true, value: null }
      : { done: false, retryAfterMs: error.retryAfterMs };
  const isOver = error === null && candidates.length > 0 && isSettled;
  return isOver ? { done: true, value: null } : { done: false };
}

function explainRefusal(error: RequestError): string {
  return (
    error.advice ||
    'The API key was rejected after the start. Check that it is not revoked, and is allowed to read runs.'
  );
}

function explain(
  service: string,
  candidates: readonly ListedRun[],
  problem: Error | null,
  waited: string,
): string {
  const [first, ...others] = candidates;
  if (first === undefined) {
    return problem === null
      ? `No new run of this agent appeared within ${waited}. One may still exist: check ${service} before you re-run this step.`
      : `The list of new runs could not be read completely (${problem.message}). Check ${service} before you re-run this step.`;
  }
  const shown = candidates.slice(0, MAX_SHOWN_CANDIDATES).map(({ runId }) => runId);
  if (candidates.length > shown.length) shown.push(`and ${candidates.length - shown.length} more`);
  const found =
    others.length === 0
      ? `${service} lists a new run of this agent: ${first.runId}. This start or another one may have created it, so it was not evaluated. Check this run. If it is yours, attach to it with run-id.`
      : `${service} lists ${candidates.length} new runs of this agent: ${shown.join(', ')}. This start or another one may have created each of them, so none was evaluated. Check these runs, and attach to yours with run-id.`;
  return problem === null
    ? found
    : `${found} There may be more, because not all could be read (${problem.message}).`;
}
