import type { Agent, RunRecord } from '../domain.ts';
import { describe, InputError, ServiceError } from '../errors.ts';
import { judgeStart } from '../service/retry.ts';
import type { AgentService } from '../service/service.ts';
import type { Conditions } from './conditions.ts';
import { type Attempt, poll, REQUEST_LIMIT_MS } from './poll.ts';
import { backoffMs } from './schedule.ts';

const LIMITED_BUDGET_MS = 120_000;

export type StartResult =
  | { readonly kind: 'accepted'; readonly runId: string }
  | { readonly kind: 'ambiguous'; readonly reason: string };

export interface Start {
  readonly service: AgentService;
  readonly agent: Agent;
  readonly inputs: ReadonlyMap<string, string>;
  /** Declared labels that are not given. */
  readonly notGiven: readonly string[];
  /** Until when a start that could not be sent is tried again, of the monotonic clock. */
  readonly connectDeadline: number;
  /** Told how far the start has come, so that an end at any moment can say it. */
  readonly record: Pick<RunRecord, 'start'>;
}

/**
 * Starts a run exactly once, or says that it cannot know. A second request is sent only where the first certainly was
 * not taken: it never left, or was answered by a complete 429.
 *
 * @throws InputError where the service refused the start
 * @throws ServiceError where the service could not be reached, kept saying 429, or answered with a run of old
 */
export async function startOnce(start: Start, conditions: Conditions): Promise<StartResult> {
  const { clock, signal, random } = conditions;
  let last = new Error('the start was never tried');
  const result = await poll<StartResult>(
    {
      clock,
      signal,
      deadline: clock.monotonic() + LIMITED_BUDGET_MS,
      firstPauseMs: 0,
      pauseMs: (attempts) => backoffMs(attempts, random()),
      looksAtDeadline: false,
    },
    async () => {
      try {
        return { done: true, value: { kind: 'accepted', runId: await send(start, signal) } };
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        last = error;
        return afterFault(start, error, conditions);
      }
    },
  );
  if (result === null) throw last;
  return result.value;
}

async function send({ service, agent, inputs, record }: Start, signal: AbortSignal): Promise<string> {
  const runId = await service.startRun(
    { agentId: agent.id, inputs },
    {
      timeoutMs: REQUEST_LIMIT_MS,
      signal,
      onSent: () => {
        record.start = 'may-exist';
      },
    },
  );
  if (agent.earlierRunIds.includes(runId)) throw new StaleRunError(runId);
  record.start = 'accepted';
  return runId;
}

class StaleRunError extends ServiceError {
  constructor(runId: string) {
    super(
      `the start was answered with run ${runId}, which was there before it: a cache or proxy may repeat old answers`,
      {
        kind: 'foreign',
      },
    );
  }
}

function afterFault(start: Start, error: ServiceError, { clock, log }: Conditions): Attempt<StartResult> {
  if (error instanceof StaleRunError) throw error;
  if (start.record.start === 'not-sent') {
    if (error.permanent || clock.monotonic() >= start.connectDeadline) throw error;
    log.info(`The start was not sent, trying again: ${describe(error)}`);
    return { done: false };
  }
  const judgement = judgeStart(error);
  if (judgement === 'ambiguous')
    return { done: true, value: { kind: 'ambiguous', reason: explainAmbiguous(error) } };
  start.record.start = 'not-sent';
  if (judgement === 'refused') throw new InputError(explainRefusal(start, error), { cause: error });
  log.info(`The service limits how often runs are started, waiting: ${describe(error)}`);
  return { done: false, retryAfterMs: error.retryAfterMs };
}

function explainAmbiguous(error: ServiceError): string {
  return `The start was sent, and it cannot be known whether a run exists (${describe(error)}). Nothing is sent again; look for a new run at the service before you run this step again.`;
}

function explainRefusal({ service, agent, notGiven }: Start, error: ServiceError): string {
  const refused = `${service.name} refused to start agent ${agent.id} (${error.message}).`;
  switch (error.status) {
    case 401:
    case 403:
      return `${refused} Check the key: it may be revoked, or may not run this agent.`;
    case 404:
      return `${refused} The agent is gone, or this key may not run it.`;
    case 413:
      return `${refused} The inputs are too large: pass less.`;
    case 422:
      return notGiven.length === 0
        ? `${refused} Every label that the agent declares was given: look at the agent's own settings.`
        : `${refused} These labels that the agent declares were not given: ${notGiven.map((label) => `"${label}"`).join(', ')}.`;
    default:
      return `${refused} The service did not understand the request: check inputs, and that base-url is the service's own.`;
  }
}
