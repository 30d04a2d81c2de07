import type { FaultOutcome, ListedRun, RunOutcome, RunSnapshot } from '../domain/domain.ts';
import { failedTraceSteps } from '../domain/run-details.ts';
import { warn } from '../report/warn.ts';
import { firstPollMs } from '../retry/backoff.ts';
import { withHeartbeat } from '../retry/heartbeat.ts';
import { formatDuration } from '../text/duration.ts';
import { checkLabels } from './check-labels.ts';
import { readEvals } from './evals.ts';
import { findAgent } from './find-agent.ts';
import { knowAgent, knowRun, look } from './known.ts';
import { logSettings } from './log-settings.ts';
import { type LostStart, type Reconciled, reconcile } from './reconcile.ts';
import { resumeOnce } from './resume.ts';
import { serviceTimeAt } from './service-time.ts';
import { startOnce } from './start.ts';
import type { OpenStep, Step } from './step.ts';
import { readTrace } from './trace.ts';
import { UsualDuration } from './typical.ts';
import { verifyAttached, verifyStarted } from './verify.ts';
import { type Wait, waitForRun } from './wait.ts';

const READ_BUDGET_MS = 60_000;

/** The way through: agent, labels, start, wait, verdicts. Throws where the input, or the service's answers, end it. */
export async function runStep(given: Step): Promise<RunOutcome> {
  const { settings, conditions, record } = given;
  logSettings(given);
  for (const notice of settings.notices) warn(conditions.log, record, notice);
  const { target } = settings;
  if (target.kind === 'attach') {
    const step = { ...given, publisher: await given.openPublisher() };
    knowRun(step, target.runId, 'attached');
    const verify = verifyAttached(target, conditions.clock.now());
    const attached = { isNew: false, beganAt: step.beganAt, firstPauseMs: 0, verify, earlierRunIds: [] };
    if (target.answer === null) return follow(step, attached);
    const service = await resumeOnce(
      {
        service: step.service,
        runId: target.runId,
        answer: target.answer,
        deadline: conditions.clock.monotonic() + READ_BUDGET_MS,
        onLook: (run) => {
          verify(run);
          look(step, run, formatDuration(conditions.clock.monotonic() - step.beganAt));
        },
        record,
      },
      conditions,
    );
    return follow({ ...step, service }, { ...attached, wasSeen: true, firstPauseMs: firstPollMs });
  }

  const deadline = conditions.clock.monotonic() + READ_BUDGET_MS;
  const agent = await findAgent(given.service, target, conditions, deadline);
  const agentReadAt = conditions.clock.monotonic();
  // Not before the first request, which would leave later; and before there can be a run to report.
  const step = { ...given, publisher: await given.openPublisher() };
  knowAgent(step, agent);
  const notGiven = checkLabels(agent, settings.inputs);
  if (notGiven.length > 0 && settings.provider.checkInputs === null)
    warn(conditions.log, record, explainNotGiven(notGiven));
  if (settings.mode === 'validate-only') {
    return {
      kind: 'unjudged',
      outcome: 'validated',
      reason: 'Nothing was judged: key, agent and labels hold, and no run was started.',
    };
  }

  const { service, publisher } = step;
  publisher.keep({ ...record, start: 'may-exist' });
  const start = await startOnce({ service, agent, inputs: settings.inputs, notGiven, record }, conditions);
  if (start.kind === 'ambiguous') {
    const found = await findLost(step, { agent, agentReadAt, sentAt: start.sentAt });
    return stopped(found.outcome, `${start.reason} ${found.words}`);
  }
  const beganAt = conditions.clock.monotonic();
  knowRun(step, start.runId, 'accepted');
  if (settings.mode === 'start-only') {
    return {
      kind: 'unjudged',
      outcome: 'started',
      reason: `Nothing was judged: run ${start.runId} was started, and is not waited for.`,
    };
  }
  const verify = verifyStarted(agent.id, serviceTimeAt(agent, agentReadAt, start.sentAt));
  const { earlierRunIds } = agent;
  return follow(step, { isNew: true, beganAt, firstPauseMs: firstPollMs, verify, earlierRunIds });
}

function stopped(outcome: FaultOutcome, reason: string): RunOutcome {
  return { kind: 'stopped', outcome, reasons: [reason] };
}

function explainNotGiven(labels: readonly string[]): string {
  const names = labels.map((label) => `"${label}"`).join(', ');
  return `The agent declares labels that are not given: ${names}. The service does not tell which of them it requires.`;
}

function findLost(
  { service, conditions, record, publisher }: OpenStep,
  lost: Pick<LostStart, 'agent' | 'agentReadAt' | 'sentAt'>,
): Promise<Reconciled> {
  const onCandidates = (candidates: readonly ListedRun[]) => {
    record.candidates = candidates;
    publisher.update(record);
  };
  onCandidates([]);
  return reconcile({ ...lost, service, onCandidates }, conditions);
}

interface Beginning extends Pick<Wait, 'isNew' | 'wasSeen' | 'beganAt' | 'firstPauseMs' | 'verify'> {
  /** The agent's runs before this one, the newest first. */
  readonly earlierRunIds: readonly string[];
}

async function follow(step: OpenStep, beginning: Beginning): Promise<RunOutcome> {
  const { settings, service, conditions, record } = step;
  const { clock, log } = conditions;
  const { runId } = record;
  const { timeoutMs, pollIntervalMs } = settings;
  const elapsed = () => formatDuration(clock.monotonic() - beginning.beganAt);
  const onLook = (run: RunSnapshot) => look(step, run, elapsed());
  const wait: Wait = { ...beginning, service, runId, timeoutMs, pollIntervalMs, onLook };
  const stateOf = () => record.snapshot?.rawStatus ?? 'not seen yet';
  const isLimited = () => record.timeline.at(-1)?.status === 429;
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
  if (end.run.state === 'success') await awaitEvals(step, endedAt, elapsed);
  await learnTrace(step, beginning.beganAt + timeoutMs);
  const brokenAt = failedTraceSteps(record.trace).map(({ name }) => name);
  return { kind: 'ended', run: end.run, evals: record.evals, failedAt: brokenAt };
}

async function learnTrace(step: OpenStep, deadline: number): Promise<void> {
  const { service, conditions, record } = step;
  const reading = await readTrace(service, record.runId, deadline, conditions);
  if (reading.kind === 'read') record.trace = reading.trace;
  else {
    const warning = `The run's steps could not be read, so none are shown (${reading.reason}).`;
    warn(conditions.log, record, warning);
  }
}

async function awaitEvals(
  { settings, service, conditions, record }: Step,
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
          runId: record.runId,
          required: settings.policy.requireEvals,
          beganAt,
          timeoutMs: settings.evalTimeoutMs,
          pollIntervalMs: settings.pollIntervalMs,
          onReading: (reading) => {
            record.evals = reading;
            const word = reading.kind === 'read' ? reading.report.word : reading.kind;
            if (word !== known) log.info(`The verdict is ${word} (${elapsed()} elapsed)`);
            known = word;
          },
        },
        conditions,
      ),
  );
}
