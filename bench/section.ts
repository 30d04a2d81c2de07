/** What one part of the bench has found. */
export interface Section {
  /** One sentence with the figures for docs/cost-and-limits.md, without a list's mark. */
  readonly short: string;
  /** The tables, as Markdown. */
  readonly text: string;
}
