import { Script } from 'node:vm';

const CALL = new Script('work()');

/** Runs synchronous work for at most so many milliseconds. */
export type WithinTime = <Result>(limitMs: number, work: () => Result) => Result;

/**
 * Returns what `work`, which is synchronous, returns.
 *
 * @throws if it is not done in time; it is then stopped at once, without its own `finally`
 */
export const withinTime: WithinTime = (limitMs, work) => CALL.runInNewContext({ work }, { timeout: limitMs });
