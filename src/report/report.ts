import type { Verdict } from '../domain/outcome.ts';
import { type ProgressSnapshot, runIdOf } from '../domain/progress.ts';
import type { RunResult } from '../domain/result.ts';

/** How the step that attaches to the run is written. */
export interface AttachStep {
  /** The action as the workflow names it, such as `owner/run-kindo-agent@v1`. */
  readonly uses: string;
  /** The secret that holds the key. */
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
  /** How old the run may be, as `max-run-age` has it; null for its default. */
  readonly maxRunAge: string | null;
}

/** The agent's message as a quotation in Markdown, or the beginning of it. */
export interface Quotation {
  readonly markdown: string;
  readonly isWhole: boolean;
}

/** The message's quotation in at most so many bytes; null where not even its first part fits. */
export type Quote = (maxBytes: number) => Quotation | null;

/** Everything that is reported; outputs, summary and report file are made from it alone. */
export interface Report {
  readonly verdict: Verdict;
  readonly progress: ProgressSnapshot;
  /** All that is no fault: those of the progress, and what was found since. */
  readonly warnings: readonly string[];
  readonly attach: AttachStep;
  /** Null where the message cannot be quoted as Markdown; it then stands in a fence. */
  readonly quote: Quote | null;
  readonly result: RunResult;
  /** Markdown of texts in interrupts, by the text; those that are not in it stand in fences. */
  readonly quotations: ReadonlyMap<string, string>;
  /** False if the service never has verdicts, so that their absence is no news. */
  readonly hasEvals: boolean;
  /** A sentence if the pull request has moved on from the commit that was judged; else null. */
  readonly stale: string | null;
  /** Paths; null if there is no such file. */
  readonly resultFile: string | null;
  readonly sarifFile: string | null;
  readonly summaryFile: string | null;
  readonly reportFile: string | null;
}

/** What is found out once the verdict stands, and is no fault. */
export interface UpdateNotes {
  /** As in the report. */
  readonly stale: string | null;
  readonly warnings: readonly string[];
}

/** The run, where it may go on after the step, or has ended without a verdict of this step; else null. */
export function outlivingRunId({ verdict, progress }: Pick<Report, 'verdict' | 'progress'>): string | null {
  const { outcome } = verdict;
  if (outcome === 'invalid-input' || outcome === 'protocol-error') return null;
  const state = progress.run?.state ?? 'in_progress';
  const goesOn = outcome === 'abandoned' || state === 'in_progress' || state === 'interrupted';
  return goesOn ? runIdOf(progress) : null;
}
