import { createHash } from 'node:crypto';
import type { Outcome, Verdict } from '../../domain/outcome.ts';
import { truncateLines } from '../../text/sanitize.ts';
import type { Report } from '../report.ts';
import { type HistoryEntry, historyLine, renderHistory } from './comment-history.ts';
import { renderFindings } from './findings-table.ts';
import { renderRunDetails } from './run-details.ts';
import { FRAME_BYTES, renderHeading, renderMessage, renderWarnings, whereWhole } from './summary.ts';
import { TITLE } from './title.ts';
import { renderUnread } from './unread-change.ts';
import { renderVerdicts } from './verdict-table.ts';

// GitHub accepts 65,536 characters, and no text has more characters than bytes.
const MAX_BYTES = 65_000;
const MAX_LIST_BYTES = 6 * 1024;
const MAX_TABLE_BYTES = 16 * 1024;

const WITHOUT_VERDICT: readonly Outcome[] = ['superseded', 'skipped'];
const NO_VERDICT_MARK = '<!-- run-kindo-agent without a verdict -->';

/** True for an outcome whose comment never replaces one that has a verdict. */
export function isWithoutVerdict({ outcome }: Verdict): boolean {
  return WITHOUT_VERDICT.includes(outcome);
}

/** True for the body of a comment that has a verdict, or may have one. */
export function holdsVerdict(body: string): boolean {
  return body.trimEnd().split('\n').at(-1) !== NO_VERDICT_MARK;
}

/** What a comment includes besides the report. */
export interface CommentFrame {
  /** The first line, by which the comment is found. */
  readonly marker: string;
  /** The workflow run that the step is part of; null if that is not known. */
  readonly workflowRunUrl: string | null;
  /** The decisions on the last commits, this one included, the newest first. */
  readonly history: readonly HistoryEntry[];
}

/** The hidden line that marks the comment of one step. No other step has it. */
export function commentMarker(key: string): string {
  return `<!-- run-kindo-agent ${createHash('sha256').update(key).digest('hex').slice(0, 32)} -->`;
}

/** True if a comment begins like those of the step with this marker: marker, history if it has one, title of a report. */
export function isCommentOf(body: string, marker: string): boolean {
  // The history, if any, is between marker and title.
  const [first, ...next] = body.split('\n', 3);
  const title = next.find((line) => !line.startsWith('<!--')) ?? '';
  return first === marker && TITLE.test(title);
}

/** The pull request comment as Markdown: outcome and reason first, at most 65,000 characters. */
export function renderComment(report: Report, { marker, workflowRunUrl, history }: CommentFrame): string {
  const where = whereWhole(report.reportFile);
  const head = [
    `${marker}\n${historyLine(history)}${renderHeading(report, MAX_LIST_BYTES)}`,
    workflowRunUrl === null ? '' : `[The workflow run](${workflowRunUrl}) has the whole report.`,
    renderVerdicts(report.progress.evals, where, MAX_TABLE_BYTES),
    renderFindings(report.result, where, MAX_TABLE_BYTES),
    renderUnread(report.progress.unread, where, MAX_LIST_BYTES),
    renderWarnings(report, [], MAX_LIST_BYTES),
    renderHistory(history, workflowRunUrl),
  ].filter((part) => part !== '');
  const details = renderRunDetails(report.progress);
  const text = head.join('\n\n');
  const notice = `\n\nThe comment is truncated here; ${where}.`;
  const shown = truncateLines(text, MAX_BYTES - Buffer.byteLength(notice));
  if (shown !== text) return shown + notice;
  const budgetBytes = MAX_BYTES - Buffer.byteLength(text) - Buffer.byteLength(details) - FRAME_BYTES;
  const message = budgetBytes > 0 ? renderMessage(report, budgetBytes) : '';
  const whole = [text, message, details].filter((part) => part !== '').join('\n\n');
  const fitting = Buffer.byteLength(whole) > MAX_BYTES ? text : whole;
  return isWithoutVerdict(report.verdict) ? `${fitting}\n\n${NO_VERDICT_MARK}` : fitting;
}
