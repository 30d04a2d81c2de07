import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { PEER_ARCHIVES } from './peers.ts';
import type { Section } from './section.ts';
import { markdownTable } from './statistics.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The archive of the current commit as a runner downloads it, in bytes. */
function archiveBytes(): number {
  const tar = execFileSync('git', ['archive', '--format=tar', 'HEAD'], { cwd: ROOT, maxBuffer: 1 << 28 });
  return gzipSync(tar, { level: 6 }).length;
}

/** The rules for shapes of secrets, a file of `dist` that is loaded late, compressed alike, in bytes. */
function secretRulesBytes(): number {
  const chunks = globSync('dist/*.index.js', { cwd: ROOT }).map((file) => readFileSync(join(ROOT, file)));
  const rules = chunks.filter((chunk) => chunk.includes('secretlint-disable'));
  if (rules.length !== 1) throw new Error(`${rules.length} files of dist have the rules for secrets.`);
  return gzipSync(Buffer.concat(rules), { level: 6 }).length;
}

/** Measures what a runner downloads. */
export function reportDownload(): Section {
  const own = archiveBytes() / 1000;
  const rules = secretRulesBytes() / 1000;
  const rows = [
    ['Run Kindo agent, this commit', `${own.toFixed(0)} kB`, '1.0'],
    ['of it, the rules for shapes of secrets', `${rules.toFixed(0)} kB`, (rules / own).toFixed(1)],
    ...PEER_ARCHIVES.map(({ name, kilobytes }) => [name, `${kilobytes} kB`, (kilobytes / own).toFixed(1)]),
  ];
  const text = [
    'What a runner downloads before the step: the archive of the repository, compressed. The others as of August 2026.',
    markdownTable([['action', 'archive', 'ratio'], ...rows]),
  ].join('\n\n');
  return { short: `A runner downloads ${own.toFixed(0)} kB before the job.`, text };
}
