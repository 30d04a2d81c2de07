import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/domain/errors.ts';
import { findLostText } from '../../../../src/inputs/yaml/lost-text.ts';
import { parseJson, parseMapping } from '../../../../src/inputs/yaml/mapping.ts';
import { cases } from '../../../support/cases.ts';

function read(text: string): { values: ReadonlyMap<string, string>; problems: readonly string[] } {
  try {
    return { values: parseMapping(text, 'inputs'), problems: [] };
  } catch (error) {
    if (error instanceof InputError) return { values: new Map(), problems: error.problems };
    throw error;
  }
}

const COMMENT =
  'YAML drops the text after a space and #, because it is a comment. A real comment needs a separate line.';
const BLOCK = 'YAML drops | and > and the text after them, because no indented line follows.';
const ANCHOR = 'YAML drops a word that begins with &, because it is an anchor.';
const ALIAS = 'YAML replaces a word that begins with *, because it is an alias.';
const TAG = 'YAML drops a word that begins with !, because it is a tag.';
const END = 'YAML drops "...", because it ends the document.';
const DIRECTIVE = 'YAML drops a line that begins with %, because it is a directive.';

describe('text that YAML drops', () => {
  it.each([
    ['query: Review pull request #42 of this repository', 'line 1, column 28, label "query"', COMMENT],
    ['query: #42', 'line 1, column 8, label "query"', COMMENT],
    ['query: x\t#42', 'line 1, column 10, label "query"', COMMENT],
    ['query: "x" #42', 'line 1, column 12, label "query"', COMMENT],
    ["query: 'x' #42", 'line 1, column 12, label "query"', COMMENT],
    ['query: {a: 1} #42', 'line 1, column 15, label "query"', COMMENT],
    ['"query": x #42', 'line 1, column 12, label "query"', COMMENT],
    ['? query #1\n: x', 'line 1, column 9, label "query"', COMMENT],
    ['n: 1\r\nquery: x #42\r\n', 'line 2, column 10, label "query"', COMMENT],
    ['query: | # header\n  text', 'line 1, column 10, label "query"', COMMENT],
    ['query: >- #header\n  text', 'line 1, column 11, label "query"', COMMENT],
    ['query:\n  - a\n  - b #c', 'line 3, column 7, label "query"', COMMENT],
    ['query:\n  deep:\n    deeper: x #y', 'line 3, column 15, label "query"', COMMENT],
    ['query: [a, b #c\n  ]', 'line 1, column 14, label "query"', COMMENT],
    ['query: [a, #c\n  b]', 'line 1, column 12, label "query"', COMMENT],
    ['{"n": "#1", "query": "x" #y\n}', 'line 1, column 26, label "query"', COMMENT],
    ['- name: query\n  value: x #42', 'line 2, column 12, label "query"', COMMENT],
    ['- {name: n, value: 1}\n- value: x #42\n  name: query', 'line 2, column 12, label "query"', COMMENT],
    ['- name: query #42\n  value: x', 'line 1, column 15, label "query"', COMMENT],
    ['query: one\n  # two', 'line 2, column 3, label "query"', COMMENT],
    ['query: one\n\n  # two\nn: 3', 'line 3, column 3, label "query"', COMMENT],
    ['query:\n  one\n  #two', 'line 3, column 3, label "query"', COMMENT],
    ['query:\n  - one\n    # two', 'line 3, column 5, label "query"', COMMENT],
    ['n: [1, {a: 2}]\nquery: one\n  # two', 'line 3, column 3, label "query"', COMMENT],
    ['n:\n    a: 1\n? query\n  # two\n: x', 'line 4, column 3, label "query"', COMMENT],
    ['? [a]\n: x #y', 'line 2, column 5', COMMENT],
    ['"query" #42', 'line 1, column 9', COMMENT],
    ['&query "x"', 'line 1, column 1', ANCHOR],
    ['query: &AWS; access keys', 'line 1, column 8, label "query"', ANCHOR],
    ['n: 1\n&anchor query: x', 'line 2, column 1, label "query"', ANCHOR],
    ['query: *.ts', 'line 1, column 8, label "query"', ALIAS],
    ['query:\n  - *all', 'line 2, column 5, label "query"', ALIAS],
    ['query: ! important', 'line 1, column 8, label "query"', TAG],
    ['query: !!str yes', 'line 1, column 8, label "query"', TAG],
    ['query: !important fix', 'line 1, column 8, label "query"', TAG],
    ['query: !<x> y', 'line 1, column 8, label "query"', TAG],
    ['query: x\n...\n', 'line 2, column 1, label "query"', END],
    ['%FOO bar\n---\nquery: x', 'line 1, column 1', DIRECTIVE],
    ['query: >5', 'line 1, column 8, label "query"', BLOCK],
    ['query: |', 'line 1, column 8, label "query"', BLOCK],
    ['query: >-\n\nn: 1', 'line 1, column 8, label "query"', BLOCK],
    ['- |\n- {name: query, value: x}', 'line 1, column 3', BLOCK],
    ['n: |\n  text\nquery: |+', 'line 3, column 8, label "query"', BLOCK],
  ])('is an error in %j, which says how to quote [B66]', (text, place, cause) => {
    const { problems } = read(text);
    expect(problems).toEqual([
      expect.stringContaining(`inputs would lose text (${place}): ${cause} Put the `),
    ]);
  });

  it('is an error for each label', () => {
    const { problems } = read('a: x #1\nb: &y #2\nc: z\nd: e: f\ng: #3');
    expect(problems.map((problem) => /label "."/.exec(problem)?.[0])).toEqual([
      'label "a"',
      'label "b"',
      'label "d"',
    ]);
  });

  it('is reported in the order of the text, and once for each label', () => {
    const { problems } = read('a: |\nb: &x y #z\nc: 1 #2\nd:\n  - *e\n  - f #g');
    expect(problems).toEqual([
      expect.stringContaining(`(line 1, column 4, label "a"): ${BLOCK}`),
      expect.stringContaining(`(line 2, column 4, label "b"): ${ANCHOR}`),
      expect.stringContaining(`(line 3, column 6, label "c"): ${COMMENT}`),
      expect.stringContaining(`(line 5, column 5, label "d"): ${ALIAS}`),
    ]);
    expect(read('{a: &b 1, c: &d 2}').problems).toHaveLength(2);
  });

  it('is found after a bracket that is not closed', () => {
    expect(findLostText('a: [1\nb: *x')).toMatchObject([{ offset: 9 }]);
  });

  it.each([
    ['a: [1] #2', 'Put the whole value in single quotes'],
    [' {"a": 1 #2\n}', 'Put the value in double quotes'],
  ])('is an error in %j, and its fix depends on the first bracket', (text, fix) => {
    expect(read(text).problems).toEqual([expect.stringContaining(` separate line. ${fix}`)]);
  });

  it.each([
    ['# c\n\n  # d\nquery: x\n# e\n', { query: 'x' }],
    ['\ufeff# c\nquery: x', { query: 'x' }],
    ['query:\n  # c\n  # d\n  x', { query: 'x' }],
    ['query: |\n  x\n # c\n# d\n', { query: 'x\n' }],
    ['query: "x"\n  # c\nn: 1', { query: 'x', n: '1' }],
    ['query: x\r\n# c\r\nn: y\r\n', { query: 'x', n: 'y' }],
    ['query:\n  a: 1\n  # c\n  b: 2', { query: '{"a":1,"b":2}' }],
    ['query:\n  - a\n  # c\n  - b\n  # d', { query: '["a","b"]' }],
    ['- name: query\n  # c\n  value: x\n  # d\n# e\n- value: y\n  # f\n  name: n', { query: 'x', n: 'y' }],
    ['-  name: query\n   # c\n   value: x', { query: 'x' }],
    ['{\n# c\n"query": 1\n# d\n}', { query: '1' }],
    ['query: [x,\n  # c\n  y\n  # d\n  ]', { query: '["x","y"]' }],
    ['query: {a: [x\n  # c\n  ]}', { query: '{"a":["x"]}' }],
    ['---\nquery: x', { query: 'x' }],
  ])('is not a comment on a separate line: %j', (text, values) => {
    expect(read(text)).toEqual({ values: new Map(Object.entries(values)), problems: [] });
  });

  it('is never a part of a plain value', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b',
        ' ',
        '#',
        ' #',
        ':',
        ': ',
        '&',
        '*',
        '!',
        '%',
        '@',
        '`',
        '|',
        '>',
        '-',
        '- ',
        '?',
        ',',
        '"',
        "'",
        '\t',
        '[',
        ']',
        '{',
        '}',
        '\\',
        '5',
        '~',
        '<<',
        '...',
        '---',
      ],
    );
    fc.assert(
      fc.property(fc.string({ unit: piece, minLength: 1, maxLength: 8 }), (text) => {
        fc.pre(/^[^"'[{]/.test(text.trim()));
        const { values, problems } = read(`query: ${text}`);
        if (problems.length === 0)
          expect([...values]).toEqual([['query', text.replace(/^[ \t]+|[ \t]+$/g, '')]]);
      }),
      cases(2000),
    );
  });

  it('does not exist for labels and values of any text, in any style', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b',
        'c',
        'a: ',
        'b: ',
        '\nc: ',
        '\nb:\n  ',
        '\n  a: ',
        '\n  - ',
        '\n    b',
        ' #',
        ' # ',
        '&b ',
        '*c ',
        '!a ',
        '!!b ',
        '|',
        '|-\n  ',
        '>\n  ',
        '|2\n  ',
        '"',
        "'",
        '[',
        ']',
        '{',
        '}',
        ', ',
        '\n',
        '\n  ',
        ' ',
        '\n...\n',
        '\n---\n',
        '%a\n',
        '\n? ',
        '\n: ',
      ],
    );
    let sent = 0;
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 14 }), (rest) => {
        const text = `a: ${rest}`;
        fc.pre(!/^[ \t]*#/m.test(text));
        const { values, problems } = read(text);
        if (problems.length > 0) return;
        sent += 1;
        const letters = (given: string) => given.replace(/[^abc]/g, '');
        expect(letters([...values].flat().join(''))).toBe(letters(text));
      }),
      cases(3000),
    );
    expect(sent).toBeGreaterThan(0);
  });
});

