import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/domain/errors.ts';
import { KEYWORDS } from '../../../../src/result/schema/keywords.ts';
import { MAX_SCHEMA_BYTES, parseSchema } from '../../../../src/result/schema/parse-schema.ts';

const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';

function problemsOf(schema: unknown): readonly string[] {
  return problemsOfText(JSON.stringify(schema));
}

function problemsOfText(text: string): readonly string[] {
  try {
    parseSchema(text, 'It');
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const problem of error.problems) expect(problem).toMatch(/^It /);
    return error.problems.map((problem) => problem.slice('It '.length));
  }
}

/** A valid value of each keyword. */
const GOOD: Readonly<Record<string, unknown>> = {
  $comment: 'why',
  $ref: '#',
  $anchor: 'here',
  $defs: { one: true },
  definitions: { one: {} },
  title: 'a title',
  description: 'a text',
  default: null,
  examples: [],
  readOnly: true,
  writeOnly: false,
  deprecated: false,
  contentEncoding: 'base64',
  contentMediaType: 'text/plain',
  contentSchema: true,
  type: ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'],
  const: { a: 1 },
  enum: [null],
  not: false,
  allOf: [true],
  anyOf: [{}],
  oneOf: [{}],
  if: {},
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
  then: {},
  else: {},
  format: 'date-time',
  pattern: '^a$',
  minLength: 0,
  maxLength: 1,
  minimum: -1.5,
  maximum: 2,
  exclusiveMinimum: 0,
  exclusiveMaximum: 1,
  multipleOf: 0.5,
  properties: { type: true, $ref: {}, '(': {} },
  patternProperties: { '^x-': {} },
  additionalProperties: false,
  propertyNames: { pattern: 'a' },
  required: ['a', 'b'],
  minProperties: 0,
  maxProperties: 3,
  contains: {},
  minContains: 1,
  maxContains: 2,
  minItems: 0,
  maxItems: 1,
  uniqueItems: true,
  prefixItems: [{}],
  items: {},
  additionalItems: {},
  unevaluatedItems: false,
  unevaluatedProperties: false,
  dependentRequired: { a: ['b'] },
  dependentSchemas: { a: {} },
  dependencies: { a: ['b'], c: {} },
};

/** Values that each keyword refuses. */
const BAD: Readonly<Record<string, readonly unknown[]>> = {
  $comment: [1],
  $ref: [1, 'other.json', 'https://example.com/schema.json', 'file:///etc/passwd', '/a', ''],
  $anchor: [1],
  $defs: [[], 'text', { one: 1 }],
  definitions: [null, { one: [] }],
  title: [1],
  description: [null],
  examples: [{}],
  readOnly: ['true'],
  writeOnly: [0],
  deprecated: [null],
  contentEncoding: [1],
  contentMediaType: [{}],
  contentSchema: [1],
  type: ['objct', [], ['string', 'string'], ['text'], ['string', 'text'], 1, [1]],
  enum: [[], 'a', {}],
  not: [[], null, 'a'],
  allOf: [[], {}, [1]],
  anyOf: [{}, [null]],
  oneOf: [true, ['a']],
  if: [1],
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
  then: [1],
  else: [1],
  format: ['iri', 'dat', 'toString', 1],
  pattern: ['(', '\\-', 1],
  minLength: [-1, 1.5, '1'],
  maxLength: [-1],
  minimum: ['1', null],
  maximum: [true],
  exclusiveMinimum: [true],
  exclusiveMaximum: [true],
  multipleOf: [0, -1, '2'],
  properties: [[], { a: null }],
  patternProperties: [{ '(': {} }, { a: 1 }, []],
  additionalProperties: ['false', null],
  propertyNames: [[]],
  required: ['a', true, [1], ['a', 'a']],
  minProperties: [-1],
  maxProperties: [null],
  contains: [[]],
  minContains: [-1],
  maxContains: ['1'],
  minItems: [0.5],
  maxItems: [-2],
  uniqueItems: ['yes'],
  prefixItems: [[], {}],
  items: [1, null],
  additionalItems: [[]],
  unevaluatedItems: [1],
  unevaluatedProperties: ['a'],
  dependentRequired: [{ a: 'b' }, [], { a: ['b', 'b'] }, { a: ['b'], c: 'b' }],
  dependentSchemas: [{ a: ['b'] }, 1],
  dependencies: [{ a: 1 }, { a: ['b', 'b'] }, []],
};

