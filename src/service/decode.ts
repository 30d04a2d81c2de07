import * as v from 'valibot';
import { ServiceError } from '../errors.ts';
import { plainLine } from '../untrusted.ts';

// The schema's own words quote what was received, which may be of any length.
const LONGEST_ISSUE = 200;

/**
 * Gives an answer its type.
 *
 * @throws ServiceError which names the path of what is not as documented
 */
export function decode<S extends v.GenericSchema>(schema: S, body: unknown, what: string): v.InferOutput<S> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = v.getDotPath(issue) ?? 'the whole answer';
  throw new ServiceError(
    `the answer is not ${what} (${path}: ${plainLine(issue.message, LONGEST_ISSUE)}): is base-url the address of this API?`,
    { kind: 'undecodable', status: 200 },
  );
}
