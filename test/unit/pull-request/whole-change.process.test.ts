import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DemoFile } from '../../../fakes/github/script.ts';
import { DEMO_PULL, type GitHubScript } from '../../../fakes/github/service.ts';
import { NOTHING_UNREAD, type UnreadChange } from '../../../src/domain/change.ts';
import { InputError } from '../../../src/domain/errors.ts';
import { parseDiffPaths } from '../../../src/inputs/diff-paths.ts';
import { readRemoteInputs } from '../../../src/pull-request/read-inputs.ts';
import { cases } from '../../support/cases.ts';
import { type GitFile, type GitTree, gitChange } from '../../support/git-change.ts';
import { pullRequestOf } from '../../support/pull-requests.ts';
import { useSetups } from './setup.ts';

const newSetup = useSetups();

const PATTERNS: readonly [string, (path: string) => boolean][] = [
  ['**', () => true],
  ['*.lock', (path) => !path.includes('/') && path.endsWith('.lock')],
  ['**/*.lock', (path) => path.endsWith('.lock')],
  ['src/**', (path) => path.startsWith('src/')],
  ['.h/*', (path) => path.startsWith('.h/')],
  ['**/*.{bin,png}', (path) => /\.(?:bin|png)$/.test(path)],
  ['**/n?w', (path) => /(?:^|\/)n[^/]w$/.test(path)],
];
const FOLDERS = ['', 'src/', '.h/', 'sp ace/', 'ü/'];
const NAMES = ['a.ts', 'b c', 'q"x\\y', 'n\nw', 'x.png', 'y.lock', 'l.bin', 'ä'];

let token = 0;
const line = fc.constantFrom('-- a', '++ b', 'diff --git a/x b/x', '@@ -1 +1 @@', '\\ x', '').map((text) => {
  token += 1;
  return `${text} ${token}`;
});
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
const content = fc.oneof(
  { weight: 6, arbitrary: text.map((lines) => `${lines}\n`) },
  { weight: 2, arbitrary: text },
  { weight: 1, arbitrary: text.map((lines) => `${lines}\0`) },
  { weight: 1, arbitrary: fc.constant('') },
);
const file: fc.Arbitrary<GitFile> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ mode: fc.constantFrom('100644', '100755'), content }) },
  { weight: 1, arbitrary: fc.record({ mode: fc.constant('120000'), content: line }) },
  {
    weight: 1,
    arbitrary: fc.record({
      mode: fc.constant('160000'),
      content: fc.constantFrom('a', 'b').map((id) => id.repeat(40)),
    }),
  },
);
const path = fc.tuple(fc.constantFrom(...FOLDERS), fc.constantFrom(...NAMES)).map((parts) => parts.join(''));
const tree: fc.Arbitrary<GitTree> = fc.dictionary(path, file, { maxKeys: 5, noNullPrototype: true });

/** The second tree of a pair: some files stay, others change, move or go. */
const change = fc.record({
  before: tree,
  moves: fc.array(fc.tuple(fc.nat(5), path), { maxLength: 2 }),
  modes: fc.array(fc.nat(5), { maxLength: 2 }),
  later: tree,
});

function afterOf({
  before,
  moves,
  modes,
  later,
}: typeof change extends fc.Arbitrary<infer T> ? T : never): GitTree {
  const files = new Map(Object.entries(before));
  const nth = (index: number) => [...files.keys()][index];
  for (const index of modes) {
    const name = nth(index);
    const found = files.get(`${name}`);
    if (name !== undefined && found?.mode === '100644') files.set(name, { ...found, mode: '100755' });
  }
  for (const [index, to] of moves) {
    const name = nth(index);
    const found = files.get(`${name}`);
    if (name === undefined || found === undefined) continue;
    files.delete(name);
    files.set(to, found);
  }
  return Object.fromEntries([...files, ...Object.entries(later)]);
}

function isLet(patterns: readonly [boolean, number][], { filename, previous_filename = filename }: DemoFile) {
  return [filename, previous_filename].some((name) => {
    const last = patterns.findLast(([, index]) => PATTERNS[index]?.[1](name));
    return last === undefined ? patterns.every(([excludes]) => excludes) : !last[0];
  });
}

async function read(files: readonly DemoFile[], script: GitHubScript, lines: readonly string[]) {
  const pull = { ...DEMO_PULL, files };
  const setup = await newSetup({ ...script, pull });
  let unread: UnreadChange = NOTHING_UNREAD;
  const change = {
    base: { sha: DEMO_PULL.base, ref: null },
    head: { sha: DEMO_PULL.head, ref: null, isFork: false },
    changedFiles: files.length,
  };
  const request = {
    wanted: new Map([['diff', 'diff'] as const]),
    event: pullRequestOf({}, change),
    github: setup.github,
    filter: parseDiffPaths(lines),
    onRead: (found: UnreadChange) => {
      unread = found;
    },
  };
  const ended = await readRemoteInputs(request, setup.runtime).then(
    ({ values }) => values?.get('diff') ?? null,
    (error: unknown) => error,
  );
  await setup.service.close();
  return { ended, unread };
}

