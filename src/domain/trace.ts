/** A step of a run. Everything in it is untrusted. */
export interface TraceStep {
  /** The service's own word for what kind of step it is. */
  readonly kind: string;
  /** What programs call it. */
  readonly name: string;
  /** What a person calls it. */
  readonly label: string;
  /** Empty where it is not named. */
  readonly agent: string;
  /** The service's own word. */
  readonly status: string;
  /** How it was decided where no person was asked; empty for any other step. */
  readonly resolution: string;
  readonly isFailed: boolean;
  /** Milliseconds since the epoch; null where the service gave no readable time. */
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly steps: readonly TraceStep[];
}

/** All steps, each before those within it. */
export function allSteps(trace: readonly TraceStep[]): TraceStep[] {
  return trace.flatMap((step) => [step, ...allSteps(step.steps)]);
}

/** The steps at which the run broke off: those that failed, without those that only hold one of them. */
export function failedTraceSteps(trace: readonly TraceStep[]): TraceStep[] {
  return trace.flatMap((step) => {
    const inner = failedTraceSteps(step.steps);
    return inner.length === 0 && step.isFailed ? [step] : inner;
  });
}
