import type { FindingsReport } from '../domain/findings.ts';
import type { Verdict } from '../domain/outcome.ts';
import { type ProgressSnapshot, runIdOf } from '../domain/progress.ts';

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
  readonly requireEvals: boolean;
  readonly requireSteps: readonly string[];
  readonly allow: readonly string[];
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
  readonly findings: FindingsReport;
  /** The JSON that the agent answered with; null if there is none. */
  readonly data: string | null;
  /** Paths; null if there is no such file. */
  readonly resultFile: string | null;
  readonly sarifFile: string | null;
  readonly reportFile: string | null;
}

/** The run, where it may go on after the step, or has ended without a verdict of this step; else null. */
export function outlivingRunId({ verdict, progress }: Pick<Report, 'verdict' | 'progress'>): string | null {
  const { outcome } = verdict;
  if (outcome === 'invalid-input' || outcome === 'protocol-error') return null;
  const state = progress.run?.state ?? 'in_progress';
  const goesOn = outcome === 'abandoned' || state === 'in_progress' || state === 'interrupted';
  return goesOn ? runIdOf(progress) : null;
}
