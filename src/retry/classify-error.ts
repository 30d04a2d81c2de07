import { isRateLimited, type RequestError } from '../domain/errors.ts';

// With these a service rejects a start, or the answer to an interrupt.
const REJECTED: readonly (number | null)[] = [400, 401, 403, 404, 413, 422];

/**
 * What the error of a start, or of an answer to an interrupt, says about it: the service rejected it, wants it later, or
 * may have accepted it. Only the first two certainly had no effect.
 */
export function classifyWriteError(error: RequestError): 'rejected' | 'rate-limited' | 'unknown' {
  switch (error.kind) {
    case 'status':
      if (REJECTED.includes(error.status)) return 'rejected';
      return isRateLimited(error) ? 'rate-limited' : 'unknown';
    case 'unreachable':
    case 'redirect':
    case 'undecodable':
      return 'unknown';
  }
}
