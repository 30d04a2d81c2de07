import type { Agent } from '../domain/agent.ts';
import type { Attach, Start, Validate } from '../domain/command.ts';
import { isRateLimited } from '../domain/errors.ts';
import type { EvalReading } from '../domain/evals.ts';
import type { FaultOutcome, StepEnd } from '../domain/outcome.ts';
import type { ListedRun, RunSnapshot } from '../domain/run.ts';
import { failedTraceSteps } from '../domain/trace.ts';
import { FIRST_POLL_PAUSE_MS, NEW_RUN_VISIBLE_WITHIN_MS, READ_BUDGET_MS } from '../retry/budgets.ts';
import { withHeartbeat } from '../retry/heartbeat.ts';
import { formatDuration } from '../text/duration.ts';
import { quote, quoteUnlessWord } from '../text/sanitize.ts';
import { type CheckedInputs, checkLabels } from './check-labels.ts';
import { readEvals } from './evals.ts';
import { findAgent } from './find-agent.ts';
import { logSettings } from './log-settings.ts';
import { MedianDuration } from './median-duration.ts';
import { type LostStart, type Reconciled, reconcile } from './reconcile.ts';
import { linkTo, recordAgent, recordPoll } from './record.ts';
import { resumeOnce } from './resume.ts';
import { ServiceClock } from './service-clock.ts';
import { startOnce } from './start.ts';
import type { Step } from './step.ts';
import { readTrace } from './trace.ts';
import { verifyAttached, verifyStarted } from './verify.ts';
import { type Wait, waitForRun } from './wait.ts';

/** All of the step: agent, labels, start, wait, verdicts. Rejects if the inputs or the service's responses end it. */
export function runStep(step: Step): Promise<StepEnd> {
  const { settings, progress } = step;
  const { command } = settings;
  logSettings(step);
  for (const notice of settings.notices) progress.warn(notice);
  switch (command.kind) {
    case 'validate':
      return validate(step, command);
    case 'start':
      return start(step, command);
    case 'attach':
      return attach(step, command);
  }
}

async function validate(step: Step, command: Validate): Promise<StepEnd> {
  await prepare(step, command);
  return notEvaluated(
    'validated',
    'Nothing was evaluated: the API key, the agent and the labels are valid, and no run was started. To start one, remove validate-only.',
  );
}

async function start(step: Step, command: Start): Promise<StepEnd> {
  const { service, runtime, progress } = step;
  const { clock, log } = runtime;
  const { agent, serviceClock, inputs, notGiven } = await prepare(step, command);
  const started = await startOnce({ service, agent, inputs, notGiven, progress }, runtime);
  const { sentAt } = started;
  if (started.kind === 'ambiguous') {
    const found = await findLost(step, { agent, serviceClock, sentAt });
    return stopped(found.outcome, `${started.reason} ${found.message}`);
  }
  const beganAt = clock.monotonic();
  const { runId } = started;
  log.info(`Run ${runId} was started.${linkTo(step, runId)}`);
  const verify = verifyStarted(agent.id, sentAt, serviceClock);
  const { earlierRunIds } = agent;
  const firstPauseMs = FIRST_POLL_PAUSE_MS;
  const beginning = { runId, isNew: true, beganAt, firstPauseMs, verify, serviceClock, earlierRunIds };
  return command.wait ? follow(step, beginning) : confirm(step, beginning);
}

/** Checks that the start created the run that its response names, because the attach step cannot check that. */
async function confirm(step: Step, beginning: Beginning): Promise<StepEnd> {
  const { settings, service, runtime } = step;
  const { pollIntervalMs } = settings;
  const timeoutMs = Math.min(settings.timeoutMs, NEW_RUN_VISIBLE_WITHIN_MS);
  const onPoll = () => warnOfClock(step, beginning.serviceClock);
  const wait = { ...beginning, service, timeoutMs, pollIntervalMs, endsWhenSeen: true, onPoll };
  const end = await waitForRun(wait, runtime);
  if (end.kind === 'unavailable') return stopped('unavailable', end.reason);
  return notEvaluated(
    'started',
    `Nothing was evaluated: run ${beginning.runId} was started, and wait is false. To get its verdict, attach to it with run-id in a later job.`,
  );
}

function warnOfClock({ progress }: Step, serviceClock: ServiceClock): void {
  const difference = serviceClock.explainDifference();
  if (difference !== null) progress.warn(difference);
}

function notEvaluated(outcome: 'validated' | 'started', reason: string): StepEnd {
  return { kind: 'not-evaluated', outcome, reason };
}

async function attach(step: Step, command: Attach): Promise<StepEnd> {
  const { service, runtime, progress, beganAt } = step;
  const { clock, log } = runtime;
  const { runId, answer } = command;
  const planned = await progress.attached(runId, service.runUrl(runId));
  log.info(`Attaching to run ${runId}.${linkTo(step, runId)}`);
  const serviceClock = new ServiceClock(clock);
  const verify = verifyAttached(command, serviceClock);
  const attached = { runId, isNew: false, beganAt, firstPauseMs: 0, verify, serviceClock, earlierRunIds: [] };
  if (answer === null) return follow(step, attached);
  const deadline = clock.monotonic() + READ_BUDGET_MS;
  const onPoll = (run: RunSnapshot) => {
    verify(run);
    warnOfClock(step, serviceClock);
    recordPoll(step, run, formatDuration(clock.monotonic() - beganAt));
  };
  const answered = await resumeOnce({ service, runId, answer, deadline, onPoll, planned }, runtime);
  const firstPauseMs = FIRST_POLL_PAUSE_MS;
  return follow({ ...step, service: answered }, { ...attached, wasSeen: true, firstPauseMs });
}

