import type { RunRecord, Verdict } from '../domain/domain.ts';

/** How the step that attaches to the run is written. */
export interface AttachStep {
  /** The action as the workflow names it, such as `owner/run-kindo-agent@v1`. */
  readonly uses: string;
  /** The secret that holds the key. */
  readonly keySecret: string;
  /** The word of the `provider` input; empty for its default. */
  readonly provider: string;
  readonly baseUrl: string;
  readonly requireEvals: boolean;
  readonly requireSteps: readonly string[];
  readonly allow: readonly string[];
  /** How old the run may be, as `max-run-age` has it; empty for its default. */
  readonly maxRunAge: string;
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
  readonly record: RunRecord;
  readonly attach: AttachStep;
  /** Null where the message cannot be quoted as Markdown; it then stands in a fence. */
  readonly quote: Quote | null;
  /** Paths; empty where there is no such file. */
  readonly resultFile: string;
  readonly sarifFile: string;
  readonly reportFile: string;
}

/** True where the run may go on after the step, or has ended without a verdict of this step. */
export function outlivesStep({ verdict, record }: Pick<Report, 'verdict' | 'record'>): boolean {
  if (record.runId === '' || verdict.outcome === 'invalid-input' || verdict.outcome === 'protocol-error')
    return false;
  const state = record.snapshot?.state ?? 'in_progress';
  return verdict.outcome === 'abandoned' || state === 'in_progress' || state === 'interrupted';
}
