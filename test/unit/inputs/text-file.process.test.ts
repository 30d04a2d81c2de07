import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTextFile } from '../../../src/inputs/text-file.ts';

const MIB = 1024 * 1024;

let base = '';
let workspace = '';
let temporary = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'files-'));
  workspace = join(base, 'repo');
  temporary = join(base, 'temp');
  mkdirSync(workspace);
  mkdirSync(temporary);
});
afterEach(() => rmSync(base, { recursive: true }));

const read = (path: string) => readTextFile(path, { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary });

describe('readTextFile', () => {
  it('reads a file of the workspace by its relative path, and one of either folder by its whole path', () => {
    mkdirSync(join(workspace, 'docs'));
    writeFileSync(join(workspace, 'docs', 'a.md'), 'Grüße\r\nΩ');
    writeFileSync(join(temporary, 'b.md'), 'b');
    expect(read('docs/a.md')).toBe('Grüße\r\nΩ');
    expect(read('./docs/../docs/a.md')).toBe('Grüße\r\nΩ');
    expect(read(join(workspace, 'docs', 'a.md'))).toBe('Grüße\r\nΩ');
    expect(read(join(temporary, 'b.md'))).toBe('b');
  });

  it('reads files that are named nearly like those that are closed', () => {
    for (const name of ['.gitignore', 'my.git', 'my-git-credentials-1', '_runner_file_commands.md']) {
      writeFileSync(join(workspace, name), name);
      expect(read(name)).toBe(name);
    }
  });

  it('drops a byte order mark [B39]', () => {
    writeFileSync(join(workspace, 'a'), '\ufeffa\ufeff');
    expect(read('a')).toBe('a\ufeff');
  });

  it('follows links that stay inside [T13]', () => {
    writeFileSync(join(workspace, 'a'), 'a');
    symlinkSync('a', join(workspace, 'link'));
    symlinkSync(workspace, join(base, 'other-way'));
    expect(read('link')).toBe('a');
    expect(readTextFile('link', { GITHUB_WORKSPACE: join(base, 'other-way') })).toBe('a');
  });

  it('refuses what is outside, however it is written [B35 T13]', () => {
    writeFileSync(join(base, 'secret'), 'x');
    mkdirSync(join(base, 'repo-of-others'));
    writeFileSync(join(base, 'repo-of-others', 'a'), 'x');
    symlinkSync(join(base, 'secret'), join(workspace, 'link'));
    symlinkSync('/proc/self', join(workspace, 'self'));
    symlinkSync(base, join(workspace, 'up'));
    for (const path of [
      '../secret',
      join(base, 'secret'),
      '../repo-of-others/a',
      '/dev/null',
      '/proc/self/environ',
    ]) {
      expect(() => read(path), path).toThrow('is outside of the workspace and of RUNNER_TEMP');
    }
    for (const path of ['link', 'self/environ', 'up/secret']) {
      expect(() => read(path), path).toThrow(/which leads to ".+", and that is outside/);
    }
  });

  it.each([
    '.git/config',
    '.GIT/config',
    'deep/.git/config',
    '_runner_file_commands/x',
    'git-credentials-1.config',
  ])("refuses %s, where git's or the runner's own things are, also behind a link [B35]", (path) => {
    for (const root of [workspace, temporary]) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), 'x');
      symlinkSync(join(root, path), join(root, 'harmless.md'));
      expect(() => read(join(root, path))).toThrow('keep what is theirs');
      expect(() => read(join(root, 'harmless.md'))).toThrow('keep what is theirs');
    }
  });

  it('names the nearest where there is no such file [B34]', () => {
    writeFileSync(join(workspace, 'notes.md'), 'x');
    expect(() => read('note.md')).toThrow(
      /cannot be found .* The nearest name in that folder is "notes.md"\./,
    );
    expect(() => read('none/notes.md')).toThrow(/which cannot be found \(.*\)\.$/);
    rmSync(join(workspace, 'notes.md'));
    expect(() => read('note.md')).toThrow(/which cannot be found \(.*\)\.$/);
    expect(() => read('a\0b')).toThrow('cannot be found');
  });

  it('refuses a link that leads round in a circle', () => {
    symlinkSync('b', join(workspace, 'a'));
    symlinkSync('a', join(workspace, 'b'));
    expect(() => read('a')).toThrow('ELOOP');
  });

  it('refuses what is no regular file, without waiting for a pipe [B36]', async () => {
    mkdirSync(join(workspace, 'folder'));
    execFileSync('mkfifo', [join(workspace, 'pipe')]);
    expect(() => read('folder')).toThrow('which is not a regular file');
    expect(() => read('pipe')).toThrow('which is not a regular file');
    expect(() => read('.')).toThrow('is outside');

    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(workspace, 'socket'), resolve));
    expect(() => read('socket')).toThrow('which cannot be read (');
    await new Promise((resolve) => server.close(resolve));
  });

  it('reads up to 10 MiB, and nothing of what is larger [B30 B37]', () => {
    writeFileSync(join(workspace, 'a'), Buffer.alloc(10 * MIB, 'a'));
    expect(read('a')).toHaveLength(10 * MIB);
    writeFileSync(join(workspace, 'a'), Buffer.alloc(10 * MIB + 1, 'a'));
    expect(() => read('a')).toThrow('which is larger than 10 MiB');
  });

  it.each([
    ['Latin-1', Buffer.from('Grüße', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffabc', 'utf16le')],
    ['half a character', Buffer.from('ü').subarray(0, 1)],
  ])('refuses %s [B38]', (_what, bytes) => {
    writeFileSync(join(workspace, 'a'), bytes);
    expect(() => read('a')).toThrow('which is not UTF-8 text: save it as UTF-8.');
  });

  it('takes no folder that is not set for the one that the step runs in', () => {
    const own = join(process.cwd(), 'package.json');
    for (const variables of [{ GITHUB_WORKSPACE: workspace }, { RUNNER_TEMP: temporary }, {}]) {
      expect(() => readTextFile(own, variables)).toThrow(/^which is outside of the workspace/);
    }
  });

  it('leaves no file open, whatever comes of it', () => {
    writeFileSync(join(workspace, 'a'), 'a');
    mkdirSync(join(workspace, 'folder'));
    const opened = () => readdirSync('/proc/self/fd').length;
    const before = opened();
    for (let time = 0; time < 20; time += 1) {
      read('a');
      expect(() => read('folder')).toThrow('which is not a regular file');
    }
    expect(opened()).toBeLessThan(before + 10);
  });

  it('needs a workspace for a relative path only', () => {
    writeFileSync(join(temporary, 'b'), 'b');
    expect(() => readTextFile('b', { RUNNER_TEMP: temporary })).toThrow('GITHUB_WORKSPACE is not set');
    expect(readTextFile(join(temporary, 'b'), { RUNNER_TEMP: temporary })).toBe('b');
    expect(() => readTextFile(join(temporary, 'b'), {})).toThrow('is outside');
  });
});
