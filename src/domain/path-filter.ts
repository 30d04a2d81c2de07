/** The longest pattern of `diff-paths`. */
export const MAX_PATTERN_CHARS = 500;

// Special characters of a pattern, and characters that a line of the input cannot contain.
const SPECIAL = /[\p{Cc}\p{Zl}\p{Zp}*?[\](){}!+@|\\^$#"]|^\s|\s$/gu;

/** The current and the previous path of a changed file. */
export interface ChangedPaths {
  readonly path: string;
  /** The path before a rename; null for other files. */
  readonly previousPath: string | null;
}

/** Which files of a change are sent to the agent. */
export interface PathFilter {
  /** Whether a file is included: a renamed one if either of its paths is. */
  readonly lets: (file: ChangedPaths) => boolean;
}

/** Includes every file. */
export const EVERY_PATH: PathFilter = { lets: () => true };

/** A line for `diff-paths` that excludes a path; null if it would be too long. */
export function patternToExclude(path: string): string | null {
  const glob = path.replace(SPECIAL, '?');
  return glob.length > MAX_PATTERN_CHARS ? null : `!${glob}`;
}
