import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { reportDownload } from './download.ts';
import { reportGrowth } from './growth.ts';
import { reportNoticing } from './noticing.ts';
import type { Section } from './section.ts';
import { reportStart } from './start.ts';

const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));
const README = fileURLToPath(new URL('../README.md', import.meta.url));
// The list under its heading.
const README_LIST = /(?<=\n## What it costs\n(?:(?!\n## ).)*?\n)(?:- [^\n]*\n(?: {2}[^\n]*\n)*)+/s;

const sections: readonly (readonly [string, () => Section | Promise<Section>])[] = [
  ['Start', reportStart],
  ['Download', reportDownload],
  ['Noticing', reportNoticing],
  ['Growth', reportGrowth],
];

const processors = cpus();
const head = [
  '# What a step costs',
  `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${processors.length} × ${processors[0]?.model ?? 'unknown processor'}.`,
];
console.log(head.join('\n\n'));
const parts: string[] = [];
const figures: string[] = [];
for (const [title, report] of sections) {
  const { short, text } = await report();
  const part = `## ${title}\n\n${text}`;
  console.log(`\n${part}`);
  parts.push(part);
  figures.push(`- ${short}\n`);
}
await writeFile(RESULTS, `${[...head, '## In short', figures.join('').trimEnd(), ...parts].join('\n\n')}\n`);
const readme = await readFile(README, 'utf8');
await writeFile(
  README,
  readme.replace(README_LIST, () => figures.join('')),
);
