import type { ProgressSnapshot } from '../domain/progress.ts';
import type { CommentSettings } from '../inputs/comment-settings.ts';
import { type StatusPlace, statusPlaceOf } from '../inputs/commit-status.ts';
import type { WorkflowEvent } from '../inputs/event.ts';
import type { Variables } from '../inputs/raw.ts';
import type { Runtime } from '../platform/runtime.ts';
import { type Decision, describeEnd, describeStatus, endStateOf } from '../report/status-description.ts';
import type { Redact } from '../text/redact.ts';
import { quote } from '../text/sanitize.ts';
import { endStatus, type KnownPlace, type OwnPending, writePending } from './commit-status.ts';
import type { GitHub } from './github.ts';
import type { LeftPending } from './left-pending.ts';

export interface StepStatusOptions {
  readonly variables: Variables;
  /** Null without a token. */
  readonly github: GitHub | null;
  readonly api: Pick<CommentSettings, 'apiUrl' | 'repository'>;
  readonly runtime: Runtime;
  readonly redact: Redact;
  /** Saves the status that the post step must end, as JSON; empty if nothing is left. */
  readonly save: (left: string) => Promise<void>;
}

/** How a step ends, as far as its status shows it. */
export interface Ended {
  readonly verdict: Decision;
  readonly progress: ProgressSnapshot;
}

/** The commit status of one step: `pending` before the start, and the end. */
export class StepStatus {
  readonly #options: StepStatusOptions;
  #pending: Promise<OwnPending> | null = null;
  #usedMs = 0;

  constructor(options: StepStatusOptions) {
    this.#options = options;
  }

  /**
   * Sends `pending` if a commit status is requested. Resolves as soon as the request is passed to the network, so that it is
   * there before the next one is sent. Nothing waits for its connection or its response. Never rejects.
   *
   * @param agentName as the inputs name the agent; null if they do not
   */
  async begin(event: WorkflowEvent | null, agentName: string | null): Promise<void> {
    const { variables, github, runtime, redact } = this.#options;
    const place = statusPlaceOf(variables, event);
    if (github === null || place === null || !isKnown(place)) return;
    const description = describeStatus(agentName, 'in progress', redact);
    await new Promise<void>((resolve) => {
      this.#pending = writePending({ github, place, description, onRequest: resolve }, runtime);
      // Not every write comes to a request.
      void this.#pending.then((own) => this.#keep(place, own)).then(resolve);
    });
  }

  /**
   * Writes the end, unless the outcome has none. Never rejects. Called again if the report fails after that; all calls have
   * 30 s together.
   *
   * @returns warnings
   */
  async end(event: WorkflowEvent | null, { verdict, progress }: Ended): Promise<readonly string[]> {
    const { variables, github, runtime, redact } = this.#options;
    const place = statusPlaceOf(variables, event);
    const state = endStateOf(verdict);
    if (github === null || place === null || state === null) return [];
    if (!isKnown(place))
      return [`The commit status ${quote(place.context)} could not be written: ${NO_HEAD}.`];
    const end = { state, description: describeEnd(verdict, progress, redact) };
    const ending = { github, place, pending: this.#pending, end, usedMs: this.#usedMs };
    const beganAt = runtime.clock.monotonic();
    const { warnings, isSettled } = await endStatus(ending, runtime);
    this.#usedMs += runtime.clock.monotonic() - beganAt;
    if (isSettled && this.#pending !== null) await this.#save('');
    return warnings;
  }

  async #keep({ sha, context, targetUrl }: KnownPlace, own: OwnPending): Promise<void> {
    if (own.kind !== 'written') return;
    const { apiUrl, repository } = this.#options.api;
    const left: LeftPending = { apiUrl, repository, sha, context, targetUrl, id: own.id };
    await this.#save(JSON.stringify(left));
  }

  /** An error is reported when the report is loaded. */
  async #save(left: string): Promise<void> {
    await this.#options.save(left).catch(() => undefined);
  }
}

function isKnown(place: StatusPlace): place is KnownPlace {
  return place.sha !== null;
}

const NO_HEAD =
  'the head commit of the pull request could not be read. Give the job the permission pull-requests: read';
