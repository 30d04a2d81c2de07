import type { UnreadChange } from '../../domain/change.ts';
import { codeSpan, escapeMarkdown, singleLine, truncateLines } from '../../text/sanitize.ts';

const MAX_NAMED = 50;
const MAX_PATH_CHARS = 200;
const MAX_BYTES = 64 * 1024;

/**
 * The changed files whose text was not sent to the agent; empty without such files.
 *
 * @param whereRest a clause that names the file with the files beyond the limit
 * @param listBytes the maximum size of each list
 */
export function renderUnread(
  { leftOut, listed }: UnreadChange,
  whereRest: string,
  listBytes = MAX_BYTES,
): string {
  const excluded = leftOut.map(nameOf);
  const hidden = listed.map(({ path, what }) => `${nameOf(path)}: ${escapeMarkdown(what)}`);
  const parts = [
    renderNames('Left out by `diff-paths`', excluded, whereRest, listBytes),
    renderNames('Listed without their content', hidden, whereRest, listBytes),
  ].filter((part) => part !== '');
  return parts.length === 0
    ? ''
    : ['### Changed files that were not sent to the agent', ...parts].join('\n\n');
}

function renderNames(title: string, items: readonly string[], whereRest: string, listBytes: number): string {
  if (items.length === 0) return '';
  const whole = items
    .slice(0, MAX_NAMED)
    .map((item) => `- ${item}`)
    .join('\n');
  const shown = truncateLines(whole, listBytes);
  const more = items.length - shown.split('\n').length;
  const rest = more > 0 ? `\n\nAnd ${more} more; ${whereRest}.` : '';
  return `${title} (${items.length}):\n\n${shown}${rest}`;
}

function nameOf(path: string): string {
  return codeSpan(singleLine(path, MAX_PATH_CHARS));
}
