import { allSteps, failedTraceSteps, type TraceStep } from '../../domain/trace.ts';
import { formatDuration } from '../../text/duration.ts';
import { codeSpan, singleLine, truncateLines } from '../../text/sanitize.ts';

const MAX_LABEL_CHARS = 200;
const MAX_BYTES = 64 * 1024;

/**
 * The trace steps of the run: first those that failed, then all of them as a folded tree.
 *
 * @param whereRest a clause that names the file with the steps beyond the limit
 */
export function renderTrace(trace: readonly TraceStep[], whereRest: string): string {
  if (trace.length === 0) return '';
  const failed = failedTraceSteps(trace).map((step) => renderStep(step, 0));
  const all = trace.flatMap((step) => renderTree(step, 0));
  const parts = ['### Trace of the run'];
  if (failed.length > 0) parts.push(cut(failed, whereRest));
  const count = allSteps(trace).length;
  parts.push(
    `<details><summary>All ${count === 1 ? '1 trace step' : `${count} trace steps`}</summary>\n\n${cut(all, whereRest)}\n\n</details>`,
  );
  return parts.join('\n\n');
}

function cut(lines: readonly string[], whereRest: string): string {
  const whole = lines.join('\n');
  const shown = truncateLines(whole, MAX_BYTES);
  return shown === whole ? whole : `${shown}\n\nThe list is truncated here; ${whereRest}.`;
}

function renderTree(step: TraceStep, depth: number): string[] {
  return [renderStep(step, depth), ...step.steps.flatMap((inner) => renderTree(inner, depth + 1))];
}

function renderStep(step: TraceStep, depth: number): string {
  const { kind, label, agent, status, resolution, isFailed, startedAtMs, endedAtMs } = step;
  const facts = [
    codeSpan(singleLine(kind, MAX_LABEL_CHARS)),
    codeSpan(singleLine(status, MAX_LABEL_CHARS)),
    ...(resolution === '' ? [] : [codeSpan(singleLine(resolution, MAX_LABEL_CHARS))]),
    ...(agent === '' ? [] : [`agent ${codeSpan(singleLine(agent, MAX_LABEL_CHARS))}`]),
    ...(startedAtMs === null || endedAtMs === null
      ? []
      : [formatDuration(Math.max(0, endedAtMs - startedAtMs))]),
  ];
  const mark = isFailed ? '❌ ' : '';
  return `${'  '.repeat(depth)}- ${mark}${codeSpan(singleLine(label, MAX_LABEL_CHARS))}: ${facts.join(', ')}`;
}
