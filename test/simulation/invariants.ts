import { CLEAN_OUTCOMES, FAULT_OUTCOMES, NEVER_ALLOWED } from '../../src/domain/outcome.ts';
import { OUTPUT_NAMES } from '../../src/report/outputs.ts';
import {
  PENDING_STATE,
  REPORTED_STATE,
  readPostStepNotice,
  UNFINISHED_STATE,
} from '../../src/report/saved-state.ts';
import { keyForms } from '../support/key-forms.ts';
import { FILE_WITH_FINDINGS } from './draw-answer.ts';
import { type Facts, factsOf, type Sending, tellsOf } from './facts.ts';
import {
  closesByGatesOnly,
  commentsOnce,
  judgesNothingOutdated,
  judgesWithoutGitHub,
  keepsTheToken,
  sharesNoGreenContext,
  showsSuccessOnlyOfPass,
  showsTheEnd,
  startsOnlyWithRole,
} from './github-invariants.ts';
import { OUTPUT_FILE, STATE_FILE, SUMMARY_FILE, TEMPORARY_FOLDER } from './sinks.ts';
import type { StepEnding, StepRecord, Wanted } from './step-record.ts';

/** Returns a sentence for every way in which a record breaks it. */
type Invariant = (record: StepRecord, facts: Facts) => string[];

/** What is true after every step, for any injected errors. */
export const INVARIANTS = {
  'starts at most once': startsOnce,
  'sends only what it may': sendsOnlyWhatItMay,
  'passes only as expected': passesAsExpected,
  'passes with no key that is refused': passesWithNoRefusedKey,
  'passes what deserves it': passesTheCalm,
  'finds what came of a lost start': findsWhatWasLost,
  'ends in time': endsInTime,
  'keeps the key to itself': keepsTheKey,
  'issues only its own commands': issuesItsOwnCommands,
  'writes only where it may': writesWhereItMay,
  'says the same everywhere': saysTheSame,
  'leaves the run behind wherever it is killed': leavesTheRun,
  'reports after a kill what it knew': reportsAfterKill,
  'starts nothing without the role': startsOnlyWithRole,
  'shows success only of a pass': showsSuccessOnlyOfPass,
  'shares no green context': sharesNoGreenContext,
  'shows how it ended': showsTheEnd,
  'is closed by findings and schema, never opened': closesByGatesOnly,
  'judges the same whatever GitHub does': judgesWithoutGitHub,
  'judges nothing that is outdated': judgesNothingOutdated,
  'comments once': commentsOnce,
  'keeps the token to itself': keepsTheToken,
} satisfies Readonly<Record<string, Invariant>>;

/** The result of a check. */
export interface Check {
  /** Every invariant that it breaks, as text. */
  readonly broken: readonly string[];
  /** The outcome that a later step reads. */
  readonly outcome: string;
  /** Null if the step did not end. */
  readonly passes: boolean | null;
}

/** How a step ends; null if it does not end. */
export function endingOf(record: StepRecord): StepEnding | null {
  const { end, outputs } = factsOf(record);
  return end === null ? null : { passes: end.passes, outcome: outputs.outcome ?? '' };
}

export function check(record: StepRecord): Check {
  const facts = factsOf(record);
  return {
    broken: Object.entries(INVARIANTS).flatMap(([name, invariant]) =>
      invariant(record, facts).map((how) => `${name}: ${how}`),
    ),
    outcome: facts.outputs.outcome ?? '',
    passes: facts.end?.passes ?? null,
  };
}

const CLEAN: readonly string[] = CLEAN_OUTCOMES;
const ALLOWABLE: readonly string[] = FAULT_OUTCOMES.filter(
  (outcome) => !NEVER_ALLOWED.some((never) => never === outcome),
);
const BEFORE_THE_VERDICT = ['internal-error', 'abandoned'];
/** As long as the summary may take to be written at the end, and rounding. */
const SLACK_MS = 205;
const READS_MS = 60_000;
const STARTS_MS = 120_000;
const REQUEST_MS = 30_000;
const PULL = /\/pulls\/\d+$/;
const RECONCILING_MS = 90_000;
const LAST_LOOK_MS = 10_000;
// At most two second reads of the verdicts follow the last one, each 2 s later.
const SECOND_READS_MS = 2 * (2000 + LAST_LOOK_MS);
const SIGNAL_MS = 2000;
/** What a cancelled step has for its commit status. */
const CANCELLED_STATUS_MS = 3000;
/** Commit status and comment. */
const UPDATE_MS = 30_000 + 90_000;
/** The change of a pull request. */
const CHANGE_READS_MS = 60_000 + 180_000;

