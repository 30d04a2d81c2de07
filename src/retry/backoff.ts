const FIRST_LOOK_MS = 1500;
// A run that the first look found in progress is looked at next when most of the short ones have ended.
const YOUNG_MS = 5000;
const YOUNG_PAUSE_MS = 7000;
const MIN_PAUSE_MS = 5000;
// A run that has gone on for long is looked at less often, so that a pause adds at most a 25th to its age.
const AGE_SHARE = 25;
const JITTER = 0.2;

const MIN_RETRY_PAUSE_MS = 250;
const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 15_000;

/** When the first look at a run that was just started is due. */
export const firstPollMs = FIRST_LOOK_MS;

/**
 * The pause before the next look at a run.
 *
 * @param ageMs how long ago the run was started
 * @param longestMs the `poll-interval`
 * @param random from 0 to 1
 */
export function pollPauseMs(ageMs: number, longestMs: number, random: number): number {
  const wanted = ageMs < YOUNG_MS ? YOUNG_PAUSE_MS : Math.max(MIN_PAUSE_MS, ageMs / AGE_SHARE);
  return Math.min(longestMs, wanted * (1 + JITTER * random));
}

/**
 * The pause before a request that failed is sent again. Nearly all of it is up to chance, so that many steps which a
 * service has failed at once do not come back at once.
 *
 * @param tries how often it was sent already, from 1
 * @param random from 0 to 1
 */
export function retryPauseMs(tries: number, random: number): number {
  return MIN_RETRY_PAUSE_MS + (backoffMs(tries) - MIN_RETRY_PAUSE_MS) * random;
}

/**
 * The pause before something is looked at again that may take its time.
 *
 * @param looks how often it was looked at already, from 1
 * @param random from 0 to 1
 */
export function growingPauseMs(looks: number, random: number): number {
  return backoffMs(looks) * (1 + JITTER * random);
}

function backoffMs(times: number): number {
  return Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (times - 1));
}
