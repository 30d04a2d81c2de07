import { describe, expect, it } from 'vitest';
import { EVERY_PATH, MAX_PATTERN_CHARS, patternToExclude } from '../../../src/domain/path-filter.ts';

describe('EVERY_PATH', () => {
  it('includes every file', () => {
    expect(EVERY_PATH.lets({ path: 'a', previousPath: null })).toBe(true);
  });
});

describe('patternToExclude', () => {
  it.each([
    ['src/a b-c.ts', '!src/a b-c.ts'],
    ['a\tb\u2028c\u2029d', '!a?b?c?d'],
    ['a*b?c[d]e(f)g{h}i', '!a?b?c?d?e?f?g?h?i'],
    ['!a+b@c|d\\e^f$g#h"i', '!?a?b?c?d?e?f?g?h?i'],
    [' a b ', '!?a b?'],
  ])('of %j is %j', (path, pattern) => {
    expect(patternToExclude(path)).toBe(pattern);
  });

  it('is null for a path that is too long for a line', () => {
    expect(patternToExclude('a'.repeat(MAX_PATTERN_CHARS))).toBe(`!${'a'.repeat(MAX_PATTERN_CHARS)}`);
    expect(patternToExclude('a'.repeat(MAX_PATTERN_CHARS + 1))).toBeNull();
  });
});