describe('a message about an input', () => {
  it('shows no value, whatever the problem is [T39]', () => {
    const canary = 'S3cr3t';
    const around = fc.constantFrom(
      ...[
        '',
        ' ',
        ': ',
        ' #',
        ' # ',
        '"',
        "'",
        '&',
        '*',
        '!',
        '|',
        '>',
        '@',
        '`',
        '\\',
        '\\q',
        '\\0',
        '{',
        '}',
        '[',
        ']',
        ', ',
        '\n  ',
        '\n\t',
        '\n  - ',
        '\n  x: ',
        '? ',
        '%',
        '\0',
        '\u001b',
        '- ',
        ' x',
        'x ',
        'x: ',
      ],
    );
    const mess = fc.string({ unit: around, maxLength: 4 });
    const shape = fc.constantFrom(
      (value: string) => `a: ${value}\nb: 1`,
      (value: string) => `b: 1\na: ${value}`,
      (value: string) => `a: "${value}"`,
      (value: string) => `a: '${value}'`,
      (value: string) => `a:\n  - ${value}\n  - ${value}`,
      (value: string) => `a:\n  k: ${value}\n  k: 1`,
      (value: string) => `a: {${value}: 1, ${value}: 2}`,
      (value: string) => `{"a": "${value}", "b": 1}`,
      (value: string) => `{"a": ${value}, "b": 1}`,
      (value: string) => `- name: a\n  value: ${value}`,
      (value: string) => `- value: ${value}\n  name: a`,
      (value: string) => `[{"name": "a", "value": "${value}"}]`,
      (value: string) => `'{"a": "${value}"}'`,
      (value: string) => `${canary}${value.replaceAll(':', '')}`,
      (value: string) => `a: |\n  ${value}\n b`,
    );
    let refused = 0;
    fc.assert(
      fc.property(shape, mess, mess, (write, before, after) => {
        const text = write(`${before}${canary}${after}`);
        for (const parse of [parseMapping, parseJson]) {
          try {
            parse(text, 'inputs');
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
            refused += 1;
            expect(error.message).not.toContain(canary);
          }
        }
      }),
      cases(3000),
    );
    expect(refused).toBeGreaterThan(0);
  });
});
