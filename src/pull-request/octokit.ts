import type { GitHub } from './github.ts';
import { changeReads } from './octokit-changes.ts';
import { createOctokitClient, type GitHubOptions } from './octokit-client.ts';
import { commentCalls } from './octokit-comments.ts';
import { requiredCalls } from './octokit-required.ts';

/**
 * GitHub's API for one repository.
 *
 * @see https://docs.github.com/rest
 */
export function createGitHub(options: GitHubOptions): GitHub {
  const client = createOctokitClient(options);
  return { ...changeReads(client), ...commentCalls(client), ...requiredCalls(client) };
}
