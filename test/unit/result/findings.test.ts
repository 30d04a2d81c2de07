import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReadable } from '../../../src/domain/findings.ts';
import { messageOf } from '../../../src/domain/run.ts';
import { readFindings } from '../../../src/result/findings.ts';
import { cases } from '../../support/cases.ts';
import { readParts, sarifOf } from '../../support/findings.ts';
import { hostileText } from '../../support/hostile-text.ts';

const ONE = '{"findings":[{"level":"note","message":"one"}]}';
const EMPTY = '{"findings":[]}';
const SARIF = JSON.stringify(sarifOf([{ message: { text: 'two' } }]));
const fenced = (language: string, content: string) => `\`\`\`${language}\n${content}\n\`\`\``;
const messagesIn = (...parts: string[]) => readParts(...parts).findings.map(({ message }) => message);

describe('readFindings', () => {
  it.each([
    ['is a text part', ONE, 'one'],
    ['is a text part behind a byte order mark and a thought', `\uFEFF<think>${SARIF}</think>${ONE}`, 'one'],
    ['is in a block', `So:\n${fenced('json', ONE)}\nDone.`, 'one'],
    ['is in a block with any mark', fenced('text', ONE), 'one'],
    ['is in a block without a mark', fenced('', ONE), 'one'],
    ['is in a block that is not closed', `\`\`\`json\n${ONE}`, 'one'],
    ['is in a block of another block', `\`\`\`\`md\n${fenced('json', ONE)}\n\`\`\`\``, 'one'],
    ['has comments in a jsonc block', fenced('jsonc', `// all\n${ONE.replace(']', ',]')}`), 'one'],
    ['is SARIF', SARIF, 'two'],
    ['is SARIF in a block', fenced('sarif', SARIF), 'two'],
  ])('reads findings of JSON that %s', (_, part, message) => {
    expect(readParts(part)).toMatchObject({ lists: 1, findings: [{ message }], problems: [] });
  });

  it('reads every block of every part, so that an empty one hides no finding [B70]', () => {
    const parts = ['I look.', `${fenced('json', ONE)}\n${fenced('json', EMPTY)}`, SARIF, EMPTY];
    expect(messagesIn(...parts)).toEqual(['one', 'two']);
    expect(readParts(...parts)).toMatchObject({ lists: 4, problems: [] });
  });

  it('reads a text that is JSON followed by a block', () => {
    expect(messagesIn(`${ONE}\n${fenced('json', EMPTY)}`)).toEqual(['one']);
  });

  it('reads both forms of one block', () => {
    const both = {
      ...sarifOf([{ message: { text: 'two' } }]),
      findings: [{ level: 'note', message: 'one' }],
    };
    expect(messagesIn(JSON.stringify(both))).toEqual(['one', 'two']);
  });

  it('reads an empty list as findings', () => {
    expect(readParts(EMPTY)).toEqual({ lists: 1, findings: [], problems: [] });
    expect(readParts(JSON.stringify(sarifOf([])))).toEqual({ lists: 1, findings: [], problems: [] });
  });

  it.each([
    [''],
    ['All is well.'],
    ['Among its "findings": [none] there is nothing.'],
    ['{"critical": 0}'],
    ['{"a": "\\"findings\\": []"}'],
    [fenced('json', '{"a": 1')],
    [fenced('ts', 'const x = {"findings": [] };')],
    ['[1, 2]'],
    ['[a link]: x\nand "runs": [] in it'],
    ['No "findings": [] here, but\n{"critical": 0}'],
  ])('reads no list, and has no problem, in %j', (part) => {
    expect(readParts(part)).toEqual({ lists: 0, findings: [], problems: [] });
  });

  it.each([
    [
      'a list in a quotation',
      '> ```json\n> {"findings":\n> [{"level": "error"}]}\n> ```',
      'The text in text part 1 seems to have findings, and is not valid JSON.',
    ],
    [
      'cut JSON',
      '{"findings": [{"level": "error"',
      'The text in text part 1 seems to have findings, and is not valid JSON.',
    ],
    [
      'JSON cut behind the name',
      '{"findings": ',
      'The text in text part 1 seems to have findings, and is not valid JSON.',
    ],
    [
      'text before JSON',
      `So:\n  ${ONE}`,
      'The text in text part 1 seems to have findings, and is not valid JSON.',
    ],
    [
      'cut JSON in a block',
      fenced('json', '{ "runs" : [{'),
      'A block marked json in text part 1 seems to have findings, and is not valid JSON.',
    ],
    [
      'comments in a block that is not jsonc',
      fenced('', `// all\n${ONE}`),
      'A block in text part 1 seems to have findings, and is not valid JSON.',
    ],
    [
      'findings within something else',
      `{"report": ${ONE}}`,
      'The text in text part 1 has neither "runs" nor "findings" at its top level.',
    ],
    [
      'a list of logs',
      `[${SARIF}]`,
      'The text in text part 1 has neither "runs" nor "findings" at its top level.',
    ],
    [
      'a list of logs behind text',
      `So:\n[ ${SARIF}]`,
      'The text in text part 1 seems to have findings, and is not valid JSON.',
    ],
    [
      'a list that is marked as SARIF',
      fenced('sarif', '[1]'),
      'A block marked sarif in text part 1 has neither "runs" nor "findings" at its top level.',
    ],
    [
      'something else that is marked as SARIF',
      fenced('SARIF', 'none'),
      'A block marked sarif in text part 1 seems to have findings, and is not valid JSON.',
    ],
    [
      'findings that are no list',
      '{"findings": 2}',
      'The text in text part 1 has "findings" that are not a list.',
    ],
    [
      'findings that are null',
      '{"findings": null}',
      'The text in text part 1 has "findings" that are not a list.',
    ],
    [
      'a key twice',
      `{"findings":[],${ONE.slice(1)}`,
      'The text in text part 1 has an object with the same key twice.',
    ],
    [
      'a key twice in a finding',
      '{"findings":[{"level":"error","level":"note"}]}',
      'The text in text part 1 has an object with the same key twice.',
    ],
  ])('has a problem with %s [B70]', (_, part, problem) => {
    const report = readParts(part);
    expect(report.problems).toEqual([problem]);
    expect(isReadable(report)).toBe(false);
  });

  it('keeps what it can read beside a problem', () => {
    const report = readParts(ONE, '{"findings": [');
    expect(report).toMatchObject({ lists: 1, findings: [{ message: 'one' }] });
    expect(report.problems).toEqual([
      'The text in text part 2 seems to have findings, and is not valid JSON.',
    ]);
  });

  it('has a problem without a message, and if the run did not succeed', () => {
    const context = { workspace: null, changed: new Map(), succeeded: true };
    expect(readFindings(null, context)).toEqual({
      lists: 0,
      findings: [],
      problems: ['The agent wrote no answer.'],
    });
    expect(readFindings(messageOf([ONE], null), { ...context, succeeded: false })).toMatchObject({
      lists: 1,
      findings: [{ message: 'one' }],
      problems: ['The run did not succeed.'],
    });
  });

  it.each([
    ['a line of it', { line: 4 }, true],
    ['lines of which one is in it', { line: 1, endLine: 4 }, true],
    ['lines around it', { line: 1, endLine: 9 }, true],
    ['the line before it', { line: 3 }, false],
    ['the line behind it', { line: 7 }, false],
    ['lines up to it', { line: 1, endLine: 3 }, false],
    ['no line', {}, false],
    ['another file', { path: 'b.ts', line: 4 }, false],
    ['no place', { path: '../a.ts', line: 4 }, false],
  ])('says whether a finding is on the change: on %s', (_, place, isOnChange) => {
    const changed = new Map([['a.ts', [{ first: 4, last: 6 }]]]);
    const part = JSON.stringify({ findings: [{ level: 'note', path: 'a.ts', ...place }] });
    const report = readFindings(messageOf([part], null), { workspace: '/src', changed, succeeded: true });
    expect(report.findings).toMatchObject([{ isOnChange }]);
  });

  it('has at most twenty problems, each once', () => {
    const many = Array.from({ length: 100 }, () => '{"findings": 2}');
    expect(readParts(...many).problems).toHaveLength(20);
    const same = Array.from({ length: 100 }, () => fenced('json', '{"findings": 2}')).join('\n');
    expect(readParts(same).problems).toHaveLength(1);
  });

  it('never throws, and never loses a finding because of other text', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (before, after) => {
        const { findings } = readParts(before, ONE, after);
        expect(findings.map(({ message }) => message)).toContain('one');
      }),
      cases(200),
    );
  });

  it('reads every value as findings without an exception [B69]', () => {
    const entry = fc.dictionary(
      fc.constantFrom(
        'level',
        'severity',
        'message',
        'path',
        'line',
        'ruleId',
        'kind',
        'locations',
        'suppressions',
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), entry)), (list) => {
        const simple = readParts(JSON.stringify({ findings: list }));
        const sarif = readParts(JSON.stringify(sarifOf(list)));
        expect([simple.findings.length, sarif.findings.length]).toEqual([list.length, list.length]);
      }),
      cases(300),
    );
  });

  it('reads 200,000 findings, and is unreadable beyond that [B69]', () => {
    const entries = (count: number) => `{"findings":[${'1,'.repeat(count - 1)}1]}`;
    const most = readParts(entries(200_000));
    expect([most.findings.length, most.problems]).toEqual([200_000, []]);
    const more = readParts(entries(200_002));
    expect([more.findings.length, more.problems]).toEqual([
      200_000,
      ['The text in text part 1 has findings beyond the first 200,000, which are not read.'],
    ]);
  });

  it('reads 100,000 findings, and ten megabytes of SARIF [B69]', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({ level: 'note', line: index }));
    expect(readParts(JSON.stringify({ findings: many })).findings).toHaveLength(100_000);
    const text = '::error:: @octocat ![x](https://e.test) '.repeat(250);
    const results = Array.from({ length: 1000 }, () => ({ message: { text }, locations: [{}, null, 3] }));
    const large = JSON.stringify(sarifOf(results));
    expect(large.length).toBeGreaterThan(10_000_000);
    expect(readParts(large).findings).toHaveLength(1000);
  });

  it.each([
    ['deep JSON', `{"findings":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    [
      'deep properties',
      `{"version":"2.1.0","properties":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)},"runs":[]}`,
    ],
    ['open brackets', '{"findings":['.repeat(100_000)],
    ['lines that begin JSON', '{\n'.repeat(500_000)],
    ['blocks in blocks', '```json\n~~~\n'.repeat(100_000)],
    ['a rule id of slashes', JSON.stringify(sarifOf([{ ruleId: '/'.repeat(1_000_000) }]))],
  ])('ends for %s', (_, part) => {
    expect(readParts(part).problems.length).toBeLessThanOrEqual(20);
  });
});
