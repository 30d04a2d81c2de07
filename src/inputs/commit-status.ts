import { InputError } from '../domain/errors.ts';
import { quote } from '../text/sanitize.ts';
import type { WorkflowEvent } from './event.ts';
import { orElse, readInput, type Variables } from './raw.ts';

/** The commit and the context of the step's commit status, and its link. */
export interface StatusPlace {
  readonly context: string;
  /** Null if it is the head of a pull request that could not be read. */
  readonly sha: string | null;
  /** The page of this attempt of the workflow run; null if the runner does not say. */
  readonly targetUrl: string | null;
}

// GitHub's own limit.
const MAX_CONTEXT_CHARS = 255;
const SHA = /^[0-9a-f]{40,64}$/;

/** Events without a commit: GITHUB_SHA is only the newest one of the default branch. */
const WITHOUT_COMMIT: readonly string[] = [
  'workflow_run',
  'issues',
  'issue_comment',
  'discussion',
  'discussion_comment',
  'label',
  'milestone',
  'fork',
  'watch',
  'gollum',
];
/** Events whose commit is only in their payload: GITHUB_SHA is another one. */
const OF_PAYLOAD = /^(?:pull_request(?:_target|_review|_review_comment)?|merge_group)$/;

/**
 * The context of the commit status; null if none is requested.
 *
 * @throws InputError if it cannot be a context, or if the event has no commit
 */
export function readStatusContext(variables: Variables, event: WorkflowEvent | null): string | null {
  const name = readInput(variables, 'commit-status').trim();
  if (name === '') return null;
  // An advisory step must not satisfy a required status.
  const context = readInput(variables, 'advisory').trim() === 'true' ? `${name} (advisory)` : name;
  const problems: string[] = [];
  const { length } = Array.from(context);
  if (length > MAX_CONTEXT_CHARS)
    problems.push(
      `commit-status has ${length} characters, and GitHub allows ${MAX_CONTEXT_CHARS}. Write a shorter name.`,
    );
  if (/\p{Cc}/u.test(context))
    problems.push(
      `commit-status is ${quote(context)}, which has a line break or a control character: remove it.`,
    );
  if (event?.kind !== 'comment' && commitOf(variables, event) === null)
    problems.push(
      `commit-status is set, and the event ${quote(variables.GITHUB_EVENT_NAME ?? '')} has no commit that a run evaluates. Remove commit-status.`,
    );
  if (problems.length > 0) throw new InputError(problems);
  return context;
}

/** The place of the commit status; null if no status is requested, or the input has a problem. */
export function statusPlaceOf(variables: Variables, event: WorkflowEvent | null): StatusPlace | null {
  const context = orElse(() => readStatusContext(variables, event), null);
  if (context === null) return null;
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT } = variables;
  const isKnown = GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID && GITHUB_RUN_ATTEMPT;
  return {
    context,
    sha: commitOf(variables, event),
    targetUrl: isKnown
      ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}/attempts/${GITHUB_RUN_ATTEMPT}`
      : null,
  };
}

/** The commit that is evaluated; null if the event has no commit, or it is not known. */
function commitOf(
  { GITHUB_EVENT_NAME: name = '', GITHUB_SHA = '' }: Variables,
  event: WorkflowEvent | null,
): string | null {
  if (event !== null) return event.change?.head.sha ?? null;
  return WITHOUT_COMMIT.includes(name) || OF_PAYLOAD.test(name) || !SHA.test(GITHUB_SHA) ? null : GITHUB_SHA;
}
