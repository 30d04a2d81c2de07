/** A changed file that is sent to the agent by name, without its content. */
export interface ListedFile {
  readonly path: string;
  /** What it is, such as `binary` or `submodule, 1a2b… to 3c4d…`. */
  readonly what: string;
}

/** The changed files whose text the agent does not get. Paths are untrusted. */
export interface UnreadChange {
  /** Paths that `diff-paths` excludes. */
  readonly leftOut: readonly string[];
  readonly listed: readonly ListedFile[];
}

/** Lines that follow each other, counted from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** The lines that a change adds, by path: ascending ranges, which do not overlap. Paths are untrusted. */
export type ChangedLines = ReadonlyMap<string, readonly LineRange[]>;

/** The agent gets the text of all that changed, or nothing was read yet. */
export const NOTHING_UNREAD: UnreadChange = { leftOut: [], listed: [] };

/** True if the change adds one of the lines from `first` to `last` of a file. Takes logarithmic time. */
export function addsLine(changed: ChangedLines, path: string, { first, last }: LineRange): boolean {
  const ranges = changed.get(path) ?? [];
  let from = 0;
  let to = ranges.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (Number(ranges[middle]?.last) < first) from = middle + 1;
    else to = middle;
  }
  const nearest = ranges[from];
  return nearest !== undefined && nearest.first <= last;
}