function startsOnce(_story: StepRecord, { starts, resumes, taken }: Facts): string[] {
  return [
    ...sentTwice('starts', starts),
    ...sentTwice('answers', resumes),
    ...(taken.length > 1 ? [`the service created ${taken.length} runs`] : []),
  ];
}

function sentTwice(what: string, sendings: readonly Sending[]): string[] {
  const possible = sendings.filter(({ mayBeTaken }) => mayBeTaken);
  const [first] = possible;
  const later = sendings.filter(({ id }) => first !== undefined && id > first.id);
  return [
    ...(possible.length > 1 ? [`the service may have accepted ${possible.length} ${what}`] : []),
    ...(later.length > 0 ? [`${later.length} more ${what} follow one that may have been accepted`] : []),
  ];
}

function sendsOnlyWhatItMay(
  { wanted, expected }: StepRecord,
  { requests, starts, resumes }: Facts,
): string[] {
  const mayStart = wanted.mode === 'run' || wanted.mode === 'start-only';
  const isSilent = !wanted.isSound || wanted.isSkipped;
  return [
    ...(isSilent && requests.length > 0 ? [`${requests.length} requests, and the inputs ask for none`] : []),
    ...(!mayStart && starts.length > 0 ? [`${starts.length} starts with ${wanted.mode}`] : []),
    ...(!expected.isAnswerable && resumes.length > 0 ? ['an answer to what is not asked'] : []),
    ...(!expected.isAllowed && starts.length + resumes.length > 0
      ? ['a start of what cannot be started']
      : []),
  ];
}

function passesAsExpected(record: StepRecord, facts: Facts): string[] {
  if (facts.end?.passes !== true) return [];
  const { wanted, expected } = record;
  const { outcome = '', 'run-id': runId } = facts.outputs;
  switch (outcome) {
    case 'skipped':
      return wanted.isSkipped && mayPass(outcome, wanted) ? [] : ['passes as skipped, which is not allowed'];
    case 'validated':
      return wanted.mode === 'validate-only' && expected.isAllowed ? [] : ['validated what does not hold'];
    case 'started':
      return wanted.mode === 'start-only' && facts.taken[0]?.runId === runId
        ? []
        : ['started, and the service knows nothing of it'];
    case 'passed':
      return whyNoPass(record, facts, facts.end.at);
    default:
      return mayPass(outcome, wanted) ? [] : [`passes with ${outcome}, which is not allowed`];
  }
}

function mayPass(outcome: string, { allow, isAdvisory }: Wanted): boolean {
  return allow.includes(outcome) || (isAdvisory && ALLOWABLE.includes(outcome));
}

function whyNoPass({ wanted, expected }: StepRecord, facts: Facts, endsAt: number): string[] {
  const isAttached = wanted.mode === 'attach';
  const runId = isAttached ? expected.attachedRunId : (facts.taken[0]?.runId ?? '');
  const beganAt = expected.needsAnswer ? facts.answerTaken?.at : isAttached ? 0 : facts.taken[0]?.at;
  if (beganAt === undefined) return ['passed on a run that nobody started, or answered'];
  if (runId === '' || facts.outputs['run-id'] !== runId) return ['passed on a run that is not its own'];
  if (!expected.isAllowed) return ['passed on what is not allowed'];
  if (!expected.isAnswerPass) return ['passed on an answer that findings or schema do not let pass'];
  // Two responses without verdicts, from the service or from another server.
  const saysNone = facts.answers.filter(
    ({ id, status }) =>
      status === 404 &&
      facts.requests.some((request) => request.id === id && request.path.endsWith('/evals')),
  );
  if (saysNone.length > 1 && !wanted.requireEvals && expected.isSuccess) {
    return endsAt >= beganAt + expected.succeedsAfterMs ? [] : ['passed before the run had ended'];
  }
  if (!expected.isPass) return ['passed, and no pass was expected'];
  return endsAt >= beganAt + expected.passesAfterMs ? [] : ['passed before the verdict was there'];
}

