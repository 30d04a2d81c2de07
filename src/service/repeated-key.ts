import type * as v from 'valibot';

/** The parts of a schema that this module reads. */
interface Shape {
  readonly type?: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly item?: Shape;
  readonly wrapped?: Shape;
  readonly options?: readonly Shape[];
  readonly fallback?: unknown;
}

/** An object or a list that is open. */
class Level {
  readonly keys = new Set<string>();
  /** The shapes of its keys; none in a list, and if no key decides. */
  readonly entries: Readonly<Record<string, Shape>>;
  /** The shape of its next value; null if nothing in that decides. */
  next: Shape | null;
  /** What it is in; of the whole text, itself. */
  readonly parent: Level;

  constructor(entries: Level['entries'], next: Shape | null, parent: Level | null = null) {
    this.entries = entries;
    this.next = next;
    this.parent = parent ?? this;
  }
}

/**
 * The first key that an object of a JSON text has twice, if a decision depends on it: readers disagree on which of its
 * values counts. Keys that the schema does not have, or has with a fallback, decide nothing.
 *
 * @param json a valid JSON text
 */
export function repeatedKey(json: string, schema: v.GenericSchema): string | null {
  let level = new Level({}, shapeOf(schema));
  const token = /["{}[\]]/g;
  for (let found = token.exec(json); found !== null; found = token.exec(json)) {
    const [mark] = found;
    if (mark === '}' || mark === ']') {
      level = level.parent;
    } else if (mark !== '"') {
      level = opened(mark, level);
    } else {
      const end = endOfString(json, found.index);
      token.lastIndex = end;
      const key: string | null = isKey(json, end) ? JSON.parse(json.slice(found.index, end)) : null;
      if (key !== null && isRepeated(level, key)) return key;
    }
  }
  return null;
}

/** Continues with the value of a key. True if the key decides, and the object has had it before. */
function isRepeated(level: Level, key: string): boolean {
  level.next = Object.hasOwn(level.entries, key) ? shapeOf(level.entries[key]) : null;
  const isAgain = level.next !== null && level.keys.has(key);
  level.keys.add(key);
  return isAgain;
}

function opened(mark: string, parent: Level): Level {
  const shape = parent.next;
  return mark === '{'
    ? new Level(shape?.entries ?? {}, null, parent)
    : new Level({}, shapeOf(shape?.item), parent);
}

/** The shape inside the wrappers of an optional value; null if no decision depends on the value. */
function shapeOf(shape: Shape | undefined): Shape | null {
  if (shape === undefined || 'fallback' in shape) return null;
  const inner = shape.wrapped ?? shape.options?.[0];
  return inner === undefined ? shape : shapeOf(inner);
}

function isKey(json: string, end: number): boolean {
  const colon = /\s*:/y;
  colon.lastIndex = end;
  return colon.test(json);
}

/** The index after the string that begins at a quotation mark. */
function endOfString(json: string, start: number): number {
  for (let at = json.indexOf('"', start + 1); ; at = json.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (json[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
}
