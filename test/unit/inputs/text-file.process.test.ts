import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readTextFile } from '../../../src/inputs/text-file.ts';

// What another process does at the worst moment.
const race = vi.hoisted(() => ({
  beforeOpen: (_path: string): void => undefined,
  afterOpen: (): void => undefined,
  movesToDevice: false,
}));
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  return {
    ...fs,
    openSync: (path: string, flags: number) => {
      race.beforeOpen(path);
      const file = fs.openSync(path, flags);
      race.afterOpen();
      return file;
    },
    fstatSync: (file: number, options: { bigint: true }) => {
      const stats = fs.fstatSync(file, options);
      return race.movesToDevice ? Object.assign(stats, { dev: stats.dev + 1n }) : stats;
    },
  };
});

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
  race.beforeOpen = () => undefined;
  race.afterOpen = () => undefined;
  race.movesToDevice = false;
});
afterEach(() => rmSync(base, { recursive: true }));

const read = (path: string) => readTextFile(path, { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary });

describe('readTextFile', () => {
  it('reads a file of the workspace by a relative path, and a file of both folders by an absolute path', () => {
    mkdirSync(join(workspace, 'docs'));
    writeFileSync(join(workspace, 'docs', 'a.md'), 'Grüße\r\nΩ');
    writeFileSync(join(temporary, 'b.md'), 'b');
    expect(read('docs/a.md')).toBe('Grüße\r\nΩ');
    expect(read('./docs/../docs/a.md')).toBe('Grüße\r\nΩ');
    expect(read(join(workspace, 'docs', 'a.md'))).toBe('Grüße\r\nΩ');
    expect(read(join(temporary, 'b.md'))).toBe('b');
  });

  it('reads files with names similar to those of private files', () => {
    for (const name of ['.gitignore', 'my.git', 'my-git-credentials-1', '_runner_file_commands.md']) {
      writeFileSync(join(workspace, name), name);
      expect(read(name)).toBe(name);
    }
  });

  it('drops a byte order mark [B39]', () => {
    writeFileSync(join(workspace, 'a'), '\ufeffa\ufeff');
    expect(read('a')).toBe('a\ufeff');
  });

  it('accepts a workspace that is itself a link, by both of its paths', () => {
    writeFileSync(join(workspace, 'a'), 'a');
    const link = join(base, 'link-to-workspace');
    symlinkSync(workspace, link);
    for (const path of ['a', join(link, 'a'), join(workspace, 'a')]) {
      expect(readTextFile(path, { GITHUB_WORKSPACE: link })).toBe('a');
    }
  });

  it('follows no link below the workspace or the temporary folder, wherever it leads [T13 T40]', () => {
    mkdirSync(join(workspace, 'docs'));
    writeFileSync(join(workspace, 'docs', 'a'), 'a');
    writeFileSync(join(base, 'secret'), 'x');
    const links = [
      ['inside', 'docs/a'],
      ['outside', join(base, 'secret')],
      ['folder', 'docs'],
      ['up', base],
      ['self', '/proc/self'],
      ['nowhere', join(base, 'none')],
      ['round', 'round'],
      ['docs/deep', '../docs'],
    ] as const;
    for (const [name, target] of links) symlinkSync(target, join(workspace, name));
    symlinkSync(workspace, join(temporary, 'repo'));
    const paths = [
      'inside',
      'outside',
      'folder/a',
      'up/secret',
      'self/environ',
      'nowhere',
      'round',
      'docs/deep/a',
    ];
    for (const path of [...paths, join(workspace, 'folder', 'a'), join(temporary, 'repo', 'docs', 'a')]) {
      expect(() => read(path), path).toThrow(
        'whose path has a symbolic link, and no link is followed: write the path that the link points to.',
      );
    }
  });

  it('leaves a link again by its own folder, not by the folder that it points to [T40]', () => {
    mkdirSync(join(base, 'private'));
    writeFileSync(join(base, 'a'), 'secret');
    writeFileSync(join(workspace, 'a'), 'a');
    symlinkSync(join(base, 'private'), join(workspace, 'link'));
    expect(read('link/../a')).toBe('a');
    for (const path of ['link/', 'link/.', 'link/../link']) {
      expect(() => read(path), path).toThrow('whose path has a symbolic link');
    }
  });

  it("shows no name of a link's target or from outside, and no path [T39 T40]", () => {
    writeFileSync(join(base, 'secret'), 'x');
    symlinkSync(base, join(workspace, 'up'));
    for (const path of ['up/secre', '../secre', join(base, 'secre'), 'up']) {
      expect(() => read(path), path).toThrow(/^(?!.*secre)(?!.*nearest)(?!.*\/)/);
    }
  });

  it('refuses a path outside, in any notation [B35 T13]', () => {
    writeFileSync(join(base, 'secret'), 'x');
    mkdirSync(join(base, 'repo-of-others'));
    writeFileSync(join(base, 'repo-of-others', 'a'), 'x');
    for (const path of [
      '../secret',
      'docs/../../secret',
      join(base, 'secret'),
      '../repo-of-others/a',
      '/dev/null',
      '/proc/self/environ',
      '/proc/self/fd/0',
      `/proc/self/root${join(workspace, 'a')}`,
    ]) {
      expect(() => read(path), path).toThrow('which is outside of the workspace and of RUNNER_TEMP');
    }
  });

  it.each([
    '.git/config',
    '.GIT/config',
    'deep/.git/config',
    '_runner_file_commands/x',
    'git-credentials-1.config',
  ])('refuses %s, a private file of git or the runner [B35]', (path) => {
    for (const root of [workspace, temporary]) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), 'x');
      expect(() => read(join(root, path))).toThrow(
        'which is in a folder of git or of the runner: use another file.',
      );
    }
  });

  it('names the most similar file if there is no such file [B34]', () => {
    writeFileSync(join(workspace, 'notes.md'), 'x');
    expect(() => read('note.md')).toThrow(
      'which cannot be found (ENOENT): check the path. The nearest name in that folder is "notes.md".',
    );
    expect(() => read('not/notes.md')).toThrow('The nearest name in that folder is "notes.md".');
    expect(() => read('notes.md/a')).toThrow(/^which cannot be found \(ENOTDIR\): check the path\.$/);
    rmSync(join(workspace, 'notes.md'));
    expect(() => read('note.md')).toThrow(/^which cannot be found \(ENOENT\): check the path\.$/);
    expect(() => read('a\0b')).toThrow('which cannot be found (ERR_INVALID_ARG_VALUE): check the path.');
  });

  it('reports a missing workspace', () => {
    expect(() => readTextFile('a', { GITHUB_WORKSPACE: join(base, 'gone') })).toThrow(
      'but the workspace or RUNNER_TEMP cannot be found (ENOENT): check the runner.',
    );
  });

  describe('a file that is replaced between the check and the opening [T40]', () => {
    beforeEach(() => {
      mkdirSync(join(workspace, 'docs'));
      writeFileSync(join(workspace, 'docs', 'a'), 'a');
      writeFileSync(join(base, 'a'), 'secret');
    });

    it('is not read if it becomes a link', () => {
      race.beforeOpen = (path) => {
        rmSync(path);
        symlinkSync(join(base, 'a'), path);
      };
      expect(() => read('docs/a')).toThrow('which cannot be read (ELOOP): check its permissions.');
    });

    it('is not read if its folder becomes a link', () => {
      race.beforeOpen = () => {
        renameSync(join(workspace, 'docs'), join(workspace, 'old'));
        symlinkSync(base, join(workspace, 'docs'));
      };
      expect(() => read('docs/a')).toThrow('whose path has a symbolic link');
    });

    it('is not read if its folder becomes a link only for the opening', () => {
      race.beforeOpen = () => {
        renameSync(join(workspace, 'docs'), join(workspace, 'old'));
        symlinkSync(base, join(workspace, 'docs'));
      };
      race.afterOpen = () => {
        rmSync(join(workspace, 'docs'));
        renameSync(join(workspace, 'old'), join(workspace, 'docs'));
      };
      expect(() => read('docs/a')).toThrow('which was replaced while it was opened');
    });

    it('is not read if it is a file of another device with the same number', () => {
      race.movesToDevice = true;
      expect(() => read('docs/a')).toThrow('which was replaced while it was opened');
    });

    it.each([
      ['the workspace', () => workspace],
      ['a folder above the workspace', () => join(base, 'work')],
    ])('is not read if %s becomes a link', (_, folder) => {
      mkdirSync(join(base, 'work'));
      renameSync(workspace, join(base, 'work', 'repo'));
      workspace = join(base, 'work', 'repo');
      cpSync(workspace, join(base, 'others', 'repo'), { recursive: true });
      const target = join(base, 'others', relative(join(base, 'work'), folder()));
      race.beforeOpen = () => {
        renameSync(folder(), join(base, 'old'));
        symlinkSync(target, folder());
      };
      expect(() => read('docs/a')).toThrow('whose path has a symbolic link');
    });

    it('is reported without a name from outside if the workspace is moved away', () => {
      race.afterOpen = () => renameSync(workspace, join(base, 'repository'));
      expect(() => read('docs/a')).toThrow(/^which cannot be found \(ENOENT\): check the path\.$/);
    });

    it('is not waited for if it becomes a pipe', () => {
      race.beforeOpen = (path) => {
        rmSync(path);
        execFileSync('mkfifo', [path]);
      };
      expect(() => read('docs/a')).toThrow('which is not a regular file');
    });

    it('is not read if it becomes a folder, or is deleted', () => {
      race.beforeOpen = (path) => {
        rmSync(path);
        mkdirSync(path);
      };
      expect(() => read('docs/a')).toThrow('which is not a regular file');
      writeFileSync(join(workspace, 'b'), 'b');
      race.beforeOpen = (path) => rmSync(path);
      expect(() => read('b')).toThrow('which cannot be read (ENOENT): check its permissions.');
    });
  });

  it('refuses anything but a regular file, and does not wait for a pipe [B36]', async () => {
    mkdirSync(join(workspace, 'folder'));
    execFileSync('mkfifo', [join(workspace, 'pipe')]);
    expect(() => read('folder')).toThrow('which is not a regular file');
    expect(() => read('pipe')).toThrow('which is not a regular file');
    expect(() => read('.')).toThrow('is outside');

    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(workspace, 'socket'), resolve));
    expect(() => read('socket')).toThrow('which is not a regular file');
    await new Promise((resolve) => server.close(resolve));
  });

  it('reads up to 10 MiB, and nothing of a larger file [B30 B37]', () => {
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

  it('keeps the error of the system as the cause', () => {
    const gone = { GITHUB_WORKSPACE: join(base, 'gone') };
    const code = (name: string) =>
      expect.objectContaining({ cause: expect.objectContaining({ code: name }) });
    expect(() => readTextFile('a', gone)).toThrow(code('ENOENT'));
    expect(() => read('a')).toThrow(code('ENOENT'));
    writeFileSync(join(workspace, 'a'), Buffer.from([0xff]));
    expect(() => read('a')).toThrow(code('ERR_ENCODING_INVALID_ENCODED_DATA'));
    race.beforeOpen = (path) => rmSync(path);
    expect(() => read('a')).toThrow(code('ENOENT'));
  });

  it('does not use the current folder for a folder that is not set', () => {
    const own = join(process.cwd(), 'package.json');
    for (const variables of [{ GITHUB_WORKSPACE: workspace }, { RUNNER_TEMP: temporary }, {}]) {
      expect(() => readTextFile(own, variables)).toThrow(/^which is outside of the workspace/);
    }
  });

  it('leaves no file open, whatever the result', () => {
    writeFileSync(join(workspace, 'a'), 'a');
    mkdirSync(join(workspace, 'folder'));
    const opened = () => readdirSync('/proc/self/fd').length;
    const before = opened();
    for (let time = 0; time < 20; time += 1) {
      read('a');
      expect(() => read('folder')).toThrow('which is not a regular file');
      race.afterOpen = () => rmSync(join(workspace, 'b'));
      writeFileSync(join(workspace, 'b'), 'b');
      expect(() => read('b')).toThrow('which cannot be found');
      race.afterOpen = () => undefined;
    }
    expect(opened()).toBeLessThan(before + 10);
  });

  it('needs a workspace only for a relative path', () => {
    writeFileSync(join(temporary, 'b'), 'b');
    expect(() => readTextFile('b', { RUNNER_TEMP: temporary })).toThrow('GITHUB_WORKSPACE is not set');
    expect(readTextFile(join(temporary, 'b'), { RUNNER_TEMP: temporary })).toBe('b');
    expect(() => readTextFile(join(temporary, 'b'), {})).toThrow('is outside');
  });
});
