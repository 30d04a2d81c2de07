import { describe, expect, it } from 'vitest';
import { findFences } from '../../../src/result/fences.ts';

const read = (...lines: string[]) => findFences(lines.join('\n'));
const contents = (...lines: string[]) => read(...lines).fences.map(({ content }) => content);

describe('findFences', () => {
  it('returns the blocks in order, and the text outside them', () => {
    const { fences, outside } = read(
      'One',
      '```JSON title="x"',
      '[1]',
      '[2]',
      '```',
      'two',
      '~~~',
      '',
      '~~~',
      'three',
    );
    expect(fences).toEqual([
      { language: 'json', isMarked: true, content: '[1]\n[2]', own: '[1]\n[2]', depth: 0, isClosed: true },
      { language: '', isMarked: false, content: '', own: '', depth: 0, isClosed: true },
    ]);
    expect(outside).toBe('One\ntwo\nthree');
  });

  it.each([
    ['```c++', 'c++'],
    ['```json:findings.json', 'json'],
    ['``` {json}', ''],
    [`\`\`\`${'x'.repeat(100)}`, 'x'.repeat(20)],
    ['~~~json `', 'json'],
  ])('reads the language of %s', (fence, language) => {
    expect(read(fence, '1').fences).toEqual([
      { language, isMarked: true, content: '1', own: '1', depth: 0, isClosed: false },
    ]);
  });

  it('returns nested blocks too, the inner first', () => {
    const { fences, outside } = read(
      '````markdown',
      '```json',
      '[1]',
      '```',
      'and',
      '~~~',
      '[2]',
      '~~~',
      '````',
      'End',
    );
    expect(fences).toEqual([
      { language: 'json', isMarked: true, content: '[1]', own: '[1]', depth: 1, isClosed: true },
      { language: '', isMarked: false, content: '[2]', own: '[2]', depth: 1, isClosed: true },
      {
        language: 'markdown',
        isMarked: true,
        content: '```json\n[1]\n```\nand\n~~~\n[2]\n~~~',
        own: 'and',
        depth: 0,
        isClosed: true,
      },
    ]);
    expect(outside).toBe('End');
  });

  it('ends a block, and all blocks in it, at the first line that closes it', () => {
    expect(contents('```markdown', '~~~', '```json', '[1]', '```', 'after', '```')).toEqual([
      '[1]',
      '```json\n[1]',
      '~~~\n```json\n[1]',
      '',
    ]);
  });

  it('ends a block at the same number of its characters or more, and not at fewer, at others or at an info string', () => {
    expect(contents('````', '```', '~~~~', '1', '`````')).toEqual(['1', '~~~~\n1', '```\n~~~~\n1']);
    expect(read('```json', '1', '```json', '2').fences.map(({ isClosed }) => isClosed)).toEqual([
      false,
      false,
    ]);
  });

  it.each(['``json', '```json`', 'text ```json', 'text ~~~json'])('reads %s as text', (line) => {
    expect(read(line, '1')).toEqual({ fences: [], outside: `${line}\n1` });
  });

  it.each(['\r\n', '\r', '\n'])('accepts lines that end with %j', (ending) => {
    const { fences, outside } = findFences(['a', '```json', '1', '2', '```', 'b'].join(ending));
    expect(fences).toMatchObject([{ content: '1\n2' }]);
    expect(outside).toBe('a\nb');
  });

  it('reads up to eight levels of blocks', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `\`\`\`x${index}`);
    const { fences, outside } = read(...lines);
    expect(fences.map(({ depth }) => depth)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
    expect(fences.every(({ isClosed }) => !isClosed)).toBe(true);
    expect(outside).toBe('');
  });
});
