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
  it.each([429, 500, 502, 503, 504, 520, 599])('asks a read again after %i', (code) => {
    expect(isTransient(status(code))).toBe(true);
  });

  it.each([400, 401, 403, 404, 405, 408, 409, 422, 425, 431])(
    'does not ask a read again after %i',
    (code) => {
      expect(isTransient(status(code))).toBe(false);
    },
  );

  it('asks a read again that got no answer, unless that cannot help', () => {
    expect(isTransient(UNREACHABLE)).toBe(true);
    expect(isTransient(PERMANENT)).toBe(false);
  });

  it("does not ask again after an answer that is not this API's", () => {
    expect([REDIRECT, UNDECODABLE].some(isTransient)).toBe(false);
    expect(isTransient(error({ kind: 'undecodable', status: 503 }))).toBe(false);
    expect(isTransient(error({ kind: 'status' }))).toBe(false);
  });
});

describe('isRateLimited', () => {
  it('is true of a 429 alone', () => {
    expect([429, 428, 430, 503, null].map((code) => isRateLimited({ status: code }))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
