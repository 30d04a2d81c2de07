import type { ProgressSnapshot } from '../domain/progress.ts';
import { escapeMarkdown, fencedBlock } from '../text/sanitize.ts';
import { renderAttachStep } from './markdown/attach-step.ts';
import type { AttachStep } from './report.ts';
import type { PostStepNotice } from './saved-state.ts';

// The state becomes a variable of the process that comes next. With 128 KiB, it could not start.
const MAX_STEP_BYTES = 16 * 1024;

/** The notice of the post step if this step is killed now. */
export function renderPostStepNotice(progress: ProgressSnapshot, attach: AttachStep): PostStepNotice {
  const what = `The step was stopped before it could report. ${explain(progress)}`;
  const step =
    progress.start.kind === 'run' ? renderAttachStep(attach, progress.start.id, progress).trimEnd() : null;
  const invitation = 'This step attaches to the run, waits for it, and evaluates it:';
  const summary = ['## ❌ Run Kindo agent: stopped before it could report', escapeMarkdown(what)];
  if (step === null || Buffer.byteLength(step) > MAX_STEP_BYTES)
    return { lines: [what], summary: summary.join('\n\n') };
  return {
    // In the log, lines would lose their indentation.
    lines: [what, invitation, ...step.split('\n').map((line) => `| ${line}`)],
    summary: [...summary, invitation, fencedBlock(step, 'yaml')].join('\n\n'),
  };
}

function explain({ agent, start }: ProgressSnapshot): string {
  if (start.kind !== 'run') {
    return `The start of agent ${agent?.id} was being sent, so a run may exist. Check the service before you re-run this step.`;
  }
  const link = start.url === null ? '' : ` ${start.url}`;
  const how = start.how === 'started' ? 'was started' : 'was attached to';
  return `Run ${start.id} ${how}, and may still be running.${link}`;
}
