import type { EvalReading, EvalResult } from './evals.ts';
import type { Level } from './findings.ts';
import type { RunSnapshot } from './run.ts';

/** The outcomes of the public interface, as in action.yml and the README, in the order in which they decide. */
export const FAULT_OUTCOMES = [
  'internal-error',
  'invalid-input',
  'not-permitted',
  'abandoned',
  'protocol-error',
  'superseded',
  'nothing-to-review',
  'skipped',
  'ambiguous-start',
  'unavailable',
  'unrecognised',
  'run-failed',
  'run-cancelled',
  'needs-input',
  'timed-out',
  'eval-failed',
  'eval-unknown',
  'eval-pending',
  'eval-skipped',
  'eval-missing',
  'findings-failed',
  'findings-missing',
  'result-invalid',
] as const;

/** Outcomes that fail the step whatever `allow` says. */
export const NEVER_ALLOWED = [
  'internal-error',
  'invalid-input',
  'not-permitted',
  'abandoned',
  'protocol-error',
] as const;

/** Outcomes without a fault, on which the step passes. */
export const CLEAN_OUTCOMES = ['started', 'validated', 'passed'] as const;

export type FaultOutcome = (typeof FAULT_OUTCOMES)[number];

export type AllowableOutcome = Exclude<FaultOutcome, (typeof NEVER_ALLOWED)[number]>;

export type CleanOutcome = (typeof CLEAN_OUTCOMES)[number];

export type Outcome = FaultOutcome | CleanOutcome;

/** How the step ended, before the verdict is computed. */
export type StepEnd =
  | (Fault & { readonly kind: 'stopped' })
  | {
      readonly kind: 'not-evaluated';
      readonly outcome: Exclude<CleanOutcome, 'passed'>;
      readonly reason: string;
    }
  | {
      readonly kind: 'ended';
      readonly run: RunSnapshot;
      readonly evals: EvalReading;
      /** The names of the trace steps at which a run failed, if the service reports them. */
      readonly failedAt?: readonly string[];
    };

/** What decides about the step, as the workflow's author set it. */
export interface Policy {
  readonly allow: ReadonlySet<AllowableOutcome>;
  readonly requireEvals: boolean;
  readonly requireSteps: readonly string[];
  /** The level from which on findings fail the step; null if they never do. */
  readonly failOnFindings: Level | null;
  /** True if a fault that may be allowed is reported, and does not fail the step. */
  readonly isAdvisory: boolean;
}

export interface Fault {
  readonly outcome: FaultOutcome;
  readonly reasons: readonly string[];
  /** True if `allow` does not apply to it, although it may name the outcome. */
  readonly isFinal?: true;
}

/** The decision, computed once. Every report reads it from here. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly passes: boolean;
  /** True if the step fails, or would fail without `advisory`. */
  readonly wouldFail: boolean;
  /** One sentence for a person, of untrusted content. */
  readonly reason: string;
  /** Every fault that was found, in the order of {@link FAULT_OUTCOMES}. */
  readonly faults: readonly Fault[];
  /** The verdicts in one status; `none` for a run without verdicts. */
  readonly evalResult: EvalResult;
}
