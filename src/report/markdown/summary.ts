import type { Fault } from '../../domain/outcome.ts';
import { isData } from '../../result/data.ts';
import {
  codeSpan,
  escapeInvisible,
  escapeMarkdown,
  quotedBlock,
  truncateLines,
} from '../../text/sanitize.ts';
import type { OutputName } from '../outputs.ts';
import { outlivingRunId, type Quotation, type Report } from '../report.ts';
import { answerOf, renderAttachBlock } from './attach-step.ts';
import { renderCandidates } from './candidates.ts';
import { renderFindings } from './findings-table.ts';
import { renderInterrupts } from './interrupt-list.ts';
import { renderRunDetails } from './run-details.ts';
import { renderTitle } from './title.ts';
import { renderTrace } from './trace-list.ts';
import { renderUnread } from './unread-change.ts';
import { renderVerdicts } from './verdict-table.ts';

// The runner drops a summary of more than 1 MiB, and masking may make it longer after this.
const MAX_BYTES = 900 * 1024;
// The maximum size of the message's heading, a usual fence and the truncation notice.
export const FRAME_BYTES = 16 * 1024;
// The maximum size of the agent's message, and its size up to which it is not folded.
const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_OPEN_MESSAGE_BYTES = 20 * 1024;
// The maximum size of a list, so that the parts around the message always fit.
const MAX_LIST_BYTES = 100 * 1024;

/**
 * The job summary as Markdown: the decision first, then what to do, then the evidence, and ids and times last.
 *
 * @param cut the outputs that were truncated or left empty
 */
export function renderSummary(report: Report, cut: readonly OutputName[]): string {
  const { progress, result, quotations } = report;
  const where = whereWhole(report.reportFile);
  const head = [
    renderHeading(report),
    renderOtherFaults(report),
    renderInterrupts(progress, where, quotations),
    renderAttach(report),
    renderCandidates(report),
    renderVerdicts(progress.evals, where),
    renderFindings(result, where, MAX_LIST_BYTES),
    renderUnread(progress.unread, where),
  ];
  const tail = [renderWarnings(report, cut), renderTrace(progress.trace, where), renderRunDetails(progress)];
  const takenBytes = Buffer.byteLength([...head, ...tail].join('\n\n'));
  const message = renderMessage(report, Math.min(MAX_MESSAGE_BYTES, MAX_BYTES - takenBytes - FRAME_BYTES));
  return `${[...head, message, ...tail].filter((part) => part !== '').join('\n\n')}\n`;
}

/** A clause that names the file with the complete text. */
export function whereWhole(file: string | null): string {
  return file === null
    ? 'the rest could not be written to a file'
    : `the complete text is in the file ${codeSpan(file)}`;
}

function renderList(
  items: readonly string[],
  reportFile: string | null,
  largestBytes = MAX_LIST_BYTES,
): string {
  const whole = items.map((item) => `- ${item}`).join('\n');
  const shown = truncateLines(whole, largestBytes);
  return shown === whole ? whole : `${shown}\n\nThe list is truncated here; ${whereWhole(reportFile)}.`;
}

/**
 * Outcome, reason and decision.
 *
 * @param listBytes the maximum size of a list of several reasons
 */
export function renderHeading(report: Report, listBytes = MAX_LIST_BYTES): string {
  const { verdict, stale, reportFile } = report;
  const { outcome, passes, reason, faults } = verdict;
  const title = [renderTitle(report), ...(stale === null ? [] : [`⚠️ ${escapeMarkdown(stale)}`])].join('\n\n');
  const decision = `The step ${passes ? 'passes' : 'fails'} with the outcome \`${outcome}\`.`;
  const decisive = faults.find((fault) => fault.outcome === outcome);
  if (decisive !== undefined && decisive.reasons.length > 1) {
    const items = renderList(decisive.reasons.map(escapeMarkdown), reportFile, listBytes);
    return `${title}\n\n${decision} These are the reasons:\n\n${items}`;
  }
  return `${title}\n\n${escapeMarkdown(reason)} ${decision}`;
}

function renderOtherFaults({ verdict, reportFile }: Report): string {
  const others = verdict.faults.filter((fault) => fault.outcome !== verdict.outcome);
  if (others.length === 0) return '';
  const items = others.map(
    ({ outcome, reasons }: Fault) => `\`${outcome}\`: ${escapeMarkdown(reasons.join(' '))}`,
  );
  return `Other problems:\n\n${renderList(items, reportFile)}`;
}

/**
 * The agent's final message under a heading; empty without a message.
 *
 * @param budgetBytes the maximum size of the message itself, without a usual fence
 */
export function renderMessage(
  { progress, quote, resultFile, reportFile }: Report,
  budgetBytes: number,
): string {
  const text = progress.run?.message?.text ?? '';
  if (text === '') return '';
  const { markdown, isWhole } = quote?.(budgetBytes) ?? fenceMessage(text, budgetBytes);
  const notice = isWhole ? '' : `\n\nThe message is truncated here; ${whereWhole(resultFile ?? reportFile)}.`;
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_OPEN_MESSAGE_BYTES) return `### The agent's message\n\n${markdown}${notice}`;
  const size = `${Math.ceil(bytes / 1024)} KiB`;
  return `### The agent's message\n\n<details><summary>Show the message (${size})</summary>\n\n${markdown}${notice}\n\n</details>`;
}

function fenceMessage(text: string, budgetBytes: number): Quotation {
  const whole = escapeInvisible(text);
  const shown = cutToBlock(whole, budgetBytes);
  return { markdown: quotedBlock(shown, isData(text) ? 'json' : 'text'), isWhole: shown === whole };
}

function cutToBlock(whole: string, budgetBytes: number): string {
  const shown = truncateLines(whole, budgetBytes);
  // A fence is longer than any sequence of backticks in the block, and each line gets two more characters. So short lines, or
  // two long fences and what is between them, take up to three times the bytes.
  const isTooLong = Buffer.byteLength(quotedBlock(shown)) > budgetBytes + FRAME_BYTES / 2;
  return isTooLong ? truncateLines(whole, Math.floor(budgetBytes / 3)) : shown;
}

function renderAttach(report: Report): string {
  const runId = outlivingRunId(report);
  if (runId === null) return '';
  const state = report.progress.run?.state ?? 'in_progress';
  const continues = state === 'in_progress' || state === 'interrupted';
  const title = continues ? 'The run has not ended' : 'The run has ended, and was not evaluated';
  const does =
    answerOf(report.progress) === null
      ? 'attaches to the run, waits for it, and evaluates it'
      : 'sends the answer, waits for the run, and evaluates it. Replace YOUR ANSWER';
  return `### ${title}\n\nThis step ${does}:\n\n${renderAttachBlock(report.attach, runId, report.progress)}`;
}

/** The warnings; empty without any. */
export function renderWarnings(
  { warnings, reportFile }: Report,
  cut: readonly OutputName[],
  listBytes = MAX_LIST_BYTES,
): string {
  const names = cut.map((name) => `\`${name}\``).join(', ');
  const where = reportFile === null ? '' : ` They are complete in ${codeSpan(reportFile)}.`;
  const items = warnings.map(escapeMarkdown);
  // First, because no other report has it, and the list may be truncated.
  if (cut.length > 0)
    items.unshift(`Outputs that were truncated, or left empty, because of their size: ${names}.${where}`);
  return items.length === 0 ? '' : `### Warnings\n\n${renderList(items, reportFile, listBytes)}`;
}
