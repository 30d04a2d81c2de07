import { describe } from '../domain/errors.ts';
import { singleLine } from '../text/sanitize.ts';

// GitHub takes no more than 25,000 results of a run, which have about as much.
const MAX_MIB = 10;
const MAX_PROBLEM_CHARS = 300;

/** Findings in the agent's data: none, a SARIF 2.1.0 log, or something that claims to be one. */
export type Findings =
  | { readonly kind: 'none' }
  | { readonly kind: 'log' }
  | { readonly kind: 'faulty'; readonly problem: string };

/**
 * Looks for findings, and checks them against the schema of SARIF 2.1.0, which is loaded only then. Never rejects.
 *
 * @param data JSON
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export async function findSarif(data: string): Promise<Findings> {
  if (!/"runs"/.test(data) || !/"version"/.test(data)) return { kind: 'none' };
  try {
    const value: unknown = JSON.parse(data);
    if (!looksLikeLog(value)) return { kind: 'none' };
    if (Buffer.byteLength(data) > MAX_MIB * 1024 * 1024) {
      return { kind: 'faulty', problem: `it is larger than ${MAX_MIB} MiB` };
    }
    const { firstProblem } = await import('./sarif-schema.ts');
    const problem = firstProblem(value);
    return problem === null
      ? { kind: 'log' }
      : { kind: 'faulty', problem: singleLine(problem, MAX_PROBLEM_CHARS) };
  } catch (error) {
    return { kind: 'faulty', problem: singleLine(describe(error), MAX_PROBLEM_CHARS) };
  }
}

function looksLikeLog(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, 'version') &&
    'runs' in value &&
    Array.isArray(value.runs)
  );
}
