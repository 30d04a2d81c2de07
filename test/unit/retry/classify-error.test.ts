import { describe, expect, it } from 'vitest';
import { classifyWriteError } from '../../../src/retry/classify-error.ts';
import {
  error,
  PERMANENT,
  REDIRECT,
  status,
  UNDECODABLE,
  UNREACHABLE,
} from '../../support/service-errors.ts';

describe('classifyWriteError', () => {
  it.each([400, 401, 403, 404, 413, 422])('classifies %i as a rejected start', (code) => {
    expect(classifyWriteError(status(code))).toBe('rejected');
  });

  it('classifies 429 as rate-limited', () => {
    expect(classifyWriteError(status(429))).toBe('rate-limited');
  });

  it.each([402, 405, 408, 409, 410, 415, 418, 425, 431, 451, 500, 502, 503, 504, 520, 599])(
    'classifies %i as unknown',
    (code) => {
      expect(classifyWriteError(status(code))).toBe('unknown');
    },
  );

  it('classifies an incomplete or unusable response as unknown', () => {
    const lost = [UNREACHABLE, PERMANENT, REDIRECT, UNDECODABLE];
    expect(lost.map(classifyWriteError)).toEqual(lost.map(() => 'unknown'));
    expect(classifyWriteError(error({ kind: 'undecodable', status: 429 }))).toBe('unknown');
    expect(classifyWriteError(error({ kind: 'undecodable', status: 400 }))).toBe('unknown');
  });
});
