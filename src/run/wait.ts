import { InputError, RequestError } from '../domain/errors.ts';
import type { RunSnapshot } from '../domain/run.ts';
import type { CallLimits } from '../http/send.ts';
import type { Clock } from '../platform/clock.ts';
import type { Runtime } from '../platform/runtime.ts';
import { pollPauseMs } from '../retry/backoff.ts';
import { MAX_OUTAGE_MS, NEW_RUN_VISIBLE_WITHIN_MS } from '../retry/budgets.ts';
import { type Attempt, poll } from '../retry/poll.ts';
import { RetryState } from '../retry/retry-state.ts';
import type { AgentService } from '../service/agent-service.ts';
import { formatDuration } from '../text/duration.ts';
import type { Verify } from './verify.ts';

export type WaitEnd =
  | { readonly kind: 'ended'; readonly run: RunSnapshot }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'unavailable'; readonly reason: string };

export interface Wait {
  readonly service: AgentService;
  readonly runId: string;
  /** True if this step started the run, which may then not be visible at once. */
  readonly isNew: boolean;
  /** True if this step has read the run already, so that it exists, or existed. */
  readonly wasSeen?: boolean;
  /** When waiting began, of the monotonic clock: the accepted start, or the step's beginning. */
  readonly beganAt: number;
  readonly timeoutMs: number;
  readonly firstPauseMs: number;
  readonly pollIntervalMs: number;
  /** True: the first poll that shows the run ends the wait, whatever its status is. */
  readonly endsWhenSeen?: boolean;
  readonly verify: Verify;
  /** Called with every run that passed `verify`. */
  readonly onPoll: (run: RunSnapshot) => void;
}

/**
 * Polls the run until it is no longer in progress, or was seen if that is enough, the deadline has passed, or every poll
 * has failed for 10 minutes.
 *
 * @throws InputError if the run is not found, or is another one than the inputs name
 * @throws RequestError if the responses are not this API's
 * @throws ProtocolError if a response is not about this run
 */
export async function waitForRun(wait: Wait, runtime: Runtime): Promise<WaitEnd> {
  const { clock, signal, random } = runtime;
  const poller = new RunPoller(wait, runtime);
  const plan = {
    clock,
    signal,
    deadline: wait.beganAt + wait.timeoutMs,
    firstPauseMs: wait.firstPauseMs,
    pauseMs: () => pollPauseMs(poller.ageMs(), wait.pollIntervalMs, random()),
    pollsAtDeadline: true,
  };
  const end = await poll<WaitEnd>(plan, (limits) => poller.poll(limits));
  return end === null ? poller.endAtDeadline() : end.value;
}

/** Polls one run, and keeps what is known of it and of the service between two polls. */
class RunPoller {
  readonly #wait: Wait;
  readonly #runtime: Runtime;
  readonly #retryState = new RetryState({ acceptsPermanent: true });
  #wasSeen: boolean;
  /** When the run was created, of the monotonic clock; null if this step started it, or that is not known. */
  #createdAt: number | null = null;
  /** The first of the polls without a usable response; null if the last one had one, or was only rate-limited. */
  #failingSince: number | null = null;

  constructor(wait: Wait, runtime: Runtime) {
    this.#wait = wait;
    this.#runtime = runtime;
    this.#wasSeen = wait.wasSeen ?? false;
  }

  /** The age of the run: since it was created, if it was started elsewhere, else since the wait began. */
  ageMs(): number {
    return Math.max(0, this.#runtime.clock.monotonic() - (this.#createdAt ?? this.#wait.beganAt));
  }

  async poll(limits: CallLimits): Promise<Attempt<WaitEnd>> {
    const { service, runId, verify, endsWhenSeen = false } = this.#wait;
    try {
      const run = await service.getRun(runId, limits);
      verify(run);
      this.#accept(run);
      const continues = run.state === 'in_progress' && !endsWhenSeen;
      return continues ? { done: false } : { done: true, value: { kind: 'ended', run } };
    } catch (error) {
      return this.#afterError(error);
    }
  }

  endAtDeadline(): WaitEnd {
    return this.#retryState.last === null
      ? { kind: 'timed-out' }
      : this.#unanswered(`After the timeout of ${formatDuration(this.#wait.timeoutMs)},`);
  }

  #accept(run: RunSnapshot): void {
    if (this.#retryState.last !== null) this.#runtime.log.info('The service responds again.');
    this.#retryState.reset();
    this.#failingSince = null;
    this.#wasSeen = true;
    if (!this.#wait.isNew) this.#createdAt = momentOfCreation(run, this.#runtime.clock);
    this.#wait.onPoll(run);
  }

  #afterError(error: unknown): Attempt<WaitEnd> {
    const isFirst = this.#retryState.last === null;
    const attempt = isNotFound(error) ? this.#afterNotFound(error) : this.#retryState.retryOrThrow(error);
    if (attempt.done) return attempt;
    if (isFirst) {
      const message = this.#retryState.lastMessage();
      this.#runtime.log.info(`A poll of the run failed. The wait continues: ${message}`);
    }
    if (!this.#isOutage()) return attempt;
    return { done: true, value: this.#unanswered(`For ${formatDuration(MAX_OUTAGE_MS)},`) };
  }

  #afterNotFound(error: RequestError): Attempt<WaitEnd> {
    const { runId, isNew } = this.#wait;
    if (!this.#wasSeen && !isNew) throw explainNotThere(runId, error);
    if (!this.#wasSeen && this.#waitedMs() < NEW_RUN_VISIBLE_WITHIN_MS) {
      this.#retryState.note(error);
      return { done: false };
    }
    const reason = `Run ${runId} is no longer found, so its end is unknown (${error.message}). Check the run at the service before you re-run the job.`;
    return { done: true, value: { kind: 'unavailable', reason } };
  }

  #isOutage(): boolean {
    const now = this.#runtime.clock.monotonic();
    this.#failingSince = this.#retryState.isRateLimited() ? null : (this.#failingSince ?? now);
    return this.#failingSince !== null && now - this.#failingSince >= MAX_OUTAGE_MS;
  }

  #waitedMs(): number {
    return this.#runtime.clock.monotonic() - this.#wait.beganAt;
  }

  #unanswered(when: string): WaitEnd {
    const message = this.#retryState.lastMessage();
    const reason = `${when} there was no usable response about run ${this.#wait.runId} (${message}). The run may still be running: attach to it with run-id in a later job.`;
    return { kind: 'unavailable', reason };
  }
}

function momentOfCreation({ createdAtMs, serviceTimeMs }: RunSnapshot, clock: Clock): number | null {
  return createdAtMs === null ? null : clock.monotonic() - ((serviceTimeMs ?? clock.now()) - createdAtMs);
}

/** The error of a first poll of a run that was started before; the error itself unless it is a 404. */
export function explainNotThere(runId: string, error: unknown): unknown {
  if (!isNotFound(error)) return error;
  return new InputError(
    `run-id ${runId} was not found, or this API key cannot see it (${error.message}). Copy run-id from the outputs of the step that started the run.`,
    { cause: error },
  );
}

function isNotFound(error: unknown): error is RequestError {
  return error instanceof RequestError && error.status === 404;
}
