import type { RunSnapshot } from '../domain.ts';
import { formatDuration } from '../duration.ts';
import { InputError, ServiceError } from '../errors.ts';

/** Checks what a look showed before anything of it is believed. */
export type Verify = (run: RunSnapshot) => void;

/**
 * For a run that this step started: it must be its agent's, as long as the service names one.
 */
export function verifyStarted(agentId: string): Verify {
  return (run) => {
    if (run.agentId !== null && run.agentId !== agentId) {
      throw new ServiceError(
        `run ${run.runId} is of agent ${run.agentId}, but agent ${agentId} was started`,
        {
          kind: 'foreign',
        },
      );
    }
  };
}

export interface Attachment {
  /** The agent that the run must be of; null for any. */
  readonly agentId: string | null;
  readonly maxRunAgeMs: number;
}

/**
 * For a run that was started elsewhere: the first look must show the agent that was named, and an age that is allowed;
 * later looks must show the same agent.
 *
 * @param nowMs the moment of attaching, milliseconds since the epoch
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
          kind: 'foreign',
        },
      );
    }
    const ageMs = nowMs - run.createdAtMs;
    if (ageMs > maxRunAgeMs) {
      throw new InputError(
        `run-id ${run.runId} was created ${formatDuration(ageMs)} ago, and max-run-age is ${formatDuration(maxRunAgeMs)}: attach to a newer run, or allow a higher age.`,
      );
    }
    verifyLater = run.agentId === null ? () => undefined : verifyStarted(run.agentId);
  };
}