function passesWithNoRefusedKey(_story: StepRecord, { end, outputs, requests, answers }: Facts): string[] {
  if (end?.passes !== true) return [];
  const { 'run-id': runId = '' } = outputs;
  // Unreadable verdicts and steps have other messages, and earlier runs only show how long a run takes.
  // If the start is lost, it may have created any run.
  const decides = (path: string) => {
    const [, other = runId] = /^\/v1\/runs\/([^/?]+)$/.exec(path) ?? [];
    return !/\/evals$|[?&]include=steps/.test(path) && (runId === '' || other === runId);
  };
  return requests
    .filter(({ path }) => decides(path))
    .filter(({ id }) =>
      answers.some((answer) => answer.id === id && (answer.status === 401 || answer.status === 403)),
    )
    .map(({ method, path }) => `it passes, and the key was refused at ${method} ${path}`);
}

function passesTheCalm(record: StepRecord, { end, outputs }: Facts): string[] {
  const { wanted, expected, isCalm, breaksReport } = record;
  const { isGitHubReliable, isPermitted, role, superseded, isSchemaRemote } = expected;
  // With an error, only what needs nothing of GitHub passes.
  const needsGitHub = role !== '' || isSchemaRemote || wanted.readsChange;
  const isOutdated = superseded !== null && (superseded.atMs < 5000 || !isGitHubReliable);
  if (breaksReport || !isPermitted || isOutdated || (needsGitHub && !isGitHubReliable)) return [];
  const isClear = isCalm && wanted.isSound && expected.isAllowed && expected.isTaken && wanted.answers === '';
  if (!isClear || expected.needsAnswer || end?.passes === true) return [];
  const { outcome } = outputs;
  if (wanted.mode === 'start-only' || wanted.mode === 'validate-only') {
    return [`${outcome}, though nothing went wrong`];
  }
  // With time for the responses, also those of GitHub, whose time limit counts from the beginning.
  const isTimely =
    expected.succeedsAfterMs < wanted.timeoutMs - (wanted.mode === 'attach' ? 5000 : 1000) &&
    expected.passesAfterMs - expected.succeedsAfterMs < wanted.evalTimeoutMs - 1000;
  return expected.isPass && expected.isAnswerPlain && isTimely
    ? [`${outcome}, though a pass was expected and nothing went wrong`]
    : [];
}

function findsWhatWasLost({ wanted, expected, losesStart }: StepRecord, facts: Facts): string[] {
  const { outputs, starts, taken, end, accepted } = facts;
  const candidates: readonly string[] = JSON.parse(outputs['candidate-run-ids'] || '[]');
  const lost = starts.find(({ mayBeTaken }) => mayBeTaken);
  if (lost === undefined || accepted !== null) {
    return candidates.length > 0 ? ['candidates, and no start was lost'] : [];
  }
  const { 'run-id': adopted = '' } = outputs;
  const problems = adopted === '' ? [] : [`it takes ${adopted} for its own run`];
  // Elsewhere what the service says of its time and of its runs may be wrong.
  if (!losesStart || !wanted.isSound) return problems;
  const foreign = expected.foreignRuns.filter(({ ms }) => ms <= (end?.at ?? 0));
  const isNew = (runId: string) => [...taken, ...foreign].some((run) => run.runId === runId);
  problems.push(...candidates.filter((runId) => !isNew(runId)).map((runId) => `${runId} is no new run`));
  // A run of another client ends the search before a run that appears later.
  const isToBeFound = expected.isListed && (expected.hiddenForMs === 0 || expected.foreignRuns.length === 0);
  const missing = taken.filter(({ runId }) => isToBeFound && !candidates.includes(runId));
  return [...problems, ...missing.map(({ runId }) => `it does not find ${runId}`)];
}

