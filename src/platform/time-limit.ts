import { Script } from 'node:vm';

const CALL = new Script('work()');

/** Runs work that does everything before it returns, for so many milliseconds at most. */
export type WithinTime = <Result>(limitMs: number, work: () => Result) => Result;

/**
 * What `work` returns, which does everything before it returns.
 *
 * @throws where it is not done in time; it is then ended wherever it stands, without its own `finally`
 */
export const withinTime: WithinTime = (limitMs, work) => CALL.runInNewContext({ work }, { timeout: limitMs });
