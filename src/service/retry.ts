import type { FaultOutcome } from '../domain.ts';
import type { ServiceError } from '../errors.ts';

/** True for a fault of a read that may be gone at the next try. */
export function isTransient(error: ServiceError): boolean {
  if (error.kind === 'unreachable') return !error.permanent;
  return error.kind === 'status' && (error.status === 429 || (error.status ?? 0) >= 500);
}

// What a service answers when it has looked at a start, or at an answer to an interrupt, and has not taken it.
const REFUSED: readonly (number | null)[] = [400, 401, 403, 404, 413, 422];

/**
 * What is known of a start, or of an answer to an interrupt, that was sent and came to no good: the service refused it,
 * wants it later, or may have taken it. Only the first two are certain not to have done anything.
 */
export function judgeStart(error: ServiceError): 'refused' | 'limited' | 'ambiguous' {
  if (error.kind !== 'status') return 'ambiguous';
  if (REFUSED.includes(error.status)) return 'refused';
  return error.status === 429 ? 'limited' : 'ambiguous';
}

/** The outcome of a read that failed for good. */
export function outcomeOfRead(error: ServiceError): FaultOutcome {
  if (error.status === 401 || error.status === 403) return 'invalid-input';
  return error.kind === 'unreachable' || isTransient(error) ? 'unavailable' : 'protocol-error';
}
