import { codeOf, InputError, RequestError } from '../domain/errors.ts';
import type { WorkflowEvent } from '../inputs/event.ts';
import type { Variables } from '../inputs/raw.ts';
import { readTextFile } from '../inputs/text-file.ts';
import type { Runtime } from '../platform/runtime.ts';
import { READ_BUDGET_MS } from '../retry/budgets.ts';
import { readWithRetry } from '../retry/read-with-retry.ts';
import { quote } from '../text/sanitize.ts';
import { withFullStop } from '../text/sentence.ts';
import type { Contents } from './contents.ts';
import type { GitHub } from './github.ts';

/** How the schema is read. */
export interface SchemaRequest {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly variables: Variables;
  /** Null if it is of no pull request, or its file cannot be read. */
  readonly event: WorkflowEvent | null;
  /** Null without a token. */
  readonly github: (Pick<GitHub, 'getCommits'> & Contents) | null;
}

// Their payload has the base commit. The workspace is not read, because the author of the pull request may have changed it.
const PULL_REQUEST_EVENTS: readonly (string | undefined)[] = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'merge_group',
];

/**
 * The text of the schema: on events of a pull request, a comment on it and a merge group from the base commit, because the
 * author of the pull request could empty the file in the workspace; on `workflow_run` from the default branch; else from
 * the workspace.
 *
 * @throws InputError
 */
export async function readSchemaFile(request: SchemaRequest, runtime: Runtime): Promise<string> {
  const { path, variables, event } = request;
  const name = `result-schema ${quote(path)}`;
  const { GITHUB_EVENT_NAME: eventName } = variables;
  if (event === null && PULL_REQUEST_EVENTS.includes(eventName)) {
    throw new InputError(
      `${name} cannot be read: the payload of the event ${eventName} names no base commit. The pull request may have changed the file in the workspace. Use another event.`,
    );
  }
  if (event === null && eventName !== 'workflow_run') return readFromWorkspace(path, variables);
  const bytes = await readFromGitHub(request, runtime, name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new InputError(`${name} is not UTF-8 text: save it as UTF-8.`, { cause: error });
  }
}

function readFromWorkspace(path: string, variables: Variables): string {
  try {
    // Relative, so that a link out of the workspace is the only way to the runner's temporary folder.
    return readTextFile(path, { ...variables, RUNNER_TEMP: '' });
  } catch (error) {
    const { message, cause }: Error = Object(error);
    const advice =
      codeOf(cause) === 'ENOENT'
        ? ' The file is read from the workspace: run actions/checkout before this step.'
        : '';
    throw new InputError(`result-schema ${quote(path)} names a file ${message}${advice}`, { cause: error });
  }
}

async function readFromGitHub(
  { path, event, github }: SchemaRequest,
  runtime: Runtime,
  name: string,
): Promise<Buffer> {
  if (github === null) {
    throw new InputError(
      `github-token is empty, and ${name} is read from GitHub on this event. Remove the input github-token to use the job's token, or pass a token of this repository.`,
    );
  }
  const deadline = runtime.clock.monotonic() + READ_BUDGET_MS;
  let where = 'the default branch';
  try {
    const ref = await readWithRetry(runtime, deadline, async (limits) =>
      baseOf(event, (number) => github.getCommits(number, limits)),
    );
    if (ref !== null) where = `the base commit ${ref}`;
    const file = await readWithRetry(runtime, deadline, (limits) => github.readFile(path, ref, limits));
    return file.bytes;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw new InputError(
      `${withFullStop(`${name} could not be read from ${where}: ${error.message}`)} ${adviceFor(error)}`,
      {
        cause: error,
      },
    );
  }
}

/** The commit that the pull request's author cannot change; null for the default branch. */
async function baseOf(
  event: WorkflowEvent | null,
  getCommits: (pullNumber: number) => ReturnType<GitHub['getCommits']>,
): Promise<string | null> {
  if (event === null) return null;
  if (event.kind !== 'comment') return event.change.base.sha;
  return event.change === null ? (await getCommits(event.number)).base : event.change.base.sha;
}

function adviceFor({ status, kind }: RequestError): string {
  if (status === 404)
    return 'Add the schema to the base branch first. Give the job the permission contents: read.';
  if (status === 401 || status === 403)
    return 'Give the job the permission contents: read. github-token must be a token of this repository.';
  return kind === 'undecodable' ? 'Write the path of a JSON file.' : 'Nothing was started. Re-run the job.';
}