/** An agent that can be started with the given labels. */
interface Prepared extends CheckedInputs {
  readonly agent: Agent;
  /** The service's clock, as the response with the agent has it. */
  readonly serviceClock: ServiceClock;
}

/** Finds the agent, and checks the labels. */
async function prepare(step: Step, { agent: target, inputs: given }: Start | Validate): Promise<Prepared> {
  const { settings, service, runtime, progress } = step;
  const { clock } = runtime;
  const serviceClock = new ServiceClock(clock);
  const agent = await findAgent(service, target, runtime, clock.monotonic() + READ_BUDGET_MS);
  serviceClock.learn(agent.serviceTimeMs);
  warnOfClock(step, serviceClock);
  await recordAgent(step, agent);
  const { inputs, notGiven } = checkLabels(agent, given, service.name);
  if (notGiven.length > 0 && settings.provider.checkInputs === null) progress.warn(explainNotGiven(notGiven));
  return { agent, serviceClock, inputs, notGiven };
}

function stopped(outcome: FaultOutcome, reason: string): StepEnd {
  return { kind: 'stopped', outcome, reasons: [reason] };
}

function explainNotGiven(labels: readonly string[]): string {
  const names = labels.map((label) => quote(label)).join(', ');
  return `The agent declares labels that are not given: ${names}. The service does not say which of them it requires.`;
}

function findLost(
  { service, runtime, progress }: Step,
  lost: Pick<LostStart, 'agent' | 'serviceClock' | 'sentAt'>,
): Promise<Reconciled> {
  const onCandidates = (candidates: readonly ListedRun[]) => progress.candidatesFound(candidates);
  onCandidates([]);
  return reconcile({ ...lost, service, onCandidates }, runtime);
}

interface Beginning
  extends Pick<Wait, 'runId' | 'isNew' | 'wasSeen' | 'beganAt' | 'firstPauseMs' | 'verify'> {
  readonly serviceClock: ServiceClock;
  /** The agent's runs before this one, the newest first. */
  readonly earlierRunIds: readonly string[];
}

async function follow(step: Step, beginning: Beginning): Promise<StepEnd> {
  const { settings, service, runtime, progress } = step;
  const { clock, log } = runtime;
  const { runId } = beginning;
  const { timeoutMs, pollIntervalMs } = settings;
  const elapsed = () => formatDuration(clock.monotonic() - beginning.beganAt);
  const onPoll = (run: RunSnapshot) => {
    warnOfClock(step, beginning.serviceClock);
    recordPoll(step, run, elapsed());
  };
  const wait: Wait = { ...beginning, service, timeoutMs, pollIntervalMs, onPoll };
  const stateOf = () => {
    const { run } = progress.snapshot();
    return run === null ? 'not seen yet' : quoteUnlessWord(run.rawStatus);
  };
  const isLimited = () => progress.snapshot().timeline.slice(-1).some(isRateLimited);
  const median = new MedianDuration({ service, runIds: beginning.earlierRunIds, isLimited }, runtime);
  const beat = () => {
    const usual = median.clause(clock.monotonic() - beginning.beganAt);
    log.info(`Waiting for the run: ${stateOf()} (${elapsed()} elapsed${usual})`);
    median.start();
  };

  const end = await withHeartbeat(clock, beat, () => waitForRun(wait, runtime)).finally(() => median.stop());
  if (end.kind === 'unavailable') return stopped('unavailable', end.reason);
  if (end.kind === 'timed-out') {
    return stopped(
      'timed-out',
      `Run ${runId} did not finish within ${formatDuration(timeoutMs)}. It is still running at ${service.name}. Raise timeout, or attach to the run with run-id in a later job.`,
    );
  }
  // The last poll may end after the deadline, and must not extend the time of the whole step.
  const endedAt = Math.min(clock.monotonic(), beginning.beganAt + timeoutMs);
  if (end.run.state === 'success') await awaitEvals(step, runId, endedAt, elapsed);
  await recordTrace(step, runId, beginning.beganAt + timeoutMs);
  const { trace, evals } = progress.snapshot();
  const failedAt = failedTraceSteps(trace).map(({ name }) => name);
  return { kind: 'ended', run: end.run, evals, failedAt };
}

function announcementOf({ kind }: EvalReading, status: string): string {
  if (kind === 'read') return `The verdict is ${status}`;
  return kind === 'none' ? 'The run has no verdicts' : 'The verdicts could not be read';
}

async function recordTrace(step: Step, runId: string, deadline: number): Promise<void> {
  const { service, runtime, progress } = step;
  const reading = await readTrace(service, runId, deadline, runtime);
  if (reading.kind === 'read') progress.traceRead(reading.trace);
  else
    progress.warn(
      `The trace of the run could not be read, so the report does not show it (${reading.reason}).`,
    );
}

async function awaitEvals(
  { settings, service, runtime, progress }: Step,
  runId: string,
  beganAt: number,
  elapsed: () => string,
): Promise<void> {
  const { clock, log } = runtime;
  let known = '';
  const onReading = (reading: EvalReading) => {
    progress.evalsRead(reading);
    const status = reading.kind === 'read' ? quoteUnlessWord(reading.report.rawResult) : reading.kind;
    if (status !== known) log.info(`${announcementOf(reading, status)} (${elapsed()} elapsed)`);
    known = status;
  };
  if (!settings.provider.hasEvals) {
    onReading({ kind: 'none' });
    return;
  }
  await withHeartbeat(
    clock,
    () => log.info(`Waiting for the verdicts: ${known} (${elapsed()} elapsed)`),
    () =>
      readEvals(
        {
          service,
          runId,
          required: settings.policy.requireEvals,
          beganAt,
          timeoutMs: settings.evalTimeoutMs,
          pollIntervalMs: settings.pollIntervalMs,
          onReading,
        },
        runtime,
      ),
  );
}
