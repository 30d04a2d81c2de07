import { DEMO_ACTOR, DEMO_TOKEN } from '../../fakes/github/data.ts';
import type { Facts, Of } from './facts.ts';
import type { StepEnding, StepRecord, TakenStatus } from './step-record.ts';

const COMMENT = /\/issues\/\d+\/comments$/;
const PERMISSION = new RegExp(`/collaborators/${DEMO_ACTOR}/permission$`);
// Outcomes of a step that ends before anybody could be refused.
const BEFORE_PERMISSION = ['invalid-input', 'abandoned', 'internal-error', 'not-permitted'];
// A step that writes none never says anything of a commit.
const WITHOUT_STATUS = ['not-permitted', 'superseded', 'skipped', 'validated'];

/** Nothing is requested of the service, and nothing passes, unless the role that is required was read. */
export function startsOnlyWithRole({ wanted, expected }: StepRecord, facts: Facts): string[] {
  if (expected.role === '') return [];
  const { requests, githubRequests, answers, end, outputs, statuses } = facts;
  const isRead = answers.some(
    ({ id, status, body }) =>
      status === 200 &&
      body.includes(`"login":"${DEMO_ACTOR}"`) &&
      githubRequests.some((request) => request.id === id && PERMISSION.test(request.path)),
  );
  if (expected.isPermitted && isRead) return [];
  const { outcome = '' } = outputs;
  const why = isRead ? 'without the role' : 'and the role was not read';
  const writes = githubRequests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql');
  return [
    ...(requests.length > 0 ? [`${requests.length} requests to the service, ${why}`] : []),
    ...(writes.length > 0 ? [`${writes.length} writes to GitHub, ${why}`] : []),
    ...(statuses.some(({ by }) => by === 0) ? [`a commit status, ${why}`] : []),
    ...(end?.passes === true ? [`it passes, ${why}`] : []),
    ...(wanted.isSound && outcome !== '' && !BEFORE_PERMISSION.includes(outcome)
      ? [`the outcome is ${outcome}, ${why}`]
      : []),
  ];
}

/** A status is only on the commit and the context that it should be on, and a success only of a step that passes. */
export function showsSuccessOnlyOfPass(record: StepRecord, facts: Facts): string[] {
  const { wanted, expected } = record;
  const { statuses, end, outputs } = facts;
  const own = statuses.filter(({ by }) => by === 0);
  const { outcome = '' } = outputs;
  const misplaced = own.filter(
    ({ context, sha, target }) =>
      context !== wanted.context ||
      target !== expected.attemptUrl ||
      (expected.sha !== '' && sha !== expected.sha),
  );
  const count = (state: string) => own.filter((status) => status.state === state).length;
  const isGreen = record.breaksReport ? own.at(-1)?.state === 'success' : count('success') > 0;
  const mayBeGreen = end?.passes === true || !isReplaceable(record);
  return [
    ...misplaced.map(({ context, sha }) => `a status of the context "${context}" on ${sha}`),
    ...(isGreen && !mayBeGreen ? ['a success, and the step does not pass'] : []),
    ...(count('pending') > 1 || count('success') > 1
      ? [`${count('pending')} of pending, ${count('success')} of success`]
      : []),
    ...(WITHOUT_STATUS.includes(outcome) && own.some(({ state }) => state !== 'pending')
      ? [`a status of the outcome ${outcome}`]
      : []),
  ];
}

/** False if the report fails after a success that GitHub may no longer replace. */
function isReplaceable({ breaksReport, isCalm, expected: { isGitHubReliable } }: StepRecord): boolean {
  return !breaksReport || (isCalm && isGitHubReliable);
}

/** Once all steps of the attempt have ended, a context is green only if one of them alone wrote there, and passed. */
export function sharesNoGreenContext(record: StepRecord, { statuses, end }: Facts): string[] {
  const { wanted, expected } = record;
  const ofContext = statuses.filter(
    ({ context }) => wanted.context !== '' && context.toLowerCase() === wanted.context.toLowerCase(),
  );
  return Object.values(Object.groupBy(ofContext, ({ sha }) => sha)).flatMap((onCommit = []) => {
    const last = onCommit.at(-1);
    if (last?.state !== 'success' || last.target !== expected.attemptUrl) return [];
    const writers = new Set(onCommit.filter(isOfAttempt(last)).map(({ by }) => by));
    const mayBeGreen = end?.passes === true || !isReplaceable(record);
    const passes = last.by === 0 ? mayBeGreen : expected.passingSteps.includes(last.by);
    return [
      ...(writers.size === 1 ? [] : [`the context is green, and ${writers.size} steps wrote there`]),
      ...(passes ? [] : ['the context is green, and its step does not pass']),
    ];
  });
}