function endsInTime({ wanted, expected }: StepRecord, facts: Facts): string[] {
  const { end, starts, accepted, signals, suspendedMs } = facts;
  if (end === null) return ['the step never ends'];
  const problems: string[] = [];
  const within = (what: string, from: number, to: number, mostMs: number) => {
    // A machine that slept past a deadline still polls once.
    const extraMs = suspendedMs === 0 ? 0 : suspendedMs + LAST_LOOK_MS;
    if (to - from <= mostMs + extraMs + SLACK_MS) return;
    problems.push(`${what} took ${Math.round(to - from)} ms, of at most ${mostMs}`);
  };
  const readsPull = facts.githubRequests.some(({ method, path }) => method === 'GET' && PULL.test(path));
  const isUpdated = readsPull || wanted.context !== '' || wanted.comments !== 'never' || expected.role !== '';
  const updateMs = facts.githubRequests.length > 0 ? UPDATE_MS : 0;
  const beforeMs =
    (isUpdated ? READS_MS : 0) +
    (expected.isSchemaRemote ? READS_MS : 0) +
    (wanted.readsChange ? CHANGE_READS_MS : 0);
  const [signal] = signals;
  const signalMs = SIGNAL_MS + (wanted.context === '' ? 0 : CANCELLED_STATUS_MS);
  // Of a comment, what is on its way is ended at once.
  if (signal !== undefined) within('the end after a signal', signal.at, end.at, signalMs);
  const followMs = wanted.timeoutMs + wanted.evalTimeoutMs + LAST_LOOK_MS + SECOND_READS_MS + updateMs;
  const [first] = starts;
  const answersMs =
    wanted.answers === ''
      ? 0
      : READS_MS + STARTS_MS + wanted.evalTimeoutMs + LAST_LOOK_MS + SECOND_READS_MS + updateMs;
  if (wanted.mode === 'attach')
    within('an attached step', 0, end.at, Math.max(followMs, answersMs) + beforeMs);
  else {
    const endMs = first === undefined ? updateMs : 0;
    within('what comes before the first start', 0, first?.at ?? end.at, READS_MS + beforeMs + endMs);
  }
  if (accepted !== null) within('an accepted run', accepted.at, end.at, followMs);
  else if (first !== undefined) {
    const isLost = starts.some(({ mayBeTaken }) => mayBeTaken);
    const last = starts.at(-1) ?? first;
    within('the starts', first.at, last.at, STARTS_MS);
    const lostMs = isLost ? RECONCILING_MS : 0;
    within('the end after the last start', last.at, end.at, REQUEST_MS + lostMs + updateMs);
  }
  return problems;
}

const known = new Map<string, readonly (readonly [string, string])[]>();

/** Every form of a key that is too long to be in a text by chance, in lower case. */
function formsOf(key: string): readonly (readonly [string, string])[] {
  const forms =
    known.get(key) ??
    Object.entries(keyForms(key))
      .map(([name, form]) => [name, form.toLowerCase()] as const)
      .filter(([, form]) => form.length >= 8);
  known.set(key, forms);
  return forms;
}

function keepsTheKey({ wanted }: StepRecord, { written }: Facts): string[] {
  if (wanted.key === '') return [];
  const text = written
    .map((one) => one.text)
    .filter((one) => !one.startsWith('::add-mask::'))
    .join('\n')
    .toLowerCase();
  return formsOf(wanted.key)
    .filter(([, form]) => text.includes(form))
    .map(([name]) => `the key, ${name}, was written`);
}

