import { highestLevel, type Level } from '../domain/findings.ts';

const LEVELS_BY_NAME: ReadonlyMap<string, Level> = new Map([
  ['error', 'error'],
  ['critical', 'error'],
  ['high', 'error'],
  ['warning', 'warning'],
  ['medium', 'warning'],
  ['moderate', 'warning'],
  ['note', 'note'],
  ['low', 'note'],
  ['info', 'note'],
  ['informational', 'note'],
  ['none', 'none'],
]);

/** A level, and a note if its name is missing or unknown. */
export interface LevelReading {
  readonly level: Level;
  readonly notes: readonly string[];
}

/** The highest level of the names. An unknown name, or no name at all, is `error`. */
export function readLevel(names: readonly unknown[]): LevelReading {
  const levels = names.map((name) =>
    typeof name === 'string' ? LEVELS_BY_NAME.get(name.trim().toLowerCase()) : undefined,
  );
  const known = levels.filter((level) => level !== undefined);
  if (names.length === 0) return { level: 'error', notes: ['It has no level, and counts as error.'] };
  if (known.length < names.length)
    return { level: 'error', notes: ['Its level is unknown, and counts as error.'] };
  return { level: highestLevel(known), notes: [] };
}
