import { DEMO_PULL } from '../../fakes/github/data.ts';
import { LEVELS } from './draw-answer.ts';
import { attemptUrl, autoRoleOf } from './draw-event.ts';
import { ATTACHED_RUN } from './draw-inputs.ts';
import type { Scenario } from './scenario.ts';
import type { Expected } from './step-record.ts';

const SUCCESS = { kindo: 'success', middesk: 'completed' } as const;

const DAY_MS = 24 * 60 * 60_000;

// The search for a lost start continues for 90 s, with pauses.
const LISTED_WITHIN_MS = 45_000;

/** What is true of a scenario whatever the network makes of it. */
export function expectedOf(scenario: Scenario): Expected {
  const { run, given, agent, attached, wallAheadMs, hasOddDates, event, repository } = scenario;
  const { wanted } = given;
  const isAttached = wanted.mode === 'attach';
  const isAsked = run.word === 'interrupted';
  const last = isAsked ? run.answered.word : run.word;
  const isSuccess = last === SUCCESS[given.provider] && isOurs(scenario);
  const succeedsAfterMs = isAsked ? run.answered.takesMs : (isAttached ? -attached.ageMs : 0) + run.takesMs;
  // The service's clock counts. If a response has no date, or an old one, the run may seem younger.
  const offMs = hasOddDates ? Math.min(-DAY_MS, wallAheadMs) : 0;
  const hasKey = scenario.key === 'good';
  const isAnswerPass = isAnswerAsRequired(scenario);
  const isSchemaRemote = wanted.hasSchema && event.name !== 'push';
  const hasSchema = !isSchemaRemote || (repository.hasSchema && wanted.hasToken);
  const isStartable =
    !given.leavesNothing &&
    agent.isThere &&
    !agent.hasTriggers &&
    given.givenLabels.every((label) => agent.labels.includes(label)) &&
    (!given.hasName || (agent.name === given.agentName && agent.otherName !== given.agentName));
  return {
    attachedRunId: isAttached ? ATTACHED_RUN : '',
    isAllowed:
      hasKey &&
      hasSchema &&
      (isAttached ? attached.isThere && attached.ageMs + offMs <= given.maxRunAgeMs : isStartable),
    ...roleOf(scenario),
    superseded: supersededOf(scenario),
    isSchemaRemote,
    // The event of a comment does not name the head, which may move on.
    sha: event.name === 'issue_comment' && repository.pullChange?.kind === 'moved' ? '' : DEMO_PULL.head,
    attemptUrl: attemptUrl(event.attempt),
    isGitHubReliable: repository.faultRate === 0 && scenario.outage === null && wanted.hasToken,
    mayWriteStatuses: repository.mayWriteStatuses,
    passingSteps: repository.others.flatMap(({ passes, isKilled }, index) =>
      passes && !isKilled ? [index + 1] : [],
    ),
    isAnswerPass,
    isAnswerPlain: run.isAnswerPlain,
    isTaken: agent.required.every((label) => given.givenLabels.includes(label)),
    foreignRuns: agent.foreignRuns,
    hiddenForMs: run.hiddenForMs,
    isListed: isOurs(scenario) && run.hiddenForMs < LISTED_WITHIN_MS,
    needsAnswer: isAsked,
    isAnswerable: run.interruptIds.includes(wanted.answers),
    isSuccess,
    isPass: isSuccess && isAnswerPass && areVerdictsPass(scenario),
    succeedsAfterMs,
    passesAfterMs: succeedsAfterMs + (run.evals?.readyAfterMs ?? 0),
  };
}

function isOurs({ run, given }: Scenario): boolean {
  const isAttached = given.wanted.mode === 'attach';
  if (run.agentId === null) return !isAttached || !given.hasId;
  if (typeof run.agentId !== 'string') return false;
  return (isAttached && !given.hasId) || run.agentId.toLowerCase() === given.agentId;
}

function areVerdictsPass({
  run: { evals, withoutObjectives },
  given: { wanted, provider },
}: Scenario): boolean {
  if (evals === null)
    return !wanted.requireEvals && (provider !== 'kindo' || withoutObjectives !== 'unknown');
  if (!Array.isArray(evals.steps ?? [])) return false;
  const steps: readonly { name?: unknown; result?: unknown }[] = Array.isArray(evals.steps)
    ? evals.steps
    : [];
  if (evals.result === 'skipped' && steps.length === 0) return !wanted.requireEvals;
  if (evals.result !== 'pass') return false;
  if (!steps.every((step) => step?.result === 'pass' || step?.result === 'skipped')) return false;
  if (wanted.requireEvals && !steps.some((step) => step.result === 'pass')) return false;
  return wanted.requireSteps.every((name) => {
    const named = steps.filter((step) => step.name === name);
    return named.length > 0 && named.every((step) => step.result === 'pass');
  });
}

const ROLES = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

function roleOf({
  event,
  given,
  repository: { permission },
}: Scenario): Pick<Expected, 'role' | 'isPermitted'> {
  const { permission: input, hasToken } = given.wanted;
  const role = input === 'auto' ? autoRoleOf(event) : input;
  if (role === 'anyone') return { role: '', isPermitted: true };
  const rank = ROLES.indexOf(permission?.role ?? 'none');
  return { role, isPermitted: hasToken && rank >= ROLES.indexOf(role) };
}

/** Only an event whose payload has the commits of a pull request names what may be outdated. */
function supersededOf({ event, given: { wanted }, repository }: Scenario): Expected['superseded'] {
  const isRead = wanted.readsChange || wanted.context !== '' || wanted.comments !== 'never';
  const { pullChange } = repository;
  // A closed pull request may still be reviewed.
  const isReview = event.name === 'pull_request_review' && pullChange?.kind !== 'closed';
  return isRead && (event.name === 'pull_request' || isReview) ? pullChange : null;
}

function isAnswerAsRequired({ run: { answer }, given: { wanted } }: Scenario): boolean {
  const { failsFrom, hasSchema } = wanted;
  const words: readonly string[] = [...LEVELS, 'none'];
  const isClear =
    failsFrom === null || (answer.level !== null && words.indexOf(answer.level) > words.indexOf(failsFrom));
  return isClear && (!hasSchema || answer.isValid);
}
