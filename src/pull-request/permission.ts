import { RequestError } from '../domain/errors.ts';
import { ROLES, type Role } from '../domain/role.ts';
import type { Runtime } from '../platform/runtime.ts';
import { PULL_REQUEST_READ_BUDGET_MS } from '../retry/budgets.ts';
import { readWithRetry } from '../retry/read-with-retry.ts';
import { quote } from '../text/sanitize.ts';
import { withFullStop } from '../text/sentence.ts';
import type { GitHub, Permission } from './github.ts';

/** The lowest first; null is no role. */
const RANKS: readonly (Role | null)[] = [null, ...ROLES];

export interface PermissionCheck {
  /** Null without a token. */
  readonly github: GitHub | null;
  /** Who triggered the workflow; empty if that is not known. */
  readonly login: string;
  readonly role: Role;
}

/** Null if the person who triggered the workflow has the role; else a sentence that says why the step may not start. */
export async function checkPermission(check: PermissionCheck, runtime: Runtime): Promise<string | null> {
  const { github, login, role } = check;
  const unknown = (why: string) =>
    `${withFullStop(`require-permission is ${role}, but the role of ${quote(login)} could not be read: ${why}`)} ${explainFix(role)}`;
  if (github === null) return unknown('github-token is empty');
  if (login === '') return unknown('the runner does not say who triggered the workflow');
  const reading = await readPermission(github, login, runtime);
  if (reading instanceof RequestError) return unknown(reading.message);
  if (reading.login.toLowerCase() !== login.toLowerCase())
    return unknown(`GitHub's response is about ${quote(reading.login)}`);
  if (RANKS.indexOf(reading.role) >= RANKS.indexOf(role)) return null;
  const has = reading.role === null ? 'no role' : `the role ${reading.role}`;
  return `${quote(login)} triggered this workflow and has ${has} in this repository, but require-permission is ${role}. ${explainFix(role)}`;
}

function explainFix(role: Role): string {
  return `Nothing was started. Ask somebody who has the role ${role} to re-run the job.`;
}

async function readPermission(
  github: GitHub,
  login: string,
  runtime: Runtime,
): Promise<Permission | RequestError> {
  const deadline = runtime.clock.monotonic() + PULL_REQUEST_READ_BUDGET_MS;
  try {
    return await readWithRetry(runtime, deadline, (limits) => github.getPermission(login, limits));
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    // GitHub's status for a user without access to this repository.
    return error.status === 404 ? { login, role: null } : error;
  }
}
