import type { RunRecord, Verdict } from '../domain/domain.ts';
import { describe } from '../domain/errors.ts';
import type { Runner } from '../platform/runner.ts';
import type { WithinTime } from '../platform/time-limit.ts';
import { findData } from '../result/data.ts';
import { findSarif } from '../result/sarif.ts';
import type { Redact } from '../text/redact.ts';
import { truncateBytes } from '../text/sanitize.ts';
import { announce } from './announce.ts';
import type { ReportFiles } from './files.ts';
import { loadQuote } from './markdown/load-quotation.ts';
import { renderSummary } from './markdown/summary.ts';
import {
  knownOutputs,
  limitOutputs,
  MAX_OUTPUT_BYTES,
  OUTPUT_NAMES,
  type OutputName,
  type OutputValues,
  wholeOutputs,
} from './outputs.ts';
import { outputsFailed } from './outputs-failed.ts';
import { renderPostStepNotice } from './post-step-notice.ts';
import type { AttachStep, Report } from './report.ts';
import { renderReportFile } from './report-file.ts';
import { REPORTED_STATE, UNFINISHED_STATE } from './saved-state.ts';
import { warn } from './warn.ts';

export interface PublisherOptions {
  readonly runner: Runner;
  readonly files: ReportFiles;
  readonly wantsSummary: boolean;
  /** The checkout, whose files annotations may stand on; empty where there is none. */
  readonly workspace: string;
  readonly withinTime: WithinTime;
}

/** The only writer of outputs, summary, annotations and files. */
export class Publisher {
  readonly #runner: Runner;
  readonly #files: ReportFiles;
  readonly #wantsSummary: boolean;
  readonly #workspace: string;
  readonly #withinTime: WithinTime;
  /** What was last written of each, whole. */
  readonly #written = new Map<OutputName, string>();
  #attach: AttachStep | null = null;
  #redact: Redact = (text) => text;
  #kept = '';

  constructor({ runner, files, wantsSummary, workspace, withinTime }: PublisherOptions) {
    this.#runner = runner;
    this.#files = files;
    this.#wantsSummary = wantsSummary;
    this.#workspace = workspace;
    this.#withinTime = withinTime;
  }

  /** Writes what is true if nothing more is ever written. Throws where outputs cannot be written. */
  open(): void {
    this.#setOutput('outcome', 'internal-error');
    this.#setOutput('reason', 'The step ended before it came to a verdict.');
  }

  /**
   * Told as soon as the inputs are read.
   *
   * @param attach how a step that attaches to the run is written
   * @param redact takes the key out of what may hold it
   */
  prepare(attach: AttachStep, redact: Redact): void {
    this.#attach = attach;
    this.#redact = redact;
  }

