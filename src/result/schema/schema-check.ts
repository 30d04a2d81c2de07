import { type OutputUnit, validate } from '@cfworker/json-schema';
import { describe } from '../../domain/errors.ts';
import { quote, singleLine } from '../../text/sanitize.ts';
import type { ResultSchema } from './parse-schema.ts';

/** The time limit of one check, because a pattern may backtrack without end. */
const LIMIT_MS = 5000;
const MAX_SHOWN = 5;
const MAX_SHOWN_CHARS = 300;

// One error for all errors below these keywords: no error of a single alternative is the cause.
const ALTERNATIVES = ['anyOf', 'oneOf'];

/** Runs work for at most so many milliseconds; throws if it takes longer. */
export type WithinTime = <Result>(limitMs: number, work: () => Result) => Result;

/**
 * The first five violations of the schema, a sentence each: the place in the data and the rule, without any value. If the
 * check itself fails, that is a violation. Never throws.
 */
export function findViolations(
  { schema, draft, parts }: ResultSchema,
  data: unknown,
  withinTime: WithinTime,
): readonly string[] {
  try {
    return withinTime(LIMIT_MS, () => {
      const first = validate(data, schema, draft, parts, true);
      return first.valid ? [] : describeErrors(allErrors({ schema, draft, parts }, data) ?? first.errors);
    });
  } catch (error) {
    return [
      `The check against the schema failed: ${quote(describe(error), MAX_SHOWN_CHARS)}. Simplify the patterns of the schema.`,
    ];
  }
}

/** Null if there are too many for the validator. */
function allErrors({ schema, draft, parts }: ResultSchema, data: unknown): readonly OutputUnit[] | null {
  try {
    return validate(data, schema, draft, parts, false).errors;
  } catch {
    return null;
  }
}

function describeErrors(errors: readonly OutputUnit[]): readonly string[] {
  const shown = new Set<string>();
  let skipped: string | null = null;
  const specific = errors.filter(({ keyword }) => keyword !== 'false');
  for (const [index, error] of specific.entries()) {
    const { keyword, keywordLocation } = error;
    if (skipped !== null && keywordLocation.startsWith(skipped)) continue;
    skipped = ALTERNATIVES.includes(keyword) ? `${keywordLocation}/` : null;
    // An error that only reports errors below it comes before them.
    const hasCause = specific[index + 1]?.keywordLocation.startsWith(`${keywordLocation}/`) ?? false;
    if (skipped !== null || !hasCause) shown.add(sentenceOf(error));
  }
  const sentences = [...shown];
  const more = sentences.length - MAX_SHOWN;
  return more > 0
    ? [
        ...sentences.slice(0, MAX_SHOWN),
        `${more} more ${more === 1 ? 'violation is' : 'violations are'} not listed.`,
      ]
    : sentences;
}

function sentenceOf({ instanceLocation, keyword, keywordLocation, error }: OutputUnit): string {
  const place =
    instanceLocation === '#' ? 'The whole data' : quote(instanceLocation.slice(1), MAX_SHOWN_CHARS);
  // The only message that quotes no data. It has the name of the missing property.
  const missing =
    keyword === 'required'
      ? `, ${singleLine(error.replace('Instance', 'it').replace(/\.$/, ''), MAX_SHOWN_CHARS)}`
      : '';
  return `${place} breaks the rule "${keyword}" (${singleLine(keywordLocation, MAX_SHOWN_CHARS)}${missing}).`;
}
