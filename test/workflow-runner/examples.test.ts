import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, find, read } from '../repository/files.ts';

describe('examples', () => {
  it('are all run in this folder', () => {
    const text = find('test/workflow-runner/**/*.ts').map(read).join('');
    expect(
      EXAMPLES.filter((path) => !text.includes(`'${path}'`) && !text.includes(`'${basename(path)}'`)),
    ).toEqual([]);
  });
});
