/** The levels of findings, the highest first. */
export const LEVELS = ['error', 'warning', 'note', 'none'] as const;

export type Level = (typeof LEVELS)[number];

/** A place in the repository, which need not exist. Untrusted, like every text of a finding. */
export interface FindingPlace {
  /** From the root of the repository, with slashes; never leads out of it or to `.git`. */
  readonly path: string;
  /** From 1; null if the finding is about the whole file. */
  readonly line: number | null;
  /** At least `line`; null if the finding is about one line. */
  readonly endLine: number | null;
}

/** What a SARIF log says about a rule. Texts are empty if the log has none. */
export interface RuleDetails {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly help: string;
  readonly helpUri: string;
  readonly tags: readonly string[];
  /** `very-high`, `high`, `medium` or `low`; empty if the log has another value or none. */
  readonly precision: string;
  /** Above 0, up to 10; null if the log has another value or none. */
  readonly securitySeverity: number | null;
}

/** A problem that an agent reports. */
export interface Finding {
  readonly level: Level;
  /** The id of the rule; empty if the finding has no rule. */
  readonly rule: string;
  /** Empty if the finding has no message. */
  readonly message: string;
  /** Null if the finding has no place in the repository. */
  readonly place: FindingPlace | null;
  /** True if the pull request changed a line of its place, as far as the diff was read. */
  readonly isOnChange: boolean;
  /** A text or an address; empty if the finding has no help. */
  readonly help: string;
  /** Why the finding does not count; null if it counts. */
  readonly notCounted: string | null;
  /** What could not be read as it was written. */
  readonly notes: readonly string[];
  /** Null if no rule is described. */
  readonly details: RuleDetails | null;
}

/** The findings in an agent's answer. */
export interface FindingsReport {
  /** How many lists of findings were read, empty ones included; 0 if the answer has none. */
  readonly lists: number;
  readonly findings: readonly Finding[];
  /** Why the answer, or a part of it, is unreadable; empty if all of it was read. */
  readonly problems: readonly string[];
}

/** The report of an answer without a list of findings. */
export const NO_FINDINGS: FindingsReport = { lists: 0, findings: [], problems: [] };

/** How many findings there are of each level, of those that count. */
export type FindingCounts = Readonly<Record<Level | 'notCounted' | 'failing', number>>;

/** The highest of the levels; `none` for an empty list. */
export function highestLevel(levels: readonly Level[]): Level {
  return LEVELS.find((level) => levels.includes(level)) ?? 'none';
}

/** True for an answer with findings, or with an empty list of them, that was read completely. */
export function isReadable({ lists, problems }: FindingsReport): boolean {
  return lists > 0 && problems.length === 0;
}

/** True for a finding that counts and is at or above the level; null is a level that nothing reaches. */
export function isFailing({ level, notCounted }: Finding, failsFrom: Level | null): boolean {
  return notCounted === null && failsFrom !== null && LEVELS.indexOf(level) <= LEVELS.indexOf(failsFrom);
}

/** The order of importance: by level, in each level those on changed lines first; last, those that do not count. */
export function byRank<Ranked extends Pick<Finding, 'level' | 'notCounted' | 'isOnChange'>>(
  findings: readonly Ranked[],
): Ranked[] {
  const rank = ({ level, notCounted, isOnChange }: Ranked) =>
    2 * (notCounted === null ? LEVELS.indexOf(level) : LEVELS.length) + (isOnChange ? 0 : 1);
  return findings.toSorted((one, other) => rank(one) - rank(other));
}

/** The counts by level for a person, such as `2 errors, 1 note`; empty if all are 0. */
export function listLevels(counts: Readonly<Record<Level, number>>): string {
  const nameOf = (level: Level, count: number) => {
    if (level === 'none') return 'of the level none';
    return count === 1 ? level : `${level}s`;
  };
  return LEVELS.filter((level) => counts[level] > 0)
    .map((level) => `${counts[level]} ${nameOf(level, counts[level])}`)
    .join(', ');
}

/** Counts findings by level. Those that do not count are in `notCounted`. */
export function countFindings(findings: readonly Finding[], failsFrom: Level | null): FindingCounts {
  const counts = { error: 0, warning: 0, note: 0, none: 0, notCounted: 0, failing: 0 };
  for (const finding of findings) {
    counts[finding.notCounted === null ? finding.level : 'notCounted'] += 1;
    if (isFailing(finding, failsFrom)) counts.failing += 1;
  }
  return counts;
}
