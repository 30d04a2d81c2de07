import type { Agent, AgentList, UnknownAgent } from '../domain/agent.ts';
import type { EvalReport } from '../domain/evals.ts';
import type { ListedRun, RunQuery, RunSnapshot } from '../domain/run.ts';
import type { TraceStep } from '../domain/trace.ts';
import type { HttpRuntime } from '../http/json-client.ts';
import type { CallLimits } from '../http/send.ts';

export interface StartRequest {
  readonly agentId: string;
  readonly inputs: ReadonlyMap<string, string>;
}

/** What is known of a service before it is reached: what it can do, and what its users call things. */
export interface Provider {
  /** The word of the `provider` input. */
  readonly id: string;
  /** The service's name for a person. */
  readonly name: string;
  /** The secret that holds the key wherever a step is written for somebody to copy. */
  readonly keySecret: string;
  /** Whether its agents can be found by a display name. */
  readonly hasAgentNames: boolean;
  /** Whether it judges runs. */
  readonly hasEvals: boolean;
  /** Whether its agents answer with text that may hold findings; otherwise the whole output of a run is its data. */
  readonly hasFindings: boolean;
  /** Whether its runs may wait for an answer, and take one. */
  readonly canResume: boolean;
  /** An agent's id in the form that the service itself uses, or a clause on what is wrong with it. */
  readonly readAgentId: (id: string) => { readonly id: string } | { readonly problem: string };
  /**
   * The rules that the service documents for the values of its labels, which return a sentence for everything that
   * breaks one; null where it documents none and tells only by refusing a start.
   */
  readonly checkInputs: ((inputs: ReadonlyMap<string, string>) => readonly string[]) | null;
  /** @param baseUrl without `/v1`; null for the service's own address */
  readonly create: (apiKey: string, baseUrl: string | null, runtime: HttpRuntime) => AgentService;
}

/**
 * What any agent service can do. Every call sends at most one request, and `listRunsSince` one for each page. It rejects
 * with a RequestError without a usable response, and with a ProtocolError after a response about something else. The
 * caller decides about retries.
 */
export interface AgentService {
  /** The service's name for a person. */
  readonly name: string;
  /** Where the service is reached, for a person. */
  readonly baseUrl: string;
  listAgents(limits: CallLimits): Promise<AgentList>;
  getAgent(agentId: string, limits: CallLimits): Promise<Agent | UnknownAgent>;
  /**
   * The runs of an agent since a moment, each as soon as its page was read. A run whose agent or time of creation the list
   * does not tell may be another agent's or older. Rejects if the list cannot be read to its end.
   *
   * @param limits called before each request
   */
  listRunsSince(query: RunQuery, limits: () => CallLimits): AsyncIterable<ListedRun>;
  /** Starts a run and resolves to its id. Not idempotent: once it was sent, a run may exist whatever comes back. */
  startRun(request: StartRequest, limits: CallLimits): Promise<string>;
  getRun(runId: string, limits: CallLimits): Promise<RunSnapshot>;
  /** The verdicts, or null where the service says that there are none. */
  getEvals(runId: string, limits: CallLimits): Promise<EvalReport | null>;
  /** The steps of a run that has ended; none, without a request, where the service tells none. */
  getTrace(runId: string, limits: CallLimits): Promise<readonly TraceStep[]>;
  /**
   * Answers something that the run waits for. Not idempotent: once it was sent, the run may have taken it whatever comes
   * back. Rejects with an InputError where runs of this service take no answers.
   *
   * @param answer JSON, sent as it is
   */
  resumeRun(runId: string, answer: string, limits: CallLimits): Promise<void>;
  /** Where a person sees the run; null if that is not known. */
  runUrl(runId: string): string | null;
}
