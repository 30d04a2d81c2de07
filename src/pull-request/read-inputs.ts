import { InputError, RequestError } from '../domain/errors.ts';
import type { CallLimits } from '../http/send.ts';
import type { Runtime } from '../platform/runtime.ts';
import { REMOTE_INPUTS_BUDGET_MS } from '../retry/budgets.ts';
import { readWithRetry } from '../retry/read-with-retry.ts';
import { countWholeFiles } from './diff.ts';
import { type CommentEvent, commitsOf, type WorkflowEvent } from './event.ts';
import { type ChangedFile, type GitHub, MAX_LISTED_FILES } from './github.ts';
import type { PullRequestCommits, RemotePart } from './pull-request.ts';

const MAX_MIB = 10;

export interface RemoteRequest {
  /** Label to part. */
  readonly wanted: ReadonlyMap<string, RemotePart>;
  readonly event: WorkflowEvent;
  readonly github: GitHub;
}

export interface RemoteInputs {
  readonly values: ReadonlyMap<string, string>;
  readonly commits: PullRequestCommits;
}

/**
 * Reads what only GitHub has of the pull request: whole, or not at all.
 *
 * @throws InputError
 */
export async function readRemoteInputs(request: RemoteRequest, runtime: Runtime): Promise<RemoteInputs> {
  const deadline = runtime.clock.monotonic() + REMOTE_INPUTS_BUDGET_MS;
  const read = async <T>(what: string, call: (limits: CallLimits) => Promise<T>): Promise<T> => {
    try {
      return await readWithRetry(runtime, deadline, call);
    } catch (error) {
      if (error instanceof RequestError) throw new InputError(explain(what, error), { cause: error });
      throw error;
    }
  };
  const { github, event, wanted } = request;
  const commitsOfComment = ({ number, change }: CommentEvent) =>
    change === null
      ? read('the pull request', (limits) => github.getCommits(number, limits))
      : commitsOf(change);
  const commits = event.kind === 'comment' ? await commitsOfComment(event) : commitsOf(event.change);
  const listFiles = () => read('the list of changed files', (limits) => github.listFiles(commits, limits));
  const readPart: Record<RemotePart, () => Promise<string>> = {
    files: async () => renderFiles(await listFiles(), commits),
    diff: async () =>
      checkDiff(await read('the diff', (limits) => github.getDiff(commits, limits)), commits, listFiles),
  };

  const values = new Map<string, string>();
  for (const [label, part] of wanted) values.set(label, await readPart[part]());
  return { values, commits };
}

function explain(what: string, error: RequestError): string {
  const words = `${what} could not be read for inputs-from. ${error.message}.`;
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  switch (error.status) {
    case 401:
    case 403:
    case 404:
      return `${sentence} The job needs the permissions contents: read and pull-requests: read, and github-token a token of this repository.`;
    case 406:
    case 422:
      return `${sentence} GitHub gives no diff of more than 20,000 lines, 1 MB or 300 files: give the agent pr:url or pr:files instead, or split the change.`;
    default:
      return `${sentence} Nothing was sent to the agent: run the job again.`;
  }
}

async function checkDiff(
  diff: string,
  commits: PullRequestCommits,
  listFiles: () => Promise<readonly ChangedFile[]>,
): Promise<string> {
  if (diff.trim() === '') {
    throw new InputError(`pr:diff is empty: ${commits.head} changes nothing against ${commits.base}.`);
  }
  if (Buffer.byteLength(diff) > MAX_MIB * 1024 * 1024) {
    throw new InputError(`pr:diff is larger than ${MAX_MIB} MiB: give the agent pr:url or pr:files instead.`);
  }
  const count = countWholeFiles(diff);
  if (count === null) throw new InputError(CUT);
  if (commits.changedFiles !== null && count >= commits.changedFiles) return diff;
  // The event's number may be of another moment; the list is of the same commits.
  const listed = await listFiles();
  if (listed.length >= MAX_LISTED_FILES || count < listed.length) throw new InputError(CUT);
  return diff;
}

const CUT =
  'pr:diff is not whole: GitHub cut it, as it does with changes of more than 20,000 lines, 1 MB or 300 files. Half a diff is never sent: give the agent pr:url or pr:files instead, or split the change.';

function renderFiles(
  files: readonly ChangedFile[],
  { changedFiles, base, head }: PullRequestCommits,
): string {
  if (files.length === 0) throw new InputError(`pr:files is empty: ${head} changes nothing against ${base}.`);
  const isCut = files.length >= MAX_LISTED_FILES && files.length !== changedFiles;
  if (isCut) {
    throw new InputError(
      `pr:files is not whole: GitHub lists ${MAX_LISTED_FILES} changed files at most, and there may be more. Give the agent pr:url instead, or split the change.`,
    );
  }
  const lines = files.map(({ previousPath, ...file }) =>
    JSON.stringify(previousPath === null ? file : { ...file, previousPath }),
  );
  return `[\n${lines.join(',\n')}\n]`;
}
