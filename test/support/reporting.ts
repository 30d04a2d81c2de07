import type { Level } from '../../src/domain/findings.ts';
import type { Verdict } from '../../src/domain/outcome.ts';
import type { ProgressSink, ProgressSnapshot } from '../../src/domain/progress.ts';
import { logWarning } from '../../src/platform/log.ts';
import type { WithinTime } from '../../src/platform/time-limit.ts';
import { createSink } from '../../src/report/early.ts';
import { createReportFiles, type ReportFiles } from '../../src/report/files.ts';
import { Publisher } from '../../src/report/publish.ts';
import { SavedNotice } from '../../src/report/saved-notice.ts';
import { readResult } from '../../src/result/read-result.ts';
import { Redactor } from '../../src/text/redact.ts';
import type { RecordingRunner } from './recording-runner.ts';
import { attachOf } from './records.ts';
import { unlimited } from './within-time.ts';

export interface ReportingOptions {
  readonly runner: RecordingRunner;
  readonly files: ReportFiles;
  readonly wantsSummary?: boolean;
  readonly workspace?: string | null;
  readonly withinTime?: WithinTime;
  readonly redactor?: Redactor;
  readonly failsFrom?: Level | null;
}

/** What reports a step, as main puts it together. */
export interface Reporting {
  readonly publisher: Publisher;
  /** Receives what becomes known before the end. */
  readonly update: ProgressSink;
  /** Reports the verdict, and returns the one that counts. */
  readonly close: (
    verdict: Verdict,
    progress: ProgressSnapshot,
    notes?: readonly string[],
  ) => Promise<Verdict>;
}

export function reportingOf({
  runner,
  files,
  wantsSummary = true,
  workspace = null,
  withinTime = unlimited,
  redactor = new Redactor([]),
  failsFrom = null,
}: ReportingOptions): Reporting {
  const category = 'ci/review';
  const early: string[] = [];
  const warn = (warning: string) => {
    early.push(warning);
    logWarning(runner, warning);
  };
  const saved = new SavedNotice({ runner, wantsSummary, warn });
  const publisher = new Publisher({ runner, files, saved, wantsSummary, workspace, category, withinTime });
  const terms = { attach: attachOf(), hasEvals: true, redactor };
  return {
    publisher,
    update: createSink(runner, saved, terms),
    async close(verdict, progress, notes = []) {
      const warnings = [...progress.warnings, ...early];
      const changed = new Map();
      const reading = { workspace, changed, failsFrom, schema: null, isWholeOutput: false, withinTime };
      const result = await readResult(progress.run, reading);
      const written = await publisher.writeOutputs(
        verdict,
        { progress: { ...progress, warnings }, result },
        terms,
      );
      await publisher.writeSummary(written, { stale: null, warnings: notes });
      return written.verdict;
    },
  };
}

/** Reporting of which the files are in a new folder under the given one. */
export function reportingIn(
  folder: string,
  runner: RecordingRunner,
  options: Partial<ReportingOptions> = {},
): Reporting {
  return reportingOf({ runner, files: createReportFiles(folder), ...options });
}

/** All warnings that the log has. */
export function warningsOf({ log }: RecordingRunner): string[] {
  const begin = 'Warning: ';
  return log.filter((line) => line.startsWith(begin)).map((line) => line.slice(begin.length));
}
