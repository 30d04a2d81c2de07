import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EOL, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { logWarning, standardOutput } from '../../../src/platform/log.ts';
import { loadRunner, type Runner } from '../../../src/platform/runner.ts';

let folder = '';
let written = '';
const runner = await loadRunner(process.env);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runner-'));
  written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function lines(): string[] {
  return written.split(EOL);
}

function emptyFile(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  return path;
}

describe('the log', () => {
  it('prints a line unchanged', () => {
    standardOutput.info('Run 42 is in progress.');
    expect(lines()).toEqual(['Run 42 is in progress.', '']);
  });

  it('escapes a command, and prints it on one line', () => {
    standardOutput.info('::error::forged\n::stop-commands::x\r##[error]forged');
    expect(lines()).toEqual(['\\::error::forged ::stop-commands::x ##\\[error]forged', '']);
  });

  it('prints a warning as one', () => {
    logWarning(standardOutput, 'The comment was not written.');
    expect(lines()).toEqual(['Warning: The comment was not written.', '']);
  });

  it('prints lines in a group with a title, each escaped', () => {
    standardOutput.group('Steps\n::error::a', ['one', '::endgroup::', 'two\n::add-mask::pass']);
    expect(lines()).toEqual([
      '::group::Steps ::error::a',
      'one',
      '\\::endgroup::',
      'two ::add-mask::pass',
      '::endgroup::',
      '',
    ]);
  });
});

describe('annotations', () => {
  it.each(['error', 'warning'] as const)('prints several lines as one %s', (kind) => {
    runner[kind](['run-failed: two things', 'first 100 %', '::error::second\nstill second']);
    expect(lines()).toEqual([
      `::${kind}::run-failed: two things%0Afirst 100 %25%0A::error::second still second`,
      '',
    ]);
  });

  it.each(['error', 'warning'] as const)('prints an %s with its file and line', (kind) => {
    runner[kind](['eval-failed: a finding'], { file: 'src/a,b:c.ts', line: 7 });
    expect(lines()).toEqual([`::${kind} file=src/a%2Cb%3Ac.ts,line=7::eval-failed: a finding`, '']);
  });

  it.each(['error', 'warning'] as const)('truncates an %s to the limit of the runner', (kind) => {
    runner[kind](Array.from({ length: 5 }, () => 'x'.repeat(1000)));
    const text = written.replace(`::${kind}::`, '').replaceAll('%0A', '\n').trim();
    expect(text).toHaveLength(3900);
    expect(text.split('\n')).toHaveLength(4);
  });

  it('prints an error on one escaped line, without the toolkit', () => {
    standardOutput.fail('internal-error: 100 %\n::warning::second');
    expect(lines()).toEqual(['::error::internal-error: 100 %25 ::warning::second', '']);
  });
});

describe('masks and outputs', () => {
  it('masks a secret, line breaks included', () => {
    standardOutput.mask('k-123\r\n456%0A');
    expect(lines()).toEqual(['::add-mask::k-123%0D%0A456%250A', '']);
  });

  it('appends an output to the output file, with a delimiter that its value cannot predict', () => {
    const path = emptyFile('outputs');
    vi.stubEnv('GITHUB_OUTPUT', path);
    runner.setOutput('reason', 'one\nresult<<EOF\ntwo');
    runner.setOutput('outcome', 'passed');
    const [, delimiter] = /^reason<<(ghadelimiter_[0-9a-f-]{36})$/m.exec(readFileSync(path, 'utf8')) ?? [];
    expect(readFileSync(path, 'utf8')).toContain(
      `reason<<${delimiter}${EOL}one\nresult<<EOF\ntwo${EOL}${delimiter}${EOL}outcome<<ghadelimiter_`,
    );
    expect(written).toBe('');
  });

  it('writes a value to the state file', () => {
    const path = emptyFile('state');
    vi.stubEnv('GITHUB_STATE', path);
    runner.saveState('unfinished', 'one\ntwo');
    const [, delimiter] =
      /^unfinished<<(ghadelimiter_[0-9a-f-]{36})$/m.exec(readFileSync(path, 'utf8')) ?? [];
    expect(readFileSync(path, 'utf8')).toBe(`unfinished<<${delimiter}${EOL}one\ntwo${EOL}${delimiter}${EOL}`);
    expect(written).toBe('');
  });

  it('prints values as commands if the runner names no file, like old runners', () => {
    vi.stubEnv('GITHUB_OUTPUT', '');
    vi.stubEnv('GITHUB_STATE', undefined);
    runner.setOutput('reason', 'one\n::error::two');
    runner.saveState('unfinished', 'three');
    expect(lines()).toEqual([
      '',
      '::set-output name=reason::one%0A::error::two',
      '::save-state name=unfinished::three',
      '',
    ]);
  });

  it('throws if the output file does not exist', () => {
    vi.stubEnv('GITHUB_OUTPUT', join(folder, 'missing'));
    expect(() => runner.setOutput('outcome', 'passed')).toThrow(/Missing file at path/);
  });

  it('throw where there is something else than a file, and do not wait for it [F162]', () => {
    vi.stubEnv('GITHUB_OUTPUT', folder);
    vi.stubEnv('GITHUB_STATE', folder);
    const message = 'the file is not a regular file. Let no other step replace it';
    expect(() => runner.setOutput('outcome', 'passed')).toThrow(message);
    expect(() => runner.saveState('pending', 'x')).toThrow(message);
  });
});

describe('the summary', () => {
  /** A runner with a separate summary: the toolkit keeps the path of the first one that it writes. */
  async function freshRunner(path: string | undefined): Promise<Runner> {
    vi.stubEnv('GITHUB_STEP_SUMMARY', path);
    const core = await import('@actions/core');
    vi.doMock('@actions/core', () => ({ ...core, summary: Reflect.construct(core.summary.constructor, []) }));
    return loadRunner(process.env);
  }

  afterEach(() => {
    vi.doUnmock('@actions/core');
  });

  it('is appended to the existing text unchanged, and ends with a line ending [F104]', async () => {
    const path = emptyFile('summary');
    writeFileSync(path, 'before\n');
    const runner = await freshRunner(path);
    await runner.writeSummary('## ✅ Run\n\n| a |');
    expect(readFileSync(path, 'utf8')).toBe(`before\n## ✅ Run\n\n| a |${EOL}`);
    expect(written).toBe('');
  });

  it('throws where there is something else than a file, and does not wait for it [F162]', async () => {
    const runner = await freshRunner(folder);
    await expect(runner.writeSummary('text')).rejects.toThrow(
      'the file is not a regular file. Let no other step',
    );
  });

  it('throws if the runner names no file', async () => {
    const runner = await freshRunner(undefined);
    await expect(runner.writeSummary('text')).rejects.toThrow(/GITHUB_STEP_SUMMARY/);
  });

  it('throws if the file does not exist', async () => {
    const path = join(folder, 'missing');
    const runner = await freshRunner(path);
    await expect(runner.writeSummary('text')).rejects.toThrow(path);
  });
});
