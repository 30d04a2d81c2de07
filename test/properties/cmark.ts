import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { createQuote } from '../../src/report/markdown/quotation.ts';
import { hostileSummary } from '../support/hostile-summary.ts';
import { hostileMarkdown, hostileText } from '../support/hostile-text.ts';
import { propertyRuns, propertySeed } from '../support/property-seed.ts';
import { foreignElements, references } from '../support/readings.ts';
import { unlimited } from '../support/within-time.ts';

// Usage: npm run test:cmark. It reads hostile reports with cmark-gfm, the parser that GitHub's is built on.

const OPTIONS = [
  '--unsafe',
  ...['table', 'strikethrough', 'autolink', 'tasklist'].flatMap((name) => ['-e', name]),
];
const MAX_BYTES = 900 * 1024;

const { PROPERTY_SEED = 'random' } = process.env;
const seed = propertySeed({ PROPERTY_SEED });
const numRuns = 500 * propertyRuns();

if (spawnSync('cmark-gfm', ['--version']).error !== undefined) {
  console.log('Left out: there is no cmark-gfm here, so no report was read with it.');
} else {
  console.log(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${propertyRuns()}`);
  const text = fc.oneof(hostileMarkdown, hostileText);
  fc.assert(
    fc.property(text, (message) => isDead(createQuote(message, unlimited)?.(MAX_BYTES)?.markdown ?? '')),
    { seed, numRuns },
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 3, maxLength: 9 }), fc.boolean(), (words, isQuoted) =>
      isDead(hostileSummary(words, isQuoted)),
    ),
    { seed, numRuns },
  );
  console.log(`${2 * numRuns} reports, and nothing alive in any.`);
}

function isDead(markdown: string): boolean {
  const { stdout, status } = spawnSync('cmark-gfm', OPTIONS, { input: markdown, encoding: 'utf8' });
  if (status !== 0) throw new Error(`cmark-gfm ended with ${status}.`);
  const alive = [...foreignElements(stdout), ...references(stdout)];
  if (alive.length > 0) throw new Error(`Alive: ${alive.join(' ')}\n${markdown}`);
  return true;
}
