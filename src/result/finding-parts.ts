import type { Finding, FindingPlace } from '../domain/findings.ts';
import { lineOf } from './json-values.ts';

/** A finding as it is written, which does not know of the pull request. */
export type WrittenFinding = Omit<Finding, 'isOnChange'>;

/** Collects the findings in the blocks of an answer. */
export interface FindingsSink {
  /** The checkout, so that absolute paths below it are in the repository; null without a checkout. */
  readonly workspace: string | null;
  /** Called for each list of findings, before those in it. */
  list(): void;
  add(finding: WrittenFinding): void;
  /** @param problem a sentence without its subject, such as `has no results.` */
  problem(problem: string): void;
}

/** The note on a finding whose place is not shown. */
export const OUTSIDE = 'Its path is not in the repository.';

/** An entry of a list of findings that is not an object. */
export const NO_OBJECT: WrittenFinding = {
  level: 'error',
  rule: '',
  message: '',
  place: null,
  help: '',
  notCounted: null,
  notes: ['It is not an object, and counts as error.'],
  details: null,
};

/** A place with its lines, if they are usable. */
export function atLines(path: string, first: unknown, last: unknown): FindingPlace {
  const line = lineOf(first);
  const endLine = lineOf(last);
  return { path, line, endLine: line === null || endLine === null || endLine < line ? null : endLine };
}
