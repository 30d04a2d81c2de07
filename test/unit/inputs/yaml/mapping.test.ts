import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { InputError } from '../../../../src/domain/errors.ts';
import { parseJson, parseMapping } from '../../../../src/inputs/yaml/mapping.ts';
import { cases } from '../../../support/cases.ts';

function problemsOf(text: string): readonly string[] {
  try {
    parseMapping(text, 'inputs');
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

const entries = (text: string) => Object.fromEntries(parseMapping(text, 'inputs'));

describe('parseMapping', () => {
  it.each(['', ' \n', '\t'])('reads %j as no inputs', (text) => {
    expect(parseMapping(text, 'inputs').size).toBe(0);
  });

  it.each([
    ['1.10', '1.10'],
    ['yes', 'yes'],
    ['2026-01-02', '2026-01-02'],
    ['08', '08'],
    ['1e3', '1e3'],
    ['0x10', '0x10'],
    ['null', 'null'],
    ['~', '~'],
    ['True', 'True'],
    ['.inf', '.inf'],
    ['12345678901234567890', '12345678901234567890'],
    ['two  words', 'two  words'],
    ['a#b', 'a#b'],
    ['R&D *bold* wow!', 'R&D *bold* wow!'],
    ['"a # b"', 'a # b'],
    ["'&a *b !c'", '&a *b !c'],
    ['|\n  # one\n  two # three', '# one\ntwo # three\n'],
    ['', ''],
    ['""', ''],
    ['"1.10"', '1.10'],
    ["'it''s'", "it's"],
    ['"a\\tb\\u00e9\\ud83d\\ude00"', 'a\tbé😀'],
    ['|\n  one\n  two', 'one\ntwo\n'],
    ['|-\n  one\n  - two: [', 'one\n- two: ['],
    ['>-\n  one\n  two', 'one two'],
  ])('sends the scalar %j as %j [B25]', (written, sent) => {
    expect(entries(`value: ${written}\n`)).toEqual({ value: sent });
  });

  it.each([
    ['[1.10, 2, -0.5, 1e5]', '[1.10,2,-0.5,1e5]'],
    ['[true, false, null]', '[true,false,null]'],
    ['[yes, ~, 08, .5, +1, 0x10, 2026-01-02, True]', '["yes","~","08",".5","+1","0x10","2026-01-02","True"]'],
    ['["1", \'true\', "null"]', '["1","true","null"]'],
    ['{a: 1, "b": [x, {c: }], 3: "q\\"uote"}', '{"a":1,"b":["x",{"c":null}],"3":"q\\"uote"}'],
    ['[12345678901234567890]', '[12345678901234567890]'],
    ['{a}', '{"a":null}'],
    ['[]', '[]'],
    ['{}', '{}'],
    ['[|\n x]', '["x"]'],
  ])('sends the nested value %s as the JSON text %s [B25]', (written, sent) => {
    const given = written.startsWith('[|') ? 'value:\n  - |-\n    x\n' : `value: ${written}\n`;
    expect(entries(given)).toEqual({ value: sent });
  });

  it('reads JSON, also with tabs', () => {
    expect(entries('{\n\t"query": "a\\nb",\n\t"n": 1.10,\n\t"deep": {"x": [1]}\n}')).toEqual({
      query: 'a\nb',
      n: '1.10',
      deep: '{"x":[1]}',
    });
  });

  it("reads the service's list of names and values [B20]", () => {
    expect(entries('- name: query\n  value: 1.10\n- {value: [1], name: list}\n')).toEqual({
      query: '1.10',
      list: '[1]',
    });
    expect(entries('[{"name": "query", "value": "x"}]')).toEqual({ query: 'x' });
    expect(entries('- {name: query, value: }')).toEqual({ query: '' });
  });

  it('reads a label without a value as empty', () => {
    expect(entries('{query}')).toEqual({ query: '' });
  });

  it.each(['__proto__', 'constructor', 'toString', 'Pull Request', '1', 'true', '<<'])(
    'reads %s as a plain label [B26]',
    (label) => {
      expect([...parseMapping(`"${label}": x`, 'inputs')]).toEqual([[label, 'x']]);
    },
  );

  it.each([
    ['plain words', 'hello there', ['inputs is not a mapping: write a YAML mapping of label: value']],
    ['a comment', '# nothing', ['inputs is not a mapping: write a YAML mapping']],
    [
      'a list entry without a name',
      '- {name, value: x}',
      ['a label that is empty or not plain text (line 1'],
    ],
    ['a number', '42', ['inputs is not a mapping: write']],
    ['a list of strings', '- a\n- b', ['not {name, value} (line 1, column 3)']],
    ['a list entry with more', '- {name: a, value: b, extra: c}', ['not {name, value} (line 1']],
    ['a list entry without a value', '- name: a', ['not {name, value} (line 1']],
    ['a list entry with another value', '- {name: a, other: b}', ['not {name, value} (line 1']],
    ['a list entry with another name', '- {value: a, other: b}', ['not {name, value} (line 1']],
    ['a duplicate label', 'query: 1\nother: 2\nquery: 3', ['has "query" twice (lines 1 and 3)']],
    ['a duplicate name', '- {name: a, value: 1}\n- {name: a, value: 2}', ['has "a" twice (lines 1 and 2)']],
    [
      'a duplicate key in a value',
      'a:\n  b: 1\n  b: 2',
      ['The value of "a" in inputs has the same key twice (lines 2 and 3)'],
    ],
    ['an empty label', '"": x', ['a label that is empty or not plain text (line 1']],
    ['a missing label', ': x', ['a label that is empty or not plain text (line 1']],
    ['a nested label', '? {a: 1}\n: x', ['a label that is empty or not plain text (line 1']],
    [
      'a nested key in a value',
      'a:\n  ? [b]\n  : c',
      ['The value of "a" in inputs has a key that is not plain text (line 2'],
    ],
    ['an alias', 'a: 1\nb: *x', ['inputs would lose text (line 2, column 4, label "b")', 'alias']],
    ['a tag', 'a: !!int 5', ['inputs would lose text (line 1, column 4, label "a")', 'tag']],
    [
      'a colon in a value',
      'a: b: c',
      ['cannot be read as YAML or JSON (line 1, column 5, label "a")', 'a colon'],
    ],
    ['an open quote', 'a: "b', ['cannot be read as YAML or JSON (line 1']],
    ['an open bracket', 'a: [1, 2', ['cannot be read as YAML or JSON (line 1']],
    ['two documents', 'a: 1\n---\nb: 2', ['cannot be read as YAML or JSON']],
    ['two JSON texts', '{"a":1}{"b":2}', ['cannot be read as YAML or JSON (line 1, column 8']],
    ['a NUL', 'a: "x\\0"', ['"a" in inputs has the control character \\x00 at offset 1']],
    ['an escape', 'a: "\\e[31m"', ['"a" in inputs has the control character \\x1b at offset 0']],
    ['half of a character', 'a: "\\ud83d"', ['"a" in inputs has half of a character']],
  ])('refuses %s [B19 B21 B28 B29 B31]', (_what, text, parts) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    for (const part of parts) expect(problems.join('\n')).toContain(part);
    for (const problem of problems) expect(problem).toMatch(/: |twice/);
  });

  it('names line, column and label of a syntax error, and how to quote, once', () => {
    expect(problemsOf('depth: 1\nquery: Check PR: fix a: b')).toEqual([
      "inputs cannot be read as YAML or JSON (line 2, column 16, label \"query\"): a colon before a space or a line end begins another mapping. Put the whole value in single quotes, and write ' in it as ''. Or write the value on indented lines below a | after the label.",
    ]);
    expect(problemsOf('{"n": 1, "query": "a" b}')).toEqual([
      'inputs cannot be read as YAML or JSON (line 1, column 23, label "query"): YAML does not allow this text here. Put the value in double quotes, and write " in it as \\".',
    ]);
    expect(problemsOf(' [{"name": "n", "value": "a" b}]')[0]).toContain(
      '(line 1, column 30, label "n"): YAML does not allow',
    );
  });

  it.each([
    ['query: fix a: b: c: d', 'line 1, column 13, label "query"): a colon'],
    ['query: one\n  two: three', 'line 2, column 6, label "query"): a colon'],
    ['query:\n  a: b: c', 'line 2, column 7, label "query"): a colon'],
    ['a: 1\nquery: ends with a colon:', 'line 2, column 25, label "query"): a colon'],
    ['- name: query\n  value: a: b', 'line 2, column 11, label "query"): a colon'],
    ['- value: a: b\n  name: query', 'line 1, column 11): a colon'],
    ['{query: b c: d}', 'line 1, column 9, label "query"): a colon'],
    ['query\nb: 1', 'line 1, column 1): a line has no colon after its label'],
    [
      'a: 1\nquery: "b',
      'line 2, column 10, label "query"): a quote, a bracket, a comma or a colon is missing',
    ],
    [
      'query:\n\tb: 1',
      'line 2, column 1, label "query"): a tab indents the line. Indent the line with spaces.',
    ],
    ['query: b\n\tc', 'line 2, column 1, label "query"): a tab indents the line. Indent'],
    [
      'query: [1, 2',
      'column 13, label "query"): the line has another indentation than its neighbors, or a bracket is not closed. Indent the line like its neighbors, and close every bracket.',
    ],
    [
      'query: "C:\\q"',
      'line 1, column 11, label "query"): a backslash in double quotes begins an unknown escape. Put',
    ],
    ['query: @me', 'line 1, column 8, label "query"): a value cannot begin with this character. Put'],
    ['query: `ls`', 'line 1, column 8, label "query"): a value cannot begin with this character. Put'],
    ['query: x\n---\nb: y', 'line 2, column 1, label "query"): a second document begins. Put'],
    ['query: "x" y', 'line 1, column 12, label "query"): YAML does not allow this text here. Put'],
    ['query: "x"#y', 'line 1, column 11, label "query"): a quote, a bracket, a comma or a colon is missing'],
    ['query: a: b #c', 'line 1, column 9, label "query"): a colon'],
    ['query:\n"x', 'line 2, column 1, label "query"): a quote, a bracket, a comma or a colon is missing'],
    ['{query ', 'line 1, column 8): a quote, a bracket, a comma or a colon is missing'],
    ['query: - y', 'line 1, column 8, label "query"): YAML does not allow this text here. Put'],
  ])('reports one error for the typo in %j [B64]', (text, problem) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`inputs cannot be read as YAML or JSON (`);
    expect(problems[0]).toContain(problem);
  });

  it.each([
    '\'{"query": "x"}\'',
    '\'{"query": "it\'s"}\'',
    ' \'{"query": "it\'s"}\'\n',
    JSON.stringify(JSON.stringify({ query: 'x # y' })),
    JSON.stringify(JSON.stringify({ query: 'x' }, null, 2)),
    '"query: x"',
    " 'query: x'\n",
    '"{\\"query\\": "x"}"',
    '|\n  query: x',
    '>-\n  {"query": "x"}',
  ])('says that the whole mapping %j is in quotes [B65]', (text) => {
    const quoted =
      'is one text in quotes or in a block, not a mapping: remove the outer quotes or the outer |. If it comes from toJSON, apply toJSON only once.';
    expect(problemsOf(text)).toEqual([`inputs ${quoted}`]);
    expect(() => parseJson(text, 'resume')).toThrow(`resume ${quoted}`);
  });

  it('does not read quotes of a label and a value as quotes of the whole', () => {
    expect(problemsOf('"a": x: "b"')[0]).toContain('(line 1, column 7, label "a"): a colon');
  });

  it('names every problem at once', () => {
    expect(problemsOf('a: "\\0"\nb: "\\ud83d"\n"": c')).toHaveLength(3);
    expect(problemsOf('- a\n- b\n- {name: c, value: d}')).toHaveLength(2);
    expect(problemsOf('a: {b: 1, b: 2, b: 3}\nc: {d: {e: 1, e: 2}}')).toHaveLength(3);
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['braces', 'a: '.concat('{x: '.repeat(100_000))],
    ['65 levels', `a: ${'['.repeat(64)}${']'.repeat(64)}`],
    ['lists on one line', `a:\n  ${'- '.repeat(200)}x`],
    ['keys on one line', `a:\n  ${'? '.repeat(50_000)}x`],
  ])('refuses too many levels of nesting: %s [B31]', (_what, text) => {
    expect(problemsOf(text).join()).toContain('nested deeper than 64 levels');
  });

  it('accepts 64 levels of nesting', () => {
    expect(entries(`a: ${'['.repeat(63)}1${']'.repeat(63)}`).a).toBe(`${'['.repeat(63)}1${']'.repeat(63)}`);
  });

  it('keeps any text exactly, from YAML and from JSON', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((value) => !/(?![\t\n\r])\p{Cc}/u.test(value) && value.isWellFormed());
    const label = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9 _-]{0,20}[a-z]$/);
    fc.assert(
      fc.property(fc.dictionary(label, text, { minKeys: 1, noNullPrototype: true }), (given) => {
        expect(entries(JSON.stringify(given))).toEqual(given);
        expect(entries(stringify(given))).toEqual(given);
      }),
      cases(100),
    );
  });

  it('accepts any text, or reports only input errors', () => {
    const pieces = [
      ...['a', 'b', '1', 'name', 'value', ': ', ':', '? ', '- ', ', ', '\n', '\n  ', ' ', '\t', '\r\n', '# '],
      ...[
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '\\',
        '\\0',
        '|',
        '>',
        '|-\n ',
        '&a ',
        '*a',
        '!',
        '!!int ',
        '<<',
        '%YAML 1.1\n',
      ],
      ...['---\n', '...\n', '@', '`', '\ufeff', '\0', '\ud83d', '~'],
    ];
    const piece = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...pieces) },
      fc.string({ unit: 'binary', maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 30 }), (text) => {
        for (const problem of problemsOf(text))
          expect(problem).toMatch(/^(inputs|The value of ".*" in inputs) .+\.$/);
      }),
      cases(300),
    );
  });

  it('returns JSON of any depth as equivalent JSON', () => {
    const nested = fc.jsonValue().filter((value) => typeof value === 'object' && value !== null);
    fc.assert(
      fc.property(nested, (value) => {
        const text = JSON.stringify({ value });
        fc.pre(!/[\u007f-\u009f]/.test(text));
        expect(JSON.parse(entries(text).value ?? '')).toEqual(JSON.parse(text).value);
      }),
      cases(100),
    );
  });
});