function issuesItsOwnCommands({ wanted }: StepRecord, { commands, written }: Facts): string[] {
  const problems: string[] = [];
  for (const { name, data, properties } of commands) {
    // Invalid inputs may have any key.
    const isMask = name === 'add-mask' && (data.trim() === wanted.key || !wanted.isSound);
    const isPlain = ['error', 'warning', 'notice', 'group', 'endgroup'].includes(name);
    const isPlaced = properties.size === 0 || properties.get('file') === FILE_WITH_FINDINGS;
    if (!isMask && !(isPlain && isPlaced)) problems.push(`the command ${name} with "${data}"`);
  }
  const count = (name: string) => commands.filter((command) => command.name === name).length;
  if (count('group') !== count('endgroup') || count('group') > 1) problems.push('groups that do not close');
  const error = written.find(({ sink }) => sink === 'stderr');
  if (error !== undefined) problems.push(`standard error has "${error.text}"`);
  return problems;
}

function writesWhereItMay(_story: StepRecord, { written, outputWrites, stateWrites }: Facts): string[] {
  const elsewhere = written.filter(
    ({ sink, path }) =>
      sink === 'file' &&
      ![OUTPUT_FILE, SUMMARY_FILE, STATE_FILE].includes(path) &&
      !path.startsWith(`${TEMPORARY_FOLDER}/`),
  );
  const foreign = [...outputWrites.values()].filter(({ values, fault }) => {
    const names = Object.keys(values);
    return fault !== null || names.length !== 1 || !OUTPUT_NAMES.some((name) => name === names[0]);
  });
  const strange = [...stateWrites.values()].flatMap(({ values }) =>
    Object.keys(values).filter((name) => ![UNFINISHED_STATE, REPORTED_STATE, PENDING_STATE].includes(name)),
  );
  return [
    ...strange.map((name) => `a state of the name ${name}`),
    ...elsewhere.map(({ path }) => `a file at ${path}`),
    ...foreign.map(({ values, fault }) => `outputs of others: ${fault ?? Object.keys(values).join(', ')}`),
  ];
}

function saysTheSame(record: StepRecord, facts: Facts): string[] {
  const { wanted, expected, files, breaksReport } = record;
  const { end, outputs, refused, commands, printed } = facts;
  if (end === null) return [];
  if (breaksReport) return saysThatItFailed(facts, end.passes);
  const { passes } = end;
  const { outcome = '' } = outputs;
  const problems: string[] = [];
  const claim = (isTrue: boolean, otherwise: string) => {
    if (!isTrue) problems.push(otherwise);
  };
  // A pull request that is closed, or goes elsewhere, keeps its check whatever is allowed.
  const isFinal = outcome === 'superseded' && expected.superseded?.kind !== 'moved';
  const isPassing = CLEAN.includes(outcome) || (!isFinal && mayPass(outcome, wanted));
  const areOutputsWhole = !refused.includes(OUTPUT_FILE);
  claim(passes === isPassing, `the step ${passes ? 'passes' : 'fails'} with the outcome ${outcome}`);
  claim(areOutputsWhole || !passes, 'the step passes though an output could not be written');

  // Those on a line are of findings, which are annotated however the step ends.
  const count = (name: string) =>
    commands.filter((command) => command.name === name && command.properties.size === 0).length;
  // One with the reason, and if the verdicts were evaluated, up to nine for the steps that did not pass.
  const isOfVerdicts = outcome.startsWith('eval-') || outcome === 'unrecognised';
  const isOneOrMore = (name: string) => count(name) >= 1 && count(name) <= (isOfVerdicts ? 10 : 1);
  const [errors, warnings] = [count('error'), count('warning')];
  claim(passes ? errors === 0 : isOneOrMore('error'), `${errors} error annotations`);
  claim(
    passes && outcome !== 'passed' ? isOneOrMore('warning') : warnings === 0,
    `${warnings} warning annotations`,
  );
  const [, logged = '', verb] = /^Outcome: (\S+)\. The step (passes|fails)\.$/m.exec(printed) ?? [];
  claim(verb === (passes ? 'passes' : 'fails'), `the log says that it ${verb}`);
  claim(!areOutputsWhole || logged === outcome, `the log says ${logged}, and the output ${outcome}`);

  const summary = files.get(SUMMARY_FILE) ?? '';
  claim(summary === '' || summary.includes(logged), `the summary does not say ${logged}`);
  const reportFile = outputs['report-file'] ?? '';
  if (areOutputsWhole && reportFile !== '') {
    const report: Readonly<Record<string, unknown>> = JSON.parse(
      files.get(reportFile.replaceAll('\\', '/')) ?? '{}',
    );
    claim(report.passes === passes, `the report file says passes: ${report.passes}`);
    claim(report.outcome === outcome, `the report file says ${report.outcome}`);
    claim(report['run-id'] === (outputs['run-id'] ?? ''), `the report file is about run ${report['run-id']}`);
  }
  return problems;
}

