import * as v from 'valibot';
import { ProtocolError, RequestError } from '../domain/errors.ts';
import { isRunId } from '../domain/run.ts';
import type { HttpResponse } from '../http/json-client.ts';
import { quote, quoteUnlessWord } from '../text/sanitize.ts';
import { repeatedKey } from './repeated-key.ts';

// The schema's own words quote what was received, which may be of any length.
const MAX_ISSUE_CHARS = 200;

/** The statuses that accept a request which has an effect: no service's pages agree on one of them. */
export const ACCEPTED = [200, 201, 202];

/** A text that may be null or left out. */
export const Text = v.nullish(v.string(), null);

/** A text that no decision rests on: null also if it is of another type. */
export const LooseText = v.fallback(Text, null);

/**
 * Gives a response its type.
 *
 * @throws RequestError which names the path of what is not as documented
 * @throws ProtocolError which names a key that stands twice
 */
export function decode<S extends v.GenericSchema>(
  schema: S,
  { body, rawText }: Pick<HttpResponse, 'body' | 'rawText'>,
  what: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, body);
  if (result.success) {
    const key = repeatedKey(rawText, schema);
    if (key === null) return result.output;
    throw new ProtocolError(
      `the response is not ${what}: "${key}" stands twice in one object, so it is unclear which value counts. Does a proxy change the API's responses?`,
      'untrusted',
    );
  }
  const issue = result.issues[0];
  const path = v.getDotPath(issue) ?? 'the whole response';
  throw new RequestError(
    `the response is not ${what} (${path}: ${quote(issue.message, MAX_ISSUE_CHARS)}): is base-url the address of this API?`,
    { kind: 'undecodable', status: 200 },
  );
}

/**
 * Compares the id in a response with the requested one.
 *
 * @throws ProtocolError
 */
export function assertSameId(what: string, requested: string, received: string): void {
  if (received === requested) return;
  throw new ProtocolError(
    `the response is about another ${what} than requested: requested ${requested}, got ${quoteUnlessWord(received)}. Exclude the API's host from caches and proxies`,
  );
}

/**
 * The id of a run, where it can stand in a path.
 *
 * @throws RequestError
 */
export function checkedRunId(runId: string): string {
  if (isRunId(runId)) return runId;
  throw new RequestError('the response has a run id that cannot be used', { kind: 'undecodable' });
}

/** A service's word for a state, and what was given for it where that is no word. */
export function rawStatusOf(value: unknown): string {
  return typeof value === 'string' ? value : jsonOf(value);
}

/** An enum value as this action names it; `unrecognised` if it is not one of the documented values. */
export function parseEnum<T extends string>(values: readonly T[], value: string): T | 'unrecognised' {
  return values.find((known) => known === value) ?? 'unrecognised';
}

const TOO_DEEP = '(JSON that is nested too deeply to be shown)';
const MAX_DEPTH = 64;

/** A value as JSON, at any depth. */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // It calls itself for each level, and JSON.parse takes more levels than the stack has room for.
    return TOO_DEEP;
  }
}

/** The value itself, or words in its place where it is nested so deeply that whoever writes it out could fail. */
export function shallow(value: unknown): unknown {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return TOO_DEEP;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return value;
}

/** A moment in milliseconds since the epoch, in UTC where it names no zone; null where it is not one of ISO 8601. */
export function timeOf(value: unknown): number | null {
  // Without the check, Date.parse takes almost any text with a number in it for a time.
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return null;
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(ms) ? null : ms;
}
