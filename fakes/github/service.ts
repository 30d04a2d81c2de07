import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerUnder, deliver, faultFor } from '../faults.ts';
import { answerGitHub, routeGitHub } from './answers.ts';
import { DEMO_BASE_BRANCH, DEMO_LOGIN, DEMO_PULL, DEMO_REPOSITORY } from './data.ts';
import { answerRepository, type Repository } from './repository.ts';
import type { DemoStatus, GitHubRequestKind, GitHubScript, KeptComment, KeptStatus } from './script.ts';
import type { Call } from './state.ts';

export {
  DEMO_ACTOR,
  DEMO_LOGIN,
  DEMO_PULL,
  DEMO_REPOSITORY,
  DEMO_TOKEN,
  SECONDARY_LIMIT,
} from './data.ts';
export type { DemoPull, GitHubFault, GitHubScript } from './script.ts';

/** A request that reached the API, without its token. */
export interface SeenGitHubRequest {
  readonly kind: GitHubRequestKind | 'other';
  readonly method: string;
  readonly path: string;
}

/** The API, listening on loopback. */
export interface GitHubService {
  /** What the runner gives a job as GITHUB_API_URL. */
  readonly url: string;
  readonly requests: readonly SeenGitHubRequest[];
  /** The comments of the pull request, the oldest first. */
  readonly comments: readonly KeptComment[];
  /** The commit statuses, the oldest first. */
  readonly statuses: readonly KeptStatus[];
  /** What the runner writes to the file of the event. */
  readonly event: unknown;
  readonly eventName: string;
  close(): Promise<void>;
}

/**
 * Starts an API that behaves as GitHub's is documented, for one pull request of one repository, except for the faults of the
 * script. It listens on loopback only. Other parts of the repository respond with 404 unless they are given.
 *
 * @see https://docs.github.com/rest
 */
export async function startGitHubService(
  script: GitHubScript = {},
  repository: Repository | null = null,
): Promise<GitHubService> {
  const pull = script.pull ?? DEMO_PULL;
  const comments: KeptComment[] = (script.comments ?? []).map(({ login, body }, index) => ({
    id: index + 1,
    login,
    body,
    edits: 0,
  }));
  const statuses: KeptStatus[] = [];
  const writeStatus = (status: DemoStatus) =>
    statuses.push({
      ...status,
      id: statuses.length + 1,
      sha: pull.head,
      description: null,
      login: 'somebody',
    });
  script.statuses?.forEach(writeStatus);
  const statusesBefore = statuses.length;
  const requests: SeenGitHubRequest[] = [];
  const closing = new AbortController();
  const state = {
    pull,
    headNow: script.movedTo ?? pull.head,
    comments,
    login: DEMO_LOGIN,
    mayWrite: script.mayWrite ?? true,
    baseFiles: script.baseFiles ?? {},
    isClosed: script.isClosed ?? false,
    baseBranch: script.retargetedTo ?? DEMO_BASE_BRANCH,
    permissions: script.permissions ?? {},
    statuses,
    mayWriteStatuses: script.mayWriteStatuses ?? true,
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    const kind = routeGitHub(method, pathname, headers.accept ?? '');
    requests.push({ kind, method, path: url });
    const nth = requests.filter((seen) => seen.kind === kind).length;
    const action = faultFor(script.faults ?? [], kind, nth);
    const body = await readBody(request);
    const call: Call = {
      kind,
      pathname,
      query: searchParams,
      authorization: headers.authorization ?? '',
      body,
    };
    const hasMoved = kind !== 'pull' || nth >= (script.movedAtRead ?? 1);
    const now = hasMoved ? state : { ...state, headNow: pull.head };
    const answer = answerUnder(
      action,
      () =>
        (repository && answerRepository({ ...call, method }, repository, pull)) ?? answerGitHub(call, now),
    );
    const isFirst = kind === 'status' && statuses.length === statusesBefore + 1;
    if (isFirst && script.statusAfterFirst !== undefined) writeStatus(script.statusAfterFirst);
    await deliver(response, answer, action, closing.signal);
  }

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The API has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    comments,
    statuses,
    event: script.event === 'issue_comment' ? commentEventOf(pull) : eventOf(pull),
    eventName: script.event ?? 'pull_request',
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function eventOf({ number, title, body, base, head, files }: NonNullable<GitHubScript['pull']>): unknown {
  const repo = { full_name: DEMO_REPOSITORY };
  return {
    action: 'synchronize',
    number,
    pull_request: {
      number,
      title,
      body,
      html_url: `https://github.com/octo-org/octo-repo/pull/${number}`,
      changed_files: files.length,
      head: { sha: head, ref: 'login-page', repo },
      base: { sha: base, ref: DEMO_BASE_BRANCH, repo },
    },
  };
}

/** The event of a comment on a pull request names none of its commits. */
function commentEventOf({ number, title, body }: NonNullable<GitHubScript['pull']>): unknown {
  const html_url = `https://github.com/octo-org/octo-repo/pull/${number}`;
  return {
    action: 'created',
    issue: { number, title, body, html_url, pull_request: { html_url } },
    comment: { id: 1, body: '/review' },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  // A client that disconnects while it sends needs no response.
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return '';
  }
  return Buffer.concat(chunks).toString('utf8');
}
