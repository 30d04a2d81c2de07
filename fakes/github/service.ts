import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerUnder, deliver, faultFor } from '../faults.ts';
import { answerGitHub, routeGitHub } from './answers.ts';
import type { Call } from './call.ts';
import { DEMO_LOGIN, DEMO_PULL } from './data.ts';
import { answerRepository, type Repository } from './repository.ts';
import type { GitHubRequestKind, GitHubScript, KeptComment } from './script.ts';

export { DEMO_LOGIN, DEMO_PULL, DEMO_REPOSITORY, DEMO_TOKEN } from './data.ts';
export type { DemoPull, GitHubFault, GitHubScript } from './script.ts';

/** A request that reached the API. The token it carried is not kept. */
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
  /** What the runner writes to the file of the event. */
  readonly event: unknown;
  close(): Promise<void>;
}

/**
 * Starts an API that answers as GitHub's is documented for one pull request of one repository, but for the faults of the
 * script. It listens on loopback only. What else the repository has is answered with 404 unless it is given.
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
  const requests: SeenGitHubRequest[] = [];
  const closing = new AbortController();
  const state = {
    pull,
    headNow: script.movedTo ?? pull.head,
    comments,
    login: DEMO_LOGIN,
    mayWrite: script.mayWrite ?? true,
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
    await deliver(
      response,
      answerUnder(
        action,
        () =>
          (repository && answerRepository({ ...call, method }, repository, pull)) ??
          answerGitHub(call, state),
      ),
      action,
      closing.signal,
    );
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
    event: eventOf(pull),
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function eventOf({ number, title, body, base, head, files }: NonNullable<GitHubScript['pull']>): unknown {
  const repo = { full_name: 'octo-org/octo-repo' };
  return {
    action: 'synchronize',
    number,
    pull_request: {
      number,
      title,
      body,
      html_url: `https://github.com/octo-org/octo-repo/pull/${number}`,
      changed_files: files.length,
      head: { sha: head, repo },
      base: { sha: base, repo },
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  // A client that goes away while it sends has no use for an answer.
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return '';
  }
  return Buffer.concat(chunks).toString('utf8');
}
