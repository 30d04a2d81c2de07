import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerGitHub, routeGitHub } from '../../fakes/github/answers.ts';
import { DEMO_ACTOR, DEMO_BASE_BRANCH, DEMO_LOGIN, DEMO_PULL } from '../../fakes/github/data.ts';
import type { KeptStatus } from '../../fakes/github/script.ts';
import type { GitHubState } from '../../fakes/github/state.ts';
import { attemptUrl, WORKSPACE } from './draw-event.ts';
import type { OtherStep } from './draw-github.ts';
import type { Scenario } from './scenario.ts';
import type { Answer, Arrival, SimulatedService } from './simulated-service.ts';
import type { TakenStatus } from './step-record.ts';

/** The head that the pull request moves on to. */
const NEXT_HEAD = 'a9993e364706816aba3e25717850c26c9cd0d89d';
const SCHEMAS = ['schema.json', 'output-schema.json'];

const BASE_FILES = Object.fromEntries(
  SCHEMAS.map((name) => [name, readFileSync(join(WORKSPACE, name), 'utf8')]),
);

interface Action {
  readonly at: number;
  readonly run: (at: number) => void;
}

/** GitHub as in the demo, with other steps that write to the same context. */
export class SimulatedGitHub implements SimulatedService {
  readonly #scenario: Scenario;
  readonly #onStatus: (status: TakenStatus, at: number) => void;
  readonly #state: GitHubState;
  readonly #actions: Action[] = [];
  #waiting: readonly (readonly [by: number, other: OtherStep])[];

  constructor(scenario: Scenario, onStatus: (status: TakenStatus, at: number) => void) {
    this.#scenario = scenario;
    this.#onStatus = onStatus;
    const { permission, mayWriteStatuses, mayWriteComments, hasSchema, others } = scenario.repository;
    this.#state = {
      pull: DEMO_PULL,
      headNow: DEMO_PULL.head,
      isClosed: false,
      baseBranch: DEMO_BASE_BRANCH,
      permissions: permission === null ? {} : { [DEMO_ACTOR]: permission },
      statuses: [],
      mayWriteStatuses,
      comments: [{ id: 1, login: 'somebody', body: 'Please look.', edits: 0 }],
      login: DEMO_LOGIN,
      mayWrite: mayWriteComments,
      baseFiles: hasSchema ? BASE_FILES : {},
    };
    const numbered = others.map((other, index) => [index + 1, other] as const);
    this.#waiting = numbered.filter(([, { beginsAtRead }]) => beginsAtRead);
    for (const [by, other] of numbered) if (!other.beginsAtRead) this.#play(by, other);
  }

  answer({ method, url, headers, body, nowMs }: Arrival): Answer {
    this.advance(nowMs);
    const { statuses } = this.#state;
    const before = statuses.length;
    const call = {
      kind: routeGitHub(method, url.pathname, headers.accept ?? ''),
      pathname: url.pathname,
      query: url.searchParams,
      authorization: headers.authorization ?? '',
      body,
    };
    // A comment's event is about the head as it is now, which may be the next one.
    const head = call.pathname.endsWith(NEXT_HEAD) ? NEXT_HEAD : DEMO_PULL.head;
    const pull = { ...DEMO_PULL, head };
    const answer = answerGitHub(call, { ...this.#state, ...this.#pullAt(nowMs), pull });
    for (const status of statuses.slice(before)) this.#tell(status, 0, nowMs);
    if (call.kind === 'statuses') this.#begin(nowMs);
    const isText = typeof answer.body === 'string';
    return {
      status: answer.status,
      headers: { 'content-type': isText ? 'text/plain' : 'application/json', ...answer.headers },
      body: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
    };
  }

  /** Lets the other steps do what they do until then. */
  advance(toMs: number): void {
    for (;;) {
      const next = this.#actions.toSorted((one, other) => one.at - other.at)[0];
      if (next === undefined || next.at > toMs) return;
      this.#actions.splice(this.#actions.indexOf(next), 1);
      next.run(next.at);
    }
  }

  #begin(nowMs: number): void {
    for (const [by, other] of this.#waiting) this.#play(by, { ...other, beginsMs: nowMs });
    this.#waiting = [];
  }

  #pullAt(nowMs: number): Pick<GitHubState, 'headNow' | 'isClosed' | 'baseBranch'> {
    const { pullChange } = this.#scenario.repository;
    const kind = pullChange !== null && nowMs >= pullChange.atMs ? pullChange.kind : null;
    return {
      headNow: kind === 'moved' ? NEXT_HEAD : DEMO_PULL.head,
      isClosed: kind === 'closed',
      baseBranch: kind === 'retargeted' ? 'release' : DEMO_BASE_BRANCH,
    };
  }

  /** Another step, which keeps to what this one keeps to, and whose requests never fail but for its pending. */
  #play(by: number, other: OtherStep): void {
    const { beginsMs, takesMs, pauseMs, passes, isKilled, isPendingTaken } = other;
    let own: number | null = null;
    const later = (at: number, run: Action['run']) => this.#actions.push({ at: at + pauseMs, run });
    const write = (state: string, at: number) => this.#write(by, other, state, at);
    const isShared = () =>
      this.#ofContext(other).some(
        ({ id, state, target_url }) =>
          id !== own && state !== 'success' && target_url === attemptUrl(other.attempt),
      );
    this.#actions.push({
      at: beginsMs,
      run: (at) => {
        if (isPendingTaken) own = write('pending', at);
      },
    });
    const reread = (at: number) => {
      if (isShared()) later(at, (then) => write('failure', then));
    };
    const pass = (at: number) => {
      write('success', at);
      later(at, reread);
    };
    const isLatest = () => own !== null && this.#ofContext(other).at(-1)?.id === own;
    later(beginsMs + takesMs, (at) => {
      if (isKilled) {
        if (isLatest()) later(at, (then) => write('error', then));
      } else if (!passes || (own !== null && isShared())) later(at, (then) => write('failure', then));
      else if (isLatest()) later(at, pass);
    });
  }

  #ofContext({ context }: OtherStep): readonly KeptStatus[] {
    return this.#state.statuses.filter(
      (status) => status.sha === DEMO_PULL.head && status.context.toLowerCase() === context.toLowerCase(),
    );
  }

  #write(by: number, { context, attempt }: OtherStep, state: string, at: number): number {
    const { statuses, login } = this.#state;
    const status = {
      id: statuses.length + 1,
      sha: DEMO_PULL.head,
      state,
      description: null,
      context,
      target_url: attemptUrl(attempt),
      login,
    };
    statuses.push(status);
    this.#tell(status, by, at);
    return status.id;
  }

  #tell({ sha, state, context, target_url }: KeptStatus, by: number, at: number): void {
    this.#onStatus({ by, sha, state, context, target: target_url ?? '' }, at);
  }
}
