import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILES = globSync('src/**/*.ts', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));

/** The only files that may use a part of the environment. */
const OWNERS: readonly { readonly what: string; readonly use: RegExp; readonly owners: readonly string[] }[] =
  [
    {
      what: 'the process',
      use: /\bprocess\./,
      owners: ['src/index.ts', 'src/main.ts', 'src/post.ts', 'src/platform/log.ts'],
    },
    {
      what: 'the clock',
      use: /\bDate\.now\(|\bperformance\b|\bset(?:Timeout|Interval|Immediate)\(|AbortSignal\.timeout/,
      owners: ['src/platform/clock.ts'],
    },
    { what: "the process's end", use: /\bprocess\.exit\(/, owners: ['src/index.ts'] },
    {
      what: 'the network',
      use: /\bfetch\(|^import (?!type).*'(?:node:)?(?:https?|http2|net|tls|dns|dgram)'/m,
      owners: ['src/http/connect.ts', 'src/http/transport.ts', 'src/http/tunnel.ts'],
    },
    { what: 'the toolkit', use: /['"][./\w]*@actions\/core\b/, owners: ['src/platform/runner.ts'] },
    {
      what: "GitHub's library",
      use: /['"]@actions\/github['"]/,
      owners: ['src/pull-request/octokit-client.ts'],
    },
  ];

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

describe('the code', () => {
  it('imports no file of a package by its path', () => {
    const specifiers = FILES.flatMap((file) => ts.preProcessFile(read(file)).importedFiles);
    expect(specifiers.map(({ fileName }) => fileName).filter((name) => /node_modules/.test(name))).toEqual(
      [],
    );
  });

  it.each(OWNERS)('uses $what only in $owners', ({ use, owners }) => {
    const users = FILES.filter((file) => use.test(read(file)));
    expect(users.toSorted()).toEqual(owners.toSorted());
  });

  it('has no side effect on import, except for the two entry points', () => {
    const entries = ['src/index.ts', 'src/post.ts'];
    const imports = FILES.filter((file) => !entries.includes(file)).map(
      (file) => `await import('./${file}');`,
    );
    const script = `${imports.join('\n')}\nconsole.log(process.exitCode, process.eventNames().join());`;
    const before = execFileSync(
      process.execPath,
      ['--input-type=module', '-e', 'console.log(process.exitCode, process.eventNames().join());'],
      { cwd: ROOT, encoding: 'utf8' },
    );
    const after = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(after).toBe(before);
  });

  it.each([
    {
      service: 'Kindo',
      adapter: /^src\/service\/kindo/,
      words:
        /createdAtUtc|endedAtUtc|hasTriggers|recentRunIds|lastRunAtUtc|modelsInUse|userPermissions|creatorName/,
    },
    {
      service: 'Middesk',
      adapter: /^src\/service\/middesk/,
      words:
        /(created|updated|started|ended|completed)_at|(thread|business|context|run|parent_step)_id|context_type|has_more|total_count|source_(name|tier|type)|combined_proposal|cip_/,
    },
  ])('keeps the field names of $service in its adapter', ({ adapter, words }) => {
    const users = FILES.filter((file) => words.test(read(file)));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !adapter.test(file))).toEqual([]);
  });

  it('names no service outside src/service, except in the default of an input', () => {
    const words = (file: string) =>
      read(file)
        .replace(/run-kindo-agent|Run Kindo agent/g, '')
        .match(/.*(?:kindo|middesk).*/gi) ?? [];
    const users = FILES.filter((file) => !file.startsWith('src/service/')).flatMap(words);
    expect(users.map((line) => line.trim())).toEqual(["provider: 'kindo',"]);
  });
});
