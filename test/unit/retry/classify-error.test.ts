import { describe, expect, it } from 'vitest';
import { judgeStart } from '../../../src/retry/classify-error.ts';
import {
  error,
  FOREIGN,
  PERMANENT,
  REDIRECT,
  status,
  UNDECODABLE,
  UNREACHABLE,
} from '../../support/service-errors.ts';

describe('judgeStart', () => {
  it.each([400, 401, 403, 404, 413, 422])('knows that %i refused the start', (code) => {
    expect(judgeStart(status(code))).toBe('refused');
  });

  it('knows that 429 took nothing', () => {
    expect(judgeStart(status(429))).toBe('limited');
  });

  it.each([402, 405, 408, 409, 410, 415, 418, 425, 431, 451, 500, 502, 503, 504, 520, 599])(
    'cannot know what %i did',
    (code) => {
      expect(judgeStart(status(code))).toBe('ambiguous');
    },
  );

  it('cannot know what a request did whose answer is not whole or not usable', () => {
    const lost = [UNREACHABLE, PERMANENT, REDIRECT, UNDECODABLE, FOREIGN];
    expect(lost.map(judgeStart)).toEqual(lost.map(() => 'ambiguous'));
    expect(judgeStart(error({ kind: 'undecodable', status: 429 }))).toBe('ambiguous');
    expect(judgeStart(error({ kind: 'undecodable', status: 400 }))).toBe('ambiguous');
  });
});
