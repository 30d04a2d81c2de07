import { parseArgs } from 'node:util';
import { integer, propertySeed } from '../support/property-seed.ts';

const CHUNK = 5000;

/** A part of the cases of a property, with its own seed. */
export interface Chunk {
  readonly seed: number;
  readonly numRuns: number;
}

/**
 * Checks a property for as many cases as the option `--runs` says, chunk by chunk, and prints how to repeat a chunk that
 * fails. The first seed is new, unless PROPERTY_SEED is set.
 *
 * @param usual how many cases without the option
 * @param check throws for a case that fails
 */
export function checkInChunks(command: string, usual: number, check: (chunk: Chunk) => void): number {
  const { values } = parseArgs({ options: { runs: { type: 'string' } } });
  const runs = integer('--runs', values.runs ?? String(usual), 1);
  const { PROPERTY_SEED = 'random' } = process.env;
  const first = propertySeed({ PROPERTY_SEED });
  for (let done = 0; done < runs; done += CHUNK) {
    const chunk = { seed: (first + done) | 0, numRuns: Math.min(CHUNK, runs - done) };
    console.log(
      `${done} of ${runs}: PROPERTY_SEED=${chunk.seed} npm run ${command} -- --runs ${chunk.numRuns}`,
    );
    check(chunk);
  }
  return runs;
}
