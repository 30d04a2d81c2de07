import type { Agent } from '../domain/agent.ts';
import { InputError } from '../domain/errors.ts';
import type { RunSnapshot } from '../domain/run.ts';
import { quoteUnlessWord } from '../text/sanitize.ts';
import { agentTitle, describeAgent } from './find-agent.ts';
import type { Step } from './step.ts';

/**
 * Records and reports the agent.
 *
 * @throws InputError if it cannot be started
 */
export async function recordAgent({ runtime, progress }: Step, agent: Agent): Promise<void> {
  await progress.agentFound(agent);
  for (const line of describeAgent(agent)) runtime.log.info(line);
  if (agent.cannotStart !== null) {
    throw new InputError(`Agent ${agentTitle(agent)} cannot be started here: ${agent.cannotStart}`);
  }
}

/** A clause with the link to a run; empty if the service has no links. */
export function linkTo({ service }: Step, runId: string): string {
  const url = service.runUrl(runId);
  return url === null ? '' : ` ${url}`;
}

/** Records a poll of the run, and reports a new status. */
export function recordPoll({ progress, runtime }: Step, run: RunSnapshot, elapsed: string): void {
  const before = progress.snapshot().run;
  progress.observed(run);
  if (before?.rawStatus !== run.rawStatus)
    runtime.log.info(`The run is ${quoteUnlessWord(run.rawStatus)} (${elapsed} elapsed)`);
  if (run.message !== null && run.message.payload === null) {
    progress.warn(
      "The shape of the agent's message is not as documented, so result is its raw text and result-payload is empty.",
    );
  }
}
