import { DEMO_ACTOR, DEMO_BASE_BRANCH, DEMO_PULL, DEMO_REPOSITORY } from '../../fakes/github/data.ts';
import type { WorkflowEvent } from '../../src/inputs/event.ts';
import type { Random } from './random.ts';

/** What triggered the workflow. */
export interface SimulatedEvent {
  readonly name: 'push' | 'pull_request' | 'issue_comment';
  readonly isFork: boolean;
  /** True if the event gets no key and the author allows that it is skipped. */
  readonly isSkipped: boolean;
  /** Of the workflow run. */
  readonly attempt: number;
}

export function drawEvent(random: Random, odd: (probability: number) => boolean): SimulatedEvent {
  const isFork = odd(0.05);
  const isSkipped = isFork && random.chance(0.6);
  return {
    name: isFork
      ? 'pull_request'
      : random.weighted<SimulatedEvent['name']>([
          [12, 'push'],
          [6, 'pull_request'],
          [2, 'issue_comment'],
        ]),
    isFork,
    isSkipped,
    attempt: random.chance(0.75) ? 1 : random.whole(2, 3),
  };
}

/** The payload as the step reads it. */
export function workflowEventOf({ name, isFork }: SimulatedEvent): WorkflowEvent | null {
  const { number, title, base, head, files } = DEMO_PULL;
  const page = { number, title, body: '', url: `https://github.com/${DEMO_REPOSITORY}/pull/${number}` };
  switch (name) {
    case 'push':
      return null;
    case 'issue_comment':
      return { kind: 'comment', ...page, change: null };
    case 'pull_request':
      return {
        kind: 'pull-request',
        ...page,
        isClosing: false,
        change: {
          base: { sha: base, ref: DEMO_BASE_BRANCH },
          head: { sha: head, ref: 'login-page', isFork },
          changedFiles: files.length,
        },
      };
  }
}

/** The page of an attempt of the simulated workflow run, to which its commit statuses link. */
export function attemptUrl(attempt: number): string {
  return `https://github.com/${DEMO_REPOSITORY}/actions/runs/77/attempts/${attempt}`;
}

/** What the runner sets. */
export function eventVariables({ name, attempt }: SimulatedEvent): Readonly<Record<string, string>> {
  return {
    GITHUB_EVENT_NAME: name,
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
