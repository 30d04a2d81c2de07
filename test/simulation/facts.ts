import {
  commandsIn,
  type FileCommands,
  type RunnerCommand,
  readFileCommands,
} from '../../fakes/runner/commands.ts';
import { OUTPUT_FILE, STATE_FILE } from './sinks.ts';
import type { SimulationEvent, StepRecord } from './step-record.ts';

export type Of<K extends SimulationEvent['kind']> = Extract<SimulationEvent, { kind: K }>;

/** A request that has an effect if it is accepted. */
export interface Sending {
  readonly id: number;
  readonly at: number;
  /**
   * False only where it has certainly had none: it was not sent, as far as the step can see that, or the service has said
   * so by a complete answer.
   */
  readonly mayBeTaken: boolean;
}

/** A record as its observers read it: the runner, the service, a later step. */
export interface Facts {
  /** To the service. */
  readonly requests: readonly Of<'request'>[];
  readonly githubRequests: readonly Of<'request'>[];
  /** In the order in which GitHub has accepted them. */
  readonly statuses: readonly Of<'status-taken'>[];
  readonly answers: readonly Of<'answered'>[];
  readonly starts: readonly Sending[];
  /** Of what a person has decided. */
  readonly resumes: readonly Sending[];
  readonly answerTaken: Of<'answer-taken'> | null;
  /** The runs that the service created for the starts. */
  readonly taken: readonly Of<'taken'>[];
  /** The response with the id of the step's run; null if there was no such response. */
  readonly accepted: Of<'answered'> | null;
  readonly end: Of<'ended'> | null;
  readonly signals: readonly Of<'signal'>[];
  readonly suspendedMs: number;
  readonly written: readonly Of<'written'>[];
  /** Paths that the disk refused to write to. */
  readonly refused: readonly string[];
  /** Both streams. */
  readonly printed: string;
  readonly commands: readonly RunnerCommand[];
  /** What each single write to the outputs contains. */
  readonly outputWrites: ReadonlyMap<SimulationEvent, FileCommands>;
  /** What each single write to the state for the post step contains. */
  readonly stateWrites: ReadonlyMap<SimulationEvent, FileCommands>;
  /** The outputs as a later step sees them. */
  readonly outputs: Readonly<Record<string, string>>;
}

const IS_WINDOWS = process.platform === 'win32';
/** A start with this complete response has not been accepted. */
const NOT_TAKEN = [400, 401, 403, 404, 413, 422, 429];

/** Whether a request is to GitHub, by its path. */
function isToGitHub({ path }: Of<'request'>): boolean {
  return path.startsWith('/repos/') || path.startsWith('/graphql');
}

export function factsOf({ seed, events, files }: StepRecord): Facts {
  const kinds: { readonly [K in SimulationEvent['kind']]: Of<K>[] } = {
    request: [],
    sent: [],
    taken: [],
    'answer-taken': [],
    'status-taken': [],
    answered: [],
    failed: [],
    written: [],
    refused: [],
    signal: [],
    suspended: [],
    'wall-set': [],
    ended: [],
    hung: [],
  };
  for (const event of events) {
    const others: SimulationEvent[] = kinds[event.kind];
    others.push(event);
  }
  const { answered: answers, taken, written } = kinds;
  const requests = kinds.request.filter((request) => !isToGitHub(request));
  const sent = new Set(kinds.sent.map(({ id }) => id));
  const sendings = (isResume: boolean) =>
    requests
      .filter(({ method, path }) => method !== 'GET' && path.endsWith('/resume') === isResume)
      .map(({ id, at }) => {
        const status = answers.find((answer) => answer.id === id)?.status ?? 0;
        return { id, at, mayBeTaken: sent.has(id) && !NOT_TAKEN.includes(status) };
      });
  const starts = sendings(false);
  const isStart = (id: number) => starts.some((start) => start.id === id);
  const printed = written.map(({ sink, text }) => (sink === 'file' ? '' : text)).join('');
  const writesTo = (file: string) =>
    new Map(
      written.filter(({ path }) => path === file).map((one) => [one, readFileCommands(one.text, IS_WINDOWS)]),
    );
  const outputWrites = writesTo(OUTPUT_FILE);
  return {
    requests,
    githubRequests: kinds.request.filter(isToGitHub),
    statuses: kinds['status-taken'],
    answers,
    starts,
    resumes: sendings(true),
    answerTaken: kinds['answer-taken'][0] ?? null,
    taken,
    accepted:
      answers.find(
        ({ id, status, body }) =>
          status >= 200 && status < 300 && isStart(id) && taken.some(({ runId }) => tellsOf(body, runId)),
      ) ?? null,
    end: kinds.ended[0] ?? null,
    signals: kinds.signal,
    suspendedMs: kinds.suspended.reduce((sum, { ms }) => sum + ms, 0),
    written,
    refused: kinds.refused.map(({ path }) => path),
    printed,
    commands: commandsIn(printed),
    outputWrites,
    stateWrites: writesTo(STATE_FILE),
    // The parts are faster to read than the whole, which has the same content.
    outputs:
      seed % 50 === 0
        ? readFileCommands(files.get(OUTPUT_FILE) ?? '', IS_WINDOWS).values
        : Object.assign({}, ...[...outputWrites.values()].map(({ values }) => values)),
  };
}

/** Whether the response to a start has the id of this run. */
export function tellsOf(body: string, runId: string): boolean {
  try {
    const answer: unknown = JSON.parse(body.replace(/^\ufeff/, ''));
    if (typeof answer !== 'object' || answer === null) return false;
    return ('runId' in answer && answer.runId === runId) || ('id' in answer && answer.id === runId);
  } catch {
    return false;
  }
}
