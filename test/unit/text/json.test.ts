import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasDuplicateKeys, withoutComments } from '../../../src/text/json.ts';
import { cases } from '../../support/cases.ts';

const MEGABYTE = 1_000_000;

describe('hasDuplicateKeys', () => {
  it.each([
    ['{"a":1,"a":2}'],
    ['{"a" : 1, "b": 2, "a"\n\t:\r2}'],
    ['[{"b":{"a":[],"a":{}}}]'],
    ['{"a":{"a":1},"a":2}'],
    ['{"a":1,"\\u0061":2}'],
    ['{"":1,"":2}'],
    ['{"__proto__":1,"__proto__":2}'],
    ['{"a\\"":1,"b":"\\\\","a\\"":2}'],
    ['{"b":["}"],"a":1,"a":2}'],
  ])('is true for %s', (json) => {
    expect(() => JSON.parse(json)).not.toThrow();
    expect(hasDuplicateKeys(json)).toBe(true);
  });

  it.each([
    ['{}'],
    ['{"a":1,"b":2}'],
    ['{"a":{"a":1},"b":{"a":1}}'],
    ['[{"a":1},{"a":1}]'],
    ['["a","a"]'],
    ['{"a":"a","b":"a"}'],
    ['{"a":1,"A":2}'],
    ['{"a":"\\"a\\":1","b":"{\\"a\\":1,"}'],
    ['{"a\\\\":1,"a":2,"a\\"":3}'],
    ['"a"'],
    ['1'],
  ])('is false for %s', (json) => {
    expect(() => JSON.parse(json)).not.toThrow();
    expect(hasDuplicateKeys(json)).toBe(false);
  });

  it('is false for every value with unique keys, and true if a key is added again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, key) => {
        const json = JSON.stringify(value);
        expect(hasDuplicateKeys(json)).toBe(false);
        const name = JSON.stringify(key);
        expect(hasDuplicateKeys(`[{${name}:${json},"other ${name.slice(1)}:1,${name}:0}]`)).toBe(true);
      }),
      cases(300),
    );
  });

  it.each([
    ['deep', `${'{"a":'.repeat(MEGABYTE / 5)}1${'}'.repeat(MEGABYTE / 5)}`],
    ['of escapes', JSON.stringify('\\"'.repeat(MEGABYTE / 4))],
    ['of many keys', `{${Array.from({ length: 50_000 }, (_, index) => `"k${index}":1`).join(',')}}`],
  ])('ends for a text that is %s', (_, json) => {
    expect(hasDuplicateKeys(json)).toBe(false);
  });
});

describe('withoutComments', () => {
  it.each([
    ['{"a": 1} // all', '{"a": 1}  '],
    ['{ // "b"\n"a": 1 }', '{  "a": 1 }'],
    ['{/* "}" */"a"/**/:1}', '{ "a" :1}'],
    ['[1, 2, ]', '[1, 2 ]'],
    ['{"a": 1.10,\n}', '{"a": 1.10\n}'],
    ['[1, // one\n]', '[1  ]'],
    ['["// no", "/* no */", ",]", "\\"//,]"]', '["// no", "/* no */", ",]", "\\"//,]"]'],
    ['[[1,],[2,],]', '[[1],[2]]'],
    ['{"a":1 /* not closed', '{"a":1  '],
    ['{"a": 1 / 2, "b": "not closed // ', '{"a": 1 / 2, "b": "not closed // '],
    ['[1,,]', '[1,]'],
    ['', ''],
  ])('of %j is %j', (jsonc, json) => {
    expect(withoutComments(jsonc)).toBe(json);
  });

  it('does not change JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(3), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        expect(withoutComments(text)).toBe(text);
      }),
      cases(300),
    );
  });

  it.each([
    ['/*'.repeat(MEGABYTE)],
    ['/'.repeat(MEGABYTE)],
    [','.repeat(MEGABYTE)],
    ['"\\'.repeat(MEGABYTE)],
    ['\\"'.repeat(MEGABYTE)],
    [', '.repeat(MEGABYTE)],
  ])('ends for two megabytes of the same text', (jsonc) => {
    expect(withoutComments(jsonc).length).toBeLessThanOrEqual(jsonc.length);
  });
});
