import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const BUNDLER = fileURLToPath(import.meta.resolve('@vercel/ncc/dist/ncc/cli.js'));

interface Shaken {
  readonly name: string;
  /** Matches, in a file that imports the package, the exports that it uses. */
  readonly uses: RegExp;
  /** As tsconfig.json has it. */
  readonly file: string;
}

const SHAKEN: readonly Shaken[] = [
  { name: 'valibot', uses: /\bv\.(\w+)/g, file: 'build/valibot.js' },
  { name: 'yaml', uses: /\b(\w+)\b/g, file: 'build/yaml.js' },
];

interface Module {
  readonly name?: string;
  readonly modules?: readonly Module[];
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string;
}

/** Bundles an entry and what it loads later into a folder, and returns the modules of the bundle. */
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
 * Writes what src uses of a package to a file, which the bundler then takes in place of the package: it would take all of
 * it, which Node would compile before the first request.
 */
async function shake({ name, uses, file }: Shaken): Promise<void> {
  const sources = globSync('src/**/*.ts', { cwd: ROOT })
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .filter((text) => text.includes(`'${name}'`));
  const used = new Set(
    sources.flatMap((text) => Array.from(text.matchAll(uses), ([, export_ = '']) => export_)),
  );
  const exports = Object.keys(await import(name)).filter((one) => used.has(one));
  const bundled = await rolldown({
    cwd: ROOT,
    input: 'shaken',
    // The build of a package that has modules, which alone can be taken apart.
    platform: 'browser',
    plugins: [
      {
        name: 'shaken',
        resolveId: (id) => (id === 'shaken' ? id : null),
        load: (id) =>
          id === 'shaken' ? `export { ${exports.toSorted().join(', ')} } from '${name}';` : null,
      },
    ],
  });
  await bundled.write({ file: join(ROOT, file) });
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

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** The licence of a package that has no file with its text. */
function textOf(license: string, author: string): string {
  if (license === 'MIT' && author !== '') return `Copyright (c) ${author}\n\n${MIT}`;
  return 'The package names this licence, and has no file with its text.';
}

// The bundler's own list has only what the entry reaches without loading anything later.
function renderLicence(folder: string): string {
  const {
    name,
    version,
    license = '',
    author = '',
  }: PackageFile = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(ROOT, folder)).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const text =
    file === undefined ? textOf(license, author) : readFileSync(join(ROOT, folder, file), 'utf8').trim();
  return `${name}@${version}\n${license}\n\n${text}\n`;
}

// Anew, so that no file stays that the source no longer builds to.
rmSync(DIST, { recursive: true, force: true });
for (const shaken of SHAKEN) await shake(shaken);
const modules = [...bundle('src/index.ts', 'dist'), ...bundle('src/post.ts', join('dist', 'post'))];
for (const { file } of SHAKEN) rmSync(join(ROOT, file));
const packages = new Set([...SHAKEN.map(({ name }) => `node_modules/${name}`), ...packagesOf(modules)]);
const licences = [...packages].map(renderLicence).toSorted();
writeFileSync(join(DIST, 'licenses.txt'), licences.join(`\n${'-'.repeat(80)}\n\n`));
