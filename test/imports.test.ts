import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILES = globSync('src/**/*.ts', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));

const WORDS = [
  'domain',
  'run-details',
  'errors',
  'duration',
  'nearest',
  'untrusted',
  'pull-request',
  'containment',
];

/** What the files of a room may import of this project: rooms, or single files. Their own room always. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  domain: ['run-details'],
  'run-details': [],
  errors: [],
  duration: [],
  nearest: [],
  redact: [],
  untrusted: [],
  version: [],
  unfinished: [],
  post: ['unfinished', 'untrusted'],
  'pull-request': [],
  containment: [],
  platform: ['errors', 'untrusted', 'pull-request', 'http/proxy', 'http/send', 'http/transport'],
  inputs: [...WORDS, 'service/service', 'service/index'],
  http: ['domain', 'errors', 'redact', 'untrusted', 'version', 'platform/clock'],
  service: ['domain', 'run-details', 'errors', 'redact', 'untrusted', 'http'],
  github: [
    'errors',
    'untrusted',
    'pull-request',
    'platform/clock',
    'http/send',
    'http/octokit-fetch',
    'http/retry-after',
  ],
  run: [
    ...WORDS,
    'github/github',
    'github/diff',
    'http/send',
    'platform/clock',
    'platform/log',
    'service/service',
    'service/retry',
  ],
  verdict: ['domain', 'duration'],
  report: [...WORDS, 'redact', 'unfinished', 'platform/log', 'platform/runner', 'platform/time-limit'],
  step: [...WORDS, 'inputs/settings', 'report', 'run', 'service/service'],
  'follow-up': [...WORDS, 'redact', 'github/github', 'inputs/conversation', 'report', 'run'],
  reporting: ['follow-up', 'report'],
  main: [
    'errors',
    'domain',
    'duration',
    'follow-up',
    'github',
    'inputs',
    'platform',
    'pull-request',
    'redact',
    'report',
    'reporting',
    'run',
    'service',
    'step',
    'verdict',
  ],
  index: ['main', 'platform/clock', 'platform/drain'],
};

/** Who alone may use a part of the world. */
const OWNERS: readonly { readonly what: string; readonly use: RegExp; readonly owners: readonly string[] }[] =
  [
    {
      what: 'the process',
      use: /\bprocess\./,
      owners: ['src/index.ts', 'src/platform/platform.ts', 'src/post.ts', 'src/platform/log.ts'],
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
    { what: "GitHub's library", use: /['"]@actions\/github['"]/, owners: ['src/github/client.ts'] },
  ];

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The files of this project that a file imports, as paths from src without their ending. */
function importsOf(file: string): string[] {
  return ts
    .preProcessFile(read(file))
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(file), name)).replaceAll('\\', '/'))
    .map((path) => path.replace(/^src\//, '').replace(/\.ts$/, ''));
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? '';
}

describe('the code', () => {
  it.each(FILES)('%s imports only what its room may', (file) => {
    const room = roomOf(file.replace(/^src\//, '').replace(/\.ts$/, ''));
    const allowed = [room, ...(ROOMS[room] ?? [])];
    const others = importsOf(file).filter(
      (path) => !allowed.includes(path) && !allowed.includes(roomOf(path)),
    );
    expect(others).toEqual([]);
  });

  it('has service adapters that do not import each other', () => {
    for (const [adapter, other] of [
      ['service/kindo', 'service/middesk'],
      ['service/middesk', 'service/kindo'],
    ] as const) {
      const files = FILES.filter((path) => path.startsWith(`src/${adapter}`));
      expect(files.length).toBeGreaterThan(0);
      expect(files.flatMap(importsOf).filter((path) => path.startsWith(other))).toEqual([]);
    }
  });

  it('chooses its adapter in one place', () => {
    for (const adapter of ['service/kindo', 'service/middesk']) {
      const users = FILES.filter((file) => importsOf(file).includes(adapter));
      expect(users).toEqual(['src/service/index.ts']);
    }
  });

  it('imports no file of a package by its path', () => {
    const specifiers = FILES.flatMap((file) => ts.preProcessFile(read(file)).importedFiles);
    expect(specifiers.map(({ fileName }) => fileName).filter((name) => /node_modules/.test(name))).toEqual(
      [],
    );
  });

  it.each(OWNERS)('uses $what in no other files than $owners', ({ use, owners }) => {
    const users = FILES.filter((file) => use.test(read(file)));
    expect(users.toSorted()).toEqual(owners.toSorted());
  });

  it('does nothing when it is imported, but for the two entries', () => {
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

  it('names no service outside of src/service, but for the default of an input', () => {
    const words = (file: string) =>
      read(file)
        .replace(/run-kindo-agent|Run Kindo agent/g, '')
        .match(/.*(?:kindo|middesk).*/gi) ?? [];
    const users = FILES.filter((file) => !file.startsWith('src/service/')).flatMap(words);
    expect(users.map((line) => line.trim())).toEqual(["provider: 'kindo',"]);
  });
});
