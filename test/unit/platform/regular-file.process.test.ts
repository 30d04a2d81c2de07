import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvent } from '../../../src/inputs/event.ts';
import { readPrecedingRun } from '../../../src/inputs/preceding-run.ts';
import { assertRegularFile, readRegularFile } from '../../../src/platform/regular-file.ts';

const NOT_REGULAR = 'the file is not a regular file';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regular-'));
  path = join(folder, 'file');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a regular file', () => {
  it('is read whole, also behind a link', async () => {
    writeFileSync(path, 'größer\n');
    symlinkSync(path, join(folder, 'link'));
    for (const name of [path, join(folder, 'link')]) {
      expect(await readRegularFile(name)).toBe('größer\n');
      expect(() => assertRegularFile(name)).not.toThrow();
    }
  });

  it('has at most 32 MiB', async () => {
    writeFileSync(path, '');
    truncateSync(path, 32 * 1024 * 1024);
    expect(await readRegularFile(path)).toHaveLength(32 * 1024 * 1024);
    truncateSync(path, 32 * 1024 * 1024 + 1);
    await expect(readRegularFile(path)).rejects.toThrow('the file is larger than 32 MiB');
  });

  it('may be missing where it is to be written, but not where it is to be read', async () => {
    expect(() => assertRegularFile(path)).not.toThrow();
    expect(() => assertRegularFile('')).not.toThrow();
    await expect(readRegularFile(path)).rejects.toThrow('ENOENT');
  });
});

describe.skipIf(process.platform === 'win32')('what is no regular file', () => {
  const pipe = () => execFileSync('mkfifo', [path]);
  const link = () => symlinkSync(path, `${path}-link`);
  const none = () => undefined;

  it.each([
    ['a pipe', [pipe], () => path],
    ['a link to a pipe', [pipe, link], () => `${path}-link`],
    ['a folder', [none], () => folder],
    ['a device', [none], () => '/dev/zero'],
  ])('is neither read nor written, and nothing waits for it: %s [F162]', async (_, prepare, nameOf) => {
    for (const make of prepare) make();
    const name = nameOf();
    await expect(readRegularFile(name)).rejects.toThrow(NOT_REGULAR);
    expect(() => assertRegularFile(name)).toThrow(NOT_REGULAR);
    expect(await readEvent(name)).toBeNull();
    expect(await readPrecedingRun(name)).toBeNull();
  });
});
