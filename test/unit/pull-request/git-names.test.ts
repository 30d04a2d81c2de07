import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteName, unquoteName } from '../../../src/pull-request/git-names.ts';
import { cases } from '../../support/cases.ts';

describe('names as git writes them', () => {
  it.each([
    ['a b/ü.ts', 'a b/ü.ts'],
    ['a"b', '"a\\"b"'],
    ['a\\b', '"a\\\\b"'],
    ['a\nb', '"a\\012b"'],
    ['a\u0085b', '"a\\302\\205b"'],
  ])('quote %j only if it could end its line', (name, written) => {
    expect(quoteName(name)).toBe(written);
    expect(unquoteName(written)).toBe(name);
  });

  it('are read with every escape of git', () => {
    expect(unquoteName('"\\a\\b\\f\\n\\r\\t\\v\\"\\\\\\303\\274ü\\x"')).toBe('\x07\b\f\n\r\t\v"\\üüx');
    expect(unquoteName('a\\n"')).toBe('a\\n"');
  });

  it('are read back unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        fc.pre(!name.startsWith('"'));
        expect(unquoteName(quoteName(name))).toBe(name);
        expect(quoteName(name)).not.toContain('\n');
      }),
      cases(300),
    );
  });
});
