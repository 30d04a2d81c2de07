import type { Agent } from '../domain/agent.ts';
import { InputError } from '../domain/errors.ts';
import { isSameName, nearestName } from '../text/same-name.ts';
import { quote } from '../text/sanitize.ts';
import { quotedName } from './find-agent.ts';

const MAX_SHOWN_LABELS = 20;

/** The inputs of a start. */
export interface CheckedInputs {
  /** Label to value; each label exactly as the agent declares it. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Declared labels that are not given. */
  readonly notGiven: readonly string[];
}

/**
 * Finds the declared label for each given one. An unknown label must never be sent, because a service may drop it silently.
 *
 * @throws InputError with a sentence for every label that does not match exactly one declared label
 */
export function checkLabels(
  agent: Agent,
  given: ReadonlyMap<string, string>,
  serviceName: string,
): CheckedInputs {
  const inputs = new Map<string, string>();
  const writtenAs = new Map<string, string>();
  const problems: string[] = [];
  for (const [label, value] of given) {
    const [declared, ...others] = declaredAs(agent, label);
    const before = declared === undefined ? undefined : writtenAs.get(declared);
    if (declared === undefined) problems.push(explainUnknown(agent, label, serviceName));
    else if (others.length > 0) problems.push(explainSeveral(agent, label, [declared, ...others]));
    else if (before !== undefined) {
      problems.push(
        `The labels ${quote(before)} and ${quote(label)} both match ${quote(declared)} of agent ${quotedName(agent)}: keep one.`,
      );
    } else {
      inputs.set(declared, value);
      writtenAs.set(declared, label);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return { inputs, notGiven: agent.labels.filter((label) => !inputs.has(label)) };
}

/** The declared labels that a given one matches: itself, or else all that differ only in white space and composition. */
function declaredAs({ labels }: Agent, given: string): string[] {
  return labels.includes(given) ? [given] : labels.filter((label) => isSameName(label, given));
}

function explainUnknown(agent: Agent, label: string, serviceName: string): string {
  const start = `Agent ${quotedName(agent)} has no input ${quote(label)}; ${serviceName} would silently drop it.`;
  const near = nearestName(label, agent.labels);
  if (near === null) return `${start} The agent declares no labels: remove it.`;
  return `${start} Correct the label. The nearest is ${near}. The agent declares ${listOf(agent.labels)}.`;
}

function explainSeveral(agent: Agent, label: string, declared: readonly string[]): string {
  return `The label ${quote(label)} matches several labels of agent ${quotedName(agent)} that differ only in white space or Unicode composition: ${listOf(declared)}. Rename one of them.`;
}

function listOf(labels: readonly string[]): string {
  const shown = labels.slice(0, MAX_SHOWN_LABELS).map((known) => quote(known));
  return `${shown.join(', ')}${labels.length > MAX_SHOWN_LABELS ? ' and more' : ''}`;
}
