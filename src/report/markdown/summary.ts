import type { Fault } from '../../domain/outcome.ts';
import { runIdOf } from '../../domain/progress.ts';
import { isData } from '../../result/data.ts';
import { formatDuration } from '../../text/duration.ts';
import {
  codeSpan,
  escapeInvisible,
  escapeMarkdown,
  fencedBlock,
  truncateLines,
} from '../../text/sanitize.ts';
import type { OutputName } from '../outputs.ts';
import { outlivingRunId, type Quotation, type Report } from '../report.ts';
import { answerOf, renderAttachBlock } from './attach-step.ts';
import { renderCandidates } from './candidates.ts';
import { renderInterrupts } from './interrupt-list.ts';
import { renderTrace } from './trace-list.ts';
import { renderUnread } from './unread-change.ts';
import { renderVerdicts } from './verdict-table.ts';

// The runner drops a summary of more than 1 MiB whole, and masking may make it longer after this.
const MAX_BYTES = 900 * 1024;
// What the heading of the message, a usual fence and the notice about a cut may take.
export const FRAME_BYTES = 16 * 1024;
// What a list may take, so that the parts around the message always fit.
const MAX_LIST_BYTES = 100 * 1024;

/**
 * The job summary as Markdown: outcome and reason first.
 *
 * @param cut the outputs that were cut or left empty
 */
export function renderSummary(report: Report, cut: readonly OutputName[]): string {
  const head = [
    renderHeading(report),
    renderOtherFaults(report),
    renderFacts(report),
    renderVerdicts(report.progress.evals, whereWhole(report.reportFile)),
    renderUnread(report.progress.unread, whereWhole(report.reportFile)),
    renderInterrupts(report.progress, whereWhole(report.reportFile)),
  ];
  const tail = [
    renderTrace(report.progress.trace, whereWhole(report.reportFile)),
    renderAttach(report),
    renderCandidates(report),
    renderWarnings(report, cut),
  ];
  const takenBytes = Buffer.byteLength([...head, ...tail].join('\n\n'));
  const message = renderMessage(report, MAX_BYTES - takenBytes - FRAME_BYTES);
  return `${[...head, message, ...tail].filter((part) => part !== '').join('\n\n')}\n`;
}

/** A clause about where the whole of what is cut stands. */
export function whereWhole(file: string | null): string {
  return file === null
    ? 'the rest could not be written to a file'
    : `the whole is in the file ${codeSpan(file)}`;
}

function renderList(
  items: readonly string[],
  reportFile: string | null,
  largestBytes = MAX_LIST_BYTES,
): string {
  const whole = items.map((item) => `- ${item}`).join('\n');
  const shown = truncateLines(whole, largestBytes);
  return shown === whole ? whole : `${shown}\n\nThe list is cut here; ${whereWhole(reportFile)}.`;
}

/**
 * Outcome, reason and decision.
 *
 * @param listBytes what a list of several reasons may take
 */
export function renderHeading({ verdict, reportFile }: Report, listBytes = MAX_LIST_BYTES): string {
  const { outcome, passes, reason, faults, evalResult } = verdict;
  const isUnjudged = outcome === 'passed' && evalResult === 'none';
  const isPlainPass = outcome === 'passed' && !isUnjudged;
  const icon = passes ? (isPlainPass ? '✅' : '⚠️') : '❌';
  const heading = isUnjudged
    ? `## No verdicts were judged: ${outcome} ${icon}`
    : `## ${icon} Run Kindo agent: ${outcome}`;
  const decision = `The step ${passes ? 'passes' : 'fails'}.`;
  const decisive = faults.find((fault) => fault.outcome === outcome);
  if (decisive !== undefined && decisive.reasons.length > 1) {
    const items = renderList(decisive.reasons.map(escapeMarkdown), reportFile, listBytes);
    return `${heading}\n\n${decision} ${decisive.reasons.length} things are to be mended:\n\n${items}`;
  }
  return `${heading}\n\n${escapeMarkdown(reason)} ${decision}`;
}

function renderOtherFaults({ verdict, reportFile }: Report): string {
  const others = verdict.faults.filter((fault) => fault.outcome !== verdict.outcome);
  if (others.length === 0) return '';
  const items = others.map(
    ({ outcome, reasons }: Fault) => `\`${outcome}\`: ${escapeMarkdown(reasons.join(' '))}`,
  );
  return `Also found:\n\n${renderList(items, reportFile)}`;
}

