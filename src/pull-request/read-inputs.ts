import { type ChangedLines, NOTHING_UNREAD, type UnreadChange } from '../domain/change.ts';
import { InputError, RequestError } from '../domain/errors.ts';
import type { PullRequestCommits, RemotePart } from '../domain/pull-request.ts';
import type { CallLimits } from '../http/send.ts';
import { commitsOf, type WorkflowEvent } from '../inputs/event.ts';
import type { Runtime } from '../platform/runtime.ts';
import { CHANGED_FILES_BUDGET_MS, REMOTE_INPUTS_BUDGET_MS } from '../retry/budgets.ts';
import { partOfFile, partOfSection } from './assemble-diff.ts';
import { renderDiff, renderFiles } from './change-text.ts';
import { type ChangedFiles, type ChangeRequest, readChangedFiles } from './changed-files.ts';
import { countFiles, splitDiff } from './diff.ts';
import { type GitHub, MAX_COMPARED_FILES } from './github.ts';
import { type ChangePart, changedLinesOf, checkHidden } from './hidden-files.ts';
import { createReads, type Reads } from './reads.ts';

const MAX_REQUESTS = 400;
const MAX_MIB = 10;

export interface RemoteRequest extends Pick<ChangeRequest, 'github' | 'filter'> {
  /** Label to part. */
  readonly wanted: ReadonlyMap<string, RemotePart>;
  readonly event: WorkflowEvent;
  /** Called with the files whose text is not sent to the agent, before the read ends or fails. */
  readonly onRead: (unread: UnreadChange) => void;
}

export interface RemoteInputs {
  /** Null if `diff-paths` excludes all files that changed. */
  readonly values: ReadonlyMap<string, string> | null;
  readonly commits: PullRequestCommits;
  /** The lines that the diff adds, if it was read. */
  readonly changed: ChangedLines;
}

/** The parts of a change that the filter includes, and the paths of all others. */
interface Change {
  readonly parts: readonly ChangePart[];
  readonly leftOut: readonly string[];
}

/**
 * Reads the parts of the pull request that only GitHub has: each file that the filter includes completely, or nothing.
 *
 * @throws InputError
 */
export async function readRemoteInputs(request: RemoteRequest, runtime: Runtime): Promise<RemoteInputs> {
  const { github, event, wanted, filter, onRead } = request;
  const reads = createReads(runtime, { budgetMs: REMOTE_INPUTS_BUDGET_MS, maxRequests: MAX_REQUESTS });
  const commits = await readCommits(event, github, reads);
  const source = { github, commits, pullNumber: event.kind === 'merge-group' ? null : event.number, filter };
  let listing: Promise<ChangedFiles> | null = null;
  const list = () => {
    listing ??= readChangedFiles(
      source,
      createReads(runtime, { budgetMs: CHANGED_FILES_BUDGET_MS, maxRequests: MAX_REQUESTS }),
    );
    return listing;
  };
  let unread = NOTHING_UNREAD;
  const found = (more: Partial<UnreadChange>) => {
    unread = { ...unread, ...more };
    onRead(unread);
  };
  let changed: ChangedLines = new Map();
  // Each is null if the filter excludes all files.
  const readPart: Record<RemotePart, () => Promise<string | null>> = {
    async files() {
      const { files, leftOut } = await list();
      found({ leftOut });
      checkNotEmpty('files', files.length + leftOut.length, commits);
      return files.length === 0 ? null : renderFiles(files, leftOut);
    },
    async diff() {
      const { parts, leftOut } = await readDiff(source, reads, list);
      const listed = parts.flatMap(({ path, hidden }) =>
        hidden === null ? [] : [{ path, what: hidden.what }],
      );
      found({ leftOut, listed });
      checkNotEmpty('diff', parts.length + leftOut.length, commits);
      checkHidden(parts);
      changed = changedLinesOf(parts);
      return parts.length === 0 ? null : renderDiff(parts, unread);
    },
  };

  const values = new Map<string, string>();
  for (const [label, part] of wanted) {
    const text = await readPart[part]();
    if (text === null) return { values: null, commits, changed };
    checkSize(part, text);
    values.set(label, text);
  }
  return { values, commits, changed };
}

function readCommits(event: WorkflowEvent, github: GitHub, reads: Reads): Promise<PullRequestCommits> {
  if (event.kind !== 'comment') return Promise.resolve(commitsOf(event.change));
  if (event.change !== null) return Promise.resolve(commitsOf(event.change));
  return reads.read('the pull request', (limits) => github.getCommits(event.number, limits));
}

/** The change as git writes it. If GitHub does not give that completely, it is assembled from the list of files. */
async function readDiff(
  source: ChangeRequest,
  reads: Reads,
  list: () => Promise<ChangedFiles>,
): Promise<Change> {
  const whole = await readWholeDiff(source, reads);
  if (whole === null) {
    const { files, leftOut } = await list();
    return { parts: files.map(partOfFile), leftOut };
  }
  const isLet = (part: ChangePart) => source.filter.lets(part);
  const leftOut = new Set(whole.filter((part) => !isLet(part)).map(({ path }) => path));
  return { parts: whole.filter(isLet), leftOut: [...leftOut] };
}

/** Null if GitHub does not give the diff, or gives a part of it. */
async function readWholeDiff({ github, commits }: ChangeRequest, reads: Reads): Promise<ChangePart[] | null> {
  const diff = await reads.read('the diff', (limits) =>
    unlessTooLarge((within) => github.getDiff(commits, within), limits),
  );
  if (diff === null) return null;
  if (diff === '') return [];
  const sections = splitDiff(diff);
  if (sections === null) return null;
  const parts = sections.map(partOfSection);
  const count = countFiles(sections);
  if (commits.changedFiles !== null && count >= commits.changedFiles) return parts;
  // The number in the event may be outdated. The list is of the same commits.
  const { files } = await reads.read('the list of changed files', (limits) =>
    github.compare(commits, limits),
  );
  return files.length < MAX_COMPARED_FILES && count >= files.length ? parts : null;
}

async function unlessTooLarge(
  read: (limits: CallLimits) => Promise<string>,
  limits: CallLimits,
): Promise<string | null> {
  try {
    return await read(limits);
  } catch (error) {
    if (error instanceof RequestError && (error.status === 406 || error.status === 422)) return null;
    throw error;
  }
}

function checkNotEmpty(part: RemotePart, files: number, { head, base }: PullRequestCommits): void {
  if (files > 0) return;
  throw new InputError(
    `pr:${part} is empty, because ${head} changes no file compared with ${base}. Push a change, or remove the source.`,
  );
}

function checkSize(part: RemotePart, text: string): void {
  if (Buffer.byteLength(text) <= MAX_MIB * 1024 * 1024) return;
  throw new InputError(
    `pr:${part} is larger than ${MAX_MIB} MiB. Exclude generated files with diff-paths, or send pr:url instead.`,
  );
}
