import type { LineRange } from '../domain/change.ts';
import { unquoteName } from './git-names.ts';

const FILE = 'diff --git ';
const HUNK = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const BLOBS = /^index ([0-9a-f]+)\.\.([0-9a-f]+)/;
// No file, and a file without content, by SHA-1 and by SHA-256.
const EMPTY_BLOBS = [
  '0'.repeat(64),
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
];

/** The part of a diff that is about one file. */
export interface DiffSection {
  readonly path: string;
  /** The path before a rename, or the source of a copy; null for other files. */
  readonly previousPath: string | null;
  /** As git writes it, with the line end after its last line. */
  readonly text: string;
}

/** The lines that a patch adds and removes. */
export interface LineCounts {
  readonly additions: number;
  readonly deletions: number;
}

/**
 * The sections of a diff as git writes it; null if it is truncated, or not such a diff. A truncation between two files is
 * visible only in the number of files. A file that became a link, for example, has two sections.
 */
export function splitDiff(diff: string): DiffSection[] | null {
  if (!diff.startsWith(FILE) || !diff.endsWith('\n')) return null;
  const hunks = new HunkReader();
  const starts: number[] = [];
  for (const { line, at } of linesOf(diff)) {
    if (!hunks.isOpen && line.startsWith(FILE)) starts.push(at);
    if (!hunks.take(line)) return null;
  }
  if (hunks.isOpen) return null;
  const sections: DiffSection[] = [];
  for (const [index, start] of starts.entries()) {
    const text = diff.slice(start, starts[index + 1]);
    const header = headerOf(text);
    const names = namesOf(header);
    if (names === null || !(text.includes('\n@@ ') || isWholeWithoutHunks(header))) return null;
    sections.push({ ...names, text });
  }
  return sections;
}

/** The number of files in the sections. */
export function countFiles(sections: readonly DiffSection[]): number {
  return new Set(sections.map(({ path }) => path)).size;
}

/** The lines that a patch of one file adds and removes; null if it is truncated. A patch has only hunks, and no final line end. */
export function countLines(patch: string): LineCounts | null {
  const hunks = new HunkReader();
  for (const line of patch.split('\n')) {
    const mayBeOutside = HUNK.test(line) || line.startsWith('\\');
    if ((!hunks.isOpen && !mayBeOutside) || !hunks.take(line)) return null;
  }
  return hunks.isOpen ? null : { additions: hunks.additions, deletions: hunks.deletions };
}

/** The lines that a section adds, as the new file has them. */
export function addedLines(section: string): LineRange[] {
  const hunks = new HunkReader();
  const ranges: LineRange[] = [];
  for (const { line } of linesOf(section)) {
    const { additions, nextLine } = hunks;
    hunks.take(line);
    if (hunks.additions === additions) continue;
    const before = ranges.at(-1);
    if (before?.last === nextLine - 1) ranges.splice(-1, 1, { first: before.first, last: nextLine });
    else ranges.push({ first: nextLine, last: nextLine });
  }
  return ranges;
}

/** The lines of a text that have an end, and where each begins. */
function* linesOf(text: string): Generator<{ readonly line: string; readonly at: number }> {
  let at = 0;
  let end = text.indexOf('\n');
  while (end !== -1) {
    yield { line: text.slice(at, end), at };
    at = end + 1;
    end = text.indexOf('\n', at);
  }
}

/** The lines of a section before its hunks. */
export function headerOf(section: string): string[] {
  // Without hunks, -1 removes the line end after the last line.
  return section.slice(0, section.indexOf('\n@@ ')).split('\n');
}

/** The lines of a section's hunks, without those that begin one. */
export function hunkLinesOf(section: string): string[] {
  const hunk = section.indexOf('\n@@ ');
  if (hunk === -1) return [];
  return section
    .slice(hunk + 1, -1)
    .split('\n')
    .filter((line) => !HUNK.test(line));
}

/** True for a file that is binary or empty, or of which only name or mode has changed: it has no hunks. */
function isWholeWithoutHunks(header: readonly string[]): boolean {
  const has = (start: string) => header.some((line) => line.startsWith(start));
  if (has('Binary files ') || has('GIT binary patch')) return true;
  if (has('--- ')) return false;
  const blobs = header.map((line) => BLOBS.exec(line)).find((match) => match !== null);
  if (blobs !== undefined)
    return blobs.slice(1).every((blob) => EMPTY_BLOBS.some((id) => id.startsWith(blob)));
  return (has('old mode ') && has('new mode ')) || has('similarity index 100%');
}

function namesOf(header: readonly string[]): Pick<DiffSection, 'path' | 'previousPath'> | null {
  const nameAfter = (...keys: readonly string[]) => {
    for (const key of keys) {
      const line = header.find((one) => one.startsWith(key));
      if (line !== undefined) return unquoteName(line.slice(key.length));
    }
    return null;
  };
  const path = nameAfter('rename to ', 'copy to ') ?? sameName(String(header[0]).slice(FILE.length));
  return path === null ? null : { path, previousPath: nameAfter('rename from ', 'copy from ') };
}

/** The name in a first line that has it twice: `a/NAME b/NAME`; null if the two differ. */
function sameName(pair: string): string | null {
  // Quoted or not, both halves are equally long if the names are the same.
  const half = (pair.length - 1) / 2;
  const [before, after] = [unquoteName(pair.slice(0, half)), unquoteName(pair.slice(half + 1))];
  return before.startsWith('a/') && after === `b/${before.slice(2)}` ? after.slice(2) : null;
}

/** Follows hunks line by line. */
class HunkReader {
  additions = 0;
  deletions = 0;
  #oldLines = 0;
  #newLines = 0;
  #newEnd = 0;

  /** True if more lines must follow. */
  get isOpen(): boolean {
    return this.#oldLines > 0 || this.#newLines > 0;
  }

  /** The number of the next line of the new file. */
  get nextLine(): number {
    return this.#newEnd - this.#newLines;
  }

  /** False if the line is not valid there. */
  take(line: string): boolean {
    if (this.isOpen) return this.#takeContent(line);
    const hunk = HUNK.exec(line);
    if (hunk !== null) {
      [this.#oldLines, this.#newLines] = [Number(hunk[1] ?? 1), Number(hunk[3] ?? 1)];
      this.#newEnd = Number(hunk[2]) + this.#newLines;
    }
    return true;
  }

  #takeContent(line: string): boolean {
    // An empty line is a context line whose only space was removed.
    const sign = line.charAt(0) || ' ';
    if (sign === '-') this.deletions += 1;
    if (sign === '+') this.additions += 1;
    if (sign === ' ' || sign === '-') this.#oldLines -= 1;
    if (sign === ' ' || sign === '+') this.#newLines -= 1;
    return ' +-\\'.includes(sign) && this.#oldLines >= 0 && this.#newLines >= 0;
  }
}
