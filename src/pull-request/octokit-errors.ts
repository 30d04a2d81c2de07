import * as v from 'valibot';
import { describe, RequestError } from '../domain/errors.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import { DEFAULT_GITHUB_RETRY_AFTER_MS } from '../retry/budgets.ts';
import { singleLine } from '../text/sanitize.ts';
import { quoteMessage } from '../text/sentence.ts';

const MAX_MESSAGE_CHARS = 500;

const Headers = v.object({
  'retry-after': v.optional(v.string()),
  'x-ratelimit-remaining': v.optional(v.string()),
  'x-ratelimit-reset': v.optional(v.string()),
});
const ErrorResponse = v.object({
  status: v.number(),
  message: v.string(),
  response: v.object({ headers: Headers }),
});

/**
 * Converts an error of the library to a RequestError.
 *
 * @param redact removes secrets from a message
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function explainError(error: unknown, nowMs: number, redact: (message: string) => string): Error {
  // The library wraps what its fetch throws.
  for (const thrown of [error, error instanceof Error ? error.cause : null]) {
    if (thrown instanceof RequestError) return thrown;
  }
  const parsed = v.safeParse(ErrorResponse, error);
  if (!parsed.success) {
    const cause = singleLine(redact(describe(error)), MAX_MESSAGE_CHARS);
    return new RequestError(`The request to GitHub failed: ${cause}`, {
      kind: 'status',
      cause: error,
    });
  }
  const { status, message, response } = parsed.output;
  const waitMs = limitMs(status, message, response.headers, nowMs);
  return new RequestError(
    `GitHub responded with ${status}: ${quoteMessage(redact(message), MAX_MESSAGE_CHARS)}`,
    {
      kind: 'status',
      status: waitMs === null ? status : 429,
      retryAfterMs: waitMs,
    },
  );
}

/**
 * Rethrows the error of a comparison. For a moment after a push, GitHub may respond with 404, so that is marked for a retry.
 */
export function rethrowNotFound(error: unknown): never {
  if (!(error instanceof RequestError) || error.status !== 404) throw error;
  throw new RequestError(error.message, { kind: 'status', status: 404, transient: true, cause: error });
}

/** The wait that a rate limit requests, in milliseconds; null if the response is not a rate limit. */
function limitMs(
  status: number,
  message: string,
  headers: v.InferOutput<typeof Headers>,
  nowMs: number,
): number | null {
  if (status !== 403 && status !== 429) return null;
  const requestedMs = parseRetryAfter(headers['retry-after'] ?? null, null, nowMs);
  if (requestedMs !== null) return requestedMs;
  if (headers['x-ratelimit-remaining'] === '0') {
    const resetMs = Number(headers['x-ratelimit-reset']) * 1000 - nowMs;
    return Number.isFinite(resetMs) ? Math.max(resetMs, 0) : DEFAULT_GITHUB_RETRY_AFTER_MS;
  }
  return status === 429 || /rate limit/i.test(message) ? DEFAULT_GITHUB_RETRY_AFTER_MS : null;
}
