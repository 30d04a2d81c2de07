import type { Runtime } from '../platform/runtime.ts';
import { HEAD_TIMEOUT_MS } from '../retry/budgets.ts';
import type { GitHub } from './github.ts';

/**
 * Where the pull request has moved on from the commit that was judged, a sentence that says so; else null, also where
 * that cannot be found out.
 */
export async function checkHead(
  github: GitHub,
  pullNumber: number,
  judgedSha: string,
  { signal }: Runtime,
): Promise<string | null> {
  try {
    const { head } = await github.getCommits(pullNumber, { timeoutMs: HEAD_TIMEOUT_MS, signal });
    return head === judgedSha
      ? null
      : `The pull request has moved on to ${head}: this verdict is for the older commit ${judgedSha}.`;
  } catch {
    return null;
  }
}
