import type { ProgressSink } from '../domain/progress.ts';
import type { Runner } from '../platform/runner.ts';
import type { Redactor } from '../text/redact.ts';
import { escapeNull, truncateBytes } from '../text/sanitize.ts';
import {
  knownOutputs,
  MAX_OUTPUT_BYTES,
  OUTPUT_NAMES,
  type OutputName,
  type OutputValues,
} from './outputs.ts';
import { renderPostStepNotice } from './post-step-notice.ts';
import type { AttachStep } from './report.ts';
import type { SavedNotice } from './saved-notice.ts';

/** What every report needs; known as soon as the inputs are read. */
export interface ReportTerms {
  /** How the attach step is written. */
  readonly attach: AttachStep;
  /** False if the service never has verdicts. */
  readonly hasEvals: boolean;
  /** Removes secrets from every report. */
  readonly redactor: Redactor;
}

/** Writes the outputs that are correct if nothing else is written. Throws if outputs cannot be written. */
export function writeFirstOutputs(runner: Runner): void {
  runner.setOutput('outcome', 'internal-error');
  runner.setOutput('would-fail', 'true');
  runner.setOutput('reason', 'The step ended before it had a verdict. Check its log.');
}

/** Writes what is known before the end: as outputs, each change once, and for the post step. */
export function createSink(
  runner: Runner,
  saved: SavedNotice,
  { attach, redactor }: ReportTerms,
): ProgressSink {
  const written = new Map<OutputName, string>();
  const write = (name: OutputName, whole: string) => {
    if (whole === '' || written.get(name) === whole) return;
    runner.setOutput(name, truncateBytes(redactor.redact(escapeNull(whole)), MAX_OUTPUT_BYTES));
    written.set(name, whole);
  };
  return (progress) => {
    const { start } = progress;
    const known: Partial<OutputValues> = knownOutputs(progress);
    // The run first, so that it can be found if the step is killed between two writes.
    for (const name of OUTPUT_NAMES) write(name, known[name] ?? '');
    if (start.kind === 'run' && start.how === 'started') {
      write('outcome', 'abandoned');
      write(
        'reason',
        `The step was stopped before it had a verdict on run ${start.id}. Attach to it with run-id in a later job.`,
      );
    }
    if (start.kind === 'not-sent') return;
    const { lines, summary } = renderPostStepNotice(progress, attach);
    saved.save({
      lines: lines.map((line) => redactor.redactPublished(line)),
      summary: redactor.redactMarkdown(summary),
    });
  };
}
