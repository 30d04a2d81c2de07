import * as v from 'valibot';
import { CLEAN_OUTCOMES, FAULT_OUTCOMES } from '../../domain/outcome.ts';
import { codeSpan } from '../../text/sanitize.ts';

const MAX_COMMITS = 10;
const SHOWN_SHA_CHARS = 12;
const BEGIN = '<!-- run-kindo-agent commits ';
const END = ' -->';

// Everybody with write access can edit the comment. So nothing else is read from it, and no value can end the hidden line
// or be markup.
const Entry = v.object({
  commit: v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/)),
  outcome: v.picklist([...FAULT_OUTCOMES, ...CLEAN_OUTCOMES]),
  passes: v.boolean(),
  attempt: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999)),
  runId: v.nullable(v.pipe(v.string(), v.regex(/^\d{1,20}$/))),
});

/** The decision on one commit. */
export type HistoryEntry = Readonly<v.InferOutput<typeof Entry>>;

/**
 * The decisions in a comment of this step, the newest first. They are in its second line, which contains no text of the
 * agent or of a pull request. Entries that cannot be read are left out.
 */
export function readHistory(body: string): readonly HistoryEntry[] {
  const line = body.split(/\r?\n/, 2)[1] ?? '';
  if (!line.startsWith(BEGIN) || !line.endsWith(END)) return [];
  const entries = parseList(line.slice(BEGIN.length, -END.length)).flatMap((item) => {
    const parsed = v.safeParse(Entry, item);
    return parsed.success ? [parsed.output] : [];
  });
  const newest = new Map(entries.toReversed().map((entry) => [entry.commit, entry]));
  return entries.filter((entry) => newest.get(entry.commit) === entry).slice(0, MAX_COMMITS);
}

function parseList(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** The same with a new decision, which replaces the one on the same commit. */
export function withDecision(
  history: readonly HistoryEntry[],
  decision: HistoryEntry,
): readonly HistoryEntry[] {
  return [decision, ...history.filter(({ commit }) => commit !== decision.commit)].slice(0, MAX_COMMITS);
}

/** The hidden line of a comment from which {@link readHistory} reads it, with a line end; empty without a decision. */
export function historyLine(history: readonly HistoryEntry[]): string {
  return history.length === 0 ? '' : `${BEGIN}${JSON.stringify(history)}${END}\n`;
}

/**
 * The decisions as a folded table, one line for each commit; empty without any.
 *
 * @param workflowRunUrl the page of a workflow run of this repository; null if it is not known
 */
export function renderHistory(history: readonly HistoryEntry[], workflowRunUrl: string | null): string {
  if (history.length === 0) return '';
  const rows = history.map(({ commit, outcome, passes, attempt, runId }) => {
    const icon = passes ? (outcome === 'passed' ? '✅' : '⚠️') : '❌';
    const link =
      workflowRunUrl === null || runId === null
        ? ''
        : `[${runId}](${workflowRunUrl.replace(/\d+$/, runId)}/attempts/${attempt})`;
    return `| ${codeSpan(commit.slice(0, SHOWN_SHA_CHARS))} | ${icon} ${outcome} | ${attempt} | ${link} |`;
  });
  return [
    '<details><summary>The last commits</summary>\n',
    '| Commit | Decision | Attempt | Workflow run |',
    '| --- | --- | --- | --- |',
    ...rows,
    '\n</details>',
  ].join('\n');
}
