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

  it('returns an empty list for an empty list', () => {
    expect(closestMatch('query', [], String)).toEqual([]);
  });
});
