import { ProtocolError, RequestError, type RequestErrorFacts } from '../../src/domain/errors.ts';

export function error(facts: RequestErrorFacts): RequestError {
  return new RequestError('no usable answer', facts);
}

export function status(code: number): RequestError {
  return error({ kind: 'status', status: code });
}

export const UNREACHABLE = error({ kind: 'unreachable' });
export const PERMANENT = error({ kind: 'unreachable', permanent: true });
export const REDIRECT = error({ kind: 'redirect', status: 307 });
export const UNDECODABLE = error({ kind: 'undecodable', status: 200 });
export const FOREIGN = new ProtocolError('a response about something else');
