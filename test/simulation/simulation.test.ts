import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLEAN_OUTCOMES, FAULT_OUTCOMES } from '../../src/domain/outcome.ts';
import { simulateSeeds } from './run-seeds.ts';
import { simulate } from './simulate.ts';
import type { StepRecord } from './step-record.ts';

// Among the seeds from here on are all outcomes, rare ones too.
const FIRST_SEED = 4000;

/** A record without what is random each time on purpose: the delimiters in the outputs. */
function comparable({ events, files }: StepRecord): unknown {
  const text = JSON.stringify([events, [...files]]);
  return text.replace(/ghadelimiter_[0-9a-f-]{36}/g, 'ghadelimiter');
}

/** The files of src with a late import, as paths from the root, except those that the entry imports at once. */
function lateImports(): string[] {
  return globSync('src/**/*.ts')
    .filter((file) => file !== join('src', 'index.ts') && file !== join('src', 'post.ts'))
    .flatMap((file) =>
      Array.from(
        readFileSync(file, 'utf8').matchAll(/import\((?:\/\*.*?\*\/ )?'(\.[^']+)'\)/g),
        ([, path = '']) => join(dirname(file), path).replaceAll('\\', '/'),
      ),
    );
}

describe('the simulation', () => {
  it('preloads the late imports of a step, because they take real time', () => {
    const source = readFileSync('test/simulation/simulate.ts', 'utf8');
    const late = lateImports();
    expect(late.length).toBeGreaterThan(5);
    expect(late.filter((path) => !source.includes(`await import('../../${path}');`))).toEqual([]);
  });
});

describe('a step with injected errors', () => {
  const reached = new Set<string>();

  it.for([0, 1, 2, 3])('breaks no invariant for 500 seeds, part %i', async (part, { signal }) => {
    const from = FIRST_SEED + 500 * part;
    const { broken, shown, outcomes } = await simulateSeeds(from, from + 500, signal);
    expect({ broken, shown }).toEqual({ broken: 0, shown: [] });
    for (const outcome of outcomes.keys()) reached.add(outcome);
  });

  it('reaches every outcome in these seeds', () => {
    expect([...FAULT_OUTCOMES, ...CLEAN_OUTCOMES].filter((outcome) => !reached.has(outcome))).toEqual([]);
  });

  it('replays a seed with the same events, whatever ran before', async ({ signal }) => {
    const seeds = Array.from({ length: 150 }, (_, index) => index * 7);
    const first = new Map<number, unknown>();
    for (const seed of seeds) {
      signal.throwIfAborted();
      first.set(seed, comparable(await simulate(seed)));
    }
    for (const seed of seeds.toReversed()) {
      signal.throwIfAborted();
      expect(comparable(await simulate(seed))).toEqual(first.get(seed));
    }
  });
});
