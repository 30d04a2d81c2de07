import { highestLevel, type Level } from '../domain/findings.ts';

const WORDS: ReadonlyMap<string, Level> = new Map([
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

/** A level, and a note if the word for it is missing or unknown. */
export interface LevelReading {
  readonly level: Level;
  readonly notes: readonly string[];
}

/** The highest level that the words mean. A word that is unknown, or that there is none at all, means `error`. */
export function readLevel(words: readonly unknown[]): LevelReading {
  const levels = words.map((word) =>
    typeof word === 'string' ? WORDS.get(word.trim().toLowerCase()) : undefined,
  );
  const known = levels.filter((level) => level !== undefined);
  if (words.length === 0) return { level: 'error', notes: ['It has no level, and counts as error.'] };
  if (known.length < words.length)
    return { level: 'error', notes: ['Its level is unknown, and counts as error.'] };
  return { level: highestLevel(known), notes: [] };
}
