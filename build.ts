import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = import.meta.dirname;
const BUNDLER = fileURLToPath(import.meta.resolve('@vercel/ncc/dist/ncc/cli.js'));

// Anew, so that no file stays that the source no longer builds to.
rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
bundle('src/index.ts', 'dist', '--license', 'licenses.txt');
bundle('src/post.ts', 'dist/post');

function bundle(entry: string, folder: string, ...more: string[]): void {
  const words = ['build', entry, '--out', folder, '--no-cache', ...more];
  execFileSync(process.execPath, [BUNDLER, ...words], { cwd: ROOT, stdio: 'inherit' });
}
