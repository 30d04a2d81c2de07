import type { Agent } from '../domain/agent.ts';
import type { Attach, Start, Validate } from '../domain/command.ts';
import type { FaultOutcome, StepEnd } from '../domain/outcome.ts';
import type { ListedRun, RunSnapshot } from '../domain/run.ts';
import { failedTraceSteps } from '../domain/trace.ts';
import { firstPollMs } from '../retry/backoff.ts';
import { withHeartbeat } from '../retry/heartbeat.ts';
import { formatDuration } from '../text/duration.ts';
import { checkLabels } from './check-labels.ts';
import { readEvals } from './evals.ts';
import { findAgent } from './find-agent.ts';
import { knowAgent, linkTo, look } from './known.ts';
import { logSettings } from './log-settings.ts';
import { type LostStart, type Reconciled, reconcile } from './reconcile.ts';
import { resumeOnce } from './resume.ts';
import { serviceTimeAt } from './service-time.ts';
import { startOnce } from './start.ts';
import type { Step } from './step.ts';
import { readTrace } from './trace.ts';
import { UsualDuration } from './typical.ts';
import { verifyAttached, verifyStarted } from './verify.ts';
import { type Wait, waitForRun } from './wait.ts';

const READ_BUDGET_MS = 60_000;

/** The way through: agent, labels, start, wait, verdicts. Rejects where the input, or the service's answers, end it. */
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
  return {
    kind: 'unjudged',
    outcome: 'validated',
    reason: 'Nothing was judged: key, agent and labels hold, and no run was started.',
  };
}

async function start(step: Step, command: Start): Promise<StepEnd> {
  const { service, conditions, progress } = step;
  const { clock, log } = conditions;
  const { agent, readAt, notGiven } = await prepare(step, command);
  progress.startAhead();
  const result = await startOnce({ service, agent, inputs: command.inputs, notGiven, progress }, conditions);
  if (result.kind === 'ambiguous') {
    const found = await findLost(step, { agent, agentReadAt: readAt, sentAt: result.sentAt });
    return stopped(found.outcome, `${result.reason} ${found.words}`);
  }
  const beganAt = clock.monotonic();
  const { runId } = result;
  log.info(`Run ${runId} was started.${linkTo(step, runId)}`);
  if (!command.wait) {
    return {
      kind: 'unjudged',
      outcome: 'started',
      reason: `Nothing was judged: run ${runId} was started, and is not waited for.`,
    };
  }
  const verify = verifyStarted(agent.id, serviceTimeAt(agent, readAt, result.sentAt));
  const { earlierRunIds } = agent;
  return follow(step, { runId, isNew: true, beganAt, firstPauseMs: firstPollMs, verify, earlierRunIds });
}

async function attach(step: Step, command: Attach): Promise<StepEnd> {
  const { service, conditions, progress, beganAt } = step;
  const { clock, log } = conditions;
  const { runId, answer } = command;
  await progress.attached(runId, service.runUrl(runId));
  log.info(`Attaching to run ${runId}.${linkTo(step, runId)}`);
  const verify = verifyAttached(command, clock.now());
  const attached = { runId, isNew: false, beganAt, firstPauseMs: 0, verify, earlierRunIds: [] };
  if (answer === null) return follow(step, attached);
  const answered = await resumeOnce(
    {
      service,
      runId,
      answer,
      deadline: clock.monotonic() + READ_BUDGET_MS,
      onLook: (run) => {
        verify(run);
        look(step, run, formatDuration(clock.monotonic() - beganAt));
      },
      progress,
    },
    conditions,
  );
  return follow({ ...step, service: answered }, { ...attached, wasSeen: true, firstPauseMs: firstPollMs });
}

/** An agent that can be started with the given labels. */
interface Prepared {
  readonly agent: Agent;
  /** When the agent was read, of the monotonic clock. */
  readonly readAt: number;
  /** Declared labels that are not given. */
  readonly notGiven: readonly string[];
}

