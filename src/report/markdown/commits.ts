import type { ProgressSnapshot } from '../../domain/progress.ts';
import { codeSpan } from '../../text/sanitize.ts';

/** The commits of the verdict as rows of name and value: base, head, and the attempt if it is not the first. */
export function commitRows({
  base,
  headSha,
  attempt,
}: Pick<ProgressSnapshot, 'base' | 'headSha' | 'attempt'>): [string, string][] {
  const from = base === null ? [] : [base.ref, base.sha].filter((part) => part !== null);
  return [
    ['Base', from.map((part) => codeSpan(part)).join(' ')],
    ['Head commit', codeSpan(headSha ?? '')],
    ['Attempt', attempt === 1 ? '' : String(attempt)],
  ];
}
