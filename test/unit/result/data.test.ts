import { describe, expect, it } from 'vitest';
import { findData } from '../../../src/result/data.ts';

const MEGABYTE = 1_000_000;

/** Lines as one text. */
function text(...lines: string[]): string {
  return lines.join('\n');
}

describe('findData', () => {
  it.each([
    ['an object', '{"a": 1}', '{"a": 1}'],
    ['an array', '[1, 2]', '[1, 2]'],
    ['an object with white space around it', ' \n{"a": 1}\r\n', '{"a": 1}'],
    ['an object as it is written', '{ "b":1.10,\n  "a":2 }', '{ "b":1.10,\n  "a":2 }'],
  ])('takes the whole text where it is %s', (_, whole, data) => {
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
  ])('finds none in %s', (_, whole) => {
    expect(findData(whole)).toBeNull();
  });

  it('takes the last json fence of a text', () => {
    const whole = text('First:', '```json', '{"a": 1}', '```', 'then:', '```json', '{"a": 2}', '```', 'End.');
    expect(findData(whole)).toBe('{"a": 2}');
  });

  it('keeps the lines of a fence as they are written', () => {
    expect(findData(text('```json', '{', '  "a":  1', '}', '```'))).toBe('{\n  "a":  1\n}');
  });

  it.each([
    ['tildes', '~~~json', '~~~'],
    ['a word in capitals', '```JSON', '```'],
    ['a space before its word', '```  json', '```'],
    ['more words', '```json title="findings"', '```'],
    ['five backticks', '`````json', '`````'],
    ['a longer end', '```json', '``````'],
    ['white space behind its end', '```json', '```  \t'],
    ['an indentation', '      ```json', '      ```'],
    ['a backtick behind its tildes', '~~~json `', '~~~'],
  ])('takes a json fence with %s', (_, start, end) => {
    expect(findData(text('So:', start, '[1]', end, 'Done.'))).toBe('[1]');
  });

  it.each(['\r\n', '\r', '\n'])('takes a fence of lines that end with %j', (ending) => {
    expect(findData(['So:', '```json', '[1]', '```'].join(ending))).toBe('[1]');
  });

  it.each([
    ['without a word', '```'],
    ['of another language', '```yaml'],
    ['of a language that begins alike', '```json5'],
    ['whose second word is json', '```text json'],
    ['of two backticks', '``json'],
    ['that is a code span', '```json`'],
  ])('passes over a fence %s', (_, start) => {
    expect(findData(text('So:', start, '[1]', '```', 'Done.'))).toBeNull();
  });

  it.each([
    ['has a scalar', '12'],
    ['has no JSON', '{"a": '],
    ['is empty', ''],
  ])('does not fall back to an earlier fence where the last %s', (_, content) => {
    expect(findData(text('```json', '{"a": 1}', '```', '```json', content, '```'))).toBeNull();
  });

  it('does not end a fence of backticks at tildes, nor at fewer backticks, nor at a word', () => {
    const whole = text('````json', '["', '~~~~', '```', '````json', '"]', '````');
    expect(findData(whole)).toBeNull();
    expect(findData(text('````json', '[', '````', '1]', '````'))).toBeNull();
    expect(findData(text('```json', '[1]', '```json', '```'))).toBeNull();
    expect(findData(text('````text', '```json', '[1]', '```', '````', '~~~json', '[2]', '~~~'))).toBe('[2]');
  });

  it('passes over a json fence that stands inside of another block', () => {
    expect(findData(text('````markdown', '```json', '[1]', '```', '````'))).toBeNull();
  });

  it('takes a json block whose text holds a smaller fence', () => {
    const whole = text('~~~json', '{"text":', '"```json"', '}', '~~~');
    expect(findData(whole)).toBe('{"text":\n"```json"\n}');
  });

  it('takes no fence that is never closed, and keeps the one before it', () => {
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
  ])('comes to an end with a megabyte of %s', (_, whole) => {
    expect(findData(whole)).toBeNull();
  });

  it('finds the data behind a megabyte of fences', () => {
    const whole = `${'```json\n[1]\n```\n'.repeat(MEGABYTE / 16)}\`\`\`json\n[2]\n\`\`\``;
    expect(findData(whole)).toBe('[2]');
  });
});
