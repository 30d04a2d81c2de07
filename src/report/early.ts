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

/** Under which terms is reported; known as soon as the inputs are read. */
export interface ReportTerms {
  /** How a step that attaches to the run is written. */
  readonly attach: AttachStep;
  /** False if the service never has verdicts. */
  readonly hasEvals: boolean;
  /** Takes out what must not be in any report. */
  readonly redactor: Redactor;
}

/** Writes what is true if nothing more is ever written. Throws where outputs cannot be written. */
export function writeFirstOutputs(runner: Runner): void {
  runner.setOutput('outcome', 'internal-error');
  runner.setOutput('would-fail', 'true');
  runner.setOutput('reason', 'The step ended before it had a verdict.');
}

/** Writes what has become known before the end: as outputs, each change once, and for the post step. */
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
    // The run first: whoever kills the step between two writes must still find it.
    for (const name of OUTPUT_NAMES) write(name, known[name] ?? '');
    if (start.kind === 'run' && start.how === 'started') {
      write('outcome', 'abandoned');
      write('reason', `The step was stopped before it had a verdict on run ${start.id}.`);
    }
    if (start.kind === 'not-sent') return;
    const { lines, summary } = renderPostStepNotice(progress, attach);
    saved.save({
      lines: lines.map((line) => redactor.redactPublished(line)),
      summary: redactor.redactMarkdown(summary),
    });
  };
}
