import type { Fault } from '../domain.ts';
import { formatDuration } from '../duration.ts';
import { codeSpan, cutLines, fencedBlock, prose, visibleText } from '../untrusted.ts';
import { renderAttachStep } from './attach-step.ts';
import type { OutputName } from './outputs.ts';
import { outlivesStep, type Report } from './report.ts';
import { renderVerdicts } from './verdict-table.ts';

// The runner drops a summary of more than 1 MiB whole, and masking may make it longer after this.
const LARGEST_BYTES = 900 * 1024;
// What the notice about a cut message and the fence around it may take.
const FRAME_BYTES = 4096;

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
    renderVerdicts(report.record.evals),
  ];
  const tail = [renderAttach(report), renderWarnings(report, cut)];
  const takenBytes = Buffer.byteLength([...head, ...tail].join('\n\n'));
  const message = renderMessage(report, LARGEST_BYTES - takenBytes - FRAME_BYTES);
  return `${[...head, message, ...tail].filter((part) => part !== '').join('\n\n')}\n`;
}

function renderHeading({ verdict }: Report): string {
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
    const items = decisive.reasons.map((sentence) => `- ${prose(sentence)}`);
    return `${heading}\n\n${decision} ${decisive.reasons.length} things are to be mended:\n\n${items.join('\n')}`;
  }
  return `${heading}\n\n${prose(reason)} ${decision}`;
}

function renderOtherFaults({ verdict }: Report): string {
  const others = verdict.faults.filter((fault) => fault.outcome !== verdict.outcome);
  if (others.length === 0) return '';
  const items = others.map(({ outcome, reasons }: Fault) => `- \`${outcome}\`: ${prose(reasons.join(' '))}`);
  return `Also found:\n\n${items.join('\n')}`;
}

function renderFacts({ record }: Report): string {
  const { snapshot } = record;
  const created = snapshot?.createdAtMs ?? null;
  const ended = snapshot?.endedAtMs ?? null;
  const rows: [string, string][] = [
    [
      'Agent',
      [record.agentName, record.agentId]
        .filter((part) => part !== '')
        .map(codeSpan)
        .join(' '),
    ],
    ['Run', record.runId === '' ? '' : codeSpan(record.runId)],
    ['Link', record.runUrl === '' ? '' : `[Open the run](${record.runUrl}) (not an official address)`],
    ['Conversation', snapshot?.conversationId == null ? '' : codeSpan(snapshot.conversationId)],
    ['Status', snapshot === null ? '' : codeSpan(snapshot.statusWord)],
    ['Started', created === null ? '' : new Date(created).toISOString()],
    ['Ended', ended === null ? '' : new Date(ended).toISOString()],
    ['Duration', created === null || ended === null ? '' : formatDuration(Math.max(0, ended - created))],
    ['Head commit', record.headSha === '' ? '' : codeSpan(record.headSha)],
  ];
  const known = rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`);
  return known.length === 0 ? '' : `| | |\n| --- | --- |\n${known.join('\n')}`;
}

function renderMessage({ record, resultFile, reportFile }: Report, budgetBytes: number): string {
  const text = record.snapshot?.message?.text ?? '';
  if (text === '') return '';
  const whole = visibleText(text);
  const shown = cutLines(whole, budgetBytes);
  const where = resultFile || reportFile;
  const rest =
    where === '' ? 'the rest could not be written to a file' : `the whole is in the file ${codeSpan(where)}`;
  const notice = shown === whole ? '' : `\n\nThe message is cut here; ${rest}.`;
  return `### The agent’s message\n\n${fencedBlock(shown)}${notice}`;
}

function renderAttach(report: Report): string {
  if (!outlivesStep(report)) return '';
  const yaml = renderAttachStep(report.attach, report.record);
  return `### The run outlives this step\n\nThis step attaches to the run, waits for it, and judges it:\n\n${fencedBlock(yaml, 'yaml')}`;
}

function renderWarnings({ record, reportFile }: Report, cut: readonly OutputName[]): string {
  const names = cut.map((name) => `\`${name}\``).join(', ');
  const where = reportFile === '' ? '' : ` They stand whole in ${codeSpan(reportFile)}.`;
  const items = record.warnings.map((warning) => `- ${prose(warning)}`);
  if (cut.length > 0) items.push(`- Outputs that were cut, or left empty, for their size: ${names}.${where}`);
  return items.length === 0 ? '' : `### Worth knowing\n\n${items.join('\n')}`;
}
