import type { Answer } from '../faults.ts';
import { DEMO_LOGIN, DEMO_REPOSITORY, DEMO_TOKEN } from './data.ts';
import { showRole } from './required.ts';
import type { DemoPull, DemoRole } from './script.ts';
import { isGranted, readToken } from './token.ts';

/** The protection rules of an environment. One without reviewers and timer is unprotected. */
export interface Environment {
  /** Logins, one of which must approve. */
  readonly reviewers?: readonly string[];
  /** True: who triggered the attempt cannot approve it. */
  readonly preventSelfReview?: boolean;
  readonly waitMinutes?: number;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
}

/** A review of a waiting deployment. */
export interface Approval {
  readonly environment: string;
  readonly state: 'approved' | 'rejected';
  readonly login: string;
  readonly comment: string;
}

export interface KeptIssue {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  labels: readonly string[];
  readonly login: string;
  readonly comments: string[];
}

/** A commit status. */
export interface KeptStatus {
  readonly sha: string;
  readonly context: string;
  readonly state: string;
  readonly description: string;
  readonly targetUrl: string;
}

/** What GitHub has of a repository besides its pull request. The workflow runner writes to it, the API reads and writes it. */
export interface Repository {
  /** By name. A job that names another one creates it without protection, as at GitHub. */
  readonly environments: Map<string, Environment>;
  /** By the run's id. */
  readonly approvals: Map<string, Approval[]>;
  /** Fields of a run, by its id. */
  readonly runs: Map<string, Readonly<Record<string, unknown>>>;
  readonly issues: KeptIssue[];
  /** The oldest first. */
  readonly statuses: KeptStatus[];
  /** By login. Everybody else may only read. */
  readonly roles: Readonly<Record<string, DemoRole>>;
  /** The pull request as an event shows it, with more fields than the demo's; null for the demo's. */
  pull: { readonly number: number; readonly [field: string]: unknown } | null;
  /** The files of a run's artifacts, by the artifact's name and the path inside it. */
  artifactsOf: (runId: string) => ReadonlyMap<string, ReadonlyMap<string, Buffer>>;
}

export function newRepository(
  environments: Readonly<Record<string, Environment>> = {},
  roles: Readonly<Record<string, DemoRole>> = {},
): Repository {
  return {
    environments: new Map(Object.entries(environments)),
    approvals: new Map(),
    runs: new Map(),
    issues: [],
    statuses: [],
    roles,
    pull: null,
    artifactsOf: () => new Map(),
  };
}

interface RepositoryCall {
  readonly method: string;
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: string;
}

interface Route {
  readonly method: string;
  /** Below the repository's path, with a group for each part that differs. */
  readonly path: RegExp;
  /** The permission of the token, and its level. */
  readonly needs: readonly [string, 'read' | 'write'];
  readonly answer: (call: RepositoryCall, parts: readonly string[], repository: Repository) => Answer | null;
}

const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found', status: '404' } };

