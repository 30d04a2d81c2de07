import { describe, expect, it } from 'vitest';
import { ServiceError, type ServiceErrorFacts } from '../../../src/domain/errors.ts';
import { Tolerance } from '../../../src/retry/retry-state.ts';

function fault(facts: ServiceErrorFacts): ServiceError {
  return new ServiceError(`a fault: ${facts.kind}`, facts);
}

const LOST = fault({ kind: 'unreachable' });
const UNTRUSTED = fault({ kind: 'unreachable', permanent: true });
const NOT_JSON = fault({ kind: 'undecodable', status: 200 });
const NOT_FOUND = fault({ kind: 'status', status: 404 });

function patient(): Tolerance {
  return new Tolerance({ acceptsPermanent: true });
}

describe('Tolerance', () => {
  it.each([
    LOST,
    fault({ kind: 'status', status: 429, retryAfterMs: 7000 }),
    fault({ kind: 'status', status: 500 }),
    NOT_JSON,
  ])('asks again after %s, for as long as the service wants', (error) => {
    const tolerance = patient();
    expect(tolerance.accept(error)).toEqual({ done: false, retryAfterMs: error.retryAfterMs });
    expect(tolerance.last).toBe(error);
    expect(tolerance.words()).toBe(error.message);
  });

  it.each([
    NOT_FOUND,
    fault({ kind: 'status', status: 401 }),
    fault({ kind: 'redirect', status: 302 }),
    fault({ kind: 'foreign' }),
  ])('throws at once what asking again cannot help: %s', (error) => {
    expect(() => patient().accept(error)).toThrow(error);
  });

  it('throws what is no fault of the service', () => {
    const reason = new Error('the job was cancelled');
    const tolerance = patient();
    expect(() => tolerance.accept(reason)).toThrow(reason);
    expect(tolerance.last).toBeNull();
  });

  it("asks again after a certificate's fault only where it is told to", () => {
    expect(patient().accept(UNTRUSTED)).toMatchObject({ done: false });
    expect(() => new Tolerance({ acceptsPermanent: false }).accept(UNTRUSTED)).toThrow(UNTRUSTED);
  });

  it('throws the third answer in a row that cannot be decoded', () => {
    const tolerance = patient();
    tolerance.accept(NOT_JSON);
    tolerance.accept(NOT_JSON);
    expect(() => tolerance.accept(NOT_JSON)).toThrow(NOT_JSON);
  });

  it.each<[string, (tolerance: Tolerance) => unknown]>([
    ['another fault', (tolerance) => tolerance.accept(LOST)],
    ['a fault that the caller tolerates', (tolerance) => tolerance.remember(NOT_FOUND)],
    ['a good answer', (tolerance) => tolerance.reset()],
  ])('begins to count anew after %s', (_, between) => {
    const tolerance = patient();
    tolerance.accept(NOT_JSON);
    tolerance.accept(NOT_JSON);
    between(tolerance);
    tolerance.accept(NOT_JSON);
    expect(tolerance.accept(NOT_JSON)).toMatchObject({ done: false });
  });

  it('remembers the fault that the caller tolerates', () => {
    const tolerance = patient();
    tolerance.remember(NOT_FOUND);
    expect(tolerance.last).toBe(NOT_FOUND);
  });

  it('has nothing to say after a good answer', () => {
    const tolerance = patient();
    tolerance.accept(LOST);
    tolerance.reset();
    expect([tolerance.last, tolerance.words()]).toEqual([null, '']);
  });
});
