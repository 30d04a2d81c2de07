import { countFindings, type Finding, isFailing, LEVELS, type Level } from '../../domain/findings.ts';
import type { RunResult } from '../../domain/result.ts';
import { codeSpan, escapeMarkdown, singleLine } from '../../text/sanitize.ts';

const MAX_ROWS = 50;
const MAX_RULE_CHARS = 100;
const MAX_PLACE_CHARS = 200;
const MAX_MESSAGE_CHARS = 400;

const HEADER = '| Level | Rule | Place | Message |\n| --- | --- | --- | --- |';

const ICONS: Readonly<Record<Level, string>> = { error: '❌', warning: '⚠️', note: 'ℹ️', none: '▫️' };

/**
 * The findings as a table: those that count by level, then those that do not; at most 50, the rest counted.
 *
 * @param whereRest a clause about where the findings stand that are too many to be shown
 * @param maxBytes what the rows may take
 */
export function renderFindings(
  { findings: { lists, findings }, failsFrom }: RunResult,
  whereRest: string,
  maxBytes: number,
): string {
  if (lists === 0) return '';
  const counts = countFindings(findings, failsFrom);
  const title = `### Findings: ${wordsOf(counts) || 'none'}`;
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

function wordsOf(counts: ReturnType<typeof countFindings>): string {
  const words = LEVELS.filter((level) => counts[level] > 0).map((level) => `${counts[level]} ${level}`);
  return [...words, ...(counts.notCounted > 0 ? [`${counts.notCounted} not counted`] : [])].join(', ');
}

function byRank(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ level, notCounted }: Finding) =>
    notCounted === null ? LEVELS.indexOf(level) : LEVELS.length;
  return findings.toSorted((one, other) => rank(one) - rank(other));
}

function renderRow({ level, rule, place, message, notes, notCounted }: Finding, isDecisive: boolean): string {
  const remarks = [...notes, ...(notCounted === null ? [] : [`It does not count: ${notCounted}`])];
  // In italics, which the message cannot be in.
  const text = [
    escapeMarkdown(singleLine(message || 'No message.', MAX_MESSAGE_CHARS)),
    ...remarks.map((remark) => `_(${escapeMarkdown(remark)})_`),
  ].join(' ');
  const cells = [
    `${ICONS[level]}&nbsp;${isDecisive ? `**${level}**` : level}`,
    rule === '' ? '' : codeSpan(singleLine(rule, MAX_RULE_CHARS)),
    place === null
      ? ''
      : codeSpan(singleLine(`${place.path}${place.line === null ? '' : `:${place.line}`}`, MAX_PLACE_CHARS)),
    text,
  ];
  return `| ${cells.join(' | ')} |`;
}
