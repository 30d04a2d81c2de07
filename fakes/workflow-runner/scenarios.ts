import type { Environment } from '../github/repository.ts';
import { DEMO_RUN } from '../kindo/data.ts';
import type { RunScript } from '../kindo/script.ts';
import { APPROVAL, MIDDESK_RUN } from '../middesk/data.ts';
import type { RunScript as MiddeskRunScript } from '../middesk/script.ts';
import type { Review } from './environments.ts';
import {
  dispatchEvent,
  EVENT_PULL,
  type GitHubContext,
  issueCommentEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
  workflowRunEvent,
} from './events.ts';

/** Who may review in every environment of a scenario. */
export const REVIEWER = 'hubot';

/** How the services behave. */
export interface Behaviour {
  readonly kindo: RunScript;
  readonly middesk: MiddeskRunScript;
  /** True: no service listens. */
  readonly isDown: boolean;
}

/** One situation that a workflow is played in. */
export interface WorkflowScenario {
  readonly description: string;
  /** Null: the first event of another scenario that starts the workflow. */
  readonly event: GitHubContext | null;
  readonly behaviour: Behaviour;
  /** The rules of every environment that the workflow names; a reviewer unless given. */
  readonly environment?: Environment;
  /** What is decided about a waiting job; an approval unless given. */
  readonly review?: Review | null;
  readonly vars?: Readonly<Record<string, string>>;
  /** True: the failed jobs run again, when the agent's run has ended. */
  readonly isRepeated?: boolean;
  /** Inputs of this action that differ. */
  readonly inputs?: Readonly<Record<string, string>>;
}

const FINDINGS = {
  version: '2.1.0',
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  runs: [
    {
      tool: { driver: { name: 'Agent', rules: [{ id: 'sql-injection' }] } },
      results: [
        {
          ruleId: 'sql-injection',
          level: 'error',
          message: { text: 'The query contains unescaped input.' },
          locations: [
            {
              physicalLocation: { artifactLocation: { uri: 'src/login.ts' }, region: { startLine: 2 } },
            },
          ],
        },
      ],
    },
  ],
};

const NO_FINDINGS = { ...FINDINGS, runs: FINDINGS.runs.map((run) => ({ ...run, results: [] })) };

function judged(result: string, findings: object): RunScript {
  const steps = [{ name: 'Judge the change', result, explanation: 'Read by the demo service.' }];
  const message = `I have read the change.\n\n\`\`\`json\n${JSON.stringify(findings)}\n\`\`\``;
  return { ...DEMO_RUN, takesMs: 500, message, evals: { pendingMs: 0, result, steps } };
}

const GOOD: Behaviour = {
  kindo: judged('pass', NO_FINDINGS),
  middesk: { ...MIDDESK_RUN, takesMs: 500 },
  isDown: false,
};
const BAD: Behaviour = {
  ...GOOD,
  kindo: judged('fail', FINDINGS),
  middesk: { ...GOOD.middesk, waitsFor: [[APPROVAL]] },
};
const WITH_FINDINGS: Behaviour = { ...GOOD, kindo: judged('pass', FINDINGS) };
const WITHOUT_VERDICT: Behaviour = { ...GOOD, kindo: { ...GOOD.kindo, evals: null } };
const FAILED_RUN: Behaviour = {
  ...GOOD,
  kindo: { ...GOOD.kindo, status: 'failure' },
  middesk: { ...GOOD.middesk, status: 'error' },
};
const DOWN: Behaviour = { ...GOOD, isDown: true };
const SLOW: Behaviour = { ...GOOD, kindo: { ...GOOD.kindo, takesMs: 12_000 } };

const PULL = pullRequestEvent('synchronize');
const PROTECTED = { reviewers: [REVIEWER] };