/** What is known of the run, as a table; empty where nothing is. */
export function renderFacts({ progress }: Report): string {
  const { agent, start, run } = progress;
  const created = run?.createdAtMs ?? null;
  const ended = run?.endedAtMs ?? null;
  const url = start.kind === 'run' ? start.url : null;
  const rows: [string, string][] = [
    [
      'Agent',
      [agent?.name ?? null, agent?.id ?? null]
        .filter((part) => part !== null)
        .map(codeSpan)
        .join(' '),
    ],
    ['Run', codeSpan(runIdOf(progress) ?? '')],
    ['Link', url === null ? '' : `[Open the run](${url}) (not an official address)`],
    ['Conversation', codeSpan(run?.conversationId ?? '')],
    ['Status', codeSpan(run?.rawStatus ?? '')],
    ['Started', created === null ? '' : new Date(created).toISOString()],
    ['Ended', ended === null ? '' : new Date(ended).toISOString()],
    ['Duration', created === null || ended === null ? '' : formatDuration(Math.max(0, ended - created))],
    ['Head commit', codeSpan(progress.headSha ?? '')],
  ];
  const [first, ...others] = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `| ${name} | ${value} |`);
  // A table must have a head: its first row.
  return first === undefined ? '' : [first, '| --- | --- |', ...others].join('\n');
}

/**
 * What the agent said last, under a heading that says so; empty where it said nothing.
 *
 * @param budgetBytes what the message itself may take, a usual fence apart
 */
export function renderMessage(
  { progress, quote, resultFile, reportFile }: Report,
  budgetBytes: number,
): string {
  const text = progress.run?.message?.text ?? '';
  if (text === '') return '';
  const { markdown, isWhole } = quote?.(budgetBytes) ?? fenceMessage(text, budgetBytes);
  const notice = isWhole ? '' : `\n\nThe message is cut here; ${whereWhole(resultFile ?? reportFile)}.`;
  return `### The agent's message\n\n${markdown}${notice}`;
}

function fenceMessage(text: string, budgetBytes: number): Quotation {
  const whole = escapeInvisible(text);
  const shown = cutToBlock(whole, budgetBytes);
  return { markdown: fencedBlock(shown, isData(text) ? 'json' : 'text'), isWhole: shown === whole };
}

function cutToBlock(whole: string, budgetBytes: number): string {
  const shown = truncateLines(whole, budgetBytes);
  // A fence is longer than any run of backticks in the block, so both together may be as long again, twice.
  const isLongFence = Buffer.byteLength(fencedBlock(shown)) > budgetBytes + FRAME_BYTES / 2;
  return isLongFence ? truncateLines(whole, Math.floor(budgetBytes / 3)) : shown;
}

function renderAttach(report: Report): string {
  const runId = outlivingRunId(report);
  if (runId === null) return '';
  const state = report.progress.run?.state ?? 'in_progress';
  const goesOn = state === 'in_progress' || state === 'interrupted';
  const title = goesOn ? 'The run outlives this step' : 'The run has ended, and is not judged';
  const does =
    answerOf(report.progress) === null
      ? 'attaches to the run, waits for it, and judges it'
      : 'answers what the run waits for, once you have written the answer, waits on, and judges it';
  return `### ${title}\n\nThis step ${does}:\n\n${renderAttachBlock(report.attach, runId, report.progress)}`;
}

/** What is no fault; empty where there is nothing. */
export function renderWarnings(
  { warnings, reportFile }: Report,
  cut: readonly OutputName[],
  listBytes = MAX_LIST_BYTES,
): string {
  const names = cut.map((name) => `\`${name}\``).join(', ');
  const where = reportFile === null ? '' : ` They stand whole in ${codeSpan(reportFile)}.`;
  const items = warnings.map(escapeMarkdown);
  // First, since this is said nowhere else, and the list may be cut.
  if (cut.length > 0)
    items.unshift(`Outputs that were cut, or left empty, for their size: ${names}.${where}`);
  return items.length === 0 ? '' : `### Worth knowing\n\n${renderList(items, reportFile, listBytes)}`;
}
