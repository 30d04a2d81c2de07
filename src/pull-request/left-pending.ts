import * as v from 'valibot';
import type { Send } from '../http/send.ts';
import { readGitHubToken } from '../inputs/github-token.ts';
import { orElse, type Variables } from '../inputs/raw.ts';
import type { Runtime } from '../platform/runtime.ts';
import { STATUS_BUDGET_MS } from '../retry/budgets.ts';
import { createRedact } from '../text/redact.ts';
import { couldNotWrite, endStatus, readContext } from './commit-status.ts';
import { createGitHub } from './octokit.ts';

/** What the post step needs to end a pending status. */
export interface LeftPending {
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly sha: string;
  readonly context: string;
  readonly targetUrl: string | null;
  /** The id of the pending status. */
  readonly id: number;
}

const Left = v.object({
  apiUrl: v.string(),
  repository: v.string(),
  sha: v.string(),
  context: v.string(),
  targetUrl: v.nullable(v.string()),
  id: v.number(),
});

/**
 * Ends the status of a step that was killed, if its own pending is still the latest.
 *
 * @param saved a {@link LeftPending} as JSON
 * @returns warnings
 * @throws an error that no user can fix, such as a state of another action
 */
export async function endLeftPending(
  saved: string,
  variables: Variables,
  send: Send,
  runtime: Runtime,
): Promise<readonly string[]> {
  const { apiUrl, repository, id, ...place } = v.parse(Left, JSON.parse(saved));
  const token = orElse(() => readGitHubToken(variables), null);
  if (token === null) return [];
  const { clock } = runtime;
  const github = createGitHub({ token, apiUrl, repository, clock, send, redact: createRedact([token]) });
  try {
    const deadline = clock.monotonic() + STATUS_BUDGET_MS;
    const [latest] = await readContext(github, place, { ...runtime, deadline });
    if (latest?.id !== id) return [];
  } catch (error) {
    return [couldNotWrite(place, error)];
  }
  const end = { state: 'error', description: 'The step was stopped before it could report' } as const;
  return (await endStatus({ github, place, pending: null, end, usedMs: 0 }, runtime)).warnings;
}
