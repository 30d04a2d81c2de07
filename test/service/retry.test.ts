import { describe, expect, it } from 'vitest';
import { ServiceError, type ServiceErrorFacts } from '../../src/errors.ts';
import { isTransient, judgeStart, outcomeOfRead } from '../../src/service/retry.ts';

function error(facts: ServiceErrorFacts): ServiceError {
  return new ServiceError('no usable answer', facts);
}

function status(code: number): ServiceError {
  return error({ kind: 'status', status: code });
}

const UNREACHABLE = error({ kind: 'unreachable' });
const PERMANENT = error({ kind: 'unreachable', permanent: true });
const REDIRECT = error({ kind: 'redirect', status: 307 });
const UNDECODABLE = error({ kind: 'undecodable', status: 200 });
const FOREIGN = error({ kind: 'foreign' });

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
    expect([REDIRECT, UNDECODABLE, FOREIGN].some(isTransient)).toBe(false);
    expect(isTransient(error({ kind: 'undecodable', status: 503 }))).toBe(false);
    expect(isTransient(error({ kind: 'status' }))).toBe(false);
  });
});

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

describe('outcomeOfRead', () => {
  it.each([
    [401, 'invalid-input'],
    [403, 'invalid-input'],
    [400, 'protocol-error'],
    [404, 'protocol-error'],
    [408, 'protocol-error'],
    [422, 'protocol-error'],
    [429, 'unavailable'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('makes of %i the outcome %s', (code, outcome) => {
    expect(outcomeOfRead(status(code))).toBe(outcome);
  });

  it.each([
    ['no answer', UNREACHABLE, 'unavailable'],
    ['no answer for good', PERMANENT, 'unavailable'],
    ['a redirect', REDIRECT, 'protocol-error'],
    ['an answer that cannot be decoded', UNDECODABLE, 'protocol-error'],
    ['an answer about something else', FOREIGN, 'protocol-error'],
  ])('makes of %s the outcome %3$s', (_, thrown, outcome) => {
    expect(outcomeOfRead(thrown)).toBe(outcome);
  });
});
