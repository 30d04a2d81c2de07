import type { EvalReading, EvalStep } from '../../domain/evals.ts';
import { codeSpan, escapeMarkdown, singleLine } from '../../text/sanitize.ts';

const MAX_SHOWN_ROWS = 10;
const MAX_NAME_CHARS = 200;
const MAX_EXPLANATION_CHARS = 400;
const MAX_BYTES = 300 * 1024;

const HEADER = '| Verdict | Eval step | Explanation |\n| --- | --- | --- |';

const RANKS: readonly EvalStep['result'][] = ['fail', 'unrecognised', 'unknown', 'pending', 'skipped'];

const ICONS: Readonly<Record<EvalStep['result'], string>> = {
  pass: '✅',
  fail: '❌',
  pending: '⏳',
  skipped: '⏭️',
  unknown: '❔',
  unrecognised: '❔',
};

/**
 * The verdicts as a table: those that did not pass first, and the rest folded if there are many.
 *
 * @param whereRest a clause that names the file with the verdicts beyond the limit
 * @param largestBytes the maximum size of the rows
 */
export function renderVerdicts(reading: EvalReading, whereRest: string, largestBytes = MAX_BYTES): string {
  if (reading.kind !== 'read') return '';
  const { report } = reading;
  const title = `### Verdict: ${renderResult(report.result, report.rawResult)}`;
  if (report.steps.length === 0) return title;
  const failed = report.steps
    .filter((step) => step.result !== 'pass')
    .toSorted((one, other) => RANKS.indexOf(one.result) - RANKS.indexOf(other.result));
  const passed = report.steps.filter((step) => step.result === 'pass');
  const ordered = [...failed, ...passed].map(renderRow);
  const shownCount = Math.max(failed.length, Math.min(MAX_SHOWN_ROWS, ordered.length));
  const fitting = countFitting(ordered, largestBytes);
  const shown = ordered.slice(0, Math.min(shownCount, fitting));
  const folded = ordered.slice(shown.length, fitting);
  const parts = [title, `${HEADER}\n${shown.join('\n')}`];
  if (folded.length > 0) {
    parts.push(
      `<details><summary>${folded.length} more that passed</summary>\n\n${HEADER}\n${folded.join('\n')}\n\n</details>`,
    );
  }
  const left = ordered.length - fitting;
  if (left > 0) parts.push(`The table is truncated here, before ${left} more; ${whereRest}.`);
  return parts.join('\n\n');
}

function renderResult(result: EvalStep['result'], rawResult: string): string {
  // A non-breaking space, so that a narrow column does not separate the two.
  return `${ICONS[result]}&nbsp;${rawResult === result ? rawResult : codeSpan(rawResult)}`;
}

function renderRow({ stepNumber, name, result, rawResult, explanation }: EvalStep): string {
  const cells = [
    renderResult(result, rawResult),
    `${stepNumber === null ? '' : `${stepNumber}. `}${codeSpan(singleLine(name, MAX_NAME_CHARS))}`,
    escapeMarkdown(singleLine(explanation, MAX_EXPLANATION_CHARS)),
  ];
  return `| ${cells.join(' | ')} |`;
}

function countFitting(rows: readonly string[], largestBytes: number): number {
  let bytes = 0;
  const tooMuch = rows.findIndex((row) => {
    bytes += Buffer.byteLength(row) + 1;
    return bytes > largestBytes;
  });
  return tooMuch < 0 ? rows.length : tooMuch;
}
