export type EvalStatus = 'pass' | 'fail' | 'pending' | 'skipped' | 'unknown' | 'unrecognised';

/** The verdicts as they were judged. */
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

/** What came of reading the verdicts. */
export type EvalReading =
  | { readonly kind: 'not-read' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'read'; readonly report: EvalReport };

/** True where the service judged something: `skipped` or `unknown` without steps says that nothing was. */
export function hasVerdicts(report: EvalReport): boolean {
  return report.steps.length > 0 || (report.result !== 'skipped' && report.result !== 'unknown');
}
