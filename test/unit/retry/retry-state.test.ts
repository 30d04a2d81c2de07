import { describe, expect, it } from 'vitest';
import { RequestError, type RequestErrorFacts } from '../../../src/domain/errors.ts';
import { RetryState } from '../../../src/retry/retry-state.ts';
import { FOREIGN } from '../../support/service-errors.ts';

function errorWith(facts: RequestErrorFacts): RequestError {
  return new RequestError(`a fault: ${facts.kind}`, facts);
}

const LOST = errorWith({ kind: 'unreachable' });
const UNTRUSTED = errorWith({ kind: 'unreachable', permanent: true });
const NOT_JSON = errorWith({ kind: 'undecodable', status: 200 });
const NOT_FOUND = errorWith({ kind: 'status', status: 404 });

function patient(): RetryState {
  return new RetryState({ acceptsPermanent: true });
}

describe('RetryState', () => {
  it.each([
    LOST,
    errorWith({ kind: 'status', status: 429, retryAfterMs: 7000 }),
    errorWith({ kind: 'status', status: 500 }),
    NOT_JSON,
  ])('retries after %s, with the pause that the service requests', (error) => {
    const retryState = patient();
    expect(retryState.retryOrThrow(error)).toEqual({ done: false, retryAfterMs: error.retryAfterMs });
    expect(retryState.last).toBe(error);
    expect(retryState.lastMessage()).toBe(error.message);
  });

  it.each([
    NOT_FOUND,
    errorWith({ kind: 'status', status: 401 }),
    errorWith({ kind: 'redirect', status: 302 }),
    FOREIGN,
  ])('throws a permanent error at once: %s', (error) => {
    expect(() => patient().retryOrThrow(error)).toThrow(error);
  });

  it('retries only up to the accepted Retry-After', () => {
    const limited = (retryAfterMs: number | null) => errorWith({ kind: 'status', status: 429, retryAfterMs });
    const retryState = new RetryState({ maxRetryAfterMs: 5000 });
    for (const ms of [null, 0, 5000]) {
      expect(retryState.retryOrThrow(limited(ms))).toEqual({ done: false, retryAfterMs: ms });
    }
    const tooLong = limited(5001);
    expect(() => retryState.retryOrThrow(tooLong)).toThrow(tooLong);
    expect(new RetryState().retryOrThrow(limited(2 ** 31))).toMatchObject({ done: false });
  });

  it('is rate-limited after a 429, until another response', () => {
    const retryState = patient();
    expect(retryState.isRateLimited()).toBe(false);
    retryState.retryOrThrow(errorWith({ kind: 'status', status: 429 }));
    expect(retryState.isRateLimited()).toBe(true);
    retryState.retryOrThrow(errorWith({ kind: 'status', status: 503 }));
    expect(retryState.isRateLimited()).toBe(false);
  });

  it('throws an error that is not from the service', () => {
    const reason = new Error('the job was cancelled');
    const retryState = patient();
    expect(() => retryState.retryOrThrow(reason)).toThrow(reason);
    expect(retryState.last).toBeNull();
  });

  it('retries a certificate error only if configured to', () => {
    expect(patient().retryOrThrow(UNTRUSTED)).toMatchObject({ done: false });
    expect(() => new RetryState().retryOrThrow(UNTRUSTED)).toThrow(UNTRUSTED);
  });

  it('throws after the third consecutive response that cannot be decoded', () => {
    const retryState = patient();
    retryState.retryOrThrow(NOT_JSON);
    retryState.retryOrThrow(NOT_JSON);
    expect(() => retryState.retryOrThrow(NOT_JSON)).toThrow(NOT_JSON);
  });

  it.each<[string, (retryState: RetryState) => unknown]>([
    ['another error', (retryState) => retryState.retryOrThrow(LOST)],
    ['an error that the caller tolerates', (retryState) => retryState.note(NOT_FOUND)],
    ['a valid response', (retryState) => retryState.reset()],
  ])('restarts the count after %s', (_, between) => {
    const retryState = patient();
    retryState.retryOrThrow(NOT_JSON);
    retryState.retryOrThrow(NOT_JSON);
    between(retryState);
    retryState.retryOrThrow(NOT_JSON);
    expect(retryState.retryOrThrow(NOT_JSON)).toMatchObject({ done: false });
  });

  it('stores the error that the caller tolerates', () => {
    const retryState = patient();
    retryState.note(NOT_FOUND);
    expect(retryState.last).toBe(NOT_FOUND);
  });

  it('has no message after a valid response', () => {
    const retryState = patient();
    retryState.retryOrThrow(LOST);
    retryState.reset();
    expect([retryState.last, retryState.lastMessage()]).toEqual([null, '']);
  });
});
