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
  ])('maps %i to the outcome %s', (code, outcome) => {
    expect(outcomeOfRead(status(code))).toBe(outcome);
  });

  it.each([
    ['no response', UNREACHABLE, 'unavailable'],
    ['a permanent connection error', PERMANENT, 'unavailable'],
    ['a redirect', REDIRECT, 'protocol-error'],
    ['a response that cannot be decoded', UNDECODABLE, 'protocol-error'],
  ])('maps %s to the outcome %3$s', (_, thrown, outcome) => {
    expect(outcomeOfRead(thrown)).toBe(outcome);
  });
});
