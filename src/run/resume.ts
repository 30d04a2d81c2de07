import type { Answer } from '../domain/command.ts';
import { describe, InputError, type RequestError } from '../domain/errors.ts';
import type { PlannedAnswer } from '../domain/progress.ts';
import type { RunSnapshot } from '../domain/run.ts';
import type { Clock } from '../platform/clock.ts';
import type { Runtime } from '../platform/runtime.ts';
import { ANSWERED_INTERRUPT_SHOWN_MS } from '../retry/budgets.ts';
import { readWithRetry } from '../retry/read-with-retry.ts';
import { sendOnce } from '../retry/send-once.ts';
import type { AgentService } from '../service/agent-service.ts';
import { quote, quoteUnlessWord } from '../text/sanitize.ts';
import { explainNotThere } from './wait.ts';

export interface Resume {
  readonly service: AgentService;
  readonly runId: string;
  readonly answer: Answer;
  /** Until when to read the run, of the monotonic clock. */
  readonly deadline: number;
  /**
   * Called with the run before anything is sent, and again without the interrupt once the answer was accepted; throws if
   * it is another run.
   */
  readonly onPoll: (run: RunSnapshot) => void;
  /** Called when it changes how far the answer has come, so that a step that ends at any moment can report it. */
  readonly planned: PlannedAnswer;
}

/**
 * Answers what a run waits for, once. If the response is lost, the answer is not retried: the status of the run shows
 * whether it arrived.
 *
 * @returns the service to poll the run with from now on: an answered interrupt does not count as pending for a while
 * @throws InputError if the run does not wait for this answer, before anything is sent, or if the service rejects it
 * @throws RequestError if the service could not be reached
 */
export async function resumeOnce(resume: Resume, runtime: Runtime): Promise<AgentService> {
  const { service, runId, answer, deadline, planned } = resume;
  const run = await readWithRetry(runtime, deadline, async (limits) => {
    try {
      return await service.getRun(runId, limits);
    } catch (error) {
      throw explainNotThere(runId, error);
    }
  });
  resume.onPoll(run);
  checkPending(run, answer);
  const sent = await sendOnce(
    {
      what: 'The answer',
      send: (limits) => service.resumeRun(runId, answer.json, limits),
      onState: planned.mark,
    },
    runtime,
  );
  if (sent.kind === 'rejected')
    throw new InputError(explainRefusal(resume, sent.error), { cause: sent.error });
  runtime.log.info(
    sent.kind === 'accepted'
      ? 'The answer was accepted.'
      : `The answer was sent, but its response was lost (${describe(sent.error)}). It was not retried. The status of the run shows whether it arrived.`,
  );
  if (sent.kind === 'accepted') resume.onPoll(withoutInterrupt(run, answer.id));
  return withoutAnswered(service, answer.id, runtime.clock);
}

function checkPending({ runId, state, rawStatus, interrupts }: RunSnapshot, { id }: Answer): void {
  if (state !== 'interrupted') {
    throw new InputError(
      `resume answers a run that waits, and run ${runId} does not: its status is ${quoteUnlessWord(rawStatus)}. Remove resume to wait for it and to evaluate it.`,
    );
  }
  if (interrupts.some((interrupt) => interrupt.id === id)) return;
  const ids = interrupts.map((interrupt) => quote(interrupt.id)).join(', ');
  throw new InputError(
    `resume has the id of an interrupt that run ${runId} does not wait for. ${ids === '' ? 'It names no interrupt' : `It waits for ${ids}`}. Read the interrupts output again before you answer.`,
  );
}

function explainRefusal({ service, runId }: Resume, { message }: RequestError): string {
  return `${service.name} rejected the answer to run ${runId} (${message}). Check resume, and that the run still waits for it.`;
}

/** The service, without an interrupt that was just answered. */
function withoutAnswered(service: AgentService, id: string, clock: Clock): AgentService {
  const until = clock.monotonic() + ANSWERED_INTERRUPT_SHOWN_MS;
  return {
    ...service,
    async getRun(runId, limits) {
      const run = await service.getRun(runId, limits);
      return run.state === 'interrupted' && clock.monotonic() < until ? withoutInterrupt(run, id) : run;
    },
  };
}

function withoutInterrupt(run: RunSnapshot, id: string): RunSnapshot {
  const interrupts = run.interrupts.filter((interrupt) => interrupt.id !== id);
  return interrupts.length === 0 ? { ...run, state: 'in_progress', interrupts } : { ...run, interrupts };
}
