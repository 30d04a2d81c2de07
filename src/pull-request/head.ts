import type { Runtime } from '../platform/runtime.ts';
import { HEAD_BUDGET_MS } from '../retry/budgets.ts';
import { readWithRetry } from '../retry/read-with-retry.ts';
import type { GitHub } from './github.ts';

/** The head of the pull request as it is now; null if it cannot be read. */
export async function readHead(github: GitHub, pullNumber: number, runtime: Runtime): Promise<string | null> {
  const deadline = runtime.clock.monotonic() + HEAD_BUDGET_MS;
  try {
    const { head } = await readWithRetry(runtime, deadline, (limits) =>
      github.getCommits(pullNumber, limits),
    );
    return head;
  } catch {
    return null;
  }
}
