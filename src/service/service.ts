import type { Agent, AgentList, EvalReport, RunSnapshot } from '../domain.ts';

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
  /** Starts a run and resolves to its id. Not idempotent: once it was sent, a run may exist whatever comes back. */
  startRun(request: StartRequest, limits: CallLimits): Promise<string>;
  getRun(runId: string, limits: CallLimits): Promise<RunSnapshot>;
  /** The verdicts, or null where the service says that there are none. */
  getEvals(runId: string, limits: CallLimits): Promise<EvalReport | null>;
  /** Where a person sees the run; empty where that is not known. */
  runUrl(runId: string): string;
}
