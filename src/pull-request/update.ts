import { describe, RequestError } from '../domain/errors.ts';
import type { CommentSettings } from '../inputs/comment-settings.ts';
import { logWarning } from '../platform/log.ts';
import type { Runtime } from '../platform/runtime.ts';
import { commentMarker, renderComment } from '../report/markdown/comment.ts';
import type { Report } from '../report/report.ts';
import { PULL_REQUEST_UPDATE_BUDGET_MS } from '../retry/budgets.ts';
import type { Redactor } from '../text/redact.ts';
import { postComment } from './comment.ts';
import type { WorkflowEvent } from './event.ts';
import type { GitHub } from './github.ts';
import { checkHead } from './head.ts';

/** What is done in the pull request once the verdict stands. */
export interface PullRequestContext {
  /** Null if it is of no pull request. */
  readonly event: WorkflowEvent | null;
  /** Null without a token. */
  readonly github: GitHub | null;
  readonly conversation: CommentSettings;
  readonly runtime: Runtime;
  readonly redactor: Redactor;
}

/**
 * Looks whether the pull request has moved on, and writes the comment. Never rejects, takes 90 s at most, and ends at
 * once where the job is cancelled: the verdict stands already.
 *
 * @returns what it has found that is no fault
 */
export async function updatePullRequest(
  followed: PullRequestContext,
  report: Report,
): Promise<readonly string[]> {
  const { event, github, conversation, runtime, redactor } = followed;
  const notes: string[] = [];
  const warn = (note: string) => {
    notes.push(note);
    logWarning(runtime.log, note);
  };
  const { progress } = report;
  const pullNumber = numberOf(event);
  const deadline = runtime.clock.monotonic() + PULL_REQUEST_UPDATE_BUDGET_MS;
  if (runtime.signal.aborted) return notes;
  const isKnown = pullNumber !== null && github !== null;
  if (isKnown && progress.headSha !== null && progress.start.kind === 'run') {
    const moved = await checkHead(github, pullNumber, progress.headSha, runtime);
    if (moved !== null) warn(moved);
  }

  // A failure that has passed since must not stay in the conversation, so that of on-failure is updated, too.
  const makesNew = conversation.when === 'always' || !report.verdict.passes;
  if (conversation.when === 'never' || (!isKnown && !makesNew)) return notes;
  if (!isKnown) {
    warn(`There is no comment: ${pullNumber === null ? NO_PULL_REQUEST : NO_TOKEN}.`);
    return notes;
  }
  try {
    const marker = commentMarker(conversation.key);
    const { workflowRunUrl } = conversation;
    // What the agent was given it may repeat, and the runner masks nothing in a comment.
    const body = redactor.redactMarkdown(
      renderComment({ ...report, warnings: [...report.warnings, ...notes] }, { marker, workflowRunUrl }),
    );
    await postComment({ github, pullNumber, marker, body, makesNew, deadline }, runtime);
  } catch (error) {
    warn(`The pull request comment could not be written: ${explain(error)}`);
  }
  return notes;
}

function numberOf(event: WorkflowEvent | null): number | null {
  return event === null || event.kind === 'merge-group' ? null : event.number;
}

const NO_PULL_REQUEST = 'this event is of no single pull request';
const NO_TOKEN = "github-token is not there, leave it out for the job's own";

function explain(error: unknown): string {
  const words = `${describe(error)}.`;
  if (!(error instanceof RequestError) || (error.status !== 403 && error.status !== 404)) return words;
  return `${words} The job needs the permission pull-requests: write; a pull request from a fork gets a token that may only read.`;
}
