import { createHash } from 'node:crypto';
import type { Answer } from '../faults.ts';
import { NOT_FOUND, problem } from './problems.ts';
import type { DemoBlob, DemoFile, DemoPull } from './script.ts';
import type { Call } from './state.ts';

/** The commit that a comparison is made with; the base itself is another, as on a busy branch. */
export const DEMO_MERGE_BASE = 'c3d0a1b2e4f5968778695a4b3c2d1e0f9a8b7c6d';

const MAX_DIFF_LINES = 20_000;
const MAX_DIFF_BYTES = 1_000_000;
const MAX_COMPARED_FILES = 300;
const MAX_LISTED_FILES = 3000;
// Invented: from the file on with which a response would have more lines, it has neither patches nor counts.
const MAX_LISTED_LINES = 20_000;
const MAX_PER_PAGE = 100;

type Side = 'before' | 'after';

/**
 * Two commits: as a diff, or as JSON, whose files all come with the first page.
 *
 * @see https://docs.github.com/rest/commits/commits#compare-two-commits
 */
export function compare({ kind, pathname, query }: Call, pull: DemoPull): Answer {
  if (!pathname.endsWith(`/compare/${pull.base}...${pull.head}`)) return NOT_FOUND;
  if (kind === 'diff') return diffOf(pull);
  const files = rowsOf(pull.files.slice(0, MAX_COMPARED_FILES));
  const body = { status: 'ahead', ahead_by: 1, behind_by: 0, merge_base_commit: { sha: DEMO_MERGE_BASE } };
  return { status: 200, body: Number(query.get('page') ?? 1) > 1 ? body : { ...body, files } };
}

/** @see https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
export function listPullFiles({ pathname, query }: Call, { files }: DemoPull): Answer {
  const size = Math.min(Number(query.get('per_page') ?? 30), MAX_PER_PAGE);
  const page = Number(query.get('page') ?? 1);
  const all = files.slice(0, MAX_LISTED_FILES);
  const next = `<http://127.0.0.1${pathname}?per_page=${size}&page=${page + 1}>; rel="next"`;
  return {
    status: 200,
    headers: page * size < all.length ? { link: next } : {},
    body: rowsOf(all.slice((page - 1) * size, page * size)),
  };
}

/** @see https://docs.github.com/rest/git/trees#get-a-tree */
export function showTree({ pathname }: Call, pull: DemoPull): Answer {
  const id = pathname.slice(pathname.lastIndexOf('/') + 1);
  const tree = treesOf(pull).get(id);
  return tree === undefined ? NOT_FOUND : { status: 200, body: { sha: id, tree, truncated: false } };
}

function rowsOf(files: readonly DemoFile[]): object[] {
  let lines = 0;
  return files.map(({ before: _before, after: _after, diff: _diff, ...file }) => {
    lines += file.patch?.split('\n').length ?? 0;
    const sha = sideOf(file, file.status === 'removed' ? 'before' : 'after').sha;
    if (lines <= MAX_LISTED_LINES) return { sha, ...file, changes: file.additions + file.deletions };
    const { patch: _patch, ...row } = file;
    return { sha, ...row, additions: 0, deletions: 0, changes: 0 };
  });
}

function diffOf({ files }: DemoPull): Answer {
  const diff = files.map((file) => file.diff ?? renderFile(file)).join('');
  const tooLarge =
    diff.split('\n').length > MAX_DIFF_LINES
      ? `the maximum number of lines (${MAX_DIFF_LINES})`
      : Buffer.byteLength(diff) > MAX_DIFF_BYTES
        ? `the maximum number of bytes (${MAX_DIFF_BYTES})`
        : files.length > MAX_COMPARED_FILES
          ? `the maximum number of files (${MAX_COMPARED_FILES})`
          : null;
  if (tooLarge !== null) {
    const error = { resource: 'PullRequest', field: 'diff', code: 'too_large' };
    return problem(
      406,
      `Sorry, the diff exceeded ${tooLarge}. Consider using 'List pull requests files' API or locally cloning the repository instead.`,
      [error],
    );
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.github.diff; charset=utf-8' },
    body: diff,
  };
}

function renderFile(file: DemoFile): string {
  const { filename, previous_filename = filename, status, patch } = file;
  const [before, after] = [sideOf(file, 'before'), sideOf(file, 'after')];
  const head = [`diff --git a/${previous_filename} b/${filename}`];
  if (status === 'added') head.push(`new file mode ${after.mode}`);
  else if (status === 'removed') head.push(`deleted file mode ${before.mode}`);
  else if (before.mode !== after.mode) head.push(`old mode ${before.mode}`, `new mode ${after.mode}`);
  if (status === 'renamed') {
    const similarity = patch === undefined ? '100%' : '90%';
    head.push(`similarity index ${similarity}`, `rename from ${previous_filename}`, `rename to ${filename}`);
  }
  const from = status === 'added' ? '/dev/null' : `a/${previous_filename}`;
  const to = status === 'removed' ? '/dev/null' : `b/${filename}`;
  if (patch === undefined) {
    if (before.sha !== after.sha) head.push(`Binary files ${from} and ${to} differ`);
    return `${head.join('\n')}\n`;
  }
  return `${[...head, `--- ${from}`, `+++ ${to}`, patch].join('\n')}\n`;
}

/** A side with defaults. Both sides of a renamed file without a patch have the same content. */
function sideOf(file: DemoFile, side: Side): Required<DemoBlob> {
  const isSame = file.status === 'renamed' && file.patch === undefined;
  const content = isSame ? file.filename : `${side} ${file.filename}`;
  return { mode: '100644', sha: hash(content), size: 100, ...file[side] };
}

const treesOfPulls = new WeakMap<DemoPull, ReadonlyMap<string, readonly object[]>>();

/** Every folder of both commits with a changed file, by its id; the roots by the commits' ids. */
function treesOf(pull: DemoPull): ReadonlyMap<string, readonly object[]> {
  const known = treesOfPulls.get(pull);
  if (known !== undefined) return known;
  const { head, files } = pull;
  const trees = new Map<string, readonly object[]>();
  treesOfPulls.set(pull, trees);
  addTree(trees, DEMO_MERGE_BASE, blobsOf(files, 'before'));
  addTree(trees, head, blobsOf(files, 'after'));
  return trees;
}

interface PlacedBlob extends Required<DemoBlob> {
  readonly path: string;
}

function blobsOf(files: readonly DemoFile[], side: Side): PlacedBlob[] {
  return files
    .filter(({ status }) => status !== (side === 'before' ? 'added' : 'removed'))
    .map((file) => {
      const { filename, previous_filename = filename } = file;
      return { path: side === 'before' ? previous_filename : filename, ...sideOf(file, side) };
    });
}

function addTree(trees: Map<string, readonly object[]>, id: string, blobs: readonly PlacedBlob[]): void {
  const folders = Map.groupBy(blobs, ({ path }) =>
    path.includes('/') ? path.slice(0, path.indexOf('/')) : '',
  );
  const entries: object[] = [];
  for (const [name, within] of folders) {
    if (name === '') {
      for (const { path, mode, sha, size } of within) {
        const type = mode === '160000' ? 'commit' : 'blob';
        entries.push({ path, mode, type, sha, ...(type === 'blob' && { size }) });
      }
      continue;
    }
    const inner = within.map((blob) => ({ ...blob, path: blob.path.slice(name.length + 1) }));
    const treeId = hash(JSON.stringify(inner));
    entries.push({ path: name, mode: '040000', type: 'tree', sha: treeId });
    addTree(trees, treeId, inner);
  }
  trees.set(id, entries);
}

function hash(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
