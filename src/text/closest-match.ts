import leven from 'leven';

export interface Near<T> {
  readonly item: T;
  /** Single-character edits between the two names, letter case apart. */
  readonly distance: number;
}

/** The items, the one whose name is nearest to `given` first. */
export function closestMatch<T>(given: string, items: readonly T[], nameOf: (item: T) => string): Near<T>[] {
  const wanted = given.toLowerCase();
  return items
    .map((item) => ({ item, distance: leven(wanted, nameOf(item).toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
}
