import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DEMO_ACTOR,
  DEMO_LOGIN,
  DEMO_REPOSITORY,
  DEMO_TOKEN,
  type GitHubScript,
  startGitHubService,
} from '../github/service.ts';

/** A job on a pull request: GitHub's API on loopback, the event's file, and a checkout with the files that it names. */
export interface PullRequestJob {
  readonly env: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  /** The bodies of the comments that the job's token has made, the oldest first. */
  readonly comments: () => string[];
  /** The states of the commit statuses, the oldest first. */
  readonly statuses: () => string[];
  /** How many requests have reached the API. */
  readonly requests: () => number;
  /** Their descriptions. */
  readonly statusDescriptions: () => string[];
  readonly close: () => Promise<void>;
}

export async function startPullRequestJob(script: GitHubScript): Promise<PullRequestJob> {
  const service = await startGitHubService(script);
  const folder = await mkdtemp(join(tmpdir(), 'job-'));
  const workspace = join(folder, 'repo');
  await mkdir(join(workspace, 'src'), { recursive: true });
  await writeFile(join(workspace, 'src', 'login.ts'), 'The second line\nis here.\n');
  await writeFile(join(folder, 'event.json'), JSON.stringify(service.event));
  return {
    env: {
      GITHUB_API_URL: service.url,
      GITHUB_EVENT_NAME: service.eventName,
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_REPOSITORY: DEMO_REPOSITORY,
      GITHUB_ACTOR: DEMO_ACTOR,
      GITHUB_TRIGGERING_ACTOR: DEMO_ACTOR,
      GITHUB_RUN_ID: '42',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_WORKSPACE: workspace,
    },
    inputs: { 'github-token': DEMO_TOKEN },
    comments: () => service.comments.filter(({ login }) => login === DEMO_LOGIN).map(({ body }) => body),
    statuses: () => service.statuses.map(({ state }) => state),
    requests: () => service.requests.length,
    statusDescriptions: () => service.statuses.map(({ description }) => description ?? ''),
    async close() {
      await service.close();
      await rm(folder, { recursive: true });
    },
  };
}
