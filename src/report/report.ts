import type { Verdict } from '../domain/outcome.ts';
import { type ProgressSnapshot, runIdOf } from '../domain/progress.ts';
import type { RunResult } from '../domain/result.ts';

/** How the attach step is written. */
export interface AttachStep {
  /** The action as the workflow names it, such as `owner/run-kindo-agent@v1`. */
  readonly uses: string;
  /** The name of the secret with the key. */
  readonly keySecret: string;
  /** The value of the `provider` input; null for its default. */
  readonly provider: string | null;
  /** Null for the service's own address. */
  readonly baseUrl: string | null;
  /** Null for the default of the service. */
  readonly requireEvals: boolean | null;
  readonly requireSteps: readonly string[];
  readonly failOnFindings: string | null;
  readonly resultSchema: string | null;
  readonly allow: readonly string[];
  readonly isAdvisory: boolean;
  /** The value of `max-run-age`; null for its default. */
  readonly maxRunAge: string | null;
}

/** The agent's message as a quotation in Markdown, or the beginning of it. */
export interface Quotation {
  readonly markdown: string;
  readonly isWhole: boolean;
}

/** The message's quotation in at most so many bytes; null if even its first part does not fit. */
export type Quote = (maxBytes: number) => Quotation | null;

/** Everything that is reported. Outputs, summary and report file are made only from it. */
export interface Report {
  readonly verdict: Verdict;
  readonly progress: ProgressSnapshot;
  /** All warnings: those of the progress, and later ones. */
  readonly warnings: readonly string[];
  readonly attach: AttachStep;
  /** Null if the message cannot be quoted as Markdown. It is then shown in a fence. */
  readonly quote: Quote | null;
  readonly result: RunResult;
  /** Markdown of texts in interrupts, by the text. Other texts are shown in fences. */
  readonly quotations: ReadonlyMap<string, string>;
  /** False if the service never has verdicts, so that their absence is normal. */
  readonly hasEvals: boolean;
  /** A sentence if the pull request has moved on from the evaluated commit; else null. */
  readonly stale: string | null;
  /** Paths; null if there is no such file. */
  readonly resultFile: string | null;
  readonly sarifFile: string | null;
  readonly summaryFile: string | null;
  readonly reportFile: string | null;
}

/** Warnings from after the verdict. */
export interface UpdateNotes {
  /** As in the report. */
  readonly stale: string | null;
  readonly warnings: readonly string[];
}

/** The run, if it may continue after the step, or has ended without a verdict of this step; else null. */
export function outlivingRunId({ verdict, progress }: Pick<Report, 'verdict' | 'progress'>): string | null {
  const { outcome } = verdict;
  if (outcome === 'invalid-input' || outcome === 'protocol-error') return null;
  const state = progress.run?.state ?? 'in_progress';
  const continues = outcome === 'abandoned' || state === 'in_progress' || state === 'interrupted';
  return continues ? runIdOf(progress) : null;
}
