/** The longest pattern of `diff-paths`. */
export const MAX_PATTERN_CHARS = 500;

// What means more than itself in a pattern, and what a line of the input cannot contain.
const SPECIAL = /[\p{Cc}\p{Zl}\p{Zp}*?[\](){}!+@|\\^$#"]|^\s|\s$/gu;

/** Where a changed file is, and was. */
export interface ChangedPaths {
  readonly path: string;
  /** Where the file was before it was renamed; null if it was not. */
  readonly previousPath: string | null;
}

/** Which files of a change are given to the agent. */
export interface PathFilter {
  /** Whether a file is let through: a renamed one if either of its paths is. */
  readonly lets: (file: ChangedPaths) => boolean;
}

/** Lets every file through. */
export const EVERY_PATH: PathFilter = { lets: () => true };

/** A line for `diff-paths` that excludes a path; null if it would be too long. */
export function patternToExclude(path: string): string | null {
  const glob = path.replace(SPECIAL, '?');
  return glob.length > MAX_PATTERN_CHARS ? null : `!${glob}`;
}
