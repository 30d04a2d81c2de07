import { ROLES, type Role } from '../domain/role.ts';
import type { PrecedingRun } from './preceding-run.ts';
import type { Variables } from './raw.ts';
import { readChoice } from './scalars.ts';

/** Events that strangers cannot trigger with access to secrets. */
const CLOSED_EVENTS: readonly string[] = [
  'push',
  'pull_request',
  'merge_group',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'release',
  'create',
  'delete',
  'deployment',
  'deployment_status',
];

const CHOICES = ['auto', 'anyone', ...ROLES] as const;

/**
 * The role that the person who triggered the workflow must have; null if anyone may.
 *
 * @param precedingRun the run before a `workflow_run`; null for another event, or if it cannot be read
 * @throws InputError
 */
export function readRequiredRole(variables: Variables, precedingRun: PrecedingRun | null): Role | null {
  const choice = readChoice(variables, 'require-permission', CHOICES);
  if (choice === 'anyone') return null;
  if (choice !== 'auto') return choice;
  const event =
    precedingRun === null || precedingRun.isForeign ? variables.GITHUB_EVENT_NAME : precedingRun.event;
  return CLOSED_EVENTS.some((closed) => closed === event) ? null : 'write';
}

/** Who triggered the workflow, or who re-ran it; empty if the runner does not say. */
export function triggeringActor({ GITHUB_TRIGGERING_ACTOR, GITHUB_ACTOR }: Variables): string {
  return GITHUB_TRIGGERING_ACTOR || GITHUB_ACTOR || '';
}
