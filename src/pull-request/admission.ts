import { RequestError } from '../domain/errors.ts';
import type { Fault } from '../domain/outcome.ts';
import type { Role } from '../domain/role.ts';
import type { CommentEvent, PullRequestEvent, WorkflowEvent } from '../inputs/event.ts';
import type { Runtime } from '../platform/runtime.ts';
import { sentence } from '../text/sentence.ts';
import type { GitHub, PullRequestState } from './github.ts';
import { checkPermission } from './permission.ts';
import { findSuperseded, readPullRequest } from './superseded.ts';

export interface Applicant {
  readonly event: WorkflowEvent | null;
  /** Null without a token. */
  readonly github: GitHub | null;
  /** The required role; null if no role is required. */
  readonly role: Role | null;
  /** Who triggered the workflow. */
  readonly login: string;
  /** True if the step depends on the current state of the pull request. */
  readonly usesPullRequest: boolean;
}

/** Whether the step may start. */
export interface Admission {
  /** Why it may not; null if it may. */
  readonly fault: Fault | null;
  /** The event, with the commits that a comment's event does not name. */
  readonly event: WorkflowEvent | null;
  readonly warnings: readonly string[];
}

/** Reads permission and pull request at the same time, if they are needed. Rejects only with the signal's reason. */
export async function admit(applicant: Applicant, runtime: Runtime): Promise<Admission> {
  const { event, github, role, login, usesPullRequest } = applicant;
  const page = usesPullRequest ? pageOf(event) : null;
  const [denial, pull] = await Promise.all([
    role === null ? null : checkPermission({ github, login, role }, runtime),
    page === null || github === null ? null : readPullRequest(github, page.number, runtime),
  ]);
  if (denial !== null) return { fault: { outcome: 'not-permitted', reasons: [denial] }, event, warnings: [] };
  if (page === null || pull === null) return { fault: null, event, warnings: [] };
  if (pull instanceof RequestError) return { fault: null, event, warnings: [unread(pull)] };
  return { fault: findSuperseded(page, pull), event: withCommits(page, pull), warnings: [] };
}

function pageOf(event: WorkflowEvent | null): PullRequestEvent | CommentEvent | null {
  return event === null || event.kind === 'merge-group' ? null : event;
}

function withCommits(
  event: PullRequestEvent | CommentEvent,
  { change }: PullRequestState,
): PullRequestEvent | CommentEvent {
  return event.change === null ? { ...event, change } : event;
}

function unread({ message, status }: RequestError): string {
  const advice = status === 403 || status === 404 ? ' Give the job the permission pull-requests: read.' : '';
  return `${sentence(`The state of the pull request could not be read: ${message}`)}${advice}`;
}
