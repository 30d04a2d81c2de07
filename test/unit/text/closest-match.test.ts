import { describe, expect, it } from 'vitest';
import { closestMatch } from '../../../src/text/closest-match.ts';

describe('nearest', () => {
  it('puts the item with the most similar name first, with the edits between them', () => {
    const items = [{ name: 'target' }, { name: 'query' }, { name: 'severity' }];
    const [first, ...others] = closestMatch('qurey', items, (item) => item.name);
    expect(first).toEqual({ item: { name: 'query' }, distance: 2 });
    expect(others.map(({ item }) => item.name)).toEqual(['target', 'severity']);
  });

  it('ignores the case of letters', () => {
    expect(closestMatch('QUERY', ['target', 'Query'], String)[0]).toEqual({ item: 'Query', distance: 0 });
  });

  it('keeps the order of items that are equally near, and the list itself', () => {
    const items = ['target', 'bat', 'cat'];
    expect(closestMatch('hat', items, String).map(({ item }) => item)).toEqual(['bat', 'cat', 'target']);
    expect(items).toEqual(['target', 'bat', 'cat']);
  });

  it('compares only the first 1000 characters, of names of any length [T18]', () => {
    const long = 'x'.repeat(1000);
    const items = [`${long}${'y'.repeat(1_000_000)}`, `${'x'.repeat(999)}z`];
    expect(closestMatch(`${long}abc`, items, String)).toEqual([
      { item: items[0], distance: 0 },
      { item: items[1], distance: 1 },
    ]);
  });

  it('returns an empty list for an empty list', () => {
    expect(closestMatch('query', [], String)).toEqual([]);
  });
});
