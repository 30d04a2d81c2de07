/** What one part of the bench has found. */
export interface Section {
  /** One sentence with the figures that the README tells, without a list's mark. */
  readonly short: string;
  /** The tables, as Markdown. */
  readonly text: string;
}
