import { describe, expect, it } from 'vitest';
import { RequestError, type RequestErrorFacts } from '../../../src/domain/errors.ts';
import { RetryState } from '../../../src/retry/retry-state.ts';
import { FOREIGN } from '../../support/service-errors.ts';

function fault(facts: RequestErrorFacts): RequestError {
  return new RequestError(`a fault: ${facts.kind}`, facts);
}

const LOST = fault({ kind: 'unreachable' });
const UNTRUSTED = fault({ kind: 'unreachable', permanent: true });
const NOT_JSON = fault({ kind: 'undecodable', status: 200 });
const NOT_FOUND = fault({ kind: 'status', status: 404 });

function patient(): RetryState {
  return new RetryState({ acceptsPermanent: true });
}

describe('RetryState', () => {
  it.each([
    LOST,
    fault({ kind: 'status', status: 429, retryAfterMs: 7000 }),
    fault({ kind: 'status', status: 500 }),
    NOT_JSON,
  ])('asks again after %s, for as long as the service wants', (error) => {
    const retryState = patient();
    expect(retryState.retryOrThrow(error)).toEqual({ done: false, retryAfterMs: error.retryAfterMs });
    expect(retryState.last).toBe(error);
    expect(retryState.lastMessage()).toBe(error.message);
  });

  it.each([
    NOT_FOUND,
    fault({ kind: 'status', status: 401 }),
    fault({ kind: 'redirect', status: 302 }),
    FOREIGN,
  ])('throws at once what asking again cannot help: %s', (error) => {
    expect(() => patient().retryOrThrow(error)).toThrow(error);
  });

  it('retries after no longer a Retry-After than it accepts', () => {
    const limited = (retryAfterMs: number | null) => fault({ kind: 'status', status: 429, retryAfterMs });
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
    retryState.retryOrThrow(fault({ kind: 'status', status: 429 }));
    expect(retryState.isRateLimited()).toBe(true);
    retryState.retryOrThrow(fault({ kind: 'status', status: 503 }));
    expect(retryState.isRateLimited()).toBe(false);
  });

  it('throws what is no fault of the service', () => {
    const reason = new Error('the job was cancelled');
    const retryState = patient();
    expect(() => retryState.retryOrThrow(reason)).toThrow(reason);
    expect(retryState.last).toBeNull();
  });

  it("asks again after a certificate's fault only where it is told to", () => {
    expect(patient().retryOrThrow(UNTRUSTED)).toMatchObject({ done: false });
    expect(() => new RetryState().retryOrThrow(UNTRUSTED)).toThrow(UNTRUSTED);
  });

  it('throws the third answer in a row that cannot be decoded', () => {
    const retryState = patient();
    retryState.retryOrThrow(NOT_JSON);
    retryState.retryOrThrow(NOT_JSON);
    expect(() => retryState.retryOrThrow(NOT_JSON)).toThrow(NOT_JSON);
  });

  it.each<[string, (retryState: RetryState) => unknown]>([
    ['another fault', (retryState) => retryState.retryOrThrow(LOST)],
    ['a fault that the caller tolerates', (retryState) => retryState.note(NOT_FOUND)],
    ['a good answer', (retryState) => retryState.reset()],
  ])('begins to count anew after %s', (_, between) => {
    const retryState = patient();
    retryState.retryOrThrow(NOT_JSON);
    retryState.retryOrThrow(NOT_JSON);
    between(retryState);
    retryState.retryOrThrow(NOT_JSON);
    expect(retryState.retryOrThrow(NOT_JSON)).toMatchObject({ done: false });
  });

  it('remembers the fault that the caller tolerates', () => {
    const retryState = patient();
    retryState.note(NOT_FOUND);
    expect(retryState.last).toBe(NOT_FOUND);
  });

  it('has nothing to say after a good answer', () => {
    const retryState = patient();
    retryState.retryOrThrow(LOST);
    retryState.reset();
    expect([retryState.last, retryState.lastMessage()]).toEqual([null, '']);
  });
});
