import { readFileSync } from 'node:fs';
import { idsOf, readTitles, type Title } from './titles.ts';

/** What is right for each id: F of a service, network, runner or machine, B of a bad input, T of a threat. */
export const FAULTS: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('faults.json', import.meta.url), 'utf8'),
);

export const PAGE = new URL('../../../docs/faults.md', import.meta.url);

const INTRODUCTION = `# What can go wrong

What this action does about each fault of a service, network, runner or machine (F), each bad input (B) and each threat (T).
The ids stand at the end of test titles. \`npm run faults\` writes this page from them and from
[faults.json](../test/repository/faults/faults.json). Files are below \`test/\`, without \`.test.ts\`. A title may be of a table
of tests. [not-covered.md](not-covered.md) says why a row has no test.`;

const SECTIONS = { F: 'Faults', B: 'Bad inputs', T: 'Threats' };

/** docs/faults.md for these titles. */
export function renderPage(titles: readonly Title[] = readTitles()): string {
  const sections = Object.entries(SECTIONS).map(([letter, heading]) => {
    const rows = Object.entries(FAULTS)
      .filter(([id]) => id.startsWith(letter))
      .map(([id, says]) => {
        const tests = titles.filter((title) => idsOf(title).includes(id));
        return `| ${id} | ${says} | ${tests.length} | ${filesOf(tests)} |`;
      });
    return [
      `## ${heading}`,
      '',
      '| id | what is right | titles | in |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

function filesOf(tests: readonly Title[]): string {
  if (tests.length === 0) return '[not covered](not-covered.md)';
  const files = new Set(tests.map(({ file }) => file.replace(/\.test\.ts$/, '')));
  return [...files].map((file) => `\`${file}\``).join(', ');
}
