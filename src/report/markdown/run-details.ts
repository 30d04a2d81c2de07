import { type ProgressSnapshot, runIdOf } from '../../domain/progress.ts';
import { formatDuration } from '../../text/duration.ts';
import { codeSpan } from '../../text/sanitize.ts';
import { agentRows } from './agent-rows.ts';
import { commitRows } from './commits.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment for a person, such as `28 Nov 2026, 20:04 UTC`. */
export function formatTime(ms: number): string {
  const date = new Date(ms);
  const time = date.toISOString().slice(11, 16);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${time} UTC`;
}

/** Ids, link and times of the run, its commits, and what was read of the agent, folded; empty if nothing is known. */
export function renderRunDetails(progress: ProgressSnapshot): string {
  const { agent, start, run } = progress;
  const url = start.kind === 'run' ? start.url : null;
  const rows: [string, string][] = [
    [
      'Agent',
      [agent?.name ?? null, agent?.id ?? null]
        .filter((part) => part !== null)
        .map((part) => codeSpan(part))
        .join(' '),
    ],
    ['Run', codeSpan(runIdOf(progress) ?? '')],
    ['Link', url === null ? '' : `[Open the run](${url}) (not an official address)`],
    ['Conversation', codeSpan(run?.conversationId ?? '')],
    ['Status', codeSpan(run?.rawStatus ?? '')],
    ['Created', timesOf(run?.createdAtMs ?? null, run?.endedAtMs ?? null)],
    ...commitRows(progress),
    ...agentRows(progress),
  ];
  const [first, ...others] = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `| ${name} | ${value} |`);
  if (first === undefined) return '';
  // A table must have a head: its first row.
  const table = [first, '| --- | --- |', ...others].join('\n');
  return `<details><summary>Run details</summary>\n\n${table}\n\n</details>`;
}

function timesOf(created: number | null, ended: number | null): string {
  if (created === null) return ended === null ? '' : `ended ${formatTime(ended)}`;
  const took = ended === null ? '' : ` · ${spaced(formatDuration(Math.max(0, ended - created)))}`;
  return `${formatTime(created)}${took}`;
}

/** A duration such as `1m 30s` with a space before its units. */
function spaced(duration: string): string {
  return duration.replace(/(?<=\d)(?=[a-z])/g, ' ');
}
