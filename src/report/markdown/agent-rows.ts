import type { ProgressSnapshot } from '../../domain/progress.ts';
import { codeSpan, singleLine } from '../../text/sanitize.ts';

const MAX_SHOWN = 20;
const MAX_NAME_CHARS = 100;

/** Models and labels of the agent, read before the start, as rows of name and value. */
export function agentRows({
  models,
  labels,
}: Pick<ProgressSnapshot, 'models' | 'labels'>): [string, string][] {
  return [
    ['Models', listOf(models ?? [])],
    ['Labels', listOf(labels ?? [])],
  ];
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, MAX_SHOWN).map((name) => codeSpan(singleLine(name, MAX_NAME_CHARS)));
  const left = names.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join(', ');
}
