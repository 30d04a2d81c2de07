import {
  byRank,
  countFindings,
  type Finding,
  isFailing,
  type Level,
  listLevels,
} from '../../domain/findings.ts';
import type { RunResult } from '../../domain/result.ts';
import { codeSpan, escapeMarkdown, singleLine } from '../../text/sanitize.ts';

const MAX_ROWS = 50;
const MAX_RULE_CHARS = 100;
const MAX_PLACE_CHARS = 200;
const MAX_MESSAGE_CHARS = 400;

const HEADER = '| Level | Rule | Place | Message |\n| --- | --- | --- | --- |';

const ICONS: Readonly<Record<Level, string>> = { error: '❌', warning: '⚠️', note: 'ℹ️', none: '▫️' };

/**
 * The findings as a table: by level, in each level those on changed lines first, and marked; then those that do not count. At
 * most 50, the rest counted.
 *
 * @param whereRest a clause that names the file with the findings beyond the limit
 * @param maxBytes the maximum size of the rows
 */
export function renderFindings(
  { findings: { lists, findings }, failsFrom }: RunResult,
  whereRest: string,
  maxBytes: number,
): string {
  if (lists === 0) return '';
  const counts = countFindings(findings, failsFrom);
  const title = `### Findings: ${listCounts(counts) || 'none'}`;
  const rows: string[] = [];
  let bytes = 0;
  for (const finding of byRank(findings).slice(0, MAX_ROWS)) {
    const row = renderRow(finding, isFailing(finding, failsFrom));
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > maxBytes) break;
    rows.push(row);
  }
  const left = findings.length - rows.length;
  return [
    title,
    ...(rows.length === 0 ? [] : [`${HEADER}\n${rows.join('\n')}`]),
    ...(left === 0
      ? []
      : [`${left} more ${left === 1 ? 'finding is' : 'findings are'} not shown; ${whereRest}.`]),
  ].join('\n\n');
}

function listCounts(counts: ReturnType<typeof countFindings>): string {
  const notCounted = counts.notCounted > 0 ? `${counts.notCounted} not counted` : '';
  return [listLevels(counts), notCounted].filter((part) => part !== '').join(', ');
}

function renderRow(finding: Finding, isDecisive: boolean): string {
  const { level, rule, message, notes, notCounted } = finding;
  const remarks = [...notes, ...(notCounted === null ? [] : [`It does not count: ${notCounted}`])];
  // In italics, which the message cannot be in.
  const text = [
    escapeMarkdown(singleLine(message || 'No message.', MAX_MESSAGE_CHARS)),
    ...remarks.map((remark) => `_(${escapeMarkdown(remark)})_`),
  ].join(' ');
  const cells = [
    `${ICONS[level]}&nbsp;${isDecisive ? `**${level}**` : level}`,
    rule === '' ? '' : codeSpan(singleLine(rule, MAX_RULE_CHARS)),
    renderPlace(finding),
    text,
  ];
  return `| ${cells.join(' | ')} |`;
}

function renderPlace({ place, isOnChange }: Finding): string {
  if (place === null) return '';
  const line = place.line === null ? '' : `:${place.line}`;
  const span = codeSpan(singleLine(`${place.path}${line}`, MAX_PLACE_CHARS));
  return isOnChange ? `${span} (changed line)` : span;
}
