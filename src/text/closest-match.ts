import leven from 'leven';

/** Only the beginning of a name is compared: a service, or a pull request, may send names of megabytes. */
export const MAX_COMPARED_CHARS = 1000;

export interface Near<T> {
  readonly item: T;
  /** Single-character edits between the two names, letter case apart. */
  readonly distance: number;
}

/** The items, the one whose name is nearest to `given` first. */
export function closestMatch<T>(given: string, items: readonly T[], nameOf: (item: T) => string): Near<T>[] {
  const comparable = (name: string) => name.slice(0, MAX_COMPARED_CHARS).toLowerCase();
  const wanted = comparable(given);
  return items
    .map((item) => ({ item, distance: leven(wanted, comparable(nameOf(item))) }))
    .sort((a, b) => a.distance - b.distance);
}
