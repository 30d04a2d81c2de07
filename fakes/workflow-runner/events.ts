import { DEMO_REPOSITORY, DEMO_TOKEN } from '../github/data.ts';

/** The `github` context of an event, as a run of it gets it. */
export type GitHubContext = Readonly<Record<string, unknown>>;

/** The pull request of the events here. */
export interface EventPull {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly head: string;
  readonly base: string;
  readonly baseRef: string;
  readonly isDraft: boolean;
  /** OWNER/REPO of the head; null: the fork was deleted. */
  readonly headRepository: string | null;
}

export const EVENT_PULL: EventPull = {
  number: 17,
  title: 'Add a login page',
  author: 'octocat',
  head: '3f786850e387550fdab836ed7e6dc881de23001b',
  base: '5059b14e6a0f5b7f1c2d3e4f5a6b7c8d9e0f1a2b',
  baseRef: 'main',
  isDraft: false,
  headRepository: DEMO_REPOSITORY,
};

/** The commit that GitHub makes of head and base for `pull_request`. */
const MERGE_SHA = '77de68daecd823babbb58edb1c8e14d7106e83bb';
const REPOSITORY = { full_name: DEMO_REPOSITORY, default_branch: 'main' };

/** The pull request as events and the API show it. */
export function showPull(pull: EventPull): { readonly number: number; readonly [field: string]: unknown } {
  const { number, title, author, head, base, baseRef, isDraft, headRepository } = pull;
  return {
    number,
    title,
    body: '',
    state: 'open',
    draft: isDraft,
    html_url: `https://github.com/${DEMO_REPOSITORY}/pull/${number}`,
    user: { login: author },
    head: {
      sha: head,
      ref: 'login-page',
      repo: headRepository === null ? null : { full_name: headRepository },
    },
    base: { sha: base, ref: baseRef, repo: REPOSITORY },
  };
}

function contextOf(name: string, actor: string, sha: string, ref: string, event: object): GitHubContext {
  return {
    token: DEMO_TOKEN,
    repository: DEMO_REPOSITORY,
    server_url: 'https://github.com',
    event_name: name,
    event: { repository: REPOSITORY, sender: { login: actor }, ...event },
    actor,
    sha,
    ref,
    head_ref: '',
    base_ref: '',
    run_id: '42',
  };
}

export function pullRequestEvent(
  action: string,
  pull: EventPull = EVENT_PULL,
  actor = pull.author,
): GitHubContext {
  return {
    ...contextOf('pull_request', actor, MERGE_SHA, `refs/pull/${pull.number}/merge`, {
      action,
      number: pull.number,
      pull_request: showPull(pull),
    }),
    head_ref: 'login-page',
    base_ref: pull.baseRef,
  };
}

export function mergeGroupEvent({ number, head, base, baseRef }: EventPull = EVENT_PULL): GitHubContext {
  const ref = `refs/heads/gh-readonly-queue/${baseRef}/pr-${number}-${base}`;
  return contextOf('merge_group', 'github-merge-queue[bot]', head, ref, {
    action: 'checks_requested',
    merge_group: {
      head_sha: head,
      head_ref: ref,
      base_sha: base,
      base_ref: `refs/heads/${baseRef}`,
      head_commit: { id: head },
    },
  });
}

export function pushEvent(ref = 'refs/heads/main', actor = EVENT_PULL.author): GitHubContext {
  return contextOf('push', actor, EVENT_PULL.head, ref, {
    ref,
    before: EVENT_PULL.base,
    after: EVENT_PULL.head,
  });
}

/** A comment on the pull request, or on an ordinary issue if `pull` is null. */
export function issueCommentEvent(
  body: string,
  login: string,
  pull: EventPull | null = EVENT_PULL,
): GitHubContext {
  const issue = {
    number: pull?.number ?? 3,
    title: pull?.title ?? 'A question',
    body: '',
    html_url: `https://github.com/${DEMO_REPOSITORY}/${pull === null ? 'issues/3' : `pull/${pull.number}`}`,
    user: { login: pull?.author ?? 'octocat' },
    ...(pull === null
      ? {}
      : { pull_request: { url: `https://api.github.com/repos/${DEMO_REPOSITORY}/pulls/${pull.number}` } }),
  };
  const comment = { id: 1, body, user: { login }, author_association: 'NONE' };
  return contextOf('issue_comment', login, EVENT_PULL.base, 'refs/heads/main', {
    action: 'created',
    issue,
    comment,
  });
}

export function scheduleEvent(cron: string): GitHubContext {
  return contextOf('schedule', 'octocat', EVENT_PULL.base, 'refs/heads/main', { schedule: cron });
}

export function dispatchEvent(inputs: Readonly<Record<string, string>>, actor = 'octocat'): GitHubContext {
  return contextOf('workflow_dispatch', actor, EVENT_PULL.base, 'refs/heads/main', { inputs });
}

/** The end of another workflow's run, which had the id 41. */
export function workflowRunEvent(
  name: string,
  conclusion: string,
  pull: EventPull = EVENT_PULL,
): GitHubContext {
  return contextOf('workflow_run', pull.author, EVENT_PULL.base, 'refs/heads/main', {
    action: 'completed',
    workflow_run: {
      id: 41,
      name,
      conclusion,
      event: 'pull_request',
      head_sha: pull.head,
      head_branch: 'login-page',
      run_attempt: 1,
      head_repository: { full_name: pull.headRepository },
    },
  });
}
