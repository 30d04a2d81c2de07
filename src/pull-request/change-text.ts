import type { UnreadChange } from '../domain/change.ts';
import { escapeInvisible } from '../text/sanitize.ts';
import type { ReadFile } from './changed-files.ts';
import type { ChangePart } from './hidden-files.ts';

const MAX_NAMED = 200;

/** The diff for the agent: first the files that are left out or have no text, then the parts. */
export function renderDiff(parts: readonly ChangePart[], { leftOut, listed }: UnreadChange): string {
  const notes = [
    ...noteLines('Changed files that diff-paths leaves out of this diff', leftOut.map(nameOf)),
    ...noteLines(
      'Changed files whose content is not in this diff',
      listed.map(({ path, what }) => `${nameOf(path)}: ${what}`),
    ),
  ];
  const head = notes.length === 0 ? '' : `${notes.join('\n')}\n\n`;
  return `${head}${parts.map(({ text }) => text).join('')}`;
}

/** The list of files as JSON, one file in each line. */
export function renderFiles(files: readonly ReadFile[], leftOut: readonly string[]): string {
  const lines = files.map(({ path, status, additions, deletions, previousPath }) => {
    const file = { path, status, additions, deletions };
    return JSON.stringify(previousPath === null ? file : { ...file, previousPath });
  });
  const more = leftOut.length - MAX_NAMED;
  lines.push(...leftOut.slice(0, MAX_NAMED).map((path) => JSON.stringify({ path, leftOut: true })));
  if (more > 0) lines.push(JSON.stringify({ moreLeftOut: more }));
  return `[\n${lines.join(',\n')}\n]`;
}

function noteLines(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length - MAX_NAMED;
  return [
    `# ${title} (${items.length}):`,
    ...items.slice(0, MAX_NAMED).map((item) => `# - ${item}`),
    ...(more > 0 ? [`# and ${more} more`] : []),
  ];
}

function nameOf(path: string): string {
  return escapeInvisible(JSON.stringify(path));
}
