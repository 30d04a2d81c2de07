import { posix } from 'node:path';
import { InputError } from '../domain/errors.ts';
import { type ChangedPaths, patternToExclude } from '../domain/path-filter.ts';
import { quote } from '../text/sanitize.ts';
import { headerOf, hunkLinesOf } from './diff.ts';

/**
 * Why a file's content is not in a diff:
 * - `binary`: git shows no lines of it;
 * - `lfs-pointer`: its lines only name a content that is stored elsewhere;
 * - `submodule`: its lines name a commit of another repository;
 * - `no-patch`: GitHub gives no lines of it;
 * - `cut`: GitHub gives a part of its lines.
 */
export interface Hidden {
  readonly kind: 'binary' | 'lfs-pointer' | 'submodule' | 'no-patch' | 'cut';
  /** The kind in words, for a list. */
  readonly what: string;
}

/** One changed file as the agent gets it. */
export interface ChangePart extends ChangedPaths {
  readonly isRemoved: boolean;
  /** As git writes it, with the line end behind its last line. */
  readonly text: string;
  /** Null if the text is all of the change. */
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
// A hunk may begin behind the first lines.
const POINTER = /^(?:version \S+\n)?(?:ext-\d-\S+ \S+\n)*oid sha256:[0-9a-f]{64}\nsize \d+$/;
const SUBMODULE = /^([-+])Subproject commit ([0-9a-f]{40,64})(?:-dirty)?$/;
const MAX_NAMED = 50;

/** What a section of a diff does not show; null if it shows all. */
export function findHidden(section: string, isRemoved: boolean): Hidden | null {
  const header = headerOf(section);
  if (header.some((line) => line.startsWith('Binary files ') || line === 'GIT binary patch')) return BINARY;
  if (section.length - header.join('\n').length > MAX_POINTER_CHARS) return null;
  const lines = hunkLinesOf(section).filter((line) => !line.startsWith('\\'));
  const submodule = lines.map((line) => SUBMODULE.exec(line));
  if (lines.length > 0 && submodule.every((match) => match !== null)) {
    const commitOf = (sign: string) => submodule.find((match) => match?.[1] === sign)?.[2] ?? null;
    return submoduleOf(commitOf('-'), commitOf('+'));
  }
  const other = isRemoved ? '+' : '-';
  const side = lines.filter((line) => !line.startsWith(other)).map((line) => line.slice(1));
  return POINTER.test(side.join('\n')) ? LFS_POINTER : null;
}

/** A submodule, with the commit that it was at and the one that it is at; null where it is not there. */
export function submoduleOf(before: string | null, after: string | null): Hidden {
  const commits =
    before === null ? `at ${after}` : after === null ? `was at ${before}` : `${before} to ${after}`;
  return { kind: 'submodule', what: `submodule, ${commits}` };
}

/**
 * Checks that each part is whole, or may be listed without its content: submodules, removed files, and images, fonts, audio,
 * video and PDF.
 *
 * @throws InputError that names all others
 */
export function checkHidden(parts: readonly ChangePart[]): void {
  const refused = parts.filter((part) => part.hidden !== null && !mayBeListed(part, part.hidden));
  if (refused.length === 0) return;
  const more = refused.length - MAX_NAMED;
  const problems = refused.slice(0, MAX_NAMED).map(explainRefused);
  if (more > 0) problems.push(`${more} more files have no text either: they are in the report file.`);
  throw new InputError(problems);
}

function mayBeListed({ path, isRemoved }: ChangePart, { kind }: Hidden): boolean {
  if (kind === 'cut') return false;
  return (
    kind === 'submodule' || isRemoved || (kind !== 'no-patch' && MEDIA.has(posix.extname(path).toLowerCase()))
  );
}

function explainRefused({ path, hidden }: ChangePart): string {
  const pattern = patternToExclude(path);
  const fix =
    pattern === null
      ? 'Exclude it with diff-paths, by a pattern of its folder.'
      : `To exclude it, add this line at the end of diff-paths: ${pattern}`;
  return `pr:diff has no whole text of ${quote(path)} (${hidden?.what}), so the agent could not review it. ${fix}`;
}
