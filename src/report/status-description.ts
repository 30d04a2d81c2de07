import type { Outcome, Verdict } from '../domain/outcome.ts';
import type { ProgressSnapshot } from '../domain/progress.ts';
import type { Redact } from '../text/redact.ts';

// GitHub's own limit.
const MAX_CHARS = 140;

/** What of a verdict a commit status shows. */
export type Decision = Pick<Verdict, 'outcome' | 'passes' | 'wouldFail'>;

/** The state of the commit status at the end of a step. */
export type EndState = 'success' | 'failure' | 'error';

const WITHOUT_STATUS: readonly Outcome[] = ['not-permitted', 'superseded', 'skipped', 'validated'];
const ERRORS: readonly Outcome[] = ['unavailable', 'ambiguous-start', 'abandoned', 'internal-error'];

/** The state of the commit status for a verdict; null if no status is written. */
export function endStateOf({ outcome, passes }: Decision): EndState | null {
  if (WITHOUT_STATUS.includes(outcome)) return null;
  if (passes) return 'success';
  return ERRORS.includes(outcome) ? 'error' : 'failure';
}

/** Agent, outcome and counts, as the description of a commit status. */
export function describeEnd(
  { outcome, passes, wouldFail }: Decision,
  { agent, evals }: ProgressSnapshot,
  redact: Redact,
): string {
  const steps = evals.kind === 'read' ? evals.report.steps : [];
  const passed = steps.filter(({ result }) => result === 'pass').length;
  const counts =
    steps.length === 0
      ? ''
      : `, ${passed} of ${steps.length} eval ${steps.length === 1 ? 'step' : 'steps'} passed`;
  const trial = passes && wouldFail ? 'Advisory: ' : '';
  return describeStatus(agent?.name ?? agent?.id ?? null, `${outcome}${counts}`, redact, trial);
}

/**
 * A description that GitHub accepts: one line of at most 140 characters, none above U+FFFF. Only the name is truncated. It is
 * in quotes, and its own quotes are replaced.
 *
 * @param name of the agent; null if it is not known
 * @param start what stands before the name
 */
export function describeStatus(name: string | null, what: string, redact: Redact, start = ''): string {
  const plain = redact(name ?? '')
    .replace(/\s/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/ +/g, ' ')
    .replaceAll('"', "'")
    .trim();
  if (plain === '') return start + what;
  const room = MAX_CHARS - `${start}"": ${what}`.length;
  const shown = plain.length > room ? `${plain.slice(0, room - 1)}…` : plain;
  return `${start}"${shown}": ${what}`;
}
