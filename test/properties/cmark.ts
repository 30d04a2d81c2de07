import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { createQuote } from '../../src/report/markdown/quotation.ts';
import { hostileSummary } from '../support/hostile-summary.ts';
import { hostileMarkdown, hostileText } from '../support/hostile-text.ts';
import { foreignElements, references } from '../support/readings.ts';
import { unlimited } from '../support/within-time.ts';
import { checkInChunks } from './in-chunks.ts';

// Usage: npm run test:cmark [-- --runs N]. It reads hostile reports with cmark-gfm, the parser that GitHub's is built on.

const OPTIONS = [
  '--unsafe',
  ...['table', 'strikethrough', 'autolink', 'tasklist'].flatMap((name) => ['-e', name]),
];
const MAX_BYTES = 900 * 1024;
const MAX_OUTPUT_BYTES = 1024 ** 3;
// One process for so many reports, since a process takes longer than a report.
const BATCH = 250;

const text = fc.oneof(hostileMarkdown, hostileText);
const quotation = text.map((message) => createQuote(message, unlimited)?.(MAX_BYTES)?.markdown ?? '');
const summary = fc
  .tuple(fc.array(text, { minLength: 3, maxLength: 9 }), fc.boolean())
  .map(([words, isQuoted]) => hostileSummary(words, isQuoted));
const report = fc.oneof(quotation, summary);

if (spawnSync('cmark-gfm', ['--version']).error !== undefined) {
  console.log('Left out: there is no cmark-gfm here, so no report was read with it.');
} else {
  const runs = checkInChunks('test:cmark', 1000, (chunk) => {
    const reports = fc.sample(report, chunk);
    for (let from = 0; from < reports.length; from += BATCH) {
      if (isDead(reports.slice(from, from + BATCH))) continue;
      // The same reports, one by one, so that the first of them that is alive is shrunk and shown.
      fc.assert(fc.property(report, assertDead), chunk);
      throw new Error('Together some of the reports are alive, and alone none is.');
    }
  });
  console.log(`${runs} reports, and nothing alive in any.`);
}

function isDead(reports: readonly string[]): boolean {
  const pages = readTogether(reports) ?? reports.map(toHtml);
  return pages.every((page) => aliveIn(page).length === 0);
}

function assertDead(markdown: string): void {
  const alive = aliveIn(toHtml(markdown));
  if (alive.length > 0) throw new Error(`Alive: ${alive.join(' ')}\n${markdown}`);
}

function aliveIn(page: string): string[] {
  return [...foreignElements(page), ...references(page)];
}

/** The pages of all reports. Null if one of them leaves something open, so that it hides the paragraph behind it. */
function readTogether(reports: readonly string[]): string[] | null {
  const html = toHtml(reports.map((markdown, place) => `${markdown}\n\nReport${place}\n\n`).join(''));
  const pages = html.split(/^<p>Report\d+<\/p>\n/m);
  return pages.length === reports.length + 1 ? pages : null;
}

function toHtml(markdown: string): string {
  const { stdout, status, error } = spawnSync('cmark-gfm', OPTIONS, {
    input: markdown,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (status !== 0) throw new Error(`cmark-gfm ended with ${status}.`, { cause: error });
  return stdout;
}
