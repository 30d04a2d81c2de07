import type { ServiceError } from '../domain/errors.ts';

// What a service answers when it has looked at a start, or at an answer to an interrupt, and has not taken it.
const REFUSED: readonly (number | null)[] = [400, 401, 403, 404, 413, 422];

/**
 * What is known of a start, or of an answer to an interrupt, that was sent and came to no good: the service refused it,
 * wants it later, or may have taken it. Only the first two are certain not to have done anything.
 */
export function classifyWriteError(error: ServiceError): 'rejected' | 'rate-limited' | 'unknown' {
  if (error.kind !== 'status') return 'unknown';
  if (REFUSED.includes(error.status)) return 'rejected';
  return error.status === 429 ? 'rate-limited' : 'unknown';
}
