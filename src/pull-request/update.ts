import { describe } from '../domain/errors.ts';
import type { CommentSettings } from '../inputs/comment-settings.ts';
import type { WorkflowEvent } from '../inputs/event.ts';
import { logWarning } from '../platform/log.ts';
import type { Runtime } from '../platform/runtime.ts';
import type { Report, UpdateNotes } from '../report/report.ts';
import { PULL_REQUEST_UPDATE_BUDGET_MS } from '../retry/budgets.ts';
import type { Redactor } from '../text/redact.ts';
import { adviceOn } from './advice.ts';
import type { GitHub } from './github.ts';
import { readHead } from './head.ts';
import type { StepStatus } from './step-status.ts';
import { commentVerdict } from './verdict-comment.ts';

/** What is done in the pull request once the verdict stands. */
export interface PullRequestContext {
  /** Null if it is of no pull request. */
  readonly event: WorkflowEvent | null;
  /** Null without a token. */
  readonly github: GitHub | null;
  readonly commentSettings: CommentSettings;
  readonly status: StepStatus;
  /** False: comment and status are not written, because the role that is required was not read, or does not suffice. */
  readonly mayWrite: boolean;
  readonly runtime: Runtime;
  readonly redactor: Redactor;
}

/**
 * Ends the commit status, looks whether the pull request has moved on, and writes the comment. Never rejects, takes 30 s
 * and 90 s at most, and only ends the status if the job is cancelled: the verdict stands already.
 *
 * @returns what it has found that is no fault
 */
export async function updatePullRequest(followed: PullRequestContext, report: Report): Promise<UpdateNotes> {
  const { event, runtime } = followed;
  const warnings: string[] = [];
  let stale: string | null = null;
  if (!followed.mayWrite) return { stale, warnings };
  const warn = (note: string) => {
    warnings.push(note);
    logWarning(runtime.log, note);
  };
  for (const warning of await followed.status.end(event, report)) warn(warning);
  const deadline = runtime.clock.monotonic() + PULL_REQUEST_UPDATE_BUDGET_MS;
  if (runtime.signal.aborted) return { stale, warnings };
  const commits = await readCommits(followed, report);
  if (commits.isMoved) {
    stale = `The pull request has moved on to ${commits.head}: this verdict is for the older commit ${commits.commit}.`;
    logWarning(runtime.log, stale);
  }

  const known = { ...report, stale, warnings: [...report.warnings, ...warnings] };
  const problem = await comment(followed, known, { ...commits, deadline });
  if (problem !== null) warn(problem);
  return { stale, warnings };
}

/** @returns what is wrong with the comment, or why it stays as it is; null if nothing is */
async function comment(
  { event, github, commentSettings, runtime, redactor }: PullRequestContext,
  report: Report,
  { deadline, ...commits }: Commits & { readonly deadline: number },
): Promise<string | null> {
  const { when } = commentSettings;
  const pullNumber = numberOf(event);
  // A failure that has passed since must not stay in the conversation, so that of on-failure is updated, too.
  const makesNew = when === 'always' || !report.verdict.passes;
  const isKnown = pullNumber !== null && github !== null;
  if (when === 'never' || (!isKnown && !makesNew)) return null;
  if (!isKnown) return `There is no comment: ${pullNumber === null ? NO_PULL_REQUEST : NO_TOKEN}.`;
  try {
    const { commit, head } = commits;
    const post = { github, pullNumber, makesNew, deadline };
    return await commentVerdict({ ...post, commit, head, report, commentSettings, redactor }, runtime);
  } catch (error) {
    return `The pull request comment could not be written: ${explain(error)}`;
  }
}

interface Commits {
  /** The commit that the verdict is on, or of the event if a run is attached to; null if neither is known. */
  readonly commit: string | null;
  /** The head of the pull request as it is now; null if it is not known or not needed. */
  readonly head: string | null;
  /** True if a run was judged, and the head is another commit. */
  readonly isMoved: boolean;
}

async function readCommits(
  { event, github, commentSettings, runtime }: PullRequestContext,
  { progress: { headSha, start } }: Report,
): Promise<Commits> {
  const commit = headSha ?? event?.change?.head.sha ?? null;
  const pullNumber = numberOf(event);
  const isJudged = headSha !== null && start.kind === 'run';
  const isNeeded = isJudged || (commit !== null && commentSettings.when !== 'never');
  if (pullNumber === null || github === null || !isNeeded) return { commit, head: null, isMoved: false };
  const head = await readHead(github, pullNumber, runtime);
  return { commit, head, isMoved: isJudged && head !== null && head !== commit };
}

function numberOf(event: WorkflowEvent | null): number | null {
  return event === null || event.kind === 'merge-group' ? null : event.number;
}

const NO_PULL_REQUEST = 'this event is of no single pull request';
const NO_TOKEN = "github-token is not there, leave it out for the job's own";

function explain(error: unknown): string {
  const words = `${describe(error)}.`;
  const advice = adviceOn(error, PERMISSIONS);
  return advice === null ? words : `${words} ${advice}`;
}

const PERMISSIONS =
  'The job needs the permission pull-requests: write; a pull request from a fork gets a token that may only read.';
