import type { Agent } from '../domain/agent.ts';

/**
 * The service's own clock at a moment of ours, reckoned from its clock as it told the agent. The clock of this machine
 * may be wrong by any amount, so nothing that the service dates is held against it.
 *
 * @param agentReadAt when the agent was read, of the monotonic clock
 * @param at the moment, of the monotonic clock
 * @returns milliseconds since the epoch; null where the service did not tell its clock
 */
export function serviceTimeAt(agent: Agent, agentReadAt: number, at: number): number | null {
  return agent.serviceTimeMs === null ? null : agent.serviceTimeMs + at - agentReadAt;
}
