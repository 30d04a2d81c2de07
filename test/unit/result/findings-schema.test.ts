import { readFileSync } from 'node:fs';
import { type Schema, Validator } from '@cfworker/json-schema';
import { describe, expect, it } from 'vitest';
import { FINDINGS_MESSAGES, SIMPLE_FINDINGS } from '../../../fakes/kindo/findings.ts';
import { findData } from '../../../src/result/data.ts';
import { readParts } from '../../support/findings.ts';

const SCHEMA: Schema = JSON.parse(
  readFileSync(new URL('../../../docs/findings.schema.json', import.meta.url), 'utf8'),
);
const isValid = (value: unknown) => new Validator(SCHEMA, '2020-12').validate(value).valid;
const withFields = (fields: object) => ({ findings: [{ level: 'note', message: 'x', ...fields }] });

describe('docs/findings.schema.json', () => {
  it('accepts the messages of the demo agents in the simple form', () => {
    expect(isValid(SIMPLE_FINDINGS)).toBe(true);
    for (const form of ['simple-text', 'simple-fence', 'no-findings'] as const)
      expect(isValid(JSON.parse(String(findData([FINDINGS_MESSAGES[form]]).data)))).toBe(true);
  });

  it('accepts an empty list, and findings without a place', () => {
    expect(isValid({ findings: [] })).toBe(true);
    expect(isValid(withFields({}))).toBe(true);
  });

  it.each([
    [[]],
    [{}],
    [{ findings: {} }],
    [{ findings: [], more: 1 }],
    [{ findings: ['x'] }],
    [{ findings: [{ level: 'note' }] }],
    [{ findings: [{ message: 'x' }] }],
    [withFields({ level: 'fatal' })],
    [withFields({ message: '' })],
    [withFields({ path: '' })],
    [withFields({ line: 0 })],
    [withFields({ endLine: '3' })],
    [withFields({ file: 'a.ts' })],
  ])('rejects %j', (value) => {
    expect(isValid(value)).toBe(false);
  });

  it('has no level that causes a note', () => {
    const levels = ['error', 'warning', 'note', 'none'];
    for (const level of levels) {
      expect(isValid(withFields({ level }))).toBe(true);
      expect(readParts(JSON.stringify(withFields({ level }))).findings).toMatchObject([{ level, notes: [] }]);
    }
  });
});

describe('the messages of the demo agents', () => {
  it.each(['simple-text', 'simple-fence', 'sarif-fence', 'two-blocks'] as const)(
    'have the same three findings in the form %s',
    (form) => {
      const { findings, problems } = readParts(FINDINGS_MESSAGES[form]);
      expect(problems).toEqual([]);
      expect(findings.map(({ level, rule, place }) => [level, rule, place?.path, place?.line])).toEqual([
        ['error', 'sql-injection', 'src/login.ts', 12],
        ['warning', 'weak-hash', 'src/hash.ts', 3],
        ['note', '', undefined, undefined],
      ]);
    },
  );

  it('have no findings, or cannot be read', () => {
    expect(readParts(FINDINGS_MESSAGES['no-findings'])).toEqual({ lists: 1, findings: [], problems: [] });
    expect(readParts(FINDINGS_MESSAGES.unreadable)).toMatchObject({
      lists: 0,
      problems: [expect.any(String)],
    });
  });
});
