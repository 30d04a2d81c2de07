import { RequestError } from '../domain/errors.ts';
import type { Fault } from '../domain/outcome.ts';
import type { CommentEvent, PullRequestEvent } from '../inputs/event.ts';
import type { Runtime } from '../platform/runtime.ts';
import { PULL_REQUEST_READ_BUDGET_MS } from '../retry/budgets.ts';
import { readWithRetry } from '../retry/read-with-retry.ts';
import { quote } from '../text/sanitize.ts';
import type { GitHub, PullRequestState } from './github.ts';

/** The pull request as it is now, or the error of a read that failed, which decides nothing. */
export async function readPullRequest(
  github: GitHub,
  pullNumber: number,
  runtime: Runtime,
): Promise<PullRequestState | RequestError> {
  const deadline = runtime.clock.monotonic() + PULL_REQUEST_READ_BUDGET_MS;
  try {
    return await readWithRetry(runtime, deadline, (limits) => github.getPullRequest(pullNumber, limits));
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
}

/**
 * The fault if the pull request has changed since the event; else null. A closed or retargeted one can never be allowed,
 * because its check would stay green on it.
 */
export function findSuperseded(
  event: PullRequestEvent | CommentEvent,
  { isOpen, change: now }: PullRequestState,
): Fault | null {
  const { change: then } = event;
  const nothing = 'Nothing was started.';
  if (!isOpen && event.kind === 'pull-request' && !event.isClosing)
    return {
      outcome: 'superseded',
      reasons: [
        `The pull request is closed. ${nothing} Reopen it and re-run the job if it needs an evaluation.`,
      ],
      isFinal: true,
    };
  if (then !== null && then.base.ref !== null && now.base.ref !== null && now.base.ref !== then.base.ref)
    return {
      outcome: 'superseded',
      reasons: [
        `The pull request now goes to branch ${quote(now.base.ref)}; the event is about branch ${quote(then.base.ref)}. ${nothing} Add edited to the types of pull_request in this workflow.`,
      ],
      isFinal: true,
    };
  if (then !== null && now.head.sha !== then.head.sha)
    return {
      outcome: 'superseded',
      reasons: [
        `The pull request has moved on to ${now.head.sha}; the event is about the older commit ${then.head.sha}. ${nothing} The workflow run of the newer commit evaluates it.`,
      ],
    };
  return null;
}
