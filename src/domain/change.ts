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

/** The agent gets the text of all that changed, or nothing was read yet. */
export const NOTHING_UNREAD: UnreadChange = { leftOut: [], listed: [] };
