import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/domain/errors.ts';
import { parseApiKey } from '../../../src/inputs/api-key.ts';
import { cases } from '../../support/cases.ts';

function problemOf(raw: string): string {
  try {
    parseApiKey(raw);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return '';
}

describe('parseApiKey', () => {
  it('removes white space around a key [B4]', () => {
    expect(parseApiKey(' sk-live-0123456789\n')).toBe('sk-live-0123456789');
  });

  it.each([
    'abcdefgh',
    'a'.repeat(4096),
    'c2VjcmV0LWtleQ==',
    'sk-live=01',
    '**abcdef**',
    'abc{[def',
    '!"#$%&()*+,-./~',
  ])('accepts %s', (key) => {
    expect(parseApiKey(key)).toBe(key);
  });

  it.each([
    ['white space inside', 'sk-live 0123456789', 'white space inside, at character 8', 'store the bare key'],
    ['a tab inside', 'sk-live\t0123456789', 'white space inside, at character 8', 'store the bare key'],
    ['a line break inside', 'sk-live\n0123456789', 'a line break inside (18 characters', 'as one line'],
    ['an en dash', 'sk–live–0123456789', 'is not allowed in a header, at character 3', 'copy the key again'],
    [
      'a letter that is not ASCII',
      'sk-livé-0123456789',
      'is not allowed in a header, at character 7',
      'copy',
    ],
    ['a control character', 'sk-live\u0007-0123456789', 'is not allowed in a header', 'copy'],
    ['the word Bearer before it', 'Bearer sk-live-0123456789', 'begins with "Bearer"', 'without "Bearer"'],
    ['the word bearer before it', 'bearer  sk-live-0123456789', 'begins with "Bearer"', 'without "Bearer"'],
    [
      'the word bearer in its middle',
      'sk-live bearer 0123456789',
      'white space inside, at character 8',
      'bare',
    ],
    ['an expression', '${{ secrets.KINDO_API_KEY }}', 'was not evaluated', 'secrets.NAME'],
    ['asterisks', '***', 'only asterisks', 'pass the secret itself'],
    ['a JSON object', '{"key":"sk-live-0123456789"}', 'looks like JSON', 'store only the key'],
    ['a JSON array', '["sk-live-0123456789"]', 'looks like JSON', 'store only the key'],
    ['an assignment', 'KINDO_API_KEY=sk-live-0123456789', 'looks like NAME=value', 'store only the key'],
    ['too few characters', 'sk-live', '7 characters, too few', 'store the whole key'],
    ['one character', 'k', 'has 1 character, too few', 'store the whole key'],
    ['too many characters', 'k'.repeat(4097), '4097 characters, more than 4096', 'store only the key'],
  ])('refuses %s, and shows no part of the key [B5 B6 B7 B8 B9 B10 B11 T22]', (_what, raw, what, mend) => {
    const problem = problemOf(raw);
    expect(problem).toMatch(/^api-key /);
    expect(problem).toContain(what);
    expect(problem).toContain(mend);
    expect(problem).not.toMatch(/sk-?liv|0123456789|kkkk/);
  });

  it('returns only what a header can carry, and never shows what it cannot carry [B6]', () => {
    // None of these letters is in a message.
    const character = fc.constantFrom(
      'Q',
      'Z',
      'X',
      'Ω',
      '€',
      '😀',
      '\ud83d',
      '=',
      '{',
      ' ',
      '\n',
      '\r',
      '\t',
      '\0',
    );
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 1, maxLength: 20 }), (raw) => {
        const problem = problemOf(raw);
        if (problem === '') expect(parseApiKey(raw)).toMatch(/^[\x21-\x7e]{8,}$/);
        else expect(problem).toMatch(/^api-key [^QZXΩ€\ud83d\ude00\r\n]+: [^QZXΩ€\ud83d\ude00\r\n]+\.$/u);
      }),
      cases(300),
    );
  });
});