const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/actions\/runs\/(\d+)\/approvals$/,
    needs: ['actions', 'read'],
    answer: (_, [id = ''], { approvals }) => ok((approvals.get(id) ?? []).map(showApproval)),
  },
  {
    method: 'GET',
    path: /^\/actions\/runs\/(\d+)$/,
    needs: ['actions', 'read'],
    answer: (_, [id = ''], { runs }) => {
      const run = runs.get(id);
      return run === undefined ? NOT_FOUND : ok({ id: Number(id), ...run });
    },
  },
  {
    method: 'GET',
    path: /^\/actions\/runs\/(\d+)\/artifacts$/,
    needs: ['actions', 'read'],
    answer: (_, [id = ''], { artifactsOf }) => {
      const artifacts = Array.from(artifactsOf(id), showArtifact);
      return ok({ total_count: artifacts.length, artifacts });
    },
  },
  {
    method: 'GET',
    path: /^\/environments\/([^/]+)$/,
    needs: ['actions', 'read'],
    answer: (_, [name = ''], { environments }) => {
      const environment = environments.get(name);
      return environment === undefined ? NOT_FOUND : ok(showEnvironment(name, environment));
    },
  },
  {
    method: 'GET',
    path: /^\/collaborators\/([^/]+)\/permission$/,
    needs: ['contents', 'read'],
    answer: (_, [login = ''], { roles }) => ok(showRole(login, { role: roles[login] ?? 'read' })),
  },
  {
    method: 'GET',
    path: /^\/pulls\/(\d+)$/,
    needs: ['contents', 'read'],
    answer: (_, [number], { pull }) => (String(pull?.number) === number ? ok(pull) : null),
  },
  {
    method: 'GET',
    path: /^\/issues$/,
    needs: ['issues', 'read'],
    answer: ({ query }, _, { issues }) => {
      const state = query.get('state') ?? 'open';
      const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
      const found = issues.filter(
        (issue) =>
          (state === 'all' || issue.state === state) && labels.every((label) => issue.labels.includes(label)),
      );
      return ok(found.toReversed().map(showIssue));
    },
  },
  {
    method: 'POST',
    path: /^\/issues$/,
    needs: ['issues', 'write'],
    answer: ({ body }, _, { issues }) => {
      const { title = '', body: text = '', labels = [] } = JSON.parse(body);
      if (title === '') return { status: 422, body: { message: 'Validation Failed', status: '422' } };
      // Numbers are shared with pull requests, the first of which the repository already has.
      const number = 100 + issues.length;
      const issue: KeptIssue = {
        number,
        title,
        body: text,
        state: 'open',
        labels,
        login: DEMO_LOGIN,
        comments: [],
      };
      issues.push(issue);
      return { status: 201, body: showIssue(issue) };
    },
  },
  {
    method: 'PATCH',
    path: /^\/issues\/(\d+)$/,
    needs: ['issues', 'write'],
    answer: ({ body }, [number], { issues }) => {
      const issue = issues.find((one) => String(one.number) === number);
      if (issue === undefined) return NOT_FOUND;
      const { title = issue.title, body: text = issue.body, state = issue.state } = JSON.parse(body);
      Object.assign(issue, { title, body: text, state });
      return ok(showIssue(issue));
    },
  },
  {
    method: 'POST',
    path: /^\/issues\/(\d+)\/comments$/,
    needs: ['issues', 'write'],
    answer: ({ body }, [number], { issues }) => {
      const issue = issues.find((one) => String(one.number) === number);
      // The pull request's comments belong to the other part of the API.
      if (issue === undefined) return null;
      issue.comments.push(String(JSON.parse(body).body));
      return { status: 201, body: { id: issue.comments.length, body: issue.comments.at(-1) } };
    },
  },
  {
    method: 'POST',
    path: /^\/statuses\/([0-9a-f]{40})$/,
    needs: ['statuses', 'write'],
    answer: ({ body }, [sha = ''], { statuses }) => {
      const { context = 'default', state, description = '', target_url: targetUrl = '' } = JSON.parse(body);
      statuses.push({ sha, context, state, description, targetUrl });
      return {
        status: 201,
        body: { id: statuses.length, context, state, description, target_url: targetUrl },
      };
    },
  },
  {
    method: 'GET',
    path: /^\/commits\/([0-9a-f]{40})\/statuses$/,
    needs: ['statuses', 'read'],
    answer: ({ query }, [sha], { statuses }) => {
      const size = Math.min(Number(query.get('per_page') ?? 30), 100);
      const page = Number(query.get('page') ?? 1);
      const newest = statuses
        .map(({ targetUrl, ...status }, index) => ({
          id: index + 1,
          ...status,
          target_url: targetUrl,
          creator: { login: DEMO_LOGIN },
        }))
        .filter((status) => status.sha === sha)
        .toReversed();
      return ok(newest.slice((page - 1) * size, page * size));
    },
  },
];

/** The response of the API, or null for a request that is not about these parts of the repository. */
export function answerRepository(
  call: RepositoryCall,
  repository: Repository,
  pull: DemoPull,
): Answer | null {
  const here = `/repos/${DEMO_REPOSITORY}`;
  if (!call.pathname.startsWith(`${here}/`)) return null;
  const path = decodeURIComponent(call.pathname.slice(here.length));
  const { base, permissions } = readToken(call.authorization.replace(/^\S+ /, ''));
  if (base !== DEMO_TOKEN) return null;
  if (call.method === 'POST' && path === `/issues/${pull.number}/comments`) {
    // A comment of a pull request needs one of the two permissions.
    const mayComment = ['issues', 'pull-requests'].some((scope) => isGranted(permissions, scope, 'write'));
    return mayComment ? null : FORBIDDEN;
  }
  for (const { method, path: pattern, needs, answer } of ROUTES) {
    const parts = method === call.method ? pattern.exec(path) : null;
    if (parts === null) continue;
    if (!isGranted(permissions, ...needs)) return FORBIDDEN;
    return answer(call, parts.slice(1), repository);
  }
  return null;
}

const FORBIDDEN: Answer = {
  status: 403,
  body: { message: 'Resource not accessible by integration', status: '403' },
};

function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** @see https://docs.github.com/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run */
function showApproval({ environment, state, login, comment }: Approval): object {
  return { state, comment, environments: [{ name: environment }], user: { login, type: 'User' } };
}

/**
 * Invented: the files stand in the list. GitHub has an address for each archive.
 *
 * @see https://docs.github.com/rest/actions/artifacts#list-workflow-run-artifacts
 */
function showArtifact([name, files]: readonly [string, ReadonlyMap<string, Buffer>]): object {
  const contents = Array.from(files, ([path, content]) => [path, content.toString('base64')]);
  return { name, expired: false, files: Object.fromEntries(contents) };
}

/** @see https://docs.github.com/rest/deployments/environments#get-an-environment */
function showEnvironment(name: string, environment: Environment): object {
  const { reviewers = [], preventSelfReview = false, waitMinutes = 0 } = environment;
  const rules: object[] = [];
  if (waitMinutes > 0) rules.push({ type: 'wait_timer', wait_timer: waitMinutes });
  if (reviewers.length > 0) {
    rules.push({
      type: 'required_reviewers',
      prevent_self_review: preventSelfReview,
      reviewers: reviewers.map((login) => ({ type: 'User', reviewer: { login } })),
    });
  }
  return { name, protection_rules: rules };
}

function showIssue({ number, title, body, state, labels, login }: KeptIssue): object {
  return {
    number,
    title,
    body,
    state,
    labels: labels.map((name) => ({ name })),
    user: { login },
    html_url: `https://github.com/${DEMO_REPOSITORY}/issues/${number}`,
  };
}
