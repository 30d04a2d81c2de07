/** The own property of an object; undefined for everything else, so that a prototype never counts. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** The value at a path of names. */
export function fieldAt(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce(field, value);
}

/** The value as a list; empty if it is not a list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text without space around it; empty if it is neither a text nor a number. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** The value as a line number; null if it is not a line number. A range such as `12-14` gives its first line. */
export function lineOf(value: unknown): number | null {
  const line = Number.parseInt(/^\d{1,9}(?!\d)/.exec(textOf(value))?.[0] ?? '0', 10);
  return line > 0 ? line : null;
}
