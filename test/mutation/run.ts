import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { holds, PARTS } from './parts.ts';

// Usage: npm run mutation, or npm run mutation -- verdict start

const [, , ...named] = process.argv;
const names = named.length === 0 ? Object.keys(PARTS) : named;

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

interface Score {
  readonly part: string;
  readonly mutants: number;
  readonly noticed: number;
  readonly survivors: readonly string[];
}

const scores: Score[] = [];
for (const name of names) scores.push(await scoreOf(name));
for (const { survivors } of scores) for (const survivor of survivors) console.log(survivor);
for (const score of [totalOf(scores), ...scores]) console.log(rowOf(score));

async function scoreOf(name: string): Promise<Score> {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`There is no part ${name}: name ${Object.keys(PARTS).join(', ')}.`);
  // Read by the configuration of the tests, in separate processes.
  process.env.MUTATION_TESTS = part.tests.join(' ');
  const incrementalFile = `reports/mutation/${name}.incremental.json`;
  forgetSurvivors(incrementalFile);
  const stryker = new Stryker({
    mutate: [...part.mutate],
    incrementalFile,
    jsonReporter: { fileName: `reports/mutation/${name}.json` },
  });
  // Among the results is what the part of an earlier run had, too.
  const all = await stryker.runMutationTest();
  const results = all.filter(({ fileName }) => holds(part, relative('.', fileName)));
  const noticed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const survivors = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  return {
    part: name,
    mutants: noticed + survivors.length,
    noticed,
    survivors: survivors.map(lineOf).toSorted(),
  };
}

/** Stryker would not show a survivor of what is computed at loading to a test that is new. */
function forgetSurvivors(incrementalFile: string): void {
  if (!existsSync(incrementalFile)) return;
  const report: { files: Record<string, { mutants: { status: string }[] }> } = JSON.parse(
    readFileSync(incrementalFile, 'utf8'),
  );
  for (const file of Object.values(report.files)) {
    file.mutants = file.mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  }
  writeFileSync(incrementalFile, JSON.stringify(report));
}

function lineOf({ fileName, location, mutatorName, replacement }: MutantResult): string {
  return `${relative('.', fileName)}:${location.start.line}:${location.start.column} ${mutatorName}: ${replacement}`;
}

function totalOf(parts: readonly Score[]): Score {
  const sum = (of: (score: Score) => number) => parts.reduce((total, score) => total + of(score), 0);
  return { part: 'together', mutants: sum((s) => s.mutants), noticed: sum((s) => s.noticed), survivors: [] };
}

function rowOf({ part, mutants, noticed }: Score): string {
  return `| ${part} | ${mutants} | ${noticed} | ${((noticed / mutants) * 100).toFixed(2)} % |`;
}
