import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReportFiles } from '../../../src/report/files.ts';

// Windows has no modes: there the folder of the runner is the user's own.
const ownFile = process.platform === 'win32' ? 0o666 : 0o600;
const ownFolder = process.platform === 'win32' ? 0o666 : 0o700;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-files-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('report files', () => {
  it('create no folder before the first file', () => {
    createReportFiles(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are in a separate folder inside the given one', () => {
    const files = createReportFiles(folder);
    const path = files.path('report.json');
    expect(basename(path)).toBe('report.json');
    expect(basename(dirname(path))).toMatch(/^run-kindo-agent-/);
    expect(dirname(dirname(path))).toBe(folder);
    expect(dirname(files.path('result.md'))).toBe(dirname(path));
    expect(existsSync(path)).toBe(false);
  });

  it('are separate from those of another step [F125]', () => {
    const one = createReportFiles(folder);
    const other = createReportFiles(folder);
    expect(dirname(one.path('report.json'))).not.toBe(dirname(other.path('report.json')));
  });

  it('contain the written text, byte for byte', () => {
    const files = createReportFiles(folder);
    files.write('result.md', 'Grüße\r\n\n🙂');
    expect(readFileSync(files.path('result.md'), 'utf8')).toBe('Grüße\r\n\n🙂');
  });

  it('contain the text that was written last', () => {
    const files = createReportFiles(folder);
    files.write('report.json', 'a longer first text');
    files.write('report.json', 'second');
    expect(readFileSync(files.path('report.json'), 'utf8')).toBe('second');
  });

  it('can be read only by their own user [F102]', () => {
    const files = createReportFiles(folder);
    files.write('result.md', 'text');
    const path = files.path('result.md');
    expect(statSync(path).mode & 0o777).toBe(ownFile);
    expect(statSync(dirname(path)).mode & 0o777).toBe(ownFolder);
  });

  it('throw if the folder does not exist, and are written once it exists', () => {
    const files = createReportFiles(join(folder, 'later'));
    expect(() => files.path('report.json')).toThrow(/ENOENT/);
    expect(() => files.write('report.json', '{}')).toThrow(/ENOENT/);
  });

  it('throw if the folder is a file', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => createReportFiles(join(folder, 'file')).write('report.json', '{}')).toThrow(
      /ENOTDIR|ENOENT/,
    );
  });
});
