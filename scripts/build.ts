import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
// As tsconfig.json names it.
const VALIBOT = join(ROOT, 'build', 'valibot.js');
const BUNDLER = fileURLToPath(import.meta.resolve('@vercel/ncc/dist/ncc/cli.js'));

interface Module {
  readonly name?: string;
  readonly modules?: readonly Module[];
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** Bundles an entry and what it loads later into a folder, and tells which modules went in. */
function bundle(entry: string, to: string): readonly Module[] {
  const folder = mkdtempSync(join(tmpdir(), 'build-'));
  const stats = join(folder, 'stats.json');
  try {
    const words = [
      'build',
      entry,
      '--out',
      to,
      '--no-cache',
      '--transpile-only',
      '--quiet',
      '--stats-out',
      stats,
    ];
    execFileSync(process.execPath, [BUNDLER, ...words], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(stats, 'utf8')).modules;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Writes the functions of valibot that src uses to a file, which the bundler then takes in place of the package: it would
 * take all of it, which makes two fifths of what Node compiles before the first request.
 */
async function shakeValibot(): Promise<void> {
  const sources = globSync('src/**/*.ts', { cwd: ROOT }).map((file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );
  const all = Object.keys(await import('valibot'));
  const used = new Set(
    sources.flatMap((text) => Array.from(text.matchAll(/\bv\.(\w+)/g), ([, name = '']) => name)),
  );
  const names = all.filter((name) => used.has(name)).toSorted();
  const bundled = await rolldown({
    cwd: ROOT,
    input: 'valibot-subset',
    plugins: [
      {
        name: 'valibot-subset',
        resolveId: (id) => (id === 'valibot-subset' ? id : null),
        load: (id) => (id === 'valibot-subset' ? `export { ${names.join(', ')} } from 'valibot';` : null),
      },
    ],
  });
  await bundled.write({ file: VALIBOT });
  await bundled.close();
}

/** The folders of the packages that modules are from, whole or joined into others. */
function packagesOf(modules: readonly Module[]): Set<string> {
  const own = modules.flatMap(
    ({ name = '' }) => /^\.\/((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? [],
  );
  const joined = modules.flatMap((module) => [...packagesOf(module.modules ?? [])]);
  return new Set([...own, ...joined]);
}

// The bundler's own list has only what the entry reaches without loading anything later.
function renderLicence(folder: string): string {
  const {
    name,
    version,
    license = '',
  }: PackageFile = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(ROOT, folder)).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const text =
    file === undefined
      ? 'The package names this licence, and has no file with its text.'
      : readFileSync(join(ROOT, folder, file), 'utf8').trim();
  return `${name}@${version}\n${license}\n\n${text}\n`;
}

// Anew, so that no file stays that the source no longer builds to.
rmSync(DIST, { recursive: true, force: true });
await shakeValibot();
const modules = [...bundle('src/index.ts', 'dist'), ...bundle('src/post.ts', join('dist', 'post'))];
rmSync(VALIBOT);
const licences = ['node_modules/valibot', ...packagesOf(modules)].map(renderLicence).toSorted();
writeFileSync(join(DIST, 'licenses.txt'), licences.join(`\n${'-'.repeat(80)}\n\n`));
