import { format } from '@cfworker/json-schema';

/** The drafts of JSON Schema that are supported, by the name that the validator has for them. */
export type Draft = '7' | '2020-12';

/** A value that is not a schema, and what it must be. */
interface Leaf {
  readonly is: (value: unknown) => boolean;
  /** The end of a sentence, after "must be". */
  readonly expected: string;
}

/**
 * The value of a keyword: a schema, a list or a map of schemas, a schema or a list (`items` of draft-07), a map of schemas or
 * lists of names (`dependencies`), or a value without a schema in it.
 */
export type Rule = 'schema' | 'schemas' | 'map' | 'pattern-map' | 'schema-or-list' | 'map-or-names' | Leaf;

const TYPES: readonly unknown[] = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

const isText = (value: unknown): value is string => typeof value === 'string';
const areNames = (value: unknown) =>
  Array.isArray(value) && value.every(isText) && new Set(value).size === value.length;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a pattern that the validator can use. */
export function isPattern(value: unknown): boolean {
  try {
    return isText(value) && new RegExp(value, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const ANY: Leaf = { is: () => true, expected: 'any value' };
const TEXT: Leaf = { is: isText, expected: 'text' };
const FLAG: Leaf = { is: (value) => typeof value === 'boolean', expected: 'true or false' };
const NUMBER: Leaf = { is: Number.isFinite, expected: 'a number' };
const FACTOR: Leaf = {
  is: (value) => Number.isFinite(value) && Number(value) > 0,
  expected: 'a number above 0',
};
const COUNT: Leaf = {
  is: (value) => Number.isInteger(value) && Number(value) >= 0,
  expected: 'a whole number from 0',
};
const LIST: Leaf = { is: Array.isArray, expected: 'a list' };
const VALUES: Leaf = {
  is: (value) => Array.isArray(value) && value.length > 0,
  expected: 'a list with a value',
};
const NAMES: Leaf = { is: areNames, expected: 'a list of different names' };
const NAME_LISTS: Leaf = {
  is: (value) => isRecord(value) && Object.values(value).every(areNames),
  expected: 'an object with lists of different names',
};
const TYPE: Leaf = {
  is: (value) =>
    TYPES.includes(value) ||
    (areNames(value) &&
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((one) => TYPES.includes(one))),
  expected: `one or several of ${TYPES.join(', ')}`,
};
const PATTERN: Leaf = { is: isPattern, expected: 'a regular expression that is valid with the flag u' };
const FORMAT: Leaf = {
  is: (value) => isText(value) && Object.hasOwn(format, value),
  expected: `one of ${Object.keys(format).join(', ')}: other formats would not be checked`,
};
const REFERENCE: Leaf = {
  is: (value) => isText(value) && value.startsWith('#'),
  expected: 'a reference within the schema, which begins with #, because no other file is read',
};

const COMMON: Readonly<Record<string, Rule>> = {
  $comment: TEXT,
  $ref: REFERENCE,
  title: TEXT,
  description: TEXT,
  default: ANY,
  examples: LIST,
  readOnly: FLAG,
  writeOnly: FLAG,
  contentEncoding: TEXT,
  contentMediaType: TEXT,
  definitions: 'map',
  type: TYPE,
  const: ANY,
  enum: VALUES,
  not: 'schema',
  allOf: 'schemas',
  anyOf: 'schemas',
  oneOf: 'schemas',
  if: 'schema',
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema, and the object is never awaited.
  then: 'schema',
  else: 'schema',
  format: FORMAT,
  pattern: PATTERN,
  minLength: COUNT,
  maxLength: COUNT,
  minimum: NUMBER,
  maximum: NUMBER,
  exclusiveMinimum: NUMBER,
  exclusiveMaximum: NUMBER,
  multipleOf: FACTOR,
  properties: 'map',
  patternProperties: 'pattern-map',
  additionalProperties: 'schema',
  propertyNames: 'schema',
  required: NAMES,
  minProperties: COUNT,
  maxProperties: COUNT,
  contains: 'schema',
  minItems: COUNT,
  maxItems: COUNT,
  uniqueItems: FLAG,
};

/**
 * The keywords of a draft that the validator checks, or that are for people. Keywords that it would ignore are left out.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 * @see https://json-schema.org/draft-07/json-schema-validation
 */
export const KEYWORDS: Readonly<Record<Draft, ReadonlyMap<string, Rule>>> = {
  '2020-12': new Map<string, Rule>(
    Object.entries({
      ...COMMON,
      $anchor: TEXT,
      $defs: 'map',
      deprecated: FLAG,
      contentSchema: 'schema',
      prefixItems: 'schemas',
      items: 'schema',
      minContains: COUNT,
      maxContains: COUNT,
      unevaluatedItems: 'schema',
      unevaluatedProperties: 'schema',
      dependentRequired: NAME_LISTS,
      dependentSchemas: 'map',
    }),
  ),
  '7': new Map<string, Rule>(
    Object.entries({
      ...COMMON,
      items: 'schema-or-list',
      additionalItems: 'schema',
      dependencies: 'map-or-names',
    }),
  ),
};

/** The keywords that are allowed beside `$ref` in draft-07, because they decide nothing. */
export const ALLOWED_BESIDE_REF: readonly string[] = [
  '$schema',
  '$id',
  '$ref',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  'definitions',
];

/** True for a list of names as in `required`. */
export function isNameList(value: unknown): boolean {
  return areNames(value);
}
