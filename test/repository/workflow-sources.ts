import { parse } from 'yaml';
import { EXAMPLES, PAGES, read, WORKFLOWS } from './files.ts';
import { readPage } from './page.ts';

/** A workflow of a file, or of a block of a page. A block of steps is put into a job. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

export const SOURCES: readonly Source[] = [
  ...[...WORKFLOWS, ...EXAMPLES].map((path) => ({ name: path, text: read(path) })),
  ...PAGES.flatMap((path) =>
    readPage(path)
      .blocks.filter(({ language }) => language === 'yaml')
      .map(({ text }, index) => ({ name: `${path}, block ${index + 1}`, text: wholeWorkflow(text) })),
  ),
];

function wholeWorkflow(text: string): string {
  if (!Array.isArray(parse(text))) return text;
  const steps = text.replace(/^(?=.)/gm, '      ');
  const isAgentIn = /^[- ]*id: agent$/m.test(text);
  const before = isAgentIn ? '' : '      - id: agent\n        run: "true"\n';
  return `on: push\npermissions:\n  contents: read\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${before}${steps}`;
}

/** The text with this action's `uses:` as the local folder, where tools find its inputs and outputs. */
export function withLocalAction(text: string): string {
  return text.replaceAll(/uses: OWNER\/run-kindo-agent@\S+/g, 'uses: ./');
}