/** By name. `cron` is what the workflow's schedule says, and `inputs` are those of a dispatch. */
export function scenarios(
  cron: string,
  inputs: Readonly<Record<string, string>>,
): Record<string, WorkflowScenario> {
  const one = (description: string, event: GitHubContext | null, behaviour: Behaviour, more = {}) => ({
    description,
    event,
    behaviour,
    ...more,
  });
  return {
    'pull-request': one('a push to a pull request; the verdict is pass', PULL, GOOD),
    'pull-request-fail': one('the same; the verdict is fail', PULL, BAD),
    'pull-request-findings': one(
      'the same; the verdict is pass, with a finding of the level error',
      PULL,
      WITH_FINDINGS,
    ),
    'pull-request-no-verdict': one('the same; the run has no verdict', PULL, WITHOUT_VERDICT),
    'pull-request-failed-run': one("the same; the agent's run fails", PULL, FAILED_RUN),
    'pull-request-down': one('the same; the service is down', PULL, DOWN),
    draft: one('a draft is opened', pullRequestEvent('opened', { ...EVENT_PULL, isDraft: true }), GOOD),
    ready: one('a draft becomes ready for review', pullRequestEvent('ready_for_review'), GOOD),
    edited: one('the title or the base of a pull request is edited', pullRequestEvent('edited'), GOOD),
    'other-base': one(
      'a pull request to another branch',
      pullRequestEvent('opened', { ...EVENT_PULL, baseRef: 'release' }),
      GOOD,
    ),
    fork: one(
      "a fork's pull request, which gets no secrets",
      pullRequestEvent('opened', { ...EVENT_PULL, author: 'stranger', headRepository: 'stranger/octo-repo' }),
      GOOD,
    ),
    dependabot: one(
      'a pull request of Dependabot, which gets no secrets',
      pullRequestEvent('opened', { ...EVENT_PULL, author: 'dependabot[bot]' }),
      GOOD,
    ),
    'merge-queue': one('a merge queue tests a group; the verdict is pass', mergeGroupEvent(), GOOD),
    'merge-queue-fail': one('the same; the verdict is fail', mergeGroupEvent(), BAD),
    push: one('a push to main; the verdict is pass', pushEvent(), GOOD),
    'push-fail': one('the same; the verdict is fail', pushEvent(), BAD),
    schedule: one('the schedule; the verdict is pass', scheduleEvent(cron), GOOD),
    'schedule-fail': one('the same; the verdict is fail', scheduleEvent(cron), BAD),
    'schedule-findings': one(
      'the same; the verdict is pass, with a finding of the level error',
      scheduleEvent(cron),
      WITH_FINDINGS,
    ),
    'schedule-down': one('the same; the service is down', scheduleEvent(cron), DOWN),
    dispatch: one('started by hand; the verdict is pass', dispatchEvent(inputs), GOOD),
    'dispatch-fail': one(
      "the same; the verdict is fail, or Middesk's run waits for an answer",
      dispatchEvent(inputs),
      BAD,
    ),
    comment: one('a maintainer comments /agent review', issueCommentEvent('/agent review', 'octocat'), GOOD),
    'comment-stranger': one(
      'somebody without a role comments it',
      issueCommentEvent('/agent review', 'stranger'),
      GOOD,
    ),
    'comment-other': one('another comment', issueCommentEvent('Looks good.', 'octocat'), GOOD),
    'comment-issue': one(
      'the command in an ordinary issue',
      issueCommentEvent('/agent review', 'octocat', null),
      GOOD,
    ),
    'workflow-run': one('another workflow named CI has ended', workflowRunEvent('CI', 'success'), GOOD),
    advisory: one('the verdict is fail, and AGENT_GATE_ADVISORY is true', null, BAD, {
      vars: { AGENT_GATE_ADVISORY: 'true' },
    }),
    approved: one('fails or waits; a reviewer approves the environment', null, BAD),
    rejected: one('fails or waits; a reviewer rejects it', null, BAD, {
      review: { login: REVIEWER, state: 'rejected', comment: 'No.' },
    }),
    'self-approved': one('fails or waits; who triggered the run approves it', null, BAD, {
      environment: { reviewers: ['octocat'] },
      review: { login: 'octocat', state: 'approved' },
    }),
    undecided: one('fails or waits; nobody decides', null, BAD, { review: null }),
    unprotected: one('fails or waits; the environment has no reviewers', null, BAD, { environment: {} }),
    timer: one('the environment has a wait timer of 60 minutes', null, GOOD, {
      environment: { ...PROTECTED, waitMinutes: 60 },
    }),
    rerun: one('the step waits too short a time; then the failed jobs run again', null, SLOW, {
      inputs: { timeout: '10s' },
      isRepeated: true,
    }),
  };
}
