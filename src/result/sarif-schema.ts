import { type Schema, Validator } from '@cfworker/json-schema';
import published from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };

/** What is first wrong with a SARIF 2.1.0 log, after its path; null where nothing is. */
export function firstProblem(log: unknown): string | null {
  const { valid, errors } = new Validator(schema(), '4').validate(log);
  // The last error is the cause of those before it.
  const cause = errors.at(-1);
  return valid || cause === undefined ? null : `${cause.instanceLocation} ${cause.error}`;
}

function schema(): Schema {
  // Whether all items of a list differ is looked for in each pair of them, which takes minutes for a few thousand.
  return JSON.parse(JSON.stringify(published), (key, value) => (key === 'uniqueItems' ? undefined : value));
}
