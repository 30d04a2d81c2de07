import { describe, expect, it } from 'vitest';
import { NO_FINDINGS } from '../../../src/domain/findings.ts';
import { messageOf } from '../../../src/domain/run.ts';
import { type ResultTerms, readResult } from '../../../src/result/read-result.ts';
import { parseSchema } from '../../../src/result/schema/parse-schema.ts';
import { snapshotOf } from '../../support/records.ts';
import { unlimited } from '../../support/within-time.ts';

const TERMS: ResultTerms = {
  workspace: null,
  changed: new Map(),
  failsFrom: null,
  schema: null,
  isWholeOutput: false,
  withinTime: unlimited,
};
const SCHEMA = parseSchema('{"required": ["a"], "properties": {"a": {"type": "number"}}}');

function violationsOf(text: string, terms: Partial<ResultTerms> = {}, payload: string | null = null) {
  const run = snapshotOf({ message: messageOf([text], payload) });
  return readResult(run, { ...TERMS, schema: SCHEMA, ...terms }).then(({ violations }) => violations);
}

describe('readResult', () => {
  it('has nothing if the run was not read, or has no message', async () => {
    const nothing = {
      data: null,
      findings: { ...NO_FINDINGS, problems: ['The agent wrote no answer.'] },
      failsFrom: null,
      violations: [],
      warnings: [],
    };
    expect(await readResult(null, TERMS)).toEqual(nothing);
    expect(await readResult(snapshotOf({ message: null }), TERMS)).toEqual(nothing);
  });

  it('has data and findings of the message, and the failing level', async () => {
    const text = '{"findings": [{"level": "note", "message": "x", "path": "/repo/a.ts"}]}';
    const run = snapshotOf({ message: messageOf([text], null) });
    const result = await readResult(run, { ...TERMS, workspace: '/repo', failsFrom: 'note' });
    expect(result).toMatchObject({ data: text, failsFrom: 'note', violations: [], warnings: [] });
    expect(result.findings.findings[0]).toMatchObject({
      level: 'note',
      place: { path: 'a.ts' },
      isOnChange: false,
    });
  });

  it('has the findings on lines that the pull request changed', async () => {
    const text = '{"findings": [{"path": "a.ts", "line": 3}]}';
    const run = snapshotOf({ message: messageOf([text], null) });
    const changed = new Map([['a.ts', [{ first: 3, last: 3 }]]]);
    const { findings } = await readResult(run, { ...TERMS, changed });
    expect(findings.findings).toMatchObject([{ isOnChange: true }]);
  });

  it('warns of ignored and unreadable parts, in one line each', async () => {
    const run = snapshotOf({ message: messageOf(['```json\n{"findings": [\n```'], null) });
    const { warnings } = await readResult(run, TERMS);
    expect(warnings).toEqual([
      'The JSON in the message is not in result-data: its last block marked json is not a JSON object or array.',
      'Findings in the answer could not be read. A block marked json in text part 1 seems to have findings, and is not valid JSON.',
    ]);
  });

  it('warns of all that it cannot read in one sentence after the other', async () => {
    const run = snapshotOf({ message: messageOf(['{"findings": 1}', '{"findings": 2}'], null) });
    expect((await readResult(run, TERMS)).warnings).toEqual([
      'Findings in the answer could not be read. The text in text part 1 has "findings" that are not a list. The text in text part 2 has "findings" that are not a list.',
    ]);
  });

  it('does not warn that a failed run has no findings', async () => {
    const run = snapshotOf({ state: 'failure', message: messageOf(['Sorry.'], null) });
    const { findings, warnings } = await readResult(run, TERMS);
    expect([findings.problems, warnings]).toEqual([['The run did not succeed.'], []]);
  });

  it.each([
    ['data that satisfies it', 'See:\n```json\n{"a": 1}\n```', []],
    ['data that breaks it', '{"a": "x"}', ['"/a" breaks the rule "type" (#/properties/a/type).']],
    ['a message without data', 'a: 1', ['The answer has no JSON object or array.']],
    ['a key twice', '{"a": "x", "a": 1}', ['An object in the data has the same key twice.']],
  ])('checks against a schema %s [F151]', async (_, text, violations) => {
    expect(await violationsOf(text)).toEqual(violations);
  });

  it('checks the whole output if the service has no text [F151]', async () => {
    const whole = { isWholeOutput: true };
    expect(await violationsOf('## A title', whole, '{"a": 1}')).toEqual([]);
    expect(await violationsOf('{"a": 1}', whole, '{"b": 1}')).toHaveLength(1);
    expect(await violationsOf('{"a": 1}', whole)).toEqual([]);
    expect(await violationsOf('(too deep)', whole)).toEqual(['The output is not valid JSON.']);
    expect(
      await readResult(snapshotOf({ message: null }), { ...TERMS, ...whole, schema: SCHEMA }),
    ).toMatchObject({
      violations: ['The answer has no JSON object or array.'],
    });
  });

  it('checks nothing without a schema', async () => {
    expect(await violationsOf('{"a": "x"}', { schema: null })).toEqual([]);
  });
});
