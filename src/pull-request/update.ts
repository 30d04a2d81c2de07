import { describe } from '../domain/errors.ts';
import type { CommentSettings } from '../inputs/comment-settings.ts';
import type { WorkflowEvent } from '../inputs/event.ts';
import { logWarning } from '../platform/log.ts';
import type { Runtime } from '../platform/runtime.ts';
import type { Report, UpdateNotes } from '../report/report.ts';
import { PULL_REQUEST_UPDATE_BUDGET_MS } from '../retry/budgets.ts';
import type { Redactor } from '../text/redact.ts';
import { withFullStop } from '../text/sentence.ts';
import { adviceOn } from './advice.ts';
import type { GitHub } from './github.ts';
import { readHead } from './head.ts';
import type { StepStatus } from './step-status.ts';
import { commentVerdict } from './verdict-comment.ts';

/** What is needed to update the pull request after the verdict. */
export interface PullRequestContext {
  /** Null if it is of no pull request. */
  readonly event: WorkflowEvent | null;
  /** Null without a token. */
  readonly github: GitHub | null;
  readonly commentSettings: CommentSettings;
  readonly status: StepStatus;
  /** False: comment and status are not written, because the required role was not read, or is missing. */
  readonly mayWrite: boolean;
  readonly runtime: Runtime;
  readonly redactor: Redactor;
}

/**
 * Ends the commit status, checks whether the pull request has moved on, and writes the comment. Never rejects. It takes at
 * most 30 s for the status, and 90 s for the rest. If the job is cancelled, it only ends the status.
 *
 * @returns warnings
 */
export async function updatePullRequest(context: PullRequestContext, report: Report): Promise<UpdateNotes> {
  const { event, runtime } = context;
  const warnings: string[] = [];
  let stale: string | null = null;
  if (!context.mayWrite) return { stale, warnings };
  const warn = (note: string) => {
    warnings.push(note);
    logWarning(runtime.log, note);
  };
  for (const warning of await context.status.end(event, report)) warn(warning);
  const deadline = runtime.clock.monotonic() + PULL_REQUEST_UPDATE_BUDGET_MS;
  if (runtime.signal.aborted) return { stale, warnings };
  const commits = await readCommits(context, report);
  if (commits.isMoved) {
    stale = `The pull request has moved on to ${commits.head}. This verdict is for the older commit ${commits.commit}.`;
    logWarning(runtime.log, stale);
  }

  const known = { ...report, stale, warnings: [...report.warnings, ...warnings] };
  const problem = await comment(context, known, { ...commits, deadline });
  if (problem !== null) warn(problem);
  return { stale, warnings };
}

/** @returns why the comment was not written or changed; null if it was */
async function comment(
  { event, github, commentSettings, runtime, redactor }: PullRequestContext,
  report: Report,
  { deadline, ...commits }: Commits & { readonly deadline: number },
): Promise<string | null> {
  const { when } = commentSettings;
  const pullNumber = numberOf(event);
  // With on-failure, a pass updates an existing comment, so that it does not show an old failure.
  const createIfMissing = when === 'always' || !report.verdict.passes;
  const isKnown = pullNumber !== null && github !== null;
  if (when === 'never' || (!isKnown && !createIfMissing)) return null;
  if (!isKnown) return `No comment was written, because ${pullNumber === null ? NO_PULL_REQUEST : NO_TOKEN}.`;
  try {
    const { commit, head } = commits;
    const post = { github, pullNumber, createIfMissing, deadline };
    return await commentVerdict({ ...post, commit, head, report, commentSettings, redactor }, runtime);
  } catch (error) {
    return `The pull request comment could not be written: ${explain(error)}`;
  }
}

interface Commits {
  /** The commit of the verdict, or of the event when attaching; null if neither is known. */
  readonly commit: string | null;
  /** The head of the pull request as it is now; null if it is not known or not needed. */
  readonly head: string | null;
  /** True if a run was evaluated, and the head is another commit. */
  readonly isMoved: boolean;
}

async function readCommits(
  { event, github, commentSettings, runtime }: PullRequestContext,
  { progress: { headSha, start } }: Report,
): Promise<Commits> {
  const commit = headSha ?? event?.change?.head.sha ?? null;
  const pullNumber = numberOf(event);
  const isEvaluated = headSha !== null && start.kind === 'run';
  const isNeeded = isEvaluated || (commit !== null && commentSettings.when !== 'never');
  if (pullNumber === null || github === null || !isNeeded) return { commit, head: null, isMoved: false };
  const head = await readHead(github, pullNumber, runtime);
  return { commit, head, isMoved: isEvaluated && head !== null && head !== commit };
}

function numberOf(event: WorkflowEvent | null): number | null {
  return event === null || event.kind === 'merge-group' ? null : event.number;
}

const NO_PULL_REQUEST = 'this event does not belong to exactly one pull request. Remove the input comment';
const NO_TOKEN = "github-token is empty. Remove the input github-token to use the job's token";

function explain(error: unknown): string {
  const message = withFullStop(describe(error));
  const advice = adviceOn(error, PERMISSIONS);
  return advice === null ? message : `${message} ${advice}`;
}

const PERMISSIONS =
  'Give the job the permission pull-requests: write. The token of a pull request from a fork can only read.';
