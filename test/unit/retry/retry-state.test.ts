import { describe, expect, it } from 'vitest';
import { ServiceError, type ServiceErrorFacts } from '../../../src/domain/errors.ts';
import { RetryState } from '../../../src/retry/retry-state.ts';

function fault(facts: ServiceErrorFacts): ServiceError {
  return new ServiceError(`a fault: ${facts.kind}`, facts);
}

const LOST = fault({ kind: 'unreachable' });
const UNTRUSTED = fault({ kind: 'unreachable', permanent: true });
const NOT_JSON = fault({ kind: 'undecodable', status: 200 });
const NOT_FOUND = fault({ kind: 'status', status: 404 });

function patient(): RetryState {
  return new RetryState({ acceptsPermanent: true });
}

describe('Tolerance', () => {
  it.each([
    LOST,
    fault({ kind: 'status', status: 429, retryAfterMs: 7000 }),
    fault({ kind: 'status', status: 500 }),
    NOT_JSON,
  ])('asks again after %s, for as long as the service wants', (error) => {
    const tolerance = patient();
    expect(tolerance.retryOrThrow(error)).toEqual({ done: false, retryAfterMs: error.retryAfterMs });
    expect(tolerance.last).toBe(error);
    expect(tolerance.lastMessage()).toBe(error.message);
  });

  it.each([
    NOT_FOUND,
    fault({ kind: 'status', status: 401 }),
    fault({ kind: 'redirect', status: 302 }),
    fault({ kind: 'mismatch' }),
  ])('throws at once what asking again cannot help: %s', (error) => {
    expect(() => patient().retryOrThrow(error)).toThrow(error);
  });

  it('throws what is no fault of the service', () => {
    const reason = new Error('the job was cancelled');
    const tolerance = patient();
    expect(() => tolerance.retryOrThrow(reason)).toThrow(reason);
    expect(tolerance.last).toBeNull();
  });

  it("asks again after a certificate's fault only where it is told to", () => {
    expect(patient().retryOrThrow(UNTRUSTED)).toMatchObject({ done: false });
    expect(() => new RetryState().retryOrThrow(UNTRUSTED)).toThrow(UNTRUSTED);
  });

  it('throws the third answer in a row that cannot be decoded', () => {
    const tolerance = patient();
    tolerance.retryOrThrow(NOT_JSON);
    tolerance.retryOrThrow(NOT_JSON);
    expect(() => tolerance.retryOrThrow(NOT_JSON)).toThrow(NOT_JSON);
  });

  it.each<[string, (tolerance: RetryState) => unknown]>([
    ['another fault', (tolerance) => tolerance.retryOrThrow(LOST)],
    ['a fault that the caller tolerates', (tolerance) => tolerance.note(NOT_FOUND)],
    ['a good answer', (tolerance) => tolerance.reset()],
  ])('begins to count anew after %s', (_, between) => {
    const tolerance = patient();
    tolerance.retryOrThrow(NOT_JSON);
    tolerance.retryOrThrow(NOT_JSON);
    between(tolerance);
    tolerance.retryOrThrow(NOT_JSON);
    expect(tolerance.retryOrThrow(NOT_JSON)).toMatchObject({ done: false });
  });

  it('remembers the fault that the caller tolerates', () => {
    const tolerance = patient();
    tolerance.note(NOT_FOUND);
    expect(tolerance.last).toBe(NOT_FOUND);
  });

  it('has nothing to say after a good answer', () => {
    const tolerance = patient();
    tolerance.retryOrThrow(LOST);
    tolerance.reset();
    expect([tolerance.last, tolerance.lastMessage()]).toEqual([null, '']);
  });
});
