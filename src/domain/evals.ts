export type EvalStatus = 'pass' | 'fail' | 'pending' | 'skipped' | 'unknown' | 'unrecognised';

/** The verdicts in one status. */
export type EvalResult = Exclude<EvalStatus, 'unrecognised'> | 'none';

export interface EvalStep {
  readonly stepNumber: number | null;
  readonly name: string;
  readonly result: EvalStatus;
  /** The enum value as the service wrote it. */
  readonly rawResult: string;
  readonly explanation: string;
}

/** The verdicts on one run. */
export interface EvalReport {
  readonly result: EvalStatus;
  readonly rawResult: string;
  readonly steps: readonly EvalStep[];
}

/** The result of reading the verdicts. */
export type EvalReading =
  | { readonly kind: 'not-read' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | {
      readonly kind: 'read';
      readonly report: EvalReport;
      /** What contradicts an earlier read, a clause each; absent if nothing does. */
      readonly contradictions?: readonly string[];
    };

/** True unless the report says that nothing was evaluated: only `skipped` without steps does. */
export function hasVerdicts(report: EvalReport): boolean {
  return report.steps.length > 0 || report.result !== 'skipped';
}

/** True if at least one eval step passed: without one, nothing supports a verdict of `pass`. */
export function hasPassedStep(report: EvalReport): boolean {
  return report.steps.some(({ result }) => result === 'pass');
}
