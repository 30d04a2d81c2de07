import { describe, expect, it } from 'vitest';
import { outcomeOfRead } from '../../../src/verdict/outcome-of-error.ts';
import { PERMANENT, REDIRECT, status, UNDECODABLE, UNREACHABLE } from '../../support/service-errors.ts';

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
  ])('makes of %s the outcome %3$s', (_, thrown, outcome) => {
    expect(outcomeOfRead(thrown)).toBe(outcome);
  });
});
