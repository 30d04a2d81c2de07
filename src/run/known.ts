import type { Agent, RunSnapshot } from '../domain/domain.ts';
import { InputError } from '../domain/errors.ts';
import { warn } from '../report/warn.ts';
import { agentTitle, describeAgent } from './find-agent.ts';
import type { OpenStep } from './step.ts';

/**
 * Records and reports the agent.
 *
 * @throws InputError where it cannot be started
 */
export function knowAgent({ conditions, record, publisher }: OpenStep, agent: Agent): void {
  record.agentId = agent.id;
  record.agentName = agent.name;
  publisher.update(record);
  for (const line of describeAgent(agent)) conditions.log.info(line);
  if (agent.cannotStart !== null) {
    throw new InputError(`Agent ${agentTitle(agent)} cannot be started here: ${agent.cannotStart}`);
  }
}

/** Records and reports the run, of which nothing more than its id is known. */
export function knowRun(
  { record, service, publisher, conditions }: OpenStep,
  runId: string,
  start: 'accepted' | 'attached',
): void {
  record.runId = runId;
  record.runUrl = service.runUrl(runId);
  record.start = start;
  publisher.update(record);
  const link = record.runUrl === '' ? '' : ` ${record.runUrl}`;
  conditions.log.info(
    start === 'accepted' ? `Run ${runId} was started.${link}` : `Attaching to run ${runId}.${link}`,
  );
}

/** Records and reports what the run looks like now, after so much time. */
export function look({ record, publisher, conditions }: OpenStep, run: RunSnapshot, elapsed: string): void {
  const before = record.snapshot;
  record.snapshot = run;
  record.agentId ||= run.agentId ?? '';
  publisher.update(record);
  if (before?.rawStatus !== run.rawStatus)
    conditions.log.info(`The run is ${run.rawStatus} (${elapsed} elapsed)`);
  if (run.message !== null && run.message.payload === null) {
    warn(
      conditions.log,
      record,
      "The agent's message is not of the documented shape, so result is its raw text and result-payload is empty.",
    );
  }
}
