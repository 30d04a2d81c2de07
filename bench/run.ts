import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { reportDownload } from './download.ts';
import { reportGrowth } from './growth.ts';
import { reportNoticing } from './noticing.ts';
import type { Section } from './section.ts';
import { reportStart } from './start.ts';

const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));
const PAGE = fileURLToPath(new URL('../docs/cost-and-limits.md', import.meta.url));
// The list under its heading.
const PAGE_LIST = /(?<=\n## Overhead\n(?:(?!\n## ).)*?\n)(?:- [^\n]*\n(?: {2}[^\n]*\n)*)+/s;

const sections: readonly (readonly [string, () => Section | Promise<Section>])[] = [
  ['Start', reportStart],
  ['Download', reportDownload],
  ['Noticing', reportNoticing],
  ['Growth', () => reportGrowth()],
];

const processors = cpus();
const head = [
  '# Overhead of a step',
  `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${processors.length} × ${processors[0]?.model ?? 'unknown processor'}.`,
];
async function reportAll(): Promise<void> {
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
  await writeFile(
    RESULTS,
    `${[...head, '## In short', figures.join('').trimEnd(), ...parts].join('\n\n')}\n`,
  );
  const page = await readFile(PAGE, 'utf8');
  await writeFile(
    PAGE,
    page.replace(PAGE_LIST, () => figures.join('')),
  );
}

// Part of the name of a series of the last section, which is measured alone and only printed.
const only = process.argv[2];
if (only === undefined) await reportAll();
else console.log((await reportGrowth(only)).text);
