import { describe, expect, it } from 'vitest';
import { isRateLimited, isTransient } from '../../../src/domain/errors.ts';
import {
  error,
  PERMANENT,
  REDIRECT,
  status,
  UNDECODABLE,
  UNREACHABLE,
} from '../../support/service-errors.ts';

describe('isTransient', () => {
  it.each([429, 500, 502, 503, 504, 520, 599])('retries a read after %i', (code) => {
    expect(isTransient(status(code))).toBe(true);
  });

  it.each([400, 401, 403, 404, 405, 408, 409, 422, 425, 431])('does not retry a read after %i', (code) => {
    expect(isTransient(status(code))).toBe(false);
  });

  it('retries a read without a response, unless the error is permanent', () => {
    expect(isTransient(UNREACHABLE)).toBe(true);
    expect(isTransient(PERMANENT)).toBe(false);
  });

  it('does not retry after a response that is not from this API', () => {
    expect([REDIRECT, UNDECODABLE].some(isTransient)).toBe(false);
    expect(isTransient(error({ kind: 'undecodable', status: 503 }))).toBe(false);
    expect(isTransient(error({ kind: 'status' }))).toBe(false);
  });
});

describe('isRateLimited', () => {
  it('is true only for a 429', () => {
    expect([429, 428, 430, 503, null].map((code) => isRateLimited({ status: code }))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
