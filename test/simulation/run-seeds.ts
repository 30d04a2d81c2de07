import { check, endingOf } from './invariants.ts';
import { simulate } from './simulate.ts';
import type { StepRecord } from './step-record.ts';

const MAX_SHOWN = 5;

/** The results of many seeds. */
export interface SeedResults {
  /** How many broke an invariant. */
  readonly broken: number;
  /** The first of them, each with what replays it. */
  readonly shown: readonly string[];
  readonly outcomes: ReadonlySet<string>;
}

/** Simulates a step, and the same under other conditions if the two must have the same end. */
export async function simulateCompared(seed: number): Promise<StepRecord> {
  const record = await simulate(seed);
  const { wanted, expected, isCalm } = record;
  const hasGates = wanted.failsFrom !== null || wanted.hasSchema;
  // Reading a schema from GitHub takes time, in which something else may happen.
  const isGated = hasGates && !expected.isSchemaRemote && endingOf(record)?.passes === true;
  // When a step attaches decides what it sees.
  const isFailing = isCalm && !expected.isGitHubReliable && wanted.mode !== 'attach';
  const needsGitHub = expected.role !== '' || expected.isSchemaRemote || wanted.readsChange;
  return {
    ...record,
    others: {
      withoutGates: isGated ? endingOf(await simulate(seed, { hasGates: false })) : null,
      withoutGitHubErrors:
        isFailing && !needsGitHub ? endingOf(await simulate(seed, { hasGitHubErrors: false })) : null,
    },
  };
}

/** Simulates a step for each seed from one up to another, exclusive, or until the signal is aborted. */
export async function simulateSeeds(from: number, to: number, signal: AbortSignal): Promise<SeedResults> {
  let broken = 0;
  const shown: string[] = [];
  const outcomes = new Set<string>();
  for (let seed = from; seed < to; seed += 1) {
    // What a test that ran out of time left running would change the next one.
    signal.throwIfAborted();
    const checked = check(await simulateCompared(seed));
    outcomes.add(checked.outcome);
    if (checked.broken.length === 0) continue;
    broken += 1;
    if (shown.length < MAX_SHOWN) shown.push(`${checked.broken.join('; ')}. Replay it: ${replayOf(seed)}`);
  }
  return { broken, shown, outcomes };
}

/** The command that shows again what one seed does. */
export function replayOf(seed: number): string {
  return `npm run simulate -- --seed ${seed} --trace`;
}
