import { describe, expect, it } from 'vitest';
import { answerIn, findData as find, isData } from '../../../src/result/data.ts';

const MEGABYTE = 1_000_000;

const findData = (text: string) => find([text]).data;

/** Lines as one text. */
function text(...lines: string[]): string {
  return lines.join('\n');
}

describe('findData', () => {
  it.each([
    ['an object', '{"a": 1}', '{"a": 1}'],
    ['an array', '[1, 2]', '[1, 2]'],
    ['an object with white space around it', ' \n{"a": 1}\r\n', '{"a": 1}'],
    ['an object with its formatting', '{ "b":1.10,\n  "a":2 }', '{ "b":1.10,\n  "a":2 }'],
  ])('returns the whole text if it is %s', (_, whole, data) => {
    expect(findData(whole)).toBe(data);
  });

  it.each([
    ['nothing', ''],
    ['a sentence', 'All is well.'],
    ['a sentence with JSON in it', 'The answer is {"a": 1}.'],
    ['a number', '12'],
    ['a string', '"text"'],
    ['true', 'true'],
    ['null', 'null'],
    ['JSON that is cut', '{"a": '],
    ['two objects', '{"a": 1}\n{"a": 2}'],
  ])('finds no data in %s', (_, whole) => {
    expect(findData(whole)).toBeNull();
  });

  it('returns the last json fence of a text', () => {
    const whole = text('First:', '```json', '{"a": 1}', '```', 'then:', '```json', '{"a": 2}', '```', 'End.');
    expect(findData(whole)).toBe('{"a": 2}');
  });

  it('keeps the lines of a fence unchanged', () => {
    expect(findData(text('```json', '{', '  "a":  1', '}', '```'))).toBe('{\n  "a":  1\n}');
  });

  it.each([
    ['tildes', '~~~json', '~~~'],
    ['an upper-case mark', '```JSON', '```'],
    ['a space before its mark', '```  json', '```'],
    ['more words in its mark', '```json title="findings"', '```'],
    ['five backticks', '`````json', '`````'],
    ['a longer end', '```json', '``````'],
    ['white space behind its end', '```json', '```  \t'],
    ['an indentation', '      ```json', '      ```'],
    ['a backtick behind its tildes', '~~~json `', '~~~'],
  ])('accepts a json fence with %s', (_, start, end) => {
    expect(findData(text('So:', start, '[1]', end, 'Done.'))).toBe('[1]');
  });

  it.each(['\r\n', '\r', '\n'])('accepts a fence with lines that end with %j', (ending) => {
    expect(findData(['So:', '```json', '[1]', '```'].join(ending))).toBe('[1]');
  });

  it.each([
    ['of another language', '```yaml'],
    ['of a language that begins alike', '```json5'],
    ['with json as the second word of its mark', '```text json'],
    ['of two backticks', '``json'],
    ['that is a code span', '```json`'],
  ])('ignores a fence %s', (_, start) => {
    expect(findData(text('So:', start, '[1]', '```', 'Done.'))).toBeNull();
  });

  it.each([
    ['has a scalar', '12'],
    ['has no JSON', '{"a": '],
    ['is empty', ''],
  ])('does not use an earlier fence if the last %s', (_, content) => {
    expect(findData(text('```json', '{"a": 1}', '```', '```json', content, '```'))).toBeNull();
  });

  it('does not end a fence of backticks at tildes, at fewer backticks, or at a word', () => {
    const whole = text('````json', '["', '~~~~', '```', '````json', '"]', '````');
    expect(findData(whole)).toBeNull();
    expect(findData(text('````json', '[', '````', '1]', '````'))).toBeNull();
    expect(findData(text('```json', '[1]', '```json', '```'))).toBeNull();
    expect(findData(text('````text', '```json', '[1]', '```', '````', '~~~json', '[2]', '~~~'))).toBe('[2]');
  });

  it('ignores a json fence inside another block', () => {
    expect(findData(text('````markdown', '```json', '[1]', '```', '````'))).toBeNull();
  });

  it('accepts a json block whose text contains a smaller fence', () => {
    const whole = text('~~~json', '{"text":', '"```json"', '}', '~~~');
    expect(findData(whole)).toBe('{"text":\n"```json"\n}');
  });

  it('ignores a fence that is never closed, and returns the one before it', () => {
    expect(findData(text('```json', '[1]'))).toBeNull();
    expect(findData(text('```json', '[1]', '```', '```json', '[2]'))).toBe('[1]');
  });

  it.each([
    ['backticks', '`'.repeat(MEGABYTE)],
    ['tildes before a backtick', `${'~'.repeat(MEGABYTE)}\``],
    ['spaces', ' '.repeat(MEGABYTE)],
    ['a fence and spaces before a backtick', `\`\`\`${' '.repeat(MEGABYTE)}\``],
    ['tabs before a fence', `${'\t'.repeat(MEGABYTE)}\`\`\`json`],
    ['open brackets', '['.repeat(MEGABYTE)],
    ['open brackets in a fence', text('```json', '['.repeat(MEGABYTE), '```')],
    ['fences that are never closed', '```json\n~~~\n'.repeat(MEGABYTE / 12)],
    ['line ends', '\r\n'.repeat(MEGABYTE / 2)],
  ])('ends for a megabyte of %s', (_, whole) => {
    expect(findData(whole)).toBeNull();
  });

  it('finds no data in a message without parts', () => {
    expect(find([])).toEqual({ data: null, warning: null });
  });

  it.each([
    ['a byte order mark', '\uFEFF'],
    ['what the model thought', '<think>[1]\n```json\n[2]\n```</think>\n'],
    ['both', '\uFEFF <think></think>'],
  ])('ignores %s before the message', (_, before) => {
    expect(findData(`${before}[3]`)).toBe('[3]');
    expect(findData(`${before}So:\n\`\`\`json\n[4]\n\`\`\``)).toBe('[4]');
    expect(isData(`${before}[3]`)).toBe(true);
  });

  it('does not ignore reasoning that comes later or does not end', () => {
    expect(answerIn(' a <think>b</think> ')).toBe('a <think>b</think>');
    expect(answerIn('<think>b')).toBe('<think>b');
    expect(isData('No. [3]')).toBe(false);
  });

  it.each(['sarif', 'jsonc'])('accepts a block marked %s', (language) => {
    expect(findData(text('So:', `\`\`\`${language}`, '[1]', '```'))).toBe('[1]');
  });

  it('accepts comments and trailing commas only in a jsonc block, and returns plain JSON', () => {
    const block = (language: string) =>
      text(`\`\`\`${language}`, '{ // one', '"a": 1.10,', '"b": "//", }', '```');
    expect(findData(block('jsonc'))).toBe('{  "a": 1.10,\n"b": "//" }');
    expect(findData(block('json'))).toBeNull();
  });

  it('accepts an unmarked block if it is the only one, and no block is marked as JSON', () => {
    expect(findData(text('So:', '```', '[1]', '```'))).toBe('[1]');
    expect(findData(text('```sh', 'ls', '```', '```', '[1]', '```'))).toBe('[1]');
    expect(findData(text('```', '[1]', '```', '```', '[2]', '```'))).toBeNull();
    expect(findData(text('```', '[1]', '```', '```json', '{', '```'))).toBeNull();
  });

  it('uses the last part that has data, then earlier ones, then all of them joined', () => {
    expect(find(['[1]', '[2]', 'Done.'])).toEqual({ data: '[2]', warning: null });
    expect(find(['I look.', '{"a": 1}'])).toEqual({ data: '{"a": 1}', warning: null });
    expect(find(['{"a":', '1}']).data).toBe('{"a":\n\n1}');
    expect(find(['```json', '[1]\n```']).data).toBe('[1]');
    expect(find(['Nothing.', 'Here.'])).toEqual({ data: null, warning: null });
  });

  it.each([
    [
      'a cut whole text',
      ['{"a": 1'],
      'the message',
      'it is among other text. Make the agent put it into a block marked json',
    ],
    [
      'JSON in a quotation',
      ['> ```json\n> {"a": 1}\n> ```'],
      'the message',
      'it is among other text. Make the agent put it into a block marked json',
    ],
    [
      'text before JSON',
      ['So:\n[ {"a": 1} ]'],
      'the message',
      'it is among other text. Make the agent put it into a block marked json',
    ],
    [
      'a list of objects behind text',
      ['So:\n[{"a": 1}]'],
      'the message',
      'it is among other text. Make the agent put it into a block marked json',
    ],
    [
      'an object in two parts',
      ['{', '"a": 1'],
      'the joined text parts',
      'it is among other text. Make the agent put it into a block marked json',
    ],
    [
      'a broken block',
      ['```JSON\n{"a": \n```'],
      'the message',
      'its last block marked json is not a JSON object or array',
    ],
    [
      'a scalar in a block',
      ['x', '```json\n12\n```', 'y'],
      'text part 2',
      'its last block marked json is not a JSON object or array',
    ],
    [
      'a broken block without a mark',
      ['```\n{"a": \n```'],
      'the message',
      'its only block without a mark is not a JSON object or array',
    ],
    ['a block that is not closed', ['```json\n[1]'], 'the message', 'its block is not closed'],
    [
      'a block in another',
      ['````md\n```json\n[1]\n```\n````'],
      'the message',
      'its block is inside another block',
    ],
    [
      'a block with another mark',
      ['```js\n[{"a": 1}]\n```'],
      'the message',
      'its block is marked js, not json, jsonc or sarif',
    ],
    [
      'several blocks',
      ['```\n{"a": 1}\n```\n```\n[1]\n```'],
      'the message',
      'it is in one of several blocks without a mark. Make the agent mark it with json',
    ],
  ])('warns of %s, with its part and the reason', (_, parts, where, reason) => {
    expect(find(parts).warning).toBe(`The JSON in ${where} is not in result-data: ${reason}.`);
  });

  it.each(['  {"a": 1}', '{ "a": 1 }', '[ {"a": 1} ]'])(
    'warns of %j in a block with another mark',
    (content) => {
      expect(find([`\`\`\`js\n${content}\n\`\`\``]).warning).toContain('its block is marked js, ');
    },
  );

  it('warns of the last part first, also if an earlier one has data', () => {
    const parts = ['{"a": 1}', '```json\n{"b": \n```'];
    expect(find(parts)).toEqual({
      data: '{"a": 1}',
      warning:
        'The JSON in text part 2 is not in result-data: its last block marked json is not a JSON object or array.',
    });
    expect(find(['{"a": \n', '{"b": ']).warning).toContain('The JSON in text part 2 ');
  });

  it.each([
    'All is well.',
    '[a link](https://example.com) first',
    '[ ] a task',
    '{placeholder} and [1]',
    '```sh\nls\n```',
    '```\n{ echo; }\n```',
    '```sh\necho {"a": 1}\n```',
    '```js\nf({"a": 1})\n```',
    'The answer is {"a": 1}.',
    '12',
  ])('does not warn of %j', (whole) => {
    expect(find([whole])).toEqual({ data: null, warning: null });
  });

  it('finds the data after a megabyte of fences', () => {
    const whole = `${'```json\n[1]\n```\n'.repeat(MEGABYTE / 16)}\`\`\`json\n[2]\n\`\`\``;
    expect(findData(whole)).toBe('[2]');
  });
});
