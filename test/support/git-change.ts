import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoBlob, DemoFile } from '../../fakes/github/script.ts';

/** A file in a commit. A submodule's content is the commit that it is at. */
export interface GitFile {
  readonly mode: '100644' | '100755' | '120000' | '160000';
  readonly content: string;
}

/** The files of a commit by their paths. */
export type GitTree = Readonly<Record<string, GitFile>>;

const STATUS: Readonly<Record<string, string>> = { A: 'added', D: 'removed', M: 'modified', R: 'renamed' };
const NO_MODE = '000000';

/** What git itself writes about two commits, in the form in which GitHub gives it out. */
export function gitChange(before: GitTree, after: GitTree): DemoFile[] {
  const folder = mkdtempSync(join(tmpdir(), 'change-'));
  const git = (input: string, ...words: string[]) =>
    execFileSync('git', ['--git-dir', folder, ...words], {
      input,
      encoding: 'utf8',
      stdio: 'pipe',
      maxBuffer: 2 ** 28,
      env: { ...process.env, GIT_LITERAL_PATHSPECS: '1', GIT_ATTR_SOURCE: 'refs/heads/after' },
    });
  const diff = (...words: string[]) =>
    git(
      '',
      'diff-tree',
      '-r',
      '-M',
      ...words.slice(0, 2),
      'refs/heads/before',
      'refs/heads/after',
      ...words.slice(2),
    );
  try {
    execFileSync('git', ['init', '-q', '--bare', folder]);
    git(commitOf('before', before) + commitOf('after', after), 'fast-import', '--quiet');
    const words = diff('--raw', '-z').split('\0').slice(0, -1);
    const files: DemoFile[] = [];
    for (let at = 0; at < words.length; ) {
      const [oldMode = '', newMode = '', oldId = '', newId = '', kind = ''] = `${words[at]}`
        .slice(1)
        .split(' ');
      const names = words.slice(at + 1, kind.startsWith('R') ? at + 3 : at + 2);
      at += names.length + 1;
      const text = diff('-p', '--full-index', '--', ...names);
      const counts = diff('--numstat', '-z', '--', ...names).split('\t');
      const hunk = text.indexOf('\n@@ ');
      // A file that became a link has two parts, which is no patch of one file.
      const hasPatch = hunk >= 0 && kind !== 'T';
      files.push({
        filename: `${names.at(-1)}`,
        ...(names.length > 1 && { previous_filename: `${names[0]}` }),
        status: STATUS[kind.charAt(0)] ?? 'changed',
        additions: Number(counts[0]) || 0,
        deletions: Number(counts[1]) || 0,
        ...(hasPatch && { patch: text.slice(hunk + 1, -1) }),
        ...(oldMode !== NO_MODE && { before: blobOf(oldMode, oldId, before[`${names[0]}`]) }),
        ...(newMode !== NO_MODE && { after: blobOf(newMode, newId, after[`${names.at(-1)}`]) }),
        diff: text,
      });
    }
    return files;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function commitOf(branch: string, tree: GitTree): string {
  const files = Object.entries(tree).map(([path, { mode, content }]) => {
    const name = `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
    return mode === '160000'
      ? `M ${mode} ${content} ${name}\n`
      : `M ${mode} inline ${name}\ndata ${Buffer.byteLength(content)}\n${content}\n`;
  });
  return `commit refs/heads/${branch}\ncommitter x <x@x> 0 +0000\ndata 0\n${files.join('')}\n`;
}

function blobOf(mode: string, sha: string, file: GitFile | undefined): DemoBlob {
  return { mode, sha, size: Buffer.byteLength(file?.content ?? '') };
}
