import type { ChangedLines } from '../domain/change.ts';
import type { FindingsReport, Level } from '../domain/findings.ts';
import type { RunResult } from '../domain/result.ts';
import type { AgentMessage, RunSnapshot } from '../domain/run.ts';
import { hasDuplicateKeys } from '../text/json.ts';
import { singleLine } from '../text/sanitize.ts';
import { findData } from './data.ts';
import { readFindings } from './findings.ts';
import type { ResultSchema } from './schema/parse-schema.ts';
import type { WithinTime } from './schema/schema-check.ts';

/** How the result is read and checked. */
export interface ResultTerms {
  /** The checkout, so that absolute paths below it are in the repository; null without a checkout. */
  readonly workspace: string | null;
  readonly changed: ChangedLines;
  readonly failsFrom: Level | null;
  /** What the data must satisfy; null if all data is accepted. */
  readonly schema: ResultSchema | null;
  /** Whether the whole output of the run is the data, because the service's runs have no text. */
  readonly isWholeOutput: boolean;
  readonly withinTime: WithinTime;
}

/**
 * Reads data and findings of the agent's final message, and checks the data against the schema. The validator is loaded only
 * for a schema. Never rejects: text that cannot be read or checked is a problem of the findings, or a violation.
 *
 * @param run null if no run was seen
 */
export async function readResult(run: RunSnapshot | null, terms: ResultTerms): Promise<RunResult> {
  const message = run?.message ?? null;
  const { data, warning } = findData(message?.parts ?? []);
  const succeeded = run?.state === 'success';
  const { workspace, changed } = terms;
  const findings = readFindings(message, { workspace, changed, succeeded });
  return {
    data,
    findings,
    failsFrom: terms.failsFrom,
    violations: await violationsOf(terms.isWholeOutput ? outputOf(message) : data, terms),
    warnings: [
      ...(warning === null ? [] : [warning]),
      ...(succeeded && message !== null ? problemsOf(findings) : []),
    ],
  };
}

function problemsOf({ problems }: FindingsReport): readonly string[] {
  return problems.length === 0
    ? []
    : [`Findings in the answer could not be read. ${singleLine(problems.join(' '))}`];
}

/** The output itself is the payload, if it has one, and not the text made from it. */
function outputOf(message: AgentMessage | null): string | null {
  return message === null ? null : (message.payload ?? message.text);
}

async function violationsOf(
  data: string | null,
  { schema, withinTime }: ResultTerms,
): Promise<readonly string[]> {
  if (schema === null) return [];
  if (data === null) return ['The answer has no JSON object or array.'];
  const { findViolations } = await import('./schema/schema-check.ts');
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return ['The output is not valid JSON.'];
  }
  // Another reader may use the other one of the two values.
  if (hasDuplicateKeys(data)) return ['An object in the data has the same key twice.'];
  return findViolations(schema, value, withinTime);
}
