/** A step of a run. Everything in it is untrusted. */
export interface TraceStep {
  /** The service's own name for the kind of step. */
  readonly kind: string;
  /** The name for programs. */
  readonly name: string;
  /** The name for a person. */
  readonly label: string;
  /** Empty if it is not named. */
  readonly agent: string;
  /** The service's own status. */
  readonly status: string;
  /** The decision on a step that asked no person; empty for any other step. */
  readonly resolution: string;
  readonly isFailed: boolean;
  /** Milliseconds since the epoch; null if the response has no readable time. */
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly steps: readonly TraceStep[];
}

/** All steps, each before those within it. */
export function allSteps(trace: readonly TraceStep[]): TraceStep[] {
  return trace.flatMap((step) => [step, ...allSteps(step.steps)]);
}

/** The steps at which the run failed: those that failed, without those that only contain a failed step. */
export function failedTraceSteps(trace: readonly TraceStep[]): TraceStep[] {
  return trace.flatMap((step) => {
    const inner = failedTraceSteps(step.steps);
    return inner.length === 0 && step.isFailed ? [step] : inner;
  });
}
