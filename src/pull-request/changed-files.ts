import { InputError } from '../domain/errors.ts';
import type { PathFilter } from '../domain/path-filter.ts';
import type { PullRequestCommits } from '../domain/pull-request.ts';
import { quote } from '../text/sanitize.ts';
import {
  type ChangedFile,
  FILES_PER_PAGE,
  type GitHub,
  MAX_COMPARED_FILES,
  MAX_PULL_FILES,
} from './github.ts';
import type { Reads } from './reads.ts';
import { hasSameContent, type Sides, Trees, UNREAD_SIDES } from './trees.ts';

// Above some number of lines, a response has no more patches. Smaller pages have fewer lines.
const SMALLER_PAGE = 10;

/** A changed file that is sent to the agent. */
export interface ReadFile extends ChangedFile {
  /** Read only of a file without a patch; of any other both are null. */
  readonly sides: Sides;
}

export interface ChangedFiles {
  readonly files: readonly ReadFile[];
  /** The paths of the files that the filter excludes. */
  readonly leftOut: readonly string[];
}

export interface ChangeRequest {
  readonly github: GitHub;
  readonly commits: PullRequestCommits;
  /** Null if the event is about several pull requests. */
  readonly pullNumber: number | null;
  readonly filter: PathFilter;
}

/**
 * Reads the files of a change, and the patch of each that the filter includes, if GitHub gives one.
 *
 * @throws InputError if the list is not complete, or changed while it was read
 */
export function readChangedFiles(request: ChangeRequest, reads: Reads): Promise<ChangedFiles> {
  const { pullNumber } = request;
  return pullNumber === null ? readComparison(request, reads) : readPages(request, pullNumber, reads);
}

async function readComparison(
  { github, commits, filter }: ChangeRequest,
  reads: Reads,
): Promise<ChangedFiles> {
  const compared = await reads.read('the list of changed files', (limits) => github.compare(commits, limits));
  const { files, mergeBase } = compared;
  if (files.length >= MAX_COMPARED_FILES) throw new InputError(TOO_MANY_COMPARED);
  checkNoneTwice(files);
  const { kept, leftOut } = divide(files, filter);
  return { files: await findSides(kept, { github, mergeBase, head: commits.head }, reads), leftOut };
}

async function readPages(
  { github, commits, filter }: ChangeRequest,
  pullNumber: number,
  reads: Reads,
): Promise<ChangedFiles> {
  const readCommits = () => reads.read('the pull request', (limits) => github.getCommits(pullNumber, limits));
  const readPage = (size: number) => (number: number) =>
    reads.read('the list of changed files', (limits) =>
      github.listPullFiles(pullNumber, { number, size }, limits),
    );

  const before = await readCommits();
  assertUnmoved(commits.head, before.head);
  const count = before.changedFiles;
  if (count === null || count > MAX_PULL_FILES) throw new InputError(TOO_MANY_LISTED);
  const numbers = Array.from({ length: Math.ceil(count / FILES_PER_PAGE) }, (_, index) => index + 1);
  const files = (await reads.forEach(numbers, readPage(FILES_PER_PAGE))).flat();
  checkNoneTwice(files);
  if (files.length !== count) throw new InputError(explainOtherNumber(files.length, count));

  const { kept, leftOut } = divide(files, filter);
  const positions = new Map(files.map(({ path }, index) => [path, index]));
  const again = (size: number, rows: readonly ReadFile[]) =>
    readAgain(rows, { size, positions }, readPage(size), reads);
  const few = await again(SMALLER_PAGE, kept);
  const mergeBase = few.some(({ patch }) => patch === null)
    ? await reads.read('the merge base', (limits) => github.getMergeBase(before, limits))
    : before.base;
  const known = await findSides(few, { github, mergeBase, head: before.head }, reads);
  const read = await again(1, known);
  const after = await readCommits();
  assertUnmoved(before.head, after.head);
  assertUnmoved(before.base, after.base);
  return { files: read, leftOut };
}

/** Reads the files that lack a patch and need one again, with smaller pages. */
async function readAgain(
  files: readonly ReadFile[],
  { size, positions }: { readonly size: number; readonly positions: ReadonlyMap<string, number> },
  readPage: (number: number) => Promise<readonly ChangedFile[]>,
  reads: Reads,
): Promise<readonly ReadFile[]> {
  const pageOf = ({ path }: ChangedFile) => Math.floor(Number(positions.get(path)) / size) + 1;
  const lacking = files.filter(lacksPatch);
  const pages = await reads.forEach([...new Set(lacking.map(pageOf))], readPage);
  const rows = new Map(pages.flat().map((row) => [row.path, row]));
  return files.map((file) => {
    if (!lacksPatch(file)) return file;
    const row = rows.get(file.path);
    assertUnmoved(file.blob, row?.blob);
    return { ...file, ...row };
  });
}

function lacksPatch({ patch, sides }: ReadFile): boolean {
  return patch === null && !hasSameContent(sides);
}

function findSides(
  files: readonly ReadFile[],
  { github, mergeBase, head }: { readonly github: GitHub; readonly mergeBase: string; readonly head: string },
  reads: Reads,
): Promise<ReadFile[]> {
  const trees = new Trees((id) =>
    reads.read('a folder of the repository', (limits) => github.listFolder(id, limits)),
  );
  const sidesOf = async ({ path, previousPath }: ReadFile) => ({
    before: await trees.find(mergeBase, previousPath ?? path),
    after: await trees.find(head, path),
  });
  return reads.forEach(files, async (file) =>
    file.patch === null ? { ...file, sides: await sidesOf(file) } : file,
  );
}

function divide(
  files: readonly ChangedFile[],
  filter: PathFilter,
): { readonly kept: readonly ReadFile[]; readonly leftOut: readonly string[] } {
  return {
    kept: files.filter((file) => filter.lets(file)).map((file) => ({ ...file, sides: UNREAD_SIDES })),
    leftOut: files.filter((file) => !filter.lets(file)).map(({ path }) => path),
  };
}

function checkNoneTwice(files: readonly ChangedFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    if (seen.has(path)) {
      throw new InputError(`GitHub lists ${quote(path)} twice in the change. ${RE_RUN}`);
    }
    seen.add(path);
  }
}

function assertUnmoved(before: string | null, now: string | null | undefined): void {
  if (before === now) return;
  throw new InputError(
    `The pull request changed while it was read: ${before} became ${now}. Nothing was sent to the agent. The workflow run of the new commit reads the new state.`,
  );
}

function explainOtherNumber(listed: number, count: number): string {
  return `The number of changed files of the pull request differs: GitHub reports ${count}, and lists ${listed}. ${RE_RUN}`;
}

const RE_RUN = 'Nothing was sent to the agent. Re-run the job.';
const RECIPE =
  'Check out the repository with fetch-depth: 0, write git diff into a file in an earlier step, and use file:PATH.';
const TOO_MANY_COMPARED = `GitHub compares ${MAX_COMPARED_FILES} files at most, and this merge group may have more. ${RECIPE}`;
const TOO_MANY_LISTED = `GitHub lists ${MAX_PULL_FILES} changed files of a pull request at most, and this one has more. ${RECIPE}`;
