import { check } from './invariants.ts';
import { simulate } from './simulate.ts';

const MAX_SHOWN = 5;

/** What came of many worlds. */
export interface Worlds {
  /** How many broke an invariant. */
  readonly broken: number;
  /** The first of them, each with what replays it. */
  readonly shown: readonly string[];
  readonly outcomes: ReadonlySet<string>;
}

/** Simulates a step in every world from one seed up to another, which is left out, or until the signal is aborted. */
export async function simulateWorlds(from: number, to: number, signal: AbortSignal): Promise<Worlds> {
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

/** The command that shows again what happened in a world. */
export function replayOf(seed: number): string {
  return `npm run simulate -- --seed ${seed} --trace`;
}
