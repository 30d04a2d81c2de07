import { describe, expect, it } from 'vitest';
import { withinTime } from '../../../../src/platform/time-limit.ts';
import { parseSchema } from '../../../../src/result/schema/parse-schema.ts';
import { findViolations } from '../../../../src/result/schema/schema-check.ts';
import { unlimited } from '../../../support/within-time.ts';

const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';

function violationsOf(schema: object, data: unknown): readonly string[] {
  return findViolations(parseSchema(JSON.stringify(schema)), data, withinTime);
}

describe('findViolations', () => {
  it.each([
    ['2020-12', { prefixItems: [{ type: 'string' }], items: { type: 'number' } }, ['a', 1], ['a', 'b']],
    ['draft-07', { $schema: DRAFT_7, items: [{ type: 'string' }], additionalItems: false }, ['a'], ['a', 1]],
    ['a reference', { $ref: '#/$defs/a', $defs: { a: { type: 'string' } } }, 'a', 1],
    ['a format', { format: 'date-time' }, '2026-11-28T20:04:00Z', 'yesterday'],
    ['a pattern', { pattern: '^a+$' }, 'aa', 'ab'],
    [
      'unevaluatedProperties',
      { allOf: [{ properties: { a: true } }], unevaluatedProperties: false },
      { a: 1 },
      { b: 1 },
    ],
    ['dependentRequired', { dependentRequired: { a: ['b'] } }, { a: 1, b: 1 }, { a: 1 }],
    ['contains', { contains: { const: 1 }, minContains: 2 }, [1, 1], [1]],
    ['oneOf', { oneOf: [{ minimum: 1 }, { minimum: 2 }] }, 1, 3],
    ['not', { not: { type: 'string' } }, 1, 'a'],
    ['a schema that is false', { properties: { a: false } }, {}, { a: 1 }],
  ])('checks data against %s', (_, schema, good, bad) => {
    expect(violationsOf(schema, good)).toEqual([]);
    expect(violationsOf(schema, bad)).not.toEqual([]);
  });

  it('reports place and rule of each violation, and no value [F151]', () => {
    const schema = {
      type: 'object',
      required: ['verdict', 'score'],
      properties: {
        verdict: { enum: ['good', 'bad'] },
        score: { type: 'number', maximum: 10 },
        notes: { items: { $ref: '#/$defs/note' } },
      },
      additionalProperties: false,
      $defs: { note: { type: 'object', properties: { text: { type: 'string' } } } },
    };
    const data = { verdict: 'secret-1', notes: [{ text: 'fine' }, { text: 4711 }], more: 'secret-2' };
    expect(violationsOf(schema, data)).toEqual([
      'The whole data breaks the rule "required" (#/required, it does not have required property "score").',
      '"/verdict" breaks the rule "enum" (#/properties/verdict/enum).',
      '"/notes/1/text" breaks the rule "type" (#/properties/notes/items/$ref/properties/text/type).',
      'The whole data breaks the rule "additionalProperties" (#/additionalProperties).',
    ]);
  });

  it('names a missing property as it is written', () => {
    expect(violationsOf({ required: ['a.b'] }, {})).toEqual([
      'The whole data breaks the rule "required" (#/required, it does not have required property "a.b").',
    ]);
  });

  it.each([
    ['anyOf', { anyOf: [{ type: 'string' }, { properties: { a: { type: 'string' } } }] }, { a: 1 }],
    ['oneOf', { oneOf: [{ type: 'string' }, { required: ['b'] }] }, { a: 1 }],
    ['contains', { contains: { type: 'string' } }, [1, 2]],
  ])('reports %s once, without the violations below it', (keyword, schema, data) => {
    expect(violationsOf(schema, data)).toEqual([
      `The whole data breaks the rule "${keyword}" (#/${keyword}).`,
    ]);
  });

  it('reports violations after alternatives', () => {
    const schema = { properties: { a: { anyOf: [{ type: 'string' }] }, b: { type: 'string' } } };
    expect(violationsOf(schema, { a: 1, b: 2 })).toEqual([
      '"/a" breaks the rule "anyOf" (#/properties/a/anyOf).',
      '"/b" breaks the rule "type" (#/properties/b/type).',
    ]);
  });

  it('reports the first five of many, and counts the others', () => {
    const data = Array.from({ length: 8 }, () => 'a');
    const found = violationsOf({ items: { type: 'number' } }, data);
    expect(found).toHaveLength(6);
    expect(found[4]).toBe('"/4" breaks the rule "type" (#/items/type).');
    expect(found[5]).toBe('3 more violations are not listed.');
    expect(violationsOf({ items: { type: 'number' } }, data.slice(0, 6))[5]).toBe(
      '1 more violation is not listed.',
    );
    expect(violationsOf({ items: { type: 'number' } }, data.slice(0, 5))).toHaveLength(5);
  });

  it('reports a violation in data with more errors than the validator can list', () => {
    const data = [Array.from({ length: 200_000 }, () => 'a')];
    const schema = parseSchema(JSON.stringify({ items: { items: { type: 'number' } } }));
    expect(findViolations(schema, data, unlimited)[0]).toMatch(/^"\/0\/0" breaks the rule "type"/);
  });

  it('writes a place on one line', () => {
    const schema = { patternProperties: { a: { type: 'string' } } };
    expect(violationsOf(schema, { 'a\n::error::b': 1 })[0]).not.toContain('\n');
  });

  it('stops a pattern that backtracks endlessly, and reports a violation [B77]', () => {
    const schema = parseSchema(JSON.stringify({ pattern: '^(a+)+$' }));
    const inShort = <T>(_: number, work: () => T): T => withinTime(50, work);
    expect(findViolations(schema, `${'a'.repeat(100)}b`, inShort)).toEqual([
      expect.stringMatching(/^The check against the schema failed: .*50ms/),
    ]);
  });

  it('limits a check to 5 s', () => {
    const limits: number[] = [];
    findViolations(parseSchema('{}'), {}, (limitMs, work) => {
      limits.push(limitMs);
      return work();
    });
    expect(limits).toEqual([5000]);
  });

  it('reports data that is nested too deeply for the validator as a violation [B77]', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(violationsOf({ items: { $ref: '#' } }, deep)).toEqual([
      expect.stringMatching(/^The check against the schema failed: /),
    ]);
  });

  it('reports a reference to itself as a violation', () => {
    expect(violationsOf({ $ref: '#' }, {})).toEqual([
      expect.stringMatching(/^The check against the schema failed: /),
    ]);
  });
});
