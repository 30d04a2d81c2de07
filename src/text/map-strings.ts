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
  // Not by recursion: the depth is not limited.
  const left: (() => void)[] = [];
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return changed(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      left.push(() => {
        for (const item of value) list.push(copy(item));
      });
      return list;
    }
    const fields = {};
    left.push(() => {
      for (const [name, item] of Object.entries(value)) {
        const field = { value: copy(item), enumerable: true, configurable: true, writable: true };
        Object.defineProperty(fields, changed(name), field);
      }
    });
    return fields;
  };
  const box = { root: copy(root) } as { root: T };
  for (let fill = left.pop(); fill !== undefined; fill = left.pop()) fill();
  return isChanged ? box.root : root;
}
