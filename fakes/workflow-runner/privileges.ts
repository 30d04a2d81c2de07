import type { Permissions } from '../github/token.ts';

const SCOPES = [
  ...['actions', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'id-token', 'issues'],
  ...['packages', 'pages', 'pull-requests', 'security-events', 'statuses'],
];

/** What a token may do if no `permissions:` is set, in a repository with the restricted default. */
const DEFAULT_PERMISSIONS: Permissions = { contents: 'read', packages: 'read' };

/** Events in which Dependabot is treated as a fork's author. */
const OF_DEPENDABOT = ['create', 'deployment', 'deployment_status', 'push'];
const OF_PULL_REQUESTS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];

/**
 * Whether the event runs without secrets and with a token that only reads: a fork's pull request, or one of Dependabot.
 *
 * @see https://docs.github.com/actions/reference/security/secure-use
 */
export function isUntrusted(github: Readonly<Record<string, unknown>>): boolean {
  const name = String(github.event_name);
  const isPullRequest = OF_PULL_REQUESTS.includes(name);
  const { pull_request: pull } = Object(github.event);
  if (isPullRequest && pull !== undefined && pull.head?.repo?.full_name !== github.repository) return true;
  return github.actor === 'dependabot[bot]' && (isPullRequest || OF_DEPENDABOT.includes(name));
}

/** The permissions of a job's token, from the value of the nearest `permissions:`; undefined: not set. */
export function permissionsOf(
  declared: unknown,
  inherited: Permissions | null,
  isReadOnly: boolean,
): Permissions {
  const declaredScopes = declared === undefined ? (inherited ?? DEFAULT_PERMISSIONS) : scopesOf(declared);
  const asked = isReadOnly ? readOnly(declaredScopes) : declaredScopes;
  for (const [scope, level] of Object.entries(inherited === null ? {} : asked)) {
    const limit = inherited?.[scope];
    if (limit !== 'write' && limit !== level) {
      throw new Error(
        `The called workflow requests ${scope}: ${level}, and its caller has ${limit ?? 'none'}.`,
      );
    }
  }
  return asked;
}

function readOnly(permissions: Permissions): Permissions {
  return Object.fromEntries(Object.keys(permissions).map((scope) => [scope, 'read'] as const));
}

function scopesOf(declared: unknown): Permissions {
  if (declared === 'read-all' || declared === 'write-all') {
    const level = declared === 'read-all' ? 'read' : 'write';
    return Object.fromEntries(SCOPES.map((scope) => [scope, level] as const));
  }
  const levels: [string, 'read' | 'write'][] = [];
  for (const [scope, level] of Object.entries(Object(declared))) {
    if (level === 'read' || level === 'write') levels.push([scope, level]);
  }
  return Object.fromEntries(levels);
}
