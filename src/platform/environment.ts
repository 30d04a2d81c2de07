import { tmpdir } from 'node:os';

/** The environment of the step, read once. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The folder for files of this job. */
  readonly temporaryFolder: string;
}

/**
 * Reads the environment, and removes key and token from it, so that no later code in this process has them; and the
 * path of the event, which GitHub's library would read whatever it leads to.
 */
export function takeEnvironment(env: Record<string, string | undefined>): Environment {
  const variables = { ...env };
  delete env['INPUT_API-KEY'];
  delete env['INPUT_GITHUB-TOKEN'];
  delete env.GITHUB_EVENT_PATH;
  return { variables, temporaryFolder: variables.RUNNER_TEMP || tmpdir() };
}
