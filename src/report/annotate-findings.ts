import { byRank, type Finding } from '../domain/findings.ts';
import type { Runner } from '../platform/runner.ts';
import { quote, singleLine } from '../text/sanitize.ts';
import { type PlacedFinding, placeFindings } from './places.ts';

type AnnotationKind = 'error' | 'warning' | 'notice';

/** The runner keeps at most so many annotations of each kind for a step. */
const MAX_ANNOTATIONS = 10;
const MAX_RULE_CHARS = 200;
const MAX_MESSAGE_CHARS = 1000;

/**
 * Annotates findings that count on their lines, the most important first, up to the runner's limit. Findings without
 * a file in the checkout are only in the summary.
 *
 * @param used how many annotations of each kind the step has already
 * @param mayBeErrors false if the step passes: then an error annotation would look like a failed step
 */
export function annotateFindings(
  runner: Runner,
  findings: readonly Finding[],
  {
    workspace,
    used,
    mayBeErrors,
  }: {
    readonly workspace: string | null;
    readonly used: Readonly<Record<AnnotationKind, number>>;
    readonly mayBeErrors: boolean;
  },
): void {
  const annotationFor = ({ level }: Finding): AnnotationKind => {
    if (level === 'error') return mayBeErrors ? 'error' : 'warning';
    return level === 'warning' ? 'warning' : 'notice';
  };
  const counted = byRank(findings).filter(({ notCounted, level }) => notCounted === null && level !== 'none');
  for (const kind of ['error', 'warning', 'notice'] as const) {
    const chosen = counted.filter((finding) => annotationFor(finding) === kind);
    for (const { finding, place } of placeFindings(
      chosen,
      workspace,
      Math.max(0, MAX_ANNOTATIONS - used[kind]),
    ))
      runner[kind](linesOf(finding), place);
  }
}

function linesOf({ rule, level, message }: PlacedFinding['finding']): readonly string[] {
  const title = rule === '' ? level : `${quote(rule, MAX_RULE_CHARS)}: ${level}`;
  return message === '' ? [title] : [title, singleLine(message, MAX_MESSAGE_CHARS)];
}