  /** Keeps what is known for the step after this one, should this one be killed. */
  keep(record: RunRecord): void {
    if (this.#attach === null) return;
    const { lines, summary } = renderPostStepNotice(record, this.#attach);
    const value = JSON.stringify({ lines, summary: this.#wantsSummary ? summary : '' });
    if (value === this.#kept) return;
    try {
      this.#runner.saveState(UNFINISHED_STATE, value);
      this.#kept = value;
    } catch (error) {
      this.#attach = null;
      warn(
        this.#runner,
        record,
        `Nothing could be kept for after the step, should it be killed (${describe(error)}).`,
      );
    }
  }

  /** Writes what has become known, before the end. Throws where outputs cannot be written. */
  update(record: RunRecord): void {
    const known: Partial<OutputValues> = knownOutputs(record);
    // The run first: whoever kills the step between two writes must still find it.
    for (const name of OUTPUT_NAMES) this.#setOutput(name, known[name] ?? '');
    if (record.start === 'accepted') {
      this.#setOutput('outcome', 'abandoned');
      this.#setOutput('reason', `The step was stopped before it came to a verdict on run ${record.runId}.`);
    }
    if (record.runId !== '') this.keep(record);
  }

  /**
   * Reports the verdict everywhere, and returns the one that counts: another where outputs cannot be written.
   *
   * @param followUp what else is done with the report once the outputs stand; what it warns of is reported, too
   */
  async close(
    verdict: Verdict,
    record: RunRecord,
    attach: AttachStep,
    followUp?: (report: Report) => Promise<void>,
  ): Promise<Verdict> {
    const resultFile = this.#writeFile('result.md', record, () => record.snapshot?.message?.text ?? '');
    const sarifFile = await this.#writeSarif(record);
    const reportFile = this.#reportPath();
    let report: Report = { verdict, record, attach, quote: null, resultFile, sarifFile, reportFile };
    const whole = this.#withoutKey(report);
    report = { ...report, reportFile: this.#writeReportFile(report) };
    const { values, cut } = limitOutputs({ ...whole, 'report-file': report.reportFile });
    try {
      this.#writeOutputs(values);
    } catch (error) {
      report = { ...report, verdict: outputsFailed(verdict, error) };
      this.#correctOutcome(report.verdict);
      this.#writeReportFile(report);
    }
    // Only now, since it may take its time, and the outputs must stand.
    report = { ...report, quote: await loadQuote(verdict, record, this.#withinTime) };
    const warned = record.warnings.length;
    await followUp?.(report);
    if (record.warnings.length > warned) this.#writeReportFile(report);
    await this.#writeSummary(report, cut);
    announce(this.#runner, this.#workspace, report);
    this.#keepReported();
    return report.verdict;
  }

  #setOutput(name: OutputName, whole: string): void {
    if (whole === '' || this.#written.get(name) === whole) return;
    this.#runner.setOutput(name, truncateBytes(this.#redact(whole), MAX_OUTPUT_BYTES));
    this.#written.set(name, whole);
  }

  /** GitHub hands no output of a job on that holds a masked word, and says so where nobody looks. */
  #withoutKey(report: Report): OutputValues {
    const whole = wholeOutputs(report);
    const clean = { ...whole };
    for (const name of OUTPUT_NAMES) clean[name] = this.#redact(whole[name]);
    const held = OUTPUT_NAMES.filter((name) => clean[name] !== whole[name]);
    if (held.length > 0) {
      warn(
        this.#runner,
        report.record,
        `The key stands in the value of ${held.join(', ')}, as it is or encoded; *** takes its place there, since GitHub hands no such output on to other jobs.`,
      );
    }
    return clean;
  }

  #writeOutputs(values: OutputValues): void {
    for (const name of OUTPUT_NAMES) if (name !== 'outcome') this.#runner.setOutput(name, values[name]);
    // Last, so that no step can read `passed` beside outputs that could not be written.
    this.#runner.setOutput('outcome', values.outcome);
  }

  #correctOutcome({ outcome, reason }: Verdict): void {
    try {
      this.#runner.setOutput('reason', reason);
      this.#runner.setOutput('outcome', outcome);
    } catch {
      // What was written before the verdict still stands, and is no pass either.
    }
  }

  #keepReported(): void {
    if (this.#kept === '') return;
    try {
      this.#runner.saveState(REPORTED_STATE, 'true');
    } catch {
      // Then what was kept is told once more after the step.
    }
  }

  #reportPath(): string {
    try {
      return this.#files.path('report.json');
    } catch {
      return '';
    }
  }

  #writeReportFile(report: Report): string {
    return this.#writeFile('report.json', report.record, () =>
      renderReportFile(report, wholeOutputs(report)),
    );
  }

  #writeFile(name: string, record: RunRecord, render: () => string): string {
    try {
      const content = render();
      if (content === '') return '';
      this.#files.write(name, content);
      return this.#files.path(name);
    } catch (error) {
      warn(
        this.#runner,
        record,
        `The file ${name} could not be written (${describe(error)}); its output is empty.`,
      );
      return '';
    }
  }

  async #writeSarif(record: RunRecord): Promise<string> {
    const data = findData(record.snapshot?.message?.text ?? '');
    const findings = await findSarif(data);
    if (findings.kind === 'log') return this.#writeFile('findings.sarif', record, () => data);
    if (findings.kind === 'faulty') {
      warn(
        this.#runner,
        record,
        `The findings are no SARIF 2.1.0 log (${findings.problem}), so sarif-file is empty.`,
      );
    }
    return '';
  }

  async #writeSummary(report: Report, cut: readonly OutputName[]): Promise<void> {
    if (!this.#wantsSummary) return;
    try {
      await this.#runner.writeSummary(renderSummary(report, cut));
    } catch (error) {
      warn(this.#runner, report.record, `The job summary could not be written (${describe(error)}).`);
    }
  }
}
