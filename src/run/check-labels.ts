import type { Agent } from '../domain/agent.ts';
import { InputError } from '../domain/errors.ts';
import { closestMatch } from '../text/closest-match.ts';
import { quotedName } from './find-agent.ts';

const MAX_SHOWN_LABELS = 20;

/**
 * Holds the given labels against those that the agent declares. An unknown label must never be sent: a service may
 * drop it without a word.
 *
 * @returns the declared labels that are not given
 * @throws InputError with a sentence for every unknown label
 */
export function checkLabels(agent: Agent, given: ReadonlyMap<string, string>): string[] {
  const declared = new Set(agent.labels);
  const unknown = [...given.keys()].filter((label) => !declared.has(label));
  if (unknown.length > 0) throw new InputError(unknown.map((label) => explainUnknown(agent, label)));
  return agent.labels.filter((label) => !given.has(label));
}

function explainUnknown(agent: Agent, label: string): string {
  const start = `The label "${label}" is none that agent ${quotedName(agent)} declares; it would not reach the agent.`;
  const near = closestMatch(label, agent.labels, String)[0];
  if (near === undefined) return `${start} The agent declares no labels: take it out.`;
  const why = near.distance === 0 ? ' (labels are case-sensitive)' : '';
  const all = agent.labels.slice(0, MAX_SHOWN_LABELS).map((known) => `"${known}"`);
  const more = agent.labels.length > MAX_SHOWN_LABELS ? ' and more' : '';
  return `${start} The nearest that it declares is "${near.item}"${why}, of ${all.join(', ')}${more}.`;
}
