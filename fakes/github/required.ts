import type { Answer } from '../faults.ts';
import { NOT_FOUND, problem } from './problems.ts';
import type { DemoPermission, DemoRole, KeptStatus } from './script.ts';
import type { Call, GitHubState } from './state.ts';

const RANKS: readonly DemoRole[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];
/** `permission` has four values; `role_name` has more, and the name of a custom role. */
const PERMISSIONS: Readonly<Record<DemoRole, string>> = {
  none: 'none',
  read: 'read',
  triage: 'read',
  write: 'write',
  maintain: 'write',
  admin: 'admin',
};

/**
 * The permission of a user; 404 for a user who does not exist.
 *
 * @see https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
export function showPermission({ pathname }: Call, { permissions }: GitHubState): Answer {
  const login = decodeURIComponent(/\/collaborators\/([^/]+)\/permission$/.exec(pathname)?.[1] ?? '');
  const known = Object.keys(permissions).find((name) => name.toLowerCase() === login.toLowerCase());
  const permission = known === undefined ? undefined : permissions[known];
  if (permission === undefined) return NOT_FOUND;
  return { status: 200, body: showRole(known ?? login, permission) };
}

/** A user's role in the API. */
export function showRole(login: string, { role, name = role }: DemoPermission): object {
  const has = (least: DemoRole) => RANKS.indexOf(role) >= RANKS.indexOf(least);
  return {
    permission: PERMISSIONS[role],
    role_name: name,
    user: {
      login,
      type: login.endsWith('[bot]') ? 'Bot' : 'User',
      permissions: {
        pull: has('read'),
        triage: has('triage'),
        push: has('write'),
        maintain: has('maintain'),
        admin: has('admin'),
      },
    },
  };
}

const STATES = ['error', 'failure', 'pending', 'success'];
const MAX_DESCRIPTION_CHARS = 140;
const MAX_CONTEXT_CHARS = 255;
const MAX_OF_CONTEXT = 1000;

/**
 * Appends a status; none is ever changed.
 *
 * @see https://docs.github.com/rest/commits/statuses#create-a-commit-status
 */
export function createStatus(call: Call, state: GitHubState): Answer {
  if (!state.mayWriteStatuses) return problem(403, 'Resource not accessible by integration');
  const sha = /\/statuses\/([^/]+)$/.exec(call.pathname)?.[1] ?? '';
  const { statuses, login } = state;
  if (!isCommit(sha, state)) return problem(422, `No commit found for SHA: ${sha}`);
  const { state: word, description = null, context = 'default', target_url = null } = JSON.parse(call.body);
  const message = defectOf({ word, description, context, target_url });
  if (message !== null)
    return problem(422, 'Validation Failed', [{ resource: 'Status', code: 'custom', message }]);
  const isFull = statuses.filter((status) => status.sha === sha && isSame(status.context, context)).length;
  if (isFull >= MAX_OF_CONTEXT) {
    const full = 'This SHA and context has reached the maximum number of statuses.';
    return problem(422, 'Validation Failed', [{ resource: 'Status', code: 'custom', message: full }]);
  }
  const status = { id: statuses.length + 1, sha, state: word, description, context, target_url, login };
  statuses.push(status);
  return { status: 201, body: show(status) };
}

interface Content {
  readonly word: unknown;
  readonly description: string | null;
  readonly context: string;
  readonly target_url: string | null;
}

// Invented: the messages. Above these limits, GitHub responds with 422.
function defectOf({ word, description, context, target_url }: Content): string | null {
  if (!STATES.includes(String(word))) return 'State is not included in the list';
  if (Array.from(description ?? '').length > MAX_DESCRIPTION_CHARS)
    return `description is too long (maximum is ${MAX_DESCRIPTION_CHARS} characters)`;
  if (/[\u{10000}-\u{10FFFF}]/u.test(description ?? ''))
    return 'description contains unicode characters above 0xffff';
  if (Array.from(context).length > MAX_CONTEXT_CHARS)
    return `context is too long (maximum is ${MAX_CONTEXT_CHARS} characters)`;
  if (target_url !== null && !/^https?:\/\//.test(target_url)) return 'target_url must use http(s) scheme';
  return null;
}

/**
 * A page of the statuses of a commit, the newest first.
 *
 * @see https://docs.github.com/rest/commits/statuses#list-commit-statuses-for-a-reference
 */
export function listStatuses({ pathname, query }: Call, state: GitHubState): Answer {
  const sha = /\/commits\/([^/]+)\/statuses$/.exec(pathname)?.[1] ?? '';
  if (!isCommit(sha, state)) return NOT_FOUND;
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const page = Number(query.get('page') ?? 1);
  const newest = state.statuses.filter((status) => status.sha === sha).toReversed();
  return { status: 200, body: newest.slice((page - 1) * size, page * size).map(show) };
}

function isCommit(sha: string, { pull, headNow }: GitHubState): boolean {
  return [pull.base, pull.head, headNow].includes(sha);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function show({ login, sha: _sha, ...status }: KeptStatus): object {
  return { ...status, creator: { login } };
}
