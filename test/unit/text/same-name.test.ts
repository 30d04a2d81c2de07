import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainDifference, foldName, isSameName, nearestName } from '../../../src/text/same-name.ts';
import { cases } from '../../support/cases.ts';

describe('isSameName', () => {
  it.each([
    ['Check the licences', 'Check the licences'],
    ['Check the licences', ' Check the licences\n'],
    ['Check the licences', 'Check\u00a0the\u2003licences'],
    ['Check the licences', 'Check  \t\r\n the\u0085licences\u2028'],
    ['Prüfung', 'Pru\u0308fung'],
    ['Å', '\u212b'],
    ['\ufeffa', 'a'],
  ])('treats %j and %j as one name', (a, b) => {
    expect(isSameName(a, b)).toBe(true);
    expect(isSameName(b, a)).toBe(true);
  });

  it.each([
    ['Scan', 'scan'],
    ['Scan', 'Sc an'],
    ['Scan', 'Sсan'],
    ['Scan', 'Scan\u200b'],
    ['ﬁx', 'fix'],
    ['Ⅷ', 'VIII'],
    ['a-b', 'a\u2011b'],
    ['', 'a'],
  ])('treats %j and %j as two names', (a, b) => {
    expect(isSameName(a, b)).toBe(false);
  });

  it('folds a folded name to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
        expect(isSameName(name.normalize('NFD'), ` ${name.normalize('NFC')} `)).toBe(true);
      }),
      cases(300),
    );
  });
});

describe('explainDifference', () => {
  it.each([
    ['qery', 'query', ''],
    ['a', 'a', ''],
    ['a\u00a0b', 'a b', ''],
    ['', 'a', ''],
    ['Query', 'query', ' (names are case-sensitive)'],
    ['Scan\u200b', 'Scan', ' (from character 5, it has nothing instead of U+200B)'],
    ['Scan', 'Scan\u200b', ' (from character 5, it has U+200B instead of nothing)'],
    ['Sсan it', 'Scan it', ' (from character 2, it has U+0063 instead of U+0441)'],
    ['Scan', '\u202eScan', ' (from character 1, it has U+202E instead of nothing)'],
    ['a-b', 'a\u2011b', ' (from character 2, it has U+2011 instead of U+002D)'],
    ['aa', 'a\u200ba', ' (from character 2, it has U+200B instead of nothing)'],
    ['x😀y', 'x😁y', ' (from character 2, it has U+1F601 instead of U+1F600)'],
    ['aécd', 'abcd', ' (from character 2, it has U+0062 instead of U+00E9)'],
    [
      'ваза',
      'abcd',
      ' (from character 1, it has U+0061 U+0062 U+0063 U+0064 instead of U+0432 U+0430 U+0437 U+0430)',
    ],
    ['вазаб', 'z', ' (from character 1, it has U+007A instead of U+0432 U+0430 U+0437 U+0430 …)'],
    ['z\u007f', 'z', ' (from character 2, it has nothing instead of U+007F)'],
  ])('between %j and %j is %j', (given, other, difference) => {
    expect(explainDifference(given, other)).toBe(difference);
  });

  it('is that of the first 1000 characters, of names of any length [T18]', () => {
    const long = 'x'.repeat(999);
    expect(explainDifference(long, `${long}\u0410${'y'.repeat(1_000_000)}`)).toBe(
      ' (from character 1000, it has U+0410 instead of nothing)',
    );
    expect(explainDifference(`${long}x\u0410`, `${long}x\u0411`)).toBe('');
  });
});

describe('nearestName', () => {
  it('is the one with the fewest edits, with invisible characters shown', () => {
    expect(nearestName('Chek it', ['Other', 'Check  it', 'x'])).toBe('"Check  it"');
    expect(nearestName('Check\u200bit', ['x', 'Check\u2060it'])).toBe(
      '"Check\\u{2060}it" (from character 6, it has U+2060 instead of U+200B)',
    );
    expect(nearestName('Pru\u0308fungen', ['Prüfunge', 'Prufu\u0308ngen'])).toBe('"Prüfunge"');
    expect(nearestName('x', [])).toBeNull();
  });
});
