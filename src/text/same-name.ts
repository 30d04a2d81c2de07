import { closestMatch, MAX_COMPARED_CHARS } from './closest-match.ts';
import { quote } from './sanitize.ts';

const MAX_CODE_POINTS = 4;
// Characters that every font shows unambiguously.
const PLAIN = /^[\x20-\x7e]*$/;

/** A name in the form that is compared: trimmed, each white space as one space, composed (NFC). */
export function foldName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\s\u0085]+/g, ' ')
    .trim();
}

/** True for two spellings of one name. Case-sensitive. */
export function isSameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}

/**
 * The name that is nearest to `given`, in quotes, with their difference if it is not visible; null without names.
 */
export function nearestName(given: string, names: readonly string[]): string | null {
  const near = closestMatch(foldName(given), names, foldName)[0];
  return near === undefined ? null : `${quote(near.item)}${explainDifference(given, near.item)}`;
}

/**
 * The difference of two names that may look the same, in parentheses after a space: the code points at the first place
 * that differs, or a note that names are case-sensitive. Empty if the difference is visible.
 */
export function explainDifference(given: string, other: string): string {
  const begin = (name: string) => foldName(name.slice(0, MAX_COMPARED_CHARS));
  const [a, b] = [begin(given), begin(other)];
  if (a !== b && a.toLowerCase() === b.toLowerCase()) return ' (names are case-sensitive)';
  const [ours, theirs] = [[...a], [...b]];
  const first = sameAtStart(ours, theirs);
  const last = sameAtStart(ours.slice(first).reverse(), theirs.slice(first).reverse());
  const mine = ours.slice(first, ours.length - last);
  const its = theirs.slice(first, theirs.length - last);
  if (PLAIN.test([...mine, ...its].join(''))) return '';
  return ` (from character ${first + 1}, it has ${codePoints(its)} instead of ${codePoints(mine)})`;
}

function sameAtStart(a: readonly string[], b: readonly string[]): number {
  const place = a.findIndex((character, index) => character !== b[index]);
  return place < 0 ? a.length : place;
}

function codePoints(characters: readonly string[]): string {
  if (characters.length === 0) return 'nothing';
  const shown = characters.slice(0, MAX_CODE_POINTS).map((character) => {
    const hex = Number(character.codePointAt(0)).toString(16).toUpperCase();
    return `U+${hex.padStart(4, '0')}`;
  });
  return `${shown.join(' ')}${characters.length > MAX_CODE_POINTS ? ' …' : ''}`;
}
