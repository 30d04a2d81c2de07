/**
 * Plain data with every string changed, names of fields included, at any depth: a copy, or the data itself if nothing
 * changes.
 */
export function mapStrings<T>(root: T, change: (text: string) => string): T {
  let isChanged = false;
  const changed = (text: string) => {
    const result = change(text);
    isChanged ||= result !== text;
    return result;
  };
  const copies: [object, object][] = [];
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return changed(value);
    if (typeof value !== 'object' || value === null) return value;
    const target = Array.isArray(value) ? [] : {};
    copies.push([value, target]);
    return target;
  };
  const box = { root: copy(root) } as { root: T };
  for (const [source, target] of copies) {
    const isList = Array.isArray(source);
    for (const [name, value] of Object.entries(source)) {
      const field = { value: copy(value), enumerable: true, configurable: true, writable: true };
      Object.defineProperty(target, isList ? name : changed(name), field);
    }
  }
  return isChanged ? box.root : root;
}
