import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isClosedPlace, isInside } from '../../../src/platform/paths.ts';

const FOLDER = join('/', 'work', 'checkout');

describe('isInside', () => {
  it.each([join(FOLDER, 'a'), join(FOLDER, 'a', 'b.md'), join(FOLDER, '..b')])('accepts %s', (path) => {
    expect(isInside(path, FOLDER)).toBe(true);
  });

  it.each([
    ['the folder itself', FOLDER],
    ['the folder above', join('/', 'work')],
    ['a folder whose name begins like it', join('/', 'work', 'checkout-2', 'a')],
    ['a folder of the same name elsewhere', join('/', 'home', 'work', 'checkout', 'a')],
  ])('refuses %s', (_, path) => {
    expect(isInside(path, FOLDER)).toBe(false);
  });
});

describe('isClosedPlace', () => {
  it.each([
    ['.git'],
    ['.git', 'config'],
    ['.GIT', 'config'],
    ['packages', 'lib', '.git', 'HEAD'],
    ['git-credentials-7a7ced7d.config'],
    ['git-credentials-'],
    ['_runner_file_commands', 'set_output_1'],
  ])('is true for %s', (...parts) => {
    expect(isClosedPlace(join(FOLDER, ...parts), FOLDER)).toBe(true);
  });

  it.each([
    ['.gitignore'],
    ['.github', 'workflows', 'ci.yml'],
    ['my.git'],
    ['docs', 'about-git-credentials-here'],
    ['old_runner_file_commands'],
    ['_runner_file_commands.md'],
    ['git-credential'],
  ])('is false for %s', (...parts) => {
    expect(isClosedPlace(join(FOLDER, ...parts), FOLDER)).toBe(false);
  });

  it('ignores the parts of the folder itself', () => {
    const folder = join('/', 'work', '.git', 'checkout');
    expect(isClosedPlace(join(folder, 'a'), folder)).toBe(false);
  });
});
