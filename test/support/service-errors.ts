import { ServiceError, type ServiceErrorFacts } from '../../src/domain/errors.ts';

export function error(facts: ServiceErrorFacts): ServiceError {
  return new ServiceError('no usable answer', facts);
}

export function status(code: number): ServiceError {
  return error({ kind: 'status', status: code });
}

export const UNREACHABLE = error({ kind: 'unreachable' });
export const PERMANENT = error({ kind: 'unreachable', permanent: true });
export const REDIRECT = error({ kind: 'redirect', status: 307 });
export const UNDECODABLE = error({ kind: 'undecodable', status: 200 });
export const FOREIGN = error({ kind: 'mismatch' });
