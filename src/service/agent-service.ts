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

/** What is known of a service without a request: what it can do, and its names for things. */
export interface Provider {
  /** The value of the `provider` input. */
  readonly id: string;
  /** The service's name for a person. */
  readonly name: string;
  /** The name of the secret with the key, in steps that a user can copy. */
  readonly keySecret: string;
  /** Whether its agents can be found by a display name. */
  readonly hasAgentNames: boolean;
  /** Whether it evaluates runs. */
  readonly hasEvals: boolean;
  /** Whether its agents answer with text that may contain findings; otherwise the whole output of a run is its data. */
  readonly hasFindings: boolean;
  /** Whether its runs may wait for an answer, and take one. */
  readonly canResume: boolean;
  /** An agent's id in the form that the service uses, or a clause that explains why it is not one. */
  readonly readAgentId: (id: string) => { readonly id: string } | { readonly problem: string };
  /**
   * The rules that the service documents for the values of its labels, which return a sentence for everything that
   * breaks one; null if it documents no rules, and only rejects a start.
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
  /** The address of the service, for a person. */
  readonly baseUrl: string;
  listAgents(limits: CallLimits): Promise<AgentList>;
  getAgent(agentId: string, limits: CallLimits): Promise<Agent | UnknownAgent>;
  /**
   * The runs of an agent from a moment on, each as soon as its page was read. If the list does not contain the agent or
   * the time of creation of a run, the run may belong to another agent, or be older. Rejects if the list cannot be read to its end.
   *
   * @param limits called before each request
   */
  listRunsSince(query: RunQuery, limits: () => CallLimits): AsyncIterable<ListedRun>;
  /** Starts a run and resolves to its id. Not idempotent: once it was sent, a run may exist whatever the response is. */
  startRun(request: StartRequest, limits: CallLimits): Promise<string>;
  getRun(runId: string, limits: CallLimits): Promise<RunSnapshot>;
  /** The verdicts; null if the service has no verdicts for the run. */
  getEvals(runId: string, limits: CallLimits): Promise<EvalReport | null>;
  /** The trace steps of a run that has ended; none, without a request, if the service reports no trace. */
  getTrace(runId: string, limits: CallLimits): Promise<readonly TraceStep[]>;
  /**
   * Answers an interrupt of the run. Not idempotent: once it was sent, the run may have accepted it whatever the response
   * is. Rejects with an InputError if runs of this service accept no answers.
   *
   * @param answer JSON, sent as it is
   */
  resumeRun(runId: string, answer: string, limits: CallLimits): Promise<void>;
  /** The web page of the run; null if it is not known. */
  runUrl(runId: string): string | null;
}
