import { type FindingsReport, type Level, NO_FINDINGS } from './findings.ts';

/** The data and the findings in the agent's final message. Untrusted: they can fail the step, and never pass it. */
export interface RunResult {
  /** The JSON object or array in the agent's answer; null if it has no JSON. */
  readonly data: string | null;
  readonly findings: FindingsReport;
  /** The level from which on findings fail the step; null if they never do. */
  readonly failsFrom: Level | null;
  /** Violations of the schema, a sentence each; empty if the data is valid, or if there is no schema. */
  readonly violations: readonly string[];
  /** What could not be read as it was written, for a person. */
  readonly warnings: readonly string[];
}

/** The result of a step without a message. */
export const NO_RESULT: RunResult = {
  data: null,
  findings: NO_FINDINGS,
  failsFrom: null,
  violations: [],
  warnings: [],
};
