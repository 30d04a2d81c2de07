import * as v from 'valibot';
import { ProtocolError, RequestError } from '../domain/errors.ts';
import { isRunId } from '../domain/run.ts';
import type { HttpResponse } from '../http/json-client.ts';
import { quote, quoteUnlessWord } from '../text/sanitize.ts';
import { repeatedKey } from './repeated-key.ts';

// The schema's own message quotes the received value, which may be of any length.
const MAX_ISSUE_CHARS = 200;

/** The statuses that accept a request which has an effect: no service's pages agree on one of them. */
export const ACCEPTED = [200, 201, 202];

/** A text that may be null or left out. */
export const Text = v.nullish(v.string(), null);

/** A text that no decision depends on: null also if it is of another type. */
export const LooseText = v.fallback(Text, null);

/** A name that something may be chosen by: null also if it is of another type. */
export const Name = v.pipe(
  v.optional(v.unknown(), null),
  v.transform((value) => (typeof value === 'string' ? value : null)),
);

/**
 * Gives a response its type.
 *
 * @throws RequestError with the path of the part that is not as documented
 * @throws ProtocolError with a key that an object has twice
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
      `the response is not ${what}: an object has the key "${key}" twice, so it is unclear which value counts. Check for a proxy that changes responses`,
      'untrusted',
    );
  }
  const issue = result.issues[0];
  const path = v.getDotPath(issue) ?? 'the whole response';
  throw new RequestError(
    `the response is not ${what} (${path}: ${quote(issue.message, MAX_ISSUE_CHARS)}): check that base-url is the address of this API`,
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
 * The id of a run, if it can be part of a path.
 *
 * @throws RequestError
 */
export function checkedRunId(runId: string): string {
  if (isRunId(runId)) return runId;
  throw new RequestError('the response has a run id with characters that no run id has', {
    kind: 'undecodable',
  });
}

/** A service's own status as text; as JSON if it is of another type. */
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

/** The value itself; a text instead of it if it is nested so deeply that writing it as JSON could fail. */
export function shallow(value: unknown): unknown {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return TOO_DEEP;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return value;
}

/** A moment in milliseconds since the epoch, in UTC if it names no zone; null if it is not ISO 8601. */
export function timeOf(value: unknown): number | null {
  // Without the check, Date.parse takes almost any text with a number in it for a time.
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return null;
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(ms) ? null : ms;
}
