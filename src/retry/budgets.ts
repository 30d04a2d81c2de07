/** The timeout of one request, the body of its response included. */
export const REQUEST_TIMEOUT_MS = 30_000;

/** The timeout of the last poll, which is sent when the deadline has come. */
export const LAST_POLL_TIMEOUT_MS = 10_000;

/** The least that a last poll has, if the machine slept past the deadline. */
export const MIN_LAST_POLL_TIMEOUT_MS = 500;

/** The pause between the start of a run and the first poll of it. */
export const FIRST_POLL_PAUSE_MS = 1500;

/** A run is young until this age. The next poll of a young run is sent when most short runs have ended. */
export const YOUNG_RUN_AGE_MS = 5000;

/** The pause between two polls of a young run. */
export const YOUNG_RUN_POLL_PAUSE_MS = 7000;

/** The shortest pause between two polls of a run that is no longer young. */
export const MIN_POLL_PAUSE_MS = 5000;

/** The time between two progress lines in the log. */
export const HEARTBEAT_INTERVAL_MS = 30_000;

/** The shortest pause before a retry. */
export const MIN_RETRY_PAUSE_MS = 250;

/** The longest pause before the first retry; it doubles with each further one. */
export const FIRST_BACKOFF_MS = 1000;

/** The longest pause before any retry, if the service does not request a longer one. */
export const MAX_BACKOFF_MS = 15_000;

/** How long a start, or the answer to an interrupt, is retried while the response is 429. */
export const RATE_LIMITED_WRITE_BUDGET_MS = 120_000;

/** How long a start, or the answer to an interrupt, is retried while it cannot be sent. */
export const UNSENT_WRITE_BUDGET_MS = 60_000;

/** All reads before the start together: the list of agents and the agent. Also the first read of a run to resume. */
export const READ_BUDGET_MS = 60_000;

/** How long after its start a run may be unknown to the service, and how long a step that does not wait polls it. */
export const NEW_RUN_VISIBLE_WITHIN_MS = 60_000;

/** How long a wait continues without any usable response. A service whose response is 429 is not down. */
export const MAX_OUTAGE_MS = 600_000;

/** How long a service may still show an interrupt that was answered. */
export const ANSWERED_INTERRUPT_SHOWN_MS = 60_000;

/** A 404 for verdicts, and a pass that is required, count only if a second read so much later shows the same. */
export const SECOND_READ_PAUSE_MS = 2000;

/** How much the clocks may differ that date responses and runs. */
export const MAX_CLOCK_SKEW_MS = 60_000;

/** A larger difference between the clocks of the runner and of the service is a warning. */
export const REPORTED_CLOCK_SKEW_MS = 300_000;

/** The search for runs of a start whose response was lost. */
export const SEARCH_BUDGET_MS = 90_000;

/** The pause before that search. */
export const FIRST_SEARCH_PAUSE_MS = 1000;

/** The search ends when no other run has appeared for so long. */
export const SEARCH_SETTLED_MS = 10_000;

/** All reads of what `inputs-from` takes from GitHub together. */
export const REMOTE_INPUTS_BUDGET_MS = 60_000;

/** The list of the files that a pull request changes, and all reads to assemble its diff. */
export const CHANGED_FILES_BUDGET_MS = 180_000;

/** The permission of the person who triggered the workflow, and the state of the pull request, each before the start. */
export const PULL_REQUEST_READ_BUDGET_MS = 60_000;

/** All reads and writes of one commit status at one moment. */
export const STATUS_BUDGET_MS = 30_000;

/** The same in a job that was cancelled: the post step does the rest. */
export const CANCELLED_STATUS_BUDGET_MS = 3000;

/** Everything that is done in the pull request after the verdict. */
export const PULL_REQUEST_UPDATE_BUDGET_MS = 90_000;

/** The read of the pull request's head after the verdict, with its retries. */
export const HEAD_BUDGET_MS = 10_000;

/** The longest Retry-After of GitHub that the comment waits for. */
export const MAX_COMMENT_RETRY_AFTER_MS = 60_000;

/**
 * The Retry-After of a rate limit for which GitHub names no time.
 *
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export const DEFAULT_GITHUB_RETRY_AFTER_MS = 60_000;
