import { describe, expect, it } from 'vitest';
import { mapStrings } from '../../../src/text/map-strings.ts';

const shout = (text: string) => text.replace('a', 'A');

describe('mapStrings', () => {
  it('changes every string and every name, and nothing else', () => {
    const data = { a: 'a', b: [1, null, true, { c: ['xa'] }], d: undefined };
    expect(mapStrings(data, shout)).toEqual({ A: 'A', b: [1, null, true, { c: ['xA'] }], d: undefined });
    expect(data.a).toBe('a');
    expect(mapStrings('a', shout)).toBe('A');
  });

  it('returns the same data if nothing changes', () => {
    const data = { b: ['c'] };
    expect(mapStrings(data, shout)).toBe(data);
    const named = { a: 1 };
    expect(mapStrings(named, shout)).toEqual({ A: 1 });
  });

  it('takes no index of a list for a name', () => {
    const data = { a: ['b', 'c'] };
    expect(mapStrings(data, (text) => text.replace('0', 'zero'))).toBe(data);
  });

  it('returns a copy that can be changed, and treats prototype names as plain names', () => {
    const copy = mapStrings(JSON.parse('{"__proto__":"a"}'), shout);
    expect(Object.getOwnPropertyDescriptor(copy, '__proto__')).toEqual({
      value: 'A',
      enumerable: true,
      configurable: true,
      writable: true,
    });
  });

  it('ends for data of any depth [T18]', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}"a"${']'.repeat(100_000)}`);
    let inner = mapStrings(deep, shout);
    while (Array.isArray(inner)) inner = inner[0];
    expect(inner).toBe('A');
  });
});
