import type { Attach } from '../domain/command.ts';
import { InputError, ServiceError } from '../domain/errors.ts';
import type { RunSnapshot } from '../domain/run.ts';
import { formatDuration } from '../text/duration.ts';

/** Checks what a look showed before anything of it is believed. */
export type Verify = (run: RunSnapshot) => void;

// What a start brings was created after it, unless the service's clocks differ by more than this.
const CLOCK_TOLERANCE_MS = 10 * 60_000;

/**
 * For a run that this step started: it must be its agent's, as long as the service names one, and no older than the
 * start.
 *
 * @param sentAtMs when the start was sent, by the service's clock; null where that is not known
 */
export function verifyStarted(agentId: string, sentAtMs: number | null): Verify {
  return (run) => {
    if (sentAtMs !== null && run.createdAtMs !== null && run.createdAtMs < sentAtMs - CLOCK_TOLERANCE_MS) {
      throw new ServiceError(
        `run ${run.runId} was created ${formatDuration(sentAtMs - run.createdAtMs)} before the start that was answered with it: a cache or proxy may repeat old answers`,
        { kind: 'mismatch' },
      );
    }
    if (run.agentId !== null && run.agentId !== agentId) {
      throw new ServiceError(
        `run ${run.runId} is of agent ${run.agentId}, but agent ${agentId} was started`,
        {
          kind: 'mismatch',
        },
      );
    }
  };
}

type Attachment = Pick<Attach, 'agentId' | 'maxRunAgeMs'>;

/**
 * For a run that was started elsewhere: the first look must show the agent that was named, and an age that is allowed;
 * later looks must show the same agent.
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
      throw new ServiceError(
        `run ${run.runId} has no readable time of creation, so its age cannot be checked`,
        {
          kind: 'mismatch',
        },
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
