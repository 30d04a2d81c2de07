import type { Attach } from '../domain/command.ts';
import { InputError, ProtocolError } from '../domain/errors.ts';
import type { RunSnapshot } from '../domain/run.ts';
import { MAX_CLOCK_SKEW_MS } from '../retry/budgets.ts';
import { formatDuration } from '../text/duration.ts';
import { quoteUnlessWord } from '../text/sanitize.ts';
import type { ServiceClock } from './service-clock.ts';

/** Checks a poll of the run before any part of it is used. */
export type Verify = (run: RunSnapshot) => void;

/**
 * For a run that this step started: the start must have created it, and it must belong to the agent of the start, if the
 * service names one.
 *
 * @param sentAt when the start was sent, of the monotonic clock
 */
export function verifyStarted(agentId: string, sentAt: number, clock: ServiceClock): Verify {
  return (run) => {
    clock.learn(run.serviceTimeMs);
    const createdAtMs = creationOf(run, clock);
    const tooOldMs = clock.at(sentAt) - createdAtMs;
    if (tooOldMs > MAX_CLOCK_SKEW_MS) {
      throw new ProtocolError(
        `run ${run.runId} was created ${formatDuration(tooOldMs)} before the start whose response names it: a cache or proxy may repeat old responses. Exclude the API's host from it`,
      );
    }
    assertAgent(run, agentId);
  };
}

type Attachment = Pick<Attach, 'agentId' | 'maxRunAgeMs'>;

/**
 * For a run that was started elsewhere: the first poll must show the agent that was named, and later polls the same one.
 * The age that it had at the first poll must be allowed. It is measured again at later polls, because the first response
 * may have had an old date.
 */
export function verifyAttached({ agentId, maxRunAgeMs }: Attachment, clock: ServiceClock): Verify {
  let first: { readonly moment: number; readonly agentId: string | null } | null = null;
  return (run) => {
    clock.learn(run.serviceTimeMs);
    if (first === null) {
      if (agentId !== null) assertNamed(run, agentId);
      first = { moment: clock.moment(), agentId: run.agentId };
    }
    const ageMs = clock.at(first.moment) - creationOf(run, clock);
    if (ageMs > maxRunAgeMs) {
      throw new InputError(
        `run-id ${run.runId} was created ${formatDuration(ageMs)} ago, and max-run-age is ${formatDuration(maxRunAgeMs)}: attach to a newer run, or raise max-run-age.`,
      );
    }
    if (first.agentId !== null) assertAgent(run, first.agentId);
  };
}

function assertNamed({ runId, agentId }: RunSnapshot, wanted: string): void {
  if (agentId === wanted) return;
  const whose =
    agentId === null ? 'an agent that the service no longer names' : `agent ${quoteUnlessWord(agentId)}`;
  throw new InputError(
    `run-id ${runId} is a run of ${whose}, not of agent-id ${wanted}: take both from the outputs of the same step.`,
  );
}

function creationOf({ runId, createdAtMs }: RunSnapshot, clock: ServiceClock): number {
  if (createdAtMs === null) {
    throw new ProtocolError(
      `run ${runId} has no readable time of creation, so it is unknown whether it is the right run. Check for a proxy that changes responses, or report it to the service`,
    );
  }
  const earlyMs = createdAtMs - clock.now();
  if (earlyMs > MAX_CLOCK_SKEW_MS) {
    throw new ProtocolError(
      `run ${runId} has a time of creation that is ${formatDuration(earlyMs)} in the future. Set the clock of the runner, and check for a proxy that changes responses`,
    );
  }
  return createdAtMs;
}

function assertAgent({ runId, agentId }: RunSnapshot, wanted: string): void {
  if (agentId === null || agentId === wanted) return;
  throw new ProtocolError(
    `run ${runId} is of agent ${quoteUnlessWord(agentId)}, but agent ${wanted} was started. Check the run at the service`,
  );
}