function isOfAttempt({ target }: TakenStatus): (status: TakenStatus) => boolean {
  return (status) => status.target === target;
}

/** If GitHub accepts every write in time, the context shows how the step ended. */
export function showsTheEnd({ wanted, expected, isCalm }: StepRecord, facts: Facts): string[] {
  const { statuses, end, outputs } = facts;
  const { outcome = '' } = outputs;
  const ends = wanted.context !== '' && wanted.isSound && end !== null && outcome !== '';
  const isDue =
    ends &&
    expected.isPermitted &&
    isCalm &&
    expected.isGitHubReliable &&
    expected.sha !== '' &&
    facts.signals.length === 0;
  const isAlone = statuses.every(({ by }) => by === 0);
  if (!isDue || !isAlone || !expected.mayWriteStatuses || WITHOUT_STATUS.includes(outcome)) return [];
  const last = statuses.at(-1)?.state ?? 'none';
  if (!end.passes) return last === 'failure' || last === 'error' ? [] : [`it fails, and shows ${last}`];
  // A step that only validates sends no pending, so it never writes success.
  if (wanted.mode === 'validate-only') return [];
  return last === 'success' ? [] : [`it passes, and shows ${last}`];
}

/** Findings and a schema close the gate, and never open it. */
export function closesByGatesOnly({ others: { withoutGates } }: StepRecord, { end }: Facts): string[] {
  return end?.passes === true && withoutGates?.passes === false
    ? [`it passes, and ends with ${withoutGates.outcome} without findings and schema`]
    : [];
}

/** Whatever a read or a write of GitHub meets, the verdict is the same. */
export function judgesWithoutGitHub(
  { others: { withoutGitHubErrors } }: StepRecord,
  { end, outputs }: Facts,
): string[] {
  if (end === null || withoutGitHubErrors === null) return [];
  const here: StepEnding = { passes: end.passes, outcome: outputs.outcome ?? '' };
  const { passes, outcome } = withoutGitHubErrors;
  // A pull request that could not be read supersedes nothing, and one that is read later may have moved on.
  if (outcome === 'superseded' || here.outcome === 'superseded') return [];
  // Verdicts that appear during the wait for them: the moment of each poll decides.
  if (outcome === 'eval-pending' || here.outcome === 'eval-pending') return [];
  return here.passes === passes && here.outcome === outcome
    ? []
    : [`it ends with ${here.outcome}, and with ${outcome} where GitHub answers`];
}

/** A pull request that changed before the step is not evaluated, if GitHub reports it. */
export function judgesNothingOutdated({ wanted, expected, isCalm }: StepRecord, facts: Facts): string[] {
  const { superseded, isGitHubReliable } = expected;
  const { outcome = '' } = facts.outputs;
  if (outcome === 'superseded' && superseded === null) return ['superseded, and nothing has changed'];
  if (facts.end?.passes === true && outcome === 'superseded' && superseded?.kind !== 'moved')
    return [`it passes though the pull request was ${superseded?.kind}`];
  const isSeen = isCalm && isGitHubReliable && superseded?.atMs === 0;
  return isSeen && facts.requests.length > 0 && wanted.isSound
    ? [`${facts.requests.length} requests to the service, though the pull request was ${superseded.kind}`]
    : [];
}

/** At most one comment is created, unless GitHub has certainly not accepted the first. */
export function commentsOnce({ wanted }: StepRecord, { githubRequests, answers }: Facts): string[] {
  const made = githubRequests.filter(({ method, path }) => method === 'POST' && COMMENT.test(path));
  const limited = (request: Of<'request'>) =>
    answers.some(({ id, status }) => id === request.id && (status === 403 || status === 429));
  const possible = made.filter((request) => !limited(request));
  return [
    ...(possible.length > 1 ? [`${possible.length} comments may have been made`] : []),
    ...(made.length > 0 && wanted.comments === 'never' ? ['a comment that nobody asked for'] : []),
  ];
}

/** The token is in nothing that is written. */
export function keepsTheToken(_record: StepRecord, { written }: Facts): string[] {
  return written.some(({ text }) => text.includes(DEMO_TOKEN)) ? ['the token was written'] : [];
}
