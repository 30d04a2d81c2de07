import { describe } from '../domain/errors.ts';
import type { FindingsReport } from '../domain/findings.ts';
import type { Verdict } from '../domain/outcome.ts';
import { logWarning } from '../platform/log.ts';
import type { Runner } from '../platform/runner.ts';
import type { WithinTime } from '../platform/time-limit.ts';
import { renderSarif } from '../result/sarif-file.ts';
import type { Redact, Redactor } from '../text/redact.ts';
import { announce } from './announce.ts';
import type { ReportTerms } from './early.ts';
import type { ReportFiles } from './files.ts';
import { interruptTexts } from './markdown/interrupt-list.ts';
import { loadQuotations, loadQuote } from './markdown/load-quotation.ts';
import { renderSummary } from './markdown/summary.ts';
import { limitOutputs, OUTPUT_NAMES, type OutputName, type OutputValues, wholeOutputs } from './outputs.ts';
import { outputsFailed } from './outputs-failed.ts';
import { publishedReport } from './published.ts';
import type { Report, UpdateNotes } from './report.ts';
import { renderReportFile } from './report-file.ts';
import type { SavedNotice } from './saved-notice.ts';

export interface PublisherOptions {
  readonly runner: Runner;
  readonly files: ReportFiles;
  readonly saved: SavedNotice;
  readonly wantsSummary: boolean;
  /** The checkout with the files that may be annotated; null without a checkout. */
  readonly workspace: string | null;
  /** Distinguishes the SARIF files of several steps. */
  readonly category: string;
  readonly withinTime: WithinTime;
}

/** A report whose outputs are written, as it is published. */
export interface Written extends Report {
  /** The same for the report file, in which only key and token are masked. */
  readonly unpublished: Report;
  /** The outputs that were truncated or left empty. */
  readonly cut: readonly OutputName[];
  /** Removes secrets from what is published. */
  readonly redactor: Redactor;
}

type Warn = (warning: string) => void;

/** Files that are written after the outputs that name them, because they include later warnings. */
const LATE_FILES = { 'report-file': 'report.json', 'summary-file': 'summary.md' } as const;
type LateFile = keyof typeof LATE_FILES;

/** The only writer of the outputs of a verdict, of summary, annotations and files. */
export class Publisher {
  readonly #options: PublisherOptions;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /**
   * Writes the outputs, and the files that they name except the report file and the summary file. If that fails, the
   * returned verdict is another one.
   */
  async writeOutputs(
    verdict: Verdict,
    { progress, result }: Pick<Report, 'progress' | 'result'>,
    { attach, hasEvals, redactor }: ReportTerms,
  ): Promise<Written> {
    const { warnings, warn } = this.#collect(progress.warnings);
    const clean = {
      verdict: redactor.redactFields(verdict),
      progress: redactor.redactFields(progress),
      result: redactor.redactFields(result),
    };
    for (const warning of clean.result.warnings) warn(warning);
    const text = clean.progress.run?.message?.text ?? '';
    const resultFile = text === '' ? null : this.#writeFile('result.md', () => text, warn);
    const sarifFile = this.#writeSarif(clean.result.findings, redactor, warn);
    const summaryFile = this.#pathOf(LATE_FILES['summary-file']);
    const reportFile = this.#pathOf(LATE_FILES['report-file']);
    const report: Report = {
      ...clean,
      warnings,
      attach,
      quote: null,
      quotations: new Map(),
      hasEvals,
      stale: null,
      resultFile,
      sarifFile,
      summaryFile,
      reportFile,
    };
    const whole = wholeOutputs({ ...report, verdict, progress, result });
    const { values, cut } = limitOutputs(withoutSecrets(whole, redactor.redact, warn));
    const written = this.#tryOutputs(values, clean.verdict);
    const unpublished = { ...report, verdict: written };
    const { report: published, masked } = publishedReport(unpublished, redactor);
    if (masked !== '') warn(`Text that looks like a secret was masked in all published reports: ${masked}.`);
    // Only now, because it may take time, and the outputs must be written first.
    const { withinTime } = this.#options;
    const quote = await loadQuote(published.verdict, published.progress, withinTime);
    const quotations = await loadQuotations(verdict, interruptTexts(published.progress), withinTime);
    return { ...published, warnings, quote, quotations, cut, unpublished, redactor };
  }

