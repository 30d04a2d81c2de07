import { readFileSync, realpathSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Finding } from '../domain/findings.ts';
import { isClosedPlace, isInside } from '../platform/paths.ts';

/** A line of a file in the checkout. */
export interface Place {
  /** From the checkout's folder, with slashes. */
  readonly file: string;
  readonly line: number;
}

/** A finding whose file is in the checkout. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly place: Place;
}

// A path up to its line.
const MENTION = /(?<![^\s:"'`<>|*?])([^\s:"'`<>|*?]+):([1-9]\d{0,6})(?!\w|\.\d)/g;
const BEFORE_PATH = /(?:^|[\s"'`<|])$/;
// Brackets that the path does not close are not part of it.
const OPENING = /^(?:\((?!.*\))|\[(?!.*\])|\{(?!.*\})){1,3}/;
// The maximum of a path with spaces.
const MAX_WORDS = 8;
// Each one is searched for in the file system.
const MAX_MENTIONS = 20;
const MAX_FILES = 1000;
const MAX_TEXT_CHARS = 20_000;
const MAX_FILE_BYTES = 10 * 1024 * 1024;

/**
 * The first `path:line` in the text whose file is in the checkout and has that line; null without one. A path may have
 * spaces, or backslashes between its folders. A part of a path is not used as a path.
 */
export function findPlace(text: string, workspace: string | null): Place | null {
  if (workspace === null) return null;
  const start = text.slice(0, MAX_TEXT_CHARS);
  for (const { 1: path, 2: line, index } of start.matchAll(MENTION).take(MAX_MENTIONS)) {
    const before = start.slice(0, index);
    if (!BEFORE_PATH.test(before)) continue;
    const place = findFirst(pathsAt(before, `${path}`), Number(line), workspace);
    if (place !== null) return place;
  }
  return null;
}

/** The possible paths, the longest first. A quoted path is used as a whole. */
function pathsAt(before: string, path: string): string[] {
  const quoted = /(?:^|[\s([{])["'`]([^"'`\n]*)$/.exec(before);
  if (quoted !== null) return [`${quoted[1]}${path}`];
  const words = `${before.split(/[\n":`<>|*?]/).at(-1)}`.split(/(?<=\s)(?=\S)/).slice(-MAX_WORDS);
  const paths = words.map((_, index) => words.slice(index).join('') + path);
  const last = `${words.at(-1)}`;
  // A folder before a space may be the beginning of the path.
  if (!/[/\\]/.test(last) || /[.,;!)]\s/.test(last)) paths.push(path);
  return paths.map((one) => one.replace(OPENING, ''));
}

function findFirst(paths: readonly string[], line: number, workspace: string): Place | null {
  for (const path of paths) {
    const file = findFile(path, workspace);
    if (file !== null) return hasLine(resolve(workspace, file), line) ? { file, line } : null;
  }
  return null;
}

/** The findings whose files are in the checkout, in their order, at most `most`. A finding without a line is on the first. */
export function placeFindings(
  findings: readonly Finding[],
  workspace: string | null,
  most: number,
): readonly PlacedFinding[] {
  const files = new Map<string, string | null>();
  const placed: PlacedFinding[] = [];
  if (workspace === null) return placed;
  for (const finding of findings) {
    if (placed.length === most || files.size >= MAX_FILES) break;
    if (finding.place === null) continue;
    const { path, line } = finding.place;
    if (!files.has(path)) files.set(path, findFile(path, workspace));
    const file = files.get(path) ?? null;
    if (file !== null) placed.push({ finding, place: { file, line: line ?? 1 } });
  }
  return placed;
}

function findFile(path: string, workspace: string): string | null {
  try {
    const root = realpathSync(workspace);
    const real = realpathSync(resolve(root, path.replaceAll('\\', '/')));
    if (!isInside(real, root) || isClosedPlace(real, root) || !statSync(real).isFile()) return null;
    return relative(root, real).split(sep).join('/');
  } catch {
    return null;
  }
}

function hasLine(file: string, line: number): boolean {
  if (statSync(file).size > MAX_FILE_BYTES) return false;
  const lines = readFileSync(file, 'utf8').split('\n');
  return line <= lines.length - (lines.at(-1) === '' ? 1 : 0);
}
