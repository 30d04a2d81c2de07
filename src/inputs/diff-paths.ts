import picomatch from 'picomatch';
import { InputError } from '../domain/errors.ts';
import { MAX_PATTERN_CHARS, type PathFilter } from '../domain/path-filter.ts';
import { quote } from '../text/sanitize.ts';

const MAX_STARS = 12;
const OPTIONS: picomatch.PicomatchOptions = {
  dot: true,
  // A line end matches like any other character, or the name of a file could hide it.
  flags: 's',
  // The `!` before a pattern is read here.
  nonegate: true,
  windows: false,
  // An invalid glob throws. Otherwise it would match nothing.
  debug: true,
  strictBrackets: true,
};
interface Pattern {
  readonly excludes: boolean;
  readonly matches: (path: string) => boolean;
}

/**
 * Reads the globs of `diff-paths`. The last that matches wins; if all of them exclude, every other path is included.
 *
 * @param lines not empty, trimmed
 * @throws InputError with a sentence for every pattern that cannot be used
 * @see https://github.com/micromatch/picomatch
 */
export function parseDiffPaths(lines: readonly string[]): PathFilter {
  const problems: string[] = [];
  const patterns: Pattern[] = [];
  for (const line of lines.filter((one) => !one.startsWith('#'))) {
    const excludes = line.startsWith('!');
    const glob = excludes ? line.slice(1).trim() : line;
    const problem = findProblem(glob);
    if (problem === null) patterns.push({ excludes, matches: picomatch(glob, OPTIONS) });
    else problems.push(`diff-paths has ${quote(line)}, ${problem}`);
  }
  if (problems.length > 0) throw new InputError(problems);
  if (patterns.length === 0)
    throw new InputError('diff-paths has only comments: add a pattern, or remove it.');
  const letsByDefault = patterns.every(({ excludes }) => excludes);
  const letsPath = (path: string) => {
    const last = patterns.findLast(({ matches }) => matches(path));
    return last === undefined ? letsByDefault : !last.excludes;
  };
  return {
    lets: ({ path, previousPath }) => letsPath(path) || (previousPath !== null && letsPath(previousPath)),
  };
}

function findProblem(glob: string): string | null {
  if (glob.length > MAX_PATTERN_CHARS)
    return `which has more than ${MAX_PATTERN_CHARS} characters: write a shorter pattern.`;
  if (glob.split('*').length - 1 > MAX_STARS)
    return `which has more than ${MAX_STARS} "*": write a simpler pattern.`;
  if (/\{[^}]*\.\./.test(glob)) return 'which has a brace range: write all its members, as in {1,2,3}.';
  if (/[+*]\(/.test(glob)) return 'which repeats a group: write all its members, as in {a,aa}.';
  if (/\\[A-Za-z0-9]/.test(glob)) return 'which has a backslash: write / between folders.';
  if (glob.startsWith('/'))
    return 'which begins with /: write paths from the root of the repository, without a first /.';
  try {
    picomatch(glob, OPTIONS);
    return null;
  } catch {
    return 'which is not a glob pattern: check its brackets.';
  }
}