/** A step whose report fails at its end says so in its outputs, and in the one annotation that is left. */
function saysThatItFailed({ outputs, refused, commands }: Facts, passes: boolean): string[] {
  const { outcome = '' } = outputs;
  const errors = commands.filter(({ name }) => name === 'error').length;
  const areOutputsWhole = !refused.includes(OUTPUT_FILE);
  return [
    ...(passes ? ['it passes, and its report has failed'] : []),
    ...(areOutputsWhole && outcome !== 'internal-error' ? [`its report has failed, with ${outcome}`] : []),
    ...(errors === 1 ? [] : [`${errors} error annotations of a report that has failed`]),
  ];
}

/** Goes through the writes one by one: a step that is killed leaves what was written until then. */
function leavesTheRun({ events, breaksReport }: StepRecord, { accepted, outputWrites }: Facts): string[] {
  const problems = new Set<string>();
  const known = new Map<string, string>();
  const outcomes: string[] = [];
  let isAccepted = false;
  for (const event of events) {
    if (event.kind === 'refused' && event.path === OUTPUT_FILE) return [...problems];
    for (const [name, value] of Object.entries(outputWrites.get(event)?.values ?? {})) {
      known.set(name, value);
      if (name === 'outcome') outcomes.push(value);
    }
    if (isAccepted && !tellsOf(accepted?.body ?? '', known.get('run-id') ?? '')) {
      problems.add(`no run-id when ${event.kind} comes after ${event.at} ms`);
    }
    isAccepted ||= event === accepted;
  }
  const early = outcomes.slice(0, -1).filter((outcome) => !BEFORE_THE_VERDICT.includes(outcome));
  // One whose report has failed is replaced.
  if (early.length > (breaksReport ? 1 : 0))
    problems.add(`the outcome ${early[0]} stood there before the last one`);
  if (accepted !== null && !outcomes.includes('abandoned'))
    problems.add('no outcome abandoned before the last');
  return [...problems];
}

// What cannot be written there cannot be notice of.
const STEP_FILES = [OUTPUT_FILE, STATE_FILE];

/** Goes through the state write by write, as the step after this one would find it if this one were killed there. */
function reportsAfterKill(
  { events, breaksReport }: StepRecord,
  { accepted, taken, starts, stateWrites, end }: Facts,
): string[] {
  const problems = new Set<string>();
  const { runId = '' } = taken[0] ?? {};
  const state: Record<string, string> = {};
  let notice: readonly string[] | null = null;
  for (const event of events) {
    if (event.kind === 'refused' && STEP_FILES.includes(event.path)) return [...problems];
    const write = stateWrites.get(event);
    if (write !== undefined) {
      for (const [name, value] of Object.entries(write.values)) state[`STATE_${name}`] = value;
      notice = readPostStepNotice(state)?.lines ?? null;
    }
    const { kind, at } = event;
    if (kind === 'request' && notice === null && starts.some(({ id }) => id === event.id)) {
      problems.add('a start is sent, and nothing is kept of it');
    }
    const isLater =
      accepted !== null &&
      (at > accepted.at || (kind === 'request' && at === accepted.at && event.id > accepted.id));
    if (isLater && notice !== null && !notice.some((line) => line.includes(runId))) {
      problems.add(`nothing of run ${runId} when ${kind} comes after ${at} ms`);
    }
    if (isLater && notice === null && state[`STATE_${REPORTED_STATE}`] === undefined) {
      problems.add(`nothing is kept when ${kind} comes after ${at} ms`);
    }
  }
  if (notice !== null && end !== null && !breaksReport)
    problems.add('the notice stays though the step has reported');
  return [...problems];
}
