import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/domain/errors.ts';
import { readSchemaPath } from '../../../src/inputs/schema-path.ts';

function read(path: string, workspace?: string): string | null {
  return readSchemaPath({ 'INPUT_RESULT-SCHEMA': path, GITHUB_WORKSPACE: workspace });
}

describe('readSchemaPath', () => {
  it.each([
    ['schema.json', 'schema.json'],
    [' agents/scan.schema.json ', 'agents/scan.schema.json'],
    ['./agents/../scan.json', 'scan.json'],
    ['agents//scan.json', 'agents/scan.json'],
    ['..scan/a.json', '..scan/a.json'],
    ['.github/scan.json', '.github/scan.json'],
    ['scan.git/a.json', 'scan.git/a.json'],
  ])('reads %j from the root of the repository', (path, expected) => {
    expect(read(path)).toBe(expected);
    expect(read(path, '/src/repo')).toBe(expected);
  });

  it('is null without a path', () => {
    expect(read('none')).toBeNull();
    expect(readSchemaPath({})).toBeNull();
  });

  it('accepts an absolute path in the workspace', () => {
    for (const workspace of ['/src/repo', '/src/repo/', '/src/repo//'])
      expect(read('/src/repo/agents/scan.json', workspace)).toBe('agents/scan.json');
  });

  it.each([undefined, ''])('rejects an absolute path if the workspace is %j', (workspace) => {
    expect(() => read(join(process.cwd(), 'scan.json'), workspace)).toThrow('which is not a file in the');
  });

  it.each([
    '/etc/schema.json',
    '/src/repository/scan.json',
    '/src/repo',
    '../scan.json',
    'agents/../../scan.json',
    '..',
    '.',
    'agents/',
    'agents\\scan.json',
  ])('rejects %j, which is not a file in the repository [T50]', (path) => {
    expect(() => read(path, '/src/repo')).toThrow(InputError);
    expect(() => read(path, '/src/repo')).toThrow(
      'which is not a file in the repository: write its path from',
    );
  });

  it.each(['.git/a.json', 'modules/.GIT/a.json'])('rejects %j, which belongs to git [T50]', (path) => {
    expect(() => read(path)).toThrow("which is in git's own folder: write the path of another file.");
  });
});
