import { DEMO_ACTOR, DEMO_BASE_BRANCH, DEMO_PULL, DEMO_REPOSITORY } from '../../fakes/github/data.ts';
import type { Random } from './random.ts';
import { EVENT_FILE } from './sinks.ts';

type EventName =
  | 'push'
  | 'pull_request'
  | 'pull_request_review'
  | 'issue_comment'
  | 'merge_group'
  | 'workflow_run';

/** What triggered the workflow. */
export interface SimulatedEvent {
  readonly name: EventName;
  /** Whether the pull request, or the head of the run before, is of a fork. */
  readonly isFork: boolean;
  /** The event of the run before a workflow_run; null for every other event, and if the payload does not include it. */
  readonly before: 'push' | 'pull_request' | 'issue_comment' | null;
  /** True if the event gets no key and the author allows that it is skipped. */
  readonly isSkipped: boolean;
  /** Of the workflow run. */
  readonly attempt: number;
}

export function drawEvent(random: Random, odd: (probability: number) => boolean): SimulatedEvent {
  const isOfFork = odd(0.05);
  const isSkipped = isOfFork && random.chance(0.6);
  const name = isOfFork
    ? 'pull_request'
    : random.weighted<EventName>([
        [12, 'push'],
        [6, 'pull_request'],
        [2, 'pull_request_review'],
        [3, 'issue_comment'],
        [3, 'merge_group'],
        [3, 'workflow_run'],
      ]);
  const isAfterRun = name === 'workflow_run';
  return {
    name,
    isFork: isOfFork || (isAfterRun && random.chance(0.2)),
    before: isAfterRun && random.chance(0.9) ? random.pick(['push', 'pull_request', 'issue_comment']) : null,
    isSkipped,
    attempt: random.chance(0.75) ? 1 : random.whole(2, 3),
  };
}

const REPOSITORY = { full_name: DEMO_REPOSITORY };
const FORK = { full_name: 'somebody/octo-repo' };

/** The payload, as GitHub sends it. */
export function payloadOf({ name, isFork, before }: SimulatedEvent): object {
  const { number, title, base, head, files } = DEMO_PULL;
  const html_url = `https://github.com/${DEMO_REPOSITORY}/pull/${number}`;
  const page = { number, title, body: '', html_url };
  const pull_request = {
    ...page,
    changed_files: files.length,
    base: { sha: base, ref: DEMO_BASE_BRANCH, repo: REPOSITORY },
    head: { sha: head, ref: 'login-page', repo: isFork ? FORK : REPOSITORY },
  };
  switch (name) {
    case 'push':
      return { repository: REPOSITORY, after: head };
    case 'pull_request':
      return { action: 'synchronize', pull_request };
    case 'pull_request_review':
      return { action: 'submitted', pull_request, review: { id: 1 } };
    case 'issue_comment':
      return { action: 'created', issue: { ...page, pull_request: { html_url } }, comment: { id: 1 } };
    case 'merge_group': {
      const base_ref = `refs/heads/${DEMO_BASE_BRANCH}`;
      const head_ref = `refs/heads/gh-readonly-queue/${DEMO_BASE_BRANCH}/pr-${number}`;
      return {
        action: 'checks_requested',
        merge_group: { base_sha: base, base_ref, head_sha: head, head_ref },
      };
    }
    case 'workflow_run': {
      const head_repository = isFork ? FORK : REPOSITORY;
      return {
        repository: REPOSITORY,
        ...(before === null ? {} : { workflow_run: { event: before, head_repository } }),
      };
    }
  }
}

/** The role that `auto` requires of the user who triggered the workflow; `anyone` for none. */
export function autoRoleOf({ name, isFork, before }: SimulatedEvent): 'anyone' | 'write' {
  const trusted: readonly string[] = ['push', 'pull_request', 'merge_group'];
  const event = name === 'workflow_run' && !isFork ? (before ?? name) : name;
  return trusted.includes(event) ? 'anyone' : 'write';
}

/** True if the payload has a pull request or a merge group, with its change. */
export function hasChange({ name }: SimulatedEvent): boolean {
  return name !== 'push' && name !== 'workflow_run';
}

/** The page of an attempt of the simulated workflow run, to which its commit statuses link. */
export function attemptUrl(attempt: number): string {
  return `https://github.com/${DEMO_REPOSITORY}/actions/runs/77/attempts/${attempt}`;
}

/** What the runner sets. */
export function eventVariables({ name, attempt }: SimulatedEvent): Readonly<Record<string, string>> {
  return {
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: EVENT_FILE,
    GITHUB_ACTOR: attempt > 1 ? 'somebody' : DEMO_ACTOR,
    // For a re-run, the user who requested it.
    GITHUB_TRIGGERING_ACTOR: DEMO_ACTOR,
    GITHUB_SHA: DEMO_PULL.head,
    GITHUB_REPOSITORY: DEMO_REPOSITORY,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '77',
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_WORKSPACE: WORKSPACE,
  };
}

/** A real folder, because a step opens files by their handles. */
export const WORKSPACE = `${import.meta.dirname}/workspace`;