describe('parseSchema', () => {
  const keywords = [...KEYWORDS['2020-12'].keys()].map((keyword) => [keyword, undefined] as const);
  const older = [...KEYWORDS['7'].keys()].map((keyword) => [keyword, DRAFT_7] as const);

  it.each([...keywords, ...older])(
    'accepts %s with a value that its draft allows (%s)',
    (keyword, $schema) => {
      expect(problemsOf({ $schema, [keyword]: GOOD[keyword] })).toEqual([]);
    },
  );

  it.each([...keywords, ...older])('rejects %s with any other value (%s)', (keyword, $schema) => {
    for (const value of BAD[keyword] ?? []) {
      const [problem = ''] = problemsOf({ $schema, [keyword]: value });
      expect(problem, JSON.stringify(value)).toContain(`(at "/${keyword}`);
    }
  });

  it.each([
    ['title', 1, 'text'],
    ['readOnly', 0, 'true or false'],
    ['minimum', '1', 'a number'],
    ['multipleOf', 0, 'a number above 0'],
    ['minLength', -1, 'a whole number from 0'],
    ['examples', {}, 'a list'],
    ['enum', [], 'a list with a value'],
    ['required', 'a', 'a list of different names'],
    ['dependentRequired', [], 'an object with lists of different names'],
    ['type', 'objct', 'one or several of array, boolean, integer, null, number, object, string'],
    ['pattern', '(', 'a regular expression that is valid with the flag u'],
    [
      'format',
      'iri',
      'one of date, time, date-time, duration, uri, uri-reference, uri-template, url, email, hostname, ipv4, ipv6, regex, uuid, json-pointer, json-pointer-uri-fragment, relative-json-pointer: other formats would not be checked',
    ],
    ['$ref', 'a.json', 'a reference within the schema, which begins with #, because no other file is read'],
  ])('says what %s must be instead of %j', (keyword, value, expected) => {
    expect(problemsOf({ [keyword]: value })).toEqual([
      `has a "${keyword}" that must be ${expected} (at "/${keyword}").`,
    ]);
  });

  it.each([
    ['/not', { not: 1 }, 'has a value that is not a schema: write an object, true or false'],
    ['/allOf', { allOf: {} }, 'must be a list of schemas'],
    ['/properties', { properties: [] }, 'must be an object of schemas'],
    [
      '/patternProperties/(',
      { patternProperties: { '(': {} } },
      'has a name that is not a regular expression',
    ],
  ])('says where %s has no schema', (path, schema, problem) => {
    expect(problemsOf(schema)).toEqual([`${problem} (at "${path}").`]);
  });

  it('accepts items of draft-07 as a schema, or as a list of schemas', () => {
    const itemsOf = (items: unknown) => problemsOf({ $schema: DRAFT_7, items });
    expect([{ type: 'string' }, true, [{ type: 'string' }, false]].flatMap(itemsOf)).toEqual([]);
    expect(itemsOf([{}, 1])).toEqual([
      'has a value that is not a schema: write an object, true or false (at "/items/1").',
    ]);
    expect(itemsOf([])).toEqual(['must be a list of schemas (at "/items").']);
  });

  it('calls the schema so if it has no other name', () => {
    expect(() => parseSchema('[]')).toThrow('The schema is not a JSON object: write a JSON Schema.');
  });

  it('rejects an unknown keyword, and names the most similar one, at any depth [F151]', () => {
    const schema = { properties: { a: { items: { requried: ['b'] } } } };
    expect(problemsOf(schema)).toEqual([
      'has the keyword "requried", which would not be checked: the nearest supported keyword is "required" (at "/properties/a/items").',
    ]);
  });

  it.each([
    [
      '2020-12',
      undefined,
      [
        'additionalItems',
        'dependencies',
        '$recursiveRef',
        '$dynamicRef',
        'nullable',
        'x-own',
        '$id',
        '$schema',
      ],
    ],
    [
      'draft-07',
      DRAFT_7,
      [
        '$defs',
        '$anchor',
        'prefixItems',
        'minContains',
        'dependentRequired',
        'unevaluatedProperties',
        'deprecated',
      ],
    ],
  ])('rejects keywords that %s does not have', (_, $schema, unknown) => {
    for (const keyword of unknown)
      expect(problemsOf({ $schema, not: { [keyword]: {} } })[0]).toContain(`has the keyword "${keyword}"`);
  });

  it.each([
    ['nothing', undefined, '2020-12'],
    ['2020-12', 'https://json-schema.org/draft/2020-12/schema', '2020-12'],
    ['2020-12 with an empty fragment', 'https://json-schema.org/draft/2020-12/schema#', '2020-12'],
    ['draft-07', DRAFT_7, '7'],
    ['draft-07 by https', 'https://json-schema.org/draft-07/schema', '7'],
  ])('reads %s as its draft', (_, $schema, draft) => {
    expect(parseSchema(JSON.stringify({ $schema })).draft).toBe(draft);
  });

  it.each([
    'https://json-schema.org/draft/2019-09/schema',
    'http://json-schema.org/draft-04/schema#',
    'http://json-schema.org/schema#',
    'http://json-schema.org/draft-07#/schema',
    'toString',
    7,
  ])('rejects the draft %s', ($schema) => {
    expect(problemsOf({ $schema })).toEqual([
      `has the "$schema" ${JSON.stringify($schema)}, which is not a supported draft: write https://json-schema.org/draft/2020-12/schema or http://json-schema.org/draft-07/schema#.`,
    ]);
  });

  it('accepts a URI as its id, and references relative to it', () => {
    const schema = {
      $id: 'https://example.com/a.json',
      $ref: '#/$defs/b',
      $defs: { b: { $ref: '#c' }, d: { $anchor: 'c' } },
    };
    expect(problemsOf(schema)).toEqual([]);
  });

  it.each([[1], ['a.json'], ['https://example.com/a.json#part'], [''], [['https://example.com/a.json']]])(
    'rejects the id %j',
    ($id) => {
      expect(problemsOf({ $id })).toEqual([
        'has an "$id" that is not an absolute URI without a fragment: correct or remove it.',
      ]);
    },
  );

  it('rejects references to missing parts', () => {
    expect(
      problemsOf({
        items: { $ref: '#/$defs/a' },
        not: { $ref: '#b' },
        properties: { c: { $ref: '#/properties' } },
      }),
    ).toEqual([
      'has references to parts that it does not have: "#/$defs/a", "#b", "#/properties". Correct each "$ref".',
    ]);
  });

  it('names five of many missing references', () => {
    const allOf = Array.from({ length: 7 }, (_, index) => ({ $ref: `#${index}` }));
    expect(problemsOf({ allOf })).toEqual([
      'has references to parts that it does not have: "#0", "#1", "#2", "#3", "#4". Correct each "$ref".',
    ]);
  });

  it('rejects keywords that draft-07 ignores beside a reference, except annotations', () => {
    const annotations = { $comment: 'a', title: 'a', description: 'a', default: 1, examples: [1] };
    expect(
      problemsOf({ $schema: DRAFT_7, $ref: '#/definitions/a', definitions: { a: {} }, ...annotations }),
    ).toEqual([]);
    // Each is rejected once, as a keyword that only the whole schema may have.
    expect(problemsOf({ $schema: DRAFT_7, not: { $ref: '#', $id: 'a', $schema: DRAFT_7 } })).toHaveLength(2);
    expect(problemsOf({ $schema: DRAFT_7, not: { $ref: '#', type: 'string', required: [] } })).toEqual([
      'has "type", "required" beside "$ref", which draft-07 ignores: put them into "allOf" (at "/not").',
    ]);
    expect(problemsOf({ not: { $ref: '#', type: 'string' } })).toEqual([]);
  });

  it.each([
    ['no JSON', '{"type": }', /^is not valid JSON \(.+\)\.$/],
    ['an empty file', '', /^is not valid JSON \(.+\)\.$/],
    ['a list', '[]', /^is not a JSON object: write a JSON Schema\.$/],
    ['true, which accepts everything', 'true', /^is not a JSON object: write a JSON Schema\.$/],
    ['null', 'null', /^is not a JSON object: write a JSON Schema\.$/],
    [
      'a key twice',
      '{"required": ["a"], "required": []}',
      /^has an object with the same key twice: keep one\.$/,
    ],
  ])('rejects %s', (_, text, problem) => {
    expect(problemsOfText(text)[0]).toMatch(problem);
  });

  it('accepts a schema of 1 MiB, and rejects one byte more [B77]', () => {
    const text = (bytes: number) => `{"$comment":"${'a'.repeat(bytes - 15)}"}`;
    expect(Buffer.byteLength(text(MAX_SCHEMA_BYTES))).toBe(1024 * 1024);
    expect(problemsOfText(text(MAX_SCHEMA_BYTES))).toEqual([]);
    expect(problemsOfText(text(MAX_SCHEMA_BYTES + 1))).toEqual([
      'is larger than 1 MiB: write a smaller schema.',
    ]);
  });

  it('accepts 100 levels, and rejects 101 and 1,000 [B77]', () => {
    const nested = (levels: number) => `${'{"not":'.repeat(levels)}{}${'}'.repeat(levels)}`;
    expect(problemsOfText(nested(100))).toEqual([]);
    expect(problemsOfText(nested(101))[0]).toMatch(/^is nested more than 100 levels deep \(at "\/not\/not/);
    expect(problemsOfText(nested(1000))).toHaveLength(1);
    expect(problemsOfText(`${'{"allOf":['.repeat(1000)}{}${']}'.repeat(1000)}`)).toHaveLength(1);
    expect(problemsOfText(`${'{"properties":{"a":'.repeat(1000)}{}${'}}'.repeat(1000)}`)).toHaveLength(1);
  });

  it('names the first five of many problems, each in one line', () => {
    const properties = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`p${index}`, { typo: 1 }]),
    );
    expect(problemsOf({ properties })).toHaveLength(5);
    expect(problemsOf({ properties: { 'a\nb': { 'c\nd': 1 } } })[0]).not.toContain('\n');
  });
});
