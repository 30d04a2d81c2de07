import { Script } from 'node:vm';

const CALL = new Script('work()');

/**
 * What `work` returns, which does everything before it returns.
 *
 * @throws where it is not done in time; it is then ended wherever it stands, without its own `finally`
 */
export function withinTime<Result>(limitMs: number, work: () => Result): Result {
  return CALL.runInNewContext({ work }, { timeout: limitMs });
}
