import { execFileSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIST = join(ROOT, 'dist');

// What the build itself needs; the bundle's own packages come on top.
const BUILD_PACKAGES = ['@vercel/ncc', 'typescript', 'rolldown', '@rolldown', '@oxc-project'].map(
  (name) => `node_modules/${name}`,
);

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>>;
}

/** The folders of the packages that go into the bundle, and of those that make it. */
function packagesOfBuild(): string[] {
  const { packages }: LockFile = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const ofBundle = Object.entries(packages).filter(
    ([path, { dev, optional }]) => path !== '' && !dev && !optional,
  );
  return [...ofBundle.map(([path]) => path), ...BUILD_PACKAGES];
}

function filesIn(folder: string): string[] {
  return globSync('**/*', { cwd: folder })
    .filter((path) => statSync(join(folder, path)).isFile())
    .toSorted();
}

describe('dist', () => {
  const folder = mkdtempSync(join(tmpdir(), 'run-kindo-agent-build-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is byte-identical to a build of the source in another folder [T25]', () => {
    // All of it is copied, and the copy is what runs: the numbers of the bundle's modules come from paths.
    for (const entry of ['src', 'scripts', 'package.json', 'tsconfig.json', ...packagesOfBuild()]) {
      cpSync(join(ROOT, entry), join(folder, entry), { recursive: true });
    }
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'stale.js'), '');
    execFileSync(process.execPath, [join(folder, 'scripts', 'build.ts')], { cwd: folder, stdio: 'pipe' });

    const built = join(folder, 'dist');
    expect(filesIn(DIST)).toEqual(filesIn(built));
    for (const file of filesIn(built)) {
      expect(
        readFileSync(join(DIST, file)).equals(readFileSync(join(built, file))),
        `dist/${file} is stale: npm run build`,
      ).toBe(true);
    }
  });

  it('sets the exit code to 1 before it does anything else [T32]', () => {
    const entry = readFileSync(join(DIST, 'index.js'), 'utf8').split('var __webpack_exports__ = {};')[1];
    expect(entry?.trimStart().startsWith('process.exitCode = 1;')).toBe(true);
  });

  it('has a small post step without any package', () => {
    const post = readFileSync(join(DIST, 'post', 'index.js'), 'utf8');
    expect(post.length).toBeLessThan(16 * 1024);
    expect(post).not.toContain('node_modules');
  });

  it('has the licence of every package that the bundle names', () => {
    const code = filesIn(DIST)
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(join(DIST, file), 'utf8'));
    expect(code.length).toBeGreaterThan(1);
    const names = code.flatMap((text) =>
      Array.from(
        text.matchAll(/CONCATENATED MODULE: \.\/(?:\S*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/g),
        ([, name = '']) => name,
      ),
    );
    expect(names).toEqual(expect.arrayContaining(['@actions/core', '@actions/github']));
    const licences = readFileSync(join(DIST, 'licenses.txt'), 'utf8');
    for (const name of new Set(names)) expect(licences).toMatch(new RegExp(`^${name}@\\d+\\.`, 'm'));
    expect(licences).not.toContain('no file with its text');
  });

  it('contains nothing of the demo', () => {
    for (const file of filesIn(DIST)) {
      expect(readFileSync(join(DIST, file), 'utf8')).not.toMatch(/demo_key|startKindoService|kindo-service/);
    }
  });

  it('contains no path of the machine that built it', () => {
    for (const file of filesIn(DIST)) expect(readFileSync(join(DIST, file), 'utf8')).not.toContain(ROOT);
  });
});
