import { dereference, type Schema } from '@cfworker/json-schema';
import { describe, InputError } from '../../domain/errors.ts';
import { closestMatch } from '../../text/closest-match.ts';
import { hasDuplicateKeys } from '../../text/json.ts';
import { quote, singleLine } from '../../text/sanitize.ts';
import {
  ALLOWED_BESIDE_REF,
  type Draft,
  isNameList,
  isPattern,
  isRecord,
  KEYWORDS,
  type Rule,
} from './keywords.ts';

export const MAX_SCHEMA_BYTES = 1024 * 1024;
// The validator calls itself for each level.
const MAX_DEPTH = 100;
const MAX_PROBLEMS = 5;
const MAX_SHOWN_CHARS = 200;

const DEFAULT_DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const DRAFTS: ReadonlyMap<string, Draft> = new Map([
  [DEFAULT_DRAFT, '2020-12'],
  ['http://json-schema.org/draft-07/schema', '7'],
  ['https://json-schema.org/draft-07/schema', '7'],
]);

/** A schema in the form that the validator needs. */
export interface ResultSchema {
  readonly schema: Schema;
  readonly draft: Draft;
  /** Every part of it by its address. */
  readonly parts: Record<string, Schema | boolean>;
}

/**
 * Parses a JSON Schema of draft 2020-12 or draft-07. All that the validator would ignore is an error: an unknown keyword, a
 * format that it does not check, a reference without a target.
 *
 * @param name the subject of the messages
 * @throws InputError with a sentence for each problem, the first five
 */
export function parseSchema(text: string, name = 'The schema'): ResultSchema {
  const parsed = readSchema(text);
  if ('schema' in parsed) return parsed;
  throw new InputError(parsed.problems.map((problem) => `${name} ${problem}`));
}

type Parsed = ResultSchema | { readonly problems: readonly string[] };

function refused(...problems: readonly string[]): Parsed {
  return { problems };
}

function readSchema(text: string): Parsed {
  if (Buffer.byteLength(text) > MAX_SCHEMA_BYTES)
    return refused('is larger than 1 MiB: write a smaller schema.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused(`is not valid JSON (${quote(describe(error), MAX_SHOWN_CHARS)}).`);
  }
  if (hasDuplicateKeys(text)) return refused('has an object with the same key twice: keep one.');
  if (!isRecord(value)) return refused('is not a JSON object: write a JSON Schema.');
  return checkSchema(value);
}

function checkSchema(schema: Schema): Parsed {
  const { $schema = DEFAULT_DRAFT, $id, ...keywords } = schema;
  const draft = DRAFTS.get(String($schema).replace(/#$/, ''));
  if (draft === undefined) {
    const given = singleLine(JSON.stringify($schema), MAX_SHOWN_CHARS);
    return refused(
      `has the "$schema" ${given}, which is not a supported draft: write ${DEFAULT_DRAFT} or http://json-schema.org/draft-07/schema#.`,
    );
  }
  const isAddress = typeof $id === 'string' && URL.canParse($id) && !$id.includes('#');
  if ($id !== undefined && !isAddress)
    return refused('has an "$id" that is not an absolute URI without a fragment: correct or remove it.');
  const problems = problemsOf(keywords, { draft, path: '', depth: 0 }).take(MAX_PROBLEMS).toArray();
  if (problems.length > 0) return refused(...problems);
  const parts = dereference(schema);
  const lost = lostReferences(parts).slice(0, MAX_PROBLEMS);
  if (lost.length > 0)
    return refused(`has references to parts that it does not have: ${lost.join(', ')}. Correct each "$ref".`);
  return { schema, draft, parts };
}

function lostReferences(parts: ResultSchema['parts']): string[] {
  return Object.values(parts).flatMap((part) => {
    if (typeof part === 'boolean' || part.$ref === undefined) return [];
    const isThere = Object.hasOwn(parts, String(part.__absolute_ref__));
    return isThere ? [] : [quote(part.$ref, MAX_SHOWN_CHARS)];
  });
}

/** A part of a schema that is checked. */
interface Part {
  readonly draft: Draft;
  readonly path: string;
  readonly depth: number;
}

function problemAt(path: string, clause: string): string {
  return `${singleLine(clause, 2 * MAX_SHOWN_CHARS)} (at ${quote(path, MAX_SHOWN_CHARS)}).`;
}

/** Checks a schema against the keywords of its draft, more strictly than the draft's own meta-schema. */
function* problemsOf(schema: unknown, part: Part): Generator<string> {
  const { draft, path, depth } = part;
  if (typeof schema === 'boolean') return;
  if (depth > MAX_DEPTH) {
    yield problemAt(path, `is nested more than ${MAX_DEPTH} levels deep`);
  } else if (isRecord(schema)) {
    for (const [keyword, value] of Object.entries(schema)) yield* problemsOfKeyword(keyword, value, part);
    const ignored = draft === '7' && '$ref' in schema ? ignoredKeywords(Object.keys(schema)) : [];
    if (ignored.length > 0)
      yield problemAt(
        path,
        `has ${ignored.join(', ')} beside "$ref", which draft-07 ignores: put them into "allOf"`,
      );
  } else {
    yield problemAt(path, 'has a value that is not a schema: write an object, true or false');
  }
}

function* problemsOfKeyword(name: string, value: unknown, { draft, path, depth }: Part): Generator<string> {
  const keywords = KEYWORDS[draft];
  const rule = keywords.get(name);
  const inner = { draft, path: `${path}/${name}`, depth: depth + 1 };
  if (rule === undefined) {
    const nearest = closestMatch(name, [...keywords.keys()], String)[0]?.item;
    yield problemAt(
      path,
      `has the keyword ${quote(name)}, which would not be checked: the nearest supported keyword is "${nearest}"`,
    );
  } else if (typeof rule === 'string') {
    yield* problemsOfParts(rule, value, inner);
  } else if (!rule.is(value)) {
    yield problemAt(inner.path, `has a "${name}" that must be ${rule.expected}`);
  }
}

function* problemsOfParts(rule: Exclude<Rule, object>, value: unknown, part: Part): Generator<string> {
  switch (rule) {
    case 'schema':
      return yield* problemsOf(value, part);
    case 'schemas':
      return yield* problemsOfList(value, part);
    case 'schema-or-list':
      return yield* Array.isArray(value) ? problemsOfList(value, part) : problemsOf(value, part);
    case 'map':
    case 'pattern-map':
    case 'map-or-names':
      return yield* problemsOfMap(rule, value, part);
  }
}

function* problemsOfList(value: unknown, part: Part): Generator<string> {
  if (!Array.isArray(value) || value.length === 0) yield problemAt(part.path, 'must be a list of schemas');
  else
    for (const [index, one] of value.entries())
      yield* problemsOf(one, { ...part, path: `${part.path}/${index}` });
}

function* problemsOfMap(
  rule: 'map' | 'pattern-map' | 'map-or-names',
  value: unknown,
  part: Part,
): Generator<string> {
  if (!isRecord(value)) {
    yield problemAt(part.path, 'must be an object of schemas');
    return;
  }
  for (const [name, one] of Object.entries(value)) {
    const path = `${part.path}/${name}`;
    if (rule === 'pattern-map' && !isPattern(name))
      yield problemAt(path, 'has a name that is not a regular expression');
    if (rule !== 'map-or-names' || !isNameList(one)) yield* problemsOf(one, { ...part, path });
  }
}

function ignoredKeywords(keywords: readonly string[]): string[] {
  return keywords.filter((keyword) => !ALLOWED_BESIDE_REF.includes(keyword)).map((keyword) => quote(keyword));
}