/** Finds the agent, and checks the labels. */
async function prepare(step: Step, { agent: target, inputs }: Start | Validate): Promise<Prepared> {
  const { settings, service, conditions, progress } = step;
  const { clock } = conditions;
  const agent = await findAgent(service, target, conditions, clock.monotonic() + READ_BUDGET_MS);
  const readAt = clock.monotonic();
  await knowAgent(step, agent);
  const notGiven = checkLabels(agent, inputs);
  if (notGiven.length > 0 && settings.provider.checkInputs === null) progress.warn(explainNotGiven(notGiven));
  return { agent, readAt, notGiven };
}

function stopped(outcome: FaultOutcome, reason: string): StepEnd {
  return { kind: 'stopped', outcome, reasons: [reason] };
}

function explainNotGiven(labels: readonly string[]): string {
  const names = labels.map((label) => `"${label}"`).join(', ');
  return `The agent declares labels that are not given: ${names}. The service does not tell which of them it requires.`;
}

function findLost(
  { service, conditions, progress }: Step,
  lost: Pick<LostStart, 'agent' | 'agentReadAt' | 'sentAt'>,
): Promise<Reconciled> {
  const onCandidates = (candidates: readonly ListedRun[]) => progress.candidatesFound(candidates);
  onCandidates([]);
  return reconcile({ ...lost, service, onCandidates }, conditions);
}

interface Beginning
  extends Pick<Wait, 'runId' | 'isNew' | 'wasSeen' | 'beganAt' | 'firstPauseMs' | 'verify'> {
  /** The agent's runs before this one, the newest first. */
  readonly earlierRunIds: readonly string[];
}

async function follow(step: Step, beginning: Beginning): Promise<StepEnd> {
  const { settings, service, conditions, progress } = step;
  const { clock, log } = conditions;
  const { runId } = beginning;
  const { timeoutMs, pollIntervalMs } = settings;
  const elapsed = () => formatDuration(clock.monotonic() - beginning.beganAt);
  const onLook = (run: RunSnapshot) => look(step, run, elapsed());
  const wait: Wait = { ...beginning, service, timeoutMs, pollIntervalMs, onLook };
  const stateOf = () => progress.snapshot().run?.rawStatus ?? 'not seen yet';
  const isLimited = () => progress.snapshot().timeline.at(-1)?.status === 429;
  const typical = new UsualDuration({ service, runIds: beginning.earlierRunIds, isLimited }, conditions);
  const beat = () => {
    const usual = typical.words(clock.monotonic() - beginning.beganAt);
    log.info(`Waiting for the run: ${stateOf()} (${elapsed()} elapsed${usual})`);
    typical.learn();
  };

  const end = await withHeartbeat(clock, beat, () => waitForRun(wait, conditions)).finally(() =>
    typical.stop(),
  );
  if (end.kind === 'unavailable') return stopped('unavailable', end.reason);
  if (end.kind === 'timed-out') {
    return stopped(
      'timed-out',
      `Run ${runId} was still in progress after the ${formatDuration(timeoutMs)} of timeout, and goes on at the service.`,
    );
  }
  // An end that only the last look saw takes nothing from the time of the whole step.
  const endedAt = Math.min(clock.monotonic(), beginning.beganAt + timeoutMs);
  if (end.run.state === 'success') await awaitEvals(step, runId, endedAt, elapsed);
  await learnTrace(step, runId, beginning.beganAt + timeoutMs);
  const { trace, evals } = progress.snapshot();
  const failedAt = failedTraceSteps(trace).map(({ name }) => name);
  return { kind: 'ended', run: end.run, evals, failedAt };
}

async function learnTrace(step: Step, runId: string, deadline: number): Promise<void> {
  const { service, conditions, progress } = step;
  const reading = await readTrace(service, runId, deadline, conditions);
  if (reading.kind === 'read') progress.traceRead(reading.trace);
  else progress.warn(`The run's steps could not be read, so none are shown (${reading.reason}).`);
}

async function awaitEvals(
  { settings, service, conditions, progress }: Step,
  runId: string,
  beganAt: number,
  elapsed: () => string,
): Promise<void> {
  const { clock, log } = conditions;
  let known = '';
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
          onReading: (reading) => {
            progress.evalsRead(reading);
            const word = reading.kind === 'read' ? reading.report.word : reading.kind;
            if (word !== known) log.info(`The verdict is ${word} (${elapsed()} elapsed)`);
            known = word;
          },
        },
        conditions,
      ),
  );
}
