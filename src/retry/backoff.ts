import {
  FIRST_BACKOFF_MS,
  MAX_BACKOFF_MS,
  MIN_POLL_PAUSE_MS,
  MIN_RETRY_PAUSE_MS,
  YOUNG_RUN_AGE_MS,
  YOUNG_RUN_POLL_PAUSE_MS,
} from './budgets.ts';

// A run that has been in progress for long is polled less often, so that a pause adds at most a 25th to its age.
const AGE_SHARE = 25;
const JITTER = 0.2;

/**
 * The pause before the next poll of a run.
 *
 * @param ageMs how long ago the run was started
 * @param longestMs the `poll-interval`
 * @param random from 0 to 1
 */
export function pollPauseMs(ageMs: number, longestMs: number, random: number): number {
  const wanted =
    ageMs < YOUNG_RUN_AGE_MS ? YOUNG_RUN_POLL_PAUSE_MS : Math.max(MIN_POLL_PAUSE_MS, ageMs / AGE_SHARE);
  return Math.min(longestMs, wanted * (1 + JITTER * random));
}

/**
 * The pause before a failed request is retried. Nearly all of it is random, so that many steps whose requests failed at
 * the same time do not retry at the same time.
 *
 * @param tries how often it was sent so far, from 1
 * @param random from 0 to 1
 */
export function retryPauseMs(tries: number, random: number): number {
  return MIN_RETRY_PAUSE_MS + (backoffMs(tries) - MIN_RETRY_PAUSE_MS) * random;
}

/**
 * The pause before the next poll of something that may take long.
 *
 * @param polls how many polls there were, from 1
 * @param random from 0 to 1
 */
export function growingPauseMs(polls: number, random: number): number {
  return backoffMs(polls) * (1 + JITTER * random);
}

function backoffMs(times: number): number {
  return Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (times - 1));
}
