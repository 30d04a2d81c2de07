/** What a step has to tell that was killed before it could report. */
export interface PostStepNotice {
  readonly lines: readonly string[];
  /** Markdown; empty where no summary is wanted. */
  readonly summary: string;
}

/** Where the runner's state holds it, as JSON. */
export const UNFINISHED_STATE = 'unfinished';
/** The pending commit status that a killed step leaves, as JSON; empty once it needs no end. */
export const PENDING_STATE = 'pending';
/** Not empty in the runner's state once the step has reported by itself. */
export const REPORTED_STATE = 'reported';

/** What is left to be told after the step; null where it has reported, or had nothing to tell. */
export function readPostStepNotice(
  variables: Readonly<Record<string, string | undefined>>,
): PostStepNotice | null {
  const kept = variables[`STATE_${UNFINISHED_STATE}`] ?? '';
  const reported = variables[`STATE_${REPORTED_STATE}`] ?? '';
  if (kept === '' || reported !== '') return null;
  const { lines, summary }: { lines: unknown; summary: unknown } = JSON.parse(kept);
  if (!Array.isArray(lines)) return null;
  return { lines: lines.map(String), summary: String(summary) };
}
