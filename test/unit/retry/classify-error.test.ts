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
  it.each([400, 401, 403, 404, 413, 422])('knows that %i refused the start', (code) => {
    expect(classifyWriteError(status(code))).toBe('rejected');
  });

  it('knows that 429 took nothing', () => {
    expect(classifyWriteError(status(429))).toBe('rate-limited');
  });

  it.each([402, 405, 408, 409, 410, 415, 418, 425, 431, 451, 500, 502, 503, 504, 520, 599])(
    'cannot know what %i did',
    (code) => {
      expect(classifyWriteError(status(code))).toBe('unknown');
    },
  );

  it('cannot know what a request did whose answer is not whole or not usable', () => {
    const lost = [UNREACHABLE, PERMANENT, REDIRECT, UNDECODABLE];
    expect(lost.map(classifyWriteError)).toEqual(lost.map(() => 'unknown'));
    expect(classifyWriteError(error({ kind: 'undecodable', status: 429 }))).toBe('unknown');
    expect(classifyWriteError(error({ kind: 'undecodable', status: 400 }))).toBe('unknown');
  });
});
