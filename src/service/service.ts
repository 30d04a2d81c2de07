import type { Agent, AgentList, EvalReport, RunPage, RunSnapshot } from '../domain.ts';

/** The limits of one request. */
export interface CallLimits {
  /** Milliseconds for the whole answer, its body included. */
  readonly timeoutMs: number;
  /** Ends the request at once; the call then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called as soon as it is no longer certain that nothing of the request has left this machine. */
  readonly onSent?: () => void;
}

export interface StartRequest {
  readonly agentId: string;
  readonly inputs: ReadonlyMap<string, string>;
}

/** Which part of which runs is asked for. */
export interface RunQuery {
  readonly agentId: string;
  /** Only runs since then are wanted, by the service's clock; null for all that it lists. The same for every page. */
  readonly sinceMs: number | null;
  /** Of the page before; null for the first. */
  readonly cursor: string | null;
}

/**
 * What any agent service can do. Every call sends one request, never more, and rejects with a ServiceError where there
 * is no usable answer; who calls decides whether to ask again.
 */
export interface AgentService {
  /** The service's name for a person. */
  readonly name: string;
  /** Where the service is reached, for a person. */
  readonly baseUrl: string;
  listAgents(limits: CallLimits): Promise<AgentList>;
  getAgent(agentId: string, limits: CallLimits): Promise<Agent>;
  /**
   * One page of runs. A service that cannot filter may list older runs and other agents' too, each with what it tells of
   * age and agent: who calls picks out what it is looking for.
   */
  listRuns(query: RunQuery, limits: CallLimits): Promise<RunPage>;
  /** Starts a run and resolves to its id. Not idempotent: once it was sent, a run may exist whatever comes back. */
  startRun(request: StartRequest, limits: CallLimits): Promise<string>;
  getRun(runId: string, limits: CallLimits): Promise<RunSnapshot>;
  /** The verdicts, or null where the service says that there are none. */
  getEvals(runId: string, limits: CallLimits): Promise<EvalReport | null>;
  /** Where a person sees the run; empty where that is not known. */
  runUrl(runId: string): string;
}
