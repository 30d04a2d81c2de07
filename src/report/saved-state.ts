/** The notice about a step that was killed before it could report. */
export interface PostStepNotice {
  readonly lines: readonly string[];
  /** Markdown; empty if no summary is wanted. */
  readonly summary: string;
}

/** The name in the runner's state under which it is saved, as JSON. */
export const UNFINISHED_STATE = 'unfinished';
/** The pending commit status that a killed step leaves, as JSON; empty once it is ended. */
export const PENDING_STATE = 'pending';
/** Not empty in the runner's state once the step has reported by itself. */
export const REPORTED_STATE = 'reported';

/** The notice to report after the step; null if the step has reported, or had nothing to report. */
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
