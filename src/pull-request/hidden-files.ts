import { posix } from 'node:path';
import type { ChangedLines } from '../domain/change.ts';
import { InputError } from '../domain/errors.ts';
import { type ChangedPaths, patternToExclude } from '../domain/path-filter.ts';
import { quote } from '../text/sanitize.ts';
import { addedLines, headerOf, hunkLinesOf } from './diff.ts';

/**
 * Why a file's content is not in a diff:
 * - `binary`: git shows no lines of it;
 * - `lfs-pointer`: its lines only name content that is stored elsewhere;
 * - `submodule`: its lines name a commit of another repository;
 * - `no-patch`: GitHub gives no lines of it;
 * - `cut`: GitHub gives only a part of its lines.
 */
export interface Hidden {
  readonly kind: 'binary' | 'lfs-pointer' | 'submodule' | 'no-patch' | 'cut';
  /** The kind for a person, in a list. */
  readonly what: string;
}

/** One changed file as it is sent to the agent. */
export interface ChangePart extends ChangedPaths {
  readonly isRemoved: boolean;
  /** As git writes it, with the line end after its last line. */
  readonly text: string;
  /** Null if the text is complete. */
  readonly hidden: Hidden | null;
}

const BINARY: Hidden = { kind: 'binary', what: 'binary' };
const LFS_POINTER: Hidden = { kind: 'lfs-pointer', what: 'Git LFS pointer' };

const MEDIA = new Set(
  [
    'avif bmp gif heic heif ico jpeg jpg png tif tiff webp',
    'eot otf ttc ttf woff woff2',
    'aac flac m4a mid midi mp3 oga ogg opus wav wma',
    'avi m4v mkv mov mp4 mpeg mpg ogv webm wmv',
    'pdf',
  ]
    .join(' ')
    .split(' ')
    .map((extension) => `.${extension}`),
);
// A pointer has less than 1024 bytes, and a change of one has two of them.
const MAX_POINTER_CHARS = 4096;
// A hunk may begin after the first lines.
const POINTER = /^(?:version \S+\n)?(?:ext-\d-\S+ \S+\n)*oid sha256:[0-9a-f]{64}\nsize \d+$/;
const SUBMODULE = /^([-+])Subproject commit ([0-9a-f]{40,64})(?:-dirty)?$/;
const MAX_NAMED = 50;

/** The content that a section of a diff does not show; null if it shows all. */
export function findHidden(section: string, isRemoved: boolean): Hidden | null {
  const header = headerOf(section);
  if (header.some((line) => line.startsWith('Binary files ') || line === 'GIT binary patch')) return BINARY;
  if (section.length - header.join('\n').length > MAX_POINTER_CHARS) return null;
  const lines = hunkLinesOf(section).filter((line) => !line.startsWith('\\'));
  const submodule = lines.map((line) => SUBMODULE.exec(line)).filter((match) => match !== null);
  if (lines.length > 0 && submodule.length === lines.length) {
    const commitOf = (sign: string) => submodule.find((match) => match[1] === sign)?.[2] ?? null;
    return submoduleOf(commitOf('-'), commitOf('+'));
  }
  const other = isRemoved ? '+' : '-';
  const side = lines.filter((line) => !line.startsWith(other)).map((line) => line.slice(1));
  return POINTER.test(side.join('\n')) ? LFS_POINTER : null;
}

/** A submodule, with its commits before and after; null if it does not exist. */
export function submoduleOf(before: string | null, after: string | null): Hidden {
  const commits =
    before === null ? `at ${after}` : after === null ? `was at ${before}` : `${before} to ${after}`;
  return { kind: 'submodule', what: `submodule, ${commits}` };
}

/**
 * Checks that each part is complete, or may be listed without its content: submodules, removed files, and images, fonts, audio,
 * video and PDF.
 *
 * @throws InputError that names all others
 */
export function checkHidden(parts: readonly ChangePart[]): void {
  const rejected = parts.flatMap((part) =>
    part.hidden === null || mayBeListed(part, part.hidden) ? [] : [explainRejected(part.path, part.hidden)],
  );
  if (rejected.length === 0) return;
  const more = rejected.length - MAX_NAMED;
  const problems = rejected.slice(0, MAX_NAMED);
  if (more > 0)
    problems.push(
      `The same is true of ${more} more ${more === 1 ? 'file' : 'files'}. The report file has the names.`,
    );
  throw new InputError(problems);
}

/** The lines that the parts add, of those whose text is all of the change. */
export function changedLinesOf(parts: readonly ChangePart[]): ChangedLines {
  const shown = parts.filter(({ hidden }) => hidden === null);
  // Of a file that became a link there are two parts, and the first one only removes lines.
  return new Map(shown.map(({ path, text }) => [path, addedLines(text)]));
}

function mayBeListed({ path, isRemoved }: ChangePart, { kind }: Hidden): boolean {
  if (kind === 'cut') return false;
  return (
    kind === 'submodule' || isRemoved || (kind !== 'no-patch' && MEDIA.has(posix.extname(path).toLowerCase()))
  );
}

function explainRejected(path: string, { what }: Hidden): string {
  const pattern = patternToExclude(path);
  const fix =
    pattern === null
      ? 'Exclude its folder with diff-paths.'
      : `To exclude it, add this line at the end of diff-paths: ${pattern}`;
  return `pr:diff does not include the complete text of ${quote(path)} (${what}), so the agent could not review it. ${fix}`;
}
