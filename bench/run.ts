import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { reportDownload } from './download.ts';
import { reportGrowth } from './growth.ts';
import { reportNoticing } from './noticing.ts';
import { reportStart } from './start.ts';

const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));

const sections: readonly (readonly [string, () => string | Promise<string>])[] = [
  ['Start', reportStart],
  ['Download', reportDownload],
  ['Noticing', reportNoticing],
  ['Growth', reportGrowth],
];

const processors = cpus();
const parts = [
  '# What a step costs',
  `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${processors.length} × ${processors[0]?.model ?? 'unknown processor'}.`,
];
console.log(parts.join('\n\n'));
for (const [title, report] of sections) {
  const part = `## ${title}\n\n${await report()}`;
  console.log(`\n${part}`);
  parts.push(part);
}
await writeFile(RESULTS, `${parts.join('\n\n')}\n`);
