import type { Agent, AgentList, AgentSummary } from '../domain/agent.ts';
import type { AgentTarget } from '../domain/command.ts';
import { InputError } from '../domain/errors.ts';
import type { Runtime } from '../platform/runtime.ts';
import { readWithRetry } from '../retry/read-with-retry.ts';
import type { AgentService } from '../service/agent-service.ts';
import { closestMatch } from '../text/closest-match.ts';
import { explainDifference, foldName, isSameName } from '../text/same-name.ts';
import { quote, quoteUnlessWord } from '../text/sanitize.ts';

const MAX_SHOWN_NAMES = 5;

/**
 * Finds the agent.
 *
 * @param deadline until when to retry, of the monotonic clock
 * @throws InputError if there is no such agent, or more than one
 */
export async function findAgent(
  service: AgentService,
  target: AgentTarget,
  runtime: Runtime,
  deadline: number,
): Promise<Agent> {
  let agentId: string;
  if (target.kind === 'agent-id') {
    agentId = target.agentId;
  } else {
    const list = await readWithRetry(runtime, deadline, (limits) => service.listAgents(limits));
    agentId = pickByName(list, target.agentName, service.name).id;
  }
  const found = await readWithRetry(runtime, deadline, (limits) => service.getAgent(agentId, limits));
  if (!('knownIds' in found)) return found;
  const near = closestMatch(agentId, found.knownIds, String)
    .slice(0, MAX_SHOWN_NAMES)
    .map(({ item }) => quoteUnlessWord(item));
  const known = near.length === 0 ? '' : ` The nearest: ${near.join(', ')}.`;
  throw new InputError(
    `Agent ${agentId} was not found, or this API key cannot see it.${known} Check agent-id, and which account created the key.`,
  );
}

/** The name of an agent in quotes; `unknown` if the service gives none. */
export function quotedName({ name }: AgentSummary): string {
  return name === null ? 'unknown' : quote(name);
}

export function agentTitle(agent: AgentSummary): string {
  return `${quotedName(agent)} (${quoteUnlessWord(agent.id)})`;
}

/** The description of an agent, in lines for the log. */
export function describeAgent(agent: Agent): string[] {
  const labels = agent.labels.map((label) => quote(label)).join(', ');
  const declared = labels === '' ? 'no labels' : `the labels ${labels}`;
  const line = `Agent ${agentTitle(agent)} declares ${declared}.`;
  return agent.notice === null ? [line] : [line, agent.notice];
}

/** The only agent that has the name. If two names look the same, even an exact spelling does not choose one. */
function pickByName(list: AgentList, name: string, serviceName: string): AgentSummary {
  const [first, ...others] = list.agents.filter(
    (agent) => agent.name !== null && isSameName(agent.name, name),
  );
  if (first !== undefined && others.length === 0) return first;
  const cap = list.atCap
    ? ` The list ends after ${list.agents.length} agents, so there may be more. Use agent-id, which always works.`
    : '';
  if (first !== undefined) {
    const ids = [first, ...others].map((agent) => quoteUnlessWord(agent.id)).join(', ');
    throw new InputError(
      `agent-name ${quote(name)} matches ${others.length + 1} agents: write agent-id, one of ${ids}.${cap}`,
    );
  }
  const near = nearestAgents(list.agents, name);
  const known =
    near.length === 0
      ? 'This API key can see no agent: check which account created it.'
      : `The nearest: ${near.join(', ')}. Correct agent-name, or write agent-id.`;
  throw new InputError(`${serviceName} lists no agent with the name ${quote(name)}. ${known}${cap}`);
}

function nearestAgents(agents: readonly AgentSummary[], name: string): string[] {
  return closestMatch(foldName(name), agents, (agent) => foldName(agent.name ?? ''))
    .slice(0, MAX_SHOWN_NAMES)
    .map(({ item }) => `${agentTitle(item)}${explainDifference(name, item.name ?? '')}`);
}
