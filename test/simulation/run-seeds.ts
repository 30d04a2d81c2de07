import { check } from './invariants.ts';
import { simulate } from './simulate.ts';

const MAX_SHOWN = 5;

/** The results of many seeds. */
export interface SeedResults {
  /** How many broke an invariant. */
  readonly broken: number;
  /** The first of them, each with what replays it. */
  readonly shown: readonly string[];
  readonly outcomes: ReadonlySet<string>;
}

/** Simulates a step for each seed from one up to another, exclusive, or until the signal is aborted. */
export async function simulateSeeds(from: number, to: number, signal: AbortSignal): Promise<SeedResults> {
  let broken = 0;
  const shown: string[] = [];
  const outcomes = new Set<string>();
  for (let seed = from; seed < to; seed += 1) {
    // What a test that ran out of time left running would change the next one.
    signal.throwIfAborted();
    const checked = check(await simulate(seed));
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