  /**
   * Writes the report file, the summary, also as a file, and the annotations.
   *
   * @param notes warnings from after the verdict
   */
  async writeSummary(written: Written, { stale, warnings: later }: UpdateNotes): Promise<void> {
    const { runner, workspace, saved, wantsSummary } = this.#options;
    const { warnings, warn } = this.#collect([...written.warnings, ...later]);
    const unpublished = { ...written.unpublished, stale, warnings };
    const render = () => renderReportFile(unpublished, wholeOutputs(unpublished));
    const reportFile = this.#writeLate('report-file', written.reportFile, render, warn);
    const report = { ...written, stale, warnings, reportFile };
    const summary = lazily(() => written.redactor.redactMarkdown(renderSummary(report, written.cut)));
    this.#writeLate('summary-file', written.summaryFile, summary, warn);
    if (wantsSummary) {
      try {
        await runner.writeSummary(summary());
      } catch (error) {
        warn(`The job summary could not be written (${describe(error)}). Read it in summary-file.`);
      }
    }
    announce(runner, workspace, report);
    saved.withdraw();
  }

  /** Replaces a verdict whose report failed: no later step may read `passed` from a step that fails. Never throws. */
  replaceOutcome(reason: string): void {
    // The outcome first: the next one may fail.
    this.#correct({ outcome: 'internal-error', 'would-fail': 'true', reason });
  }

  #collect(known: readonly string[]): { readonly warnings: readonly string[]; readonly warn: Warn } {
    const warnings = [...known];
    const warn = (warning: string) => {
      warnings.push(warning);
      logWarning(this.#options.runner, warning);
    };
    return { warnings, warn };
  }

  /** Writes the outputs. Returns the verdict that counts. */
  #tryOutputs(values: OutputValues, verdict: Verdict): Verdict {
    const { runner } = this.#options;
    try {
      for (const name of OUTPUT_NAMES) if (name !== 'outcome') runner.setOutput(name, values[name]);
      // Last, so that no step can read `passed` beside outputs that could not be written.
      runner.setOutput('outcome', values.outcome);
      return verdict;
    } catch (error) {
      const failed = outputsFailed(verdict, error);
      this.#correct({ outcome: failed.outcome, 'would-fail': 'true', reason: failed.reason });
      return failed;
    }
  }

  #correct(values: Partial<OutputValues>): void {
    try {
      for (const [name, value] of Object.entries(values)) this.#options.runner.setOutput(name, value);
    } catch {
      // What was written before stays, and is not a pass.
    }
  }

  /** Writes a file whose output was written before, and corrects that output if the file cannot be written. */
  #writeLate(output: LateFile, expected: string | null, render: () => string, warn: Warn): string | null {
    const path = this.#writeFile(LATE_FILES[output], render, warn);
    if (path !== expected) this.#correct({ [output]: path ?? '' });
    return path;
  }

  #writeFile(name: string, render: () => string, warn: Warn): string | null {
    const { files } = this.#options;
    try {
      files.write(name, render());
      return files.path(name);
    } catch (error) {
      warn(
        `The file ${name} could not be written (${describe(error)}), so its output is empty. Check the disk of the runner.`,
      );
      return null;
    }
  }

  #pathOf(name: string): string | null {
    try {
      return this.#options.files.path(name);
    } catch {
      return null;
    }
  }

  #writeSarif({ lists, findings }: FindingsReport, redactor: Redactor, warn: Warn): string | null {
    if (lists === 0) return null;
    const published = redactor.redactData(findings).data;
    const { text, withoutPlace, beyondLimits } = renderSarif(published, this.#options.category);
    const left = [
      ...(withoutPlace > 0 ? [`${withoutPlace} without a place in the repository`] : []),
      ...(beyondLimits > 0 ? [`${beyondLimits} beyond the limits of code scanning`] : []),
    ];
    if (left.length > 0) warn(`sarif-file does not include all findings: ${left.join(', ')}.`);
    return this.#writeFile('findings.sarif', () => text, warn);
  }
}

/** The text that `render` makes, made once. */
function lazily(render: () => string): () => string {
  let text: string | null = null;
  return () => {
    text ??= render();
    return text;
  };
}

/** GitHub drops an output of a job that contains a masked text, and says so only in a log line. */
function withoutSecrets(whole: OutputValues, redact: Redact, warn: Warn): OutputValues {
  const clean = { ...whole };
  for (const name of OUTPUT_NAMES) clean[name] = redact(whole[name]);
  const held = OUTPUT_NAMES.filter((name) => clean[name] !== whole[name]);
  if (held.length > 0) {
    warn(
      `${held.length === 1 ? 'Output' : 'Outputs'} ${held.join(', ')} contained the API key or the token. It was replaced by ***, because GitHub drops outputs that contain a secret.`,
    );
  }
  return clean;
}