const TOO_LARGE: GitHubScript = { faults: [{ on: 'diff', at: 'every', does: { status: 406 } }] };

const isBinary = ({ diff }: DemoFile) => /^Binary files /m.test(`${diff}`);
const isWithoutPatch = ({ patch, before, after }: DemoFile) =>
  patch === undefined && before?.sha !== after?.sha && (before?.size ?? 0) + (after?.size ?? 0) > 0;
const isModeOnly = ({ before, after }: DemoFile) =>
  before?.sha === after?.sha && before?.mode !== after?.mode;

describe('a change that is read from GitHub', () => {
  it.each([
    { how: 'as git writes it', script: {}, isHidden: isBinary },
    { how: 'put together from its files', script: TOO_LARGE, isHidden: isWithoutPatch },
  ])(
    'includes each file in full, or its name, or fails the source: $how [T45]',
    async ({ script, isHidden }) => {
      const pattern = fc.tuple(fc.boolean(), fc.nat(PATTERNS.length - 1));
      const patterns = fc.array(pattern, { minLength: 1, maxLength: 3 });
      let sent = 0;
      await fc.assert(
        fc.asyncProperty(change, patterns, async (made, chosen) => {
          const files = gitChange(made.before, afterOf(made));
          fc.pre(files.length > 0);
          const lines = chosen.map(([excludes, index]) => `${excludes ? '!' : ''}${PATTERNS[index]?.[0]}`);
          const { ended, unread } = await read(files, script, lines);
          const kept = files.filter((one) => isLet(chosen, one));
          const out = files.filter((one) => !kept.includes(one));
          expect([...unread.leftOut].sort()).toEqual(out.map(({ filename }) => filename).sort());
          if (kept.length === 0) {
            expect(ended).toBeNull();
            return;
          }
          const hidden = kept.filter(isHidden);
          const listed = unread.listed.map((one) => one.path);
          for (const { filename } of hidden) expect(listed).toContain(filename);
          const refused = hidden.filter(({ filename, after }) => after && !filename.endsWith('.png'));
          if (refused.length > 0) {
            expect(ended).toBeInstanceOf(InputError);
            return;
          }
          expect(ended).toBeTypeOf('string');
          sent += 1;
          const shown = `${ended}`;
          for (const file of kept) {
            const { filename, previous_filename, patch, before, after, diff } = file;
            if (script !== TOO_LARGE) expect(shown).toContain(diff);
            if (patch !== undefined) expect(shown).toContain(`\n${patch}\n`);
            if (isModeOnly(file))
              expect(shown).toContain(`\nold mode ${before?.mode}\nnew mode ${after?.mode}\n`);
            if (previous_filename !== undefined) expect(shown).toMatch(/\nrename from .*\nrename to /);
            if (hidden.includes(file)) expect(shown).toContain(`# - ${JSON.stringify(filename)}: `);
          }
          for (const { filename, patch } of out) {
            expect(shown).toContain(`# - ${JSON.stringify(filename)}\n`);
            if (/^[+-].*\d$/m.test(patch ?? '')) expect(shown).not.toContain(`\n${patch}\n`);
          }
        }),
        cases(20),
      );
      expect(sent).toBeGreaterThan(4);
    },
  );

  const text = (content: string): GitFile => ({ mode: '100644', content });
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0a'.repeat(32)}\nsize 9\n`;
  const [was, is] = ['a'.repeat(40), 'b'.repeat(40)];

  it.each<[string, GitFile, GitFile, RegExp]>([
    ['a NUL byte', text('a\n'), text('a\0\n'), /"f" \(binary/],
    ['a Git LFS pointer', text('a\n'), text(pointer), /"f" \(Git LFS pointer\)/],
    [
      'a submodule',
      { mode: '160000', content: was },
      { mode: '160000', content: is },
      /^# - "f": submodule, a{40} to b{40}$/m,
    ],
    ['a mode', text('a\n'), { mode: '100755', content: 'a\n' }, /^old mode 100644\nnew mode 100755$/m],
    ['a line of 100,000 characters', text('a\n'), text(`${'x'.repeat(100_000)}\n`), /^\+x{100000}$/m],
  ])('has the same result for both methods with %s [T45]', async (_what, before, after, expected) => {
    const files = gitChange({ f: before }, { f: after });
    for (const script of [{}, TOO_LARGE]) {
      const { ended } = await read(files, script, ['**']);
      expect(ended instanceof InputError ? ended.message : ended).toMatch(expected);
    }
  });
});
