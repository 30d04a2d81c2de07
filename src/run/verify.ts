import type { Attach } from '../domain/command.ts';
import { InputError, ProtocolError } from '../domain/errors.ts';
import type { RunSnapshot } from '../domain/run.ts';
import { MAX_RUN_CLOCK_SKEW_MS } from '../retry/budgets.ts';
import { formatDuration } from '../text/duration.ts';

/** Checks a poll of the run before anything of it is used. */
export type Verify = (run: RunSnapshot) => void;

/**
 * For a run that this step started: it must be its agent's, as long as the service names one, and no older than the
 * start.
 *
 * @param sentAtMs when the start was sent, by the service's clock; null where that is not known
 */
export function verifyStarted(agentId: string, sentAtMs: number | null): Verify {
  return (run) => {
    if (sentAtMs !== null && run.createdAtMs !== null && run.createdAtMs < sentAtMs - MAX_RUN_CLOCK_SKEW_MS) {
      throw new ProtocolError(
        `run ${run.runId} was created ${formatDuration(sentAtMs - run.createdAtMs)} before the start that was answered with it: a cache or proxy may repeat old answers`,
      );
    }
    if (run.agentId !== null && run.agentId !== agentId) {
      throw new ProtocolError(
        `run ${run.runId} is of agent ${run.agentId}, but agent ${agentId} was started`,
      );
    }
  };
}

type Attachment = Pick<Attach, 'agentId' | 'maxRunAgeMs'>;

/**
 * For a run that was started elsewhere: the first poll must show the agent that was named, and an age that is allowed;
 * later polls must show the same agent.
 *
 * @param nowMs the moment of attaching by this machine's clock, milliseconds since the epoch
 */
export function verifyAttached({ agentId, maxRunAgeMs }: Attachment, nowMs: number): Verify {
  let verifyLater: Verify | null = null;
  return (run) => {
    if (verifyLater !== null) {
      verifyLater(run);
      return;
    }
    if (agentId !== null && run.agentId !== agentId) {
      const whose =
        run.agentId === null ? 'an agent that the service no longer names' : `agent ${run.agentId}`;
      throw new InputError(
        `run-id ${run.runId} is a run of ${whose}, not of agent-id ${agentId}: check both.`,
      );
    }
    if (run.createdAtMs === null) {
      throw new ProtocolError(
        `run ${run.runId} has no readable time of creation, so its age cannot be checked`,
      );
    }
    // By the later clock: this machine's may be wrong, and what a cache repeats has the service's of then.
    const ageMs = Math.max(nowMs, run.serviceTimeMs ?? nowMs) - run.createdAtMs;
    if (ageMs > maxRunAgeMs) {
      throw new InputError(
        `run-id ${run.runId} was created ${formatDuration(ageMs)} ago, and max-run-age is ${formatDuration(maxRunAgeMs)}: attach to a newer run, or allow a higher age.`,
      );
    }
    verifyLater = run.agentId === null ? () => undefined : verifyStarted(run.agentId, null);
  };
}
