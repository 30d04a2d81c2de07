import type { ReadFile } from './changed-files.ts';
import { countLines, type DiffSection, headerOf } from './diff.ts';
import { quoteName } from './git-names.ts';
import type { TreeEntry } from './github.ts';
import { type ChangePart, findHidden, type Hidden, submoduleOf } from './hidden-files.ts';
import { hasSameContent, type Sides, SUBMODULE_MODE } from './trees.ts';

/** The part for a section of git's diff. */
export function partOfSection({ path, previousPath, text }: DiffSection): ChangePart {
  const isRemoved = headerOf(text).some((line) => line.startsWith('deleted file mode '));
  return { path, previousPath, text, isRemoved, hidden: findHidden(text, isRemoved) };
}

/** The part for a file in GitHub's list, in the form of git. It has modes only if no line differs. */
export function partOfFile(file: ReadFile): ChangePart {
  const { path, previousPath, patch, sides } = file;
  const isRemoved = file.status === 'removed';
  const part = { path, previousPath, isRemoved };
  if (patch !== null) {
    const text = `${[...nameLines(file), ...contentLines(file), patch].join('\n')}\n`;
    return { ...part, text, hidden: isWhole(file, patch) ? findHidden(text, isRemoved) : CUT };
  }
  const head = [...nameLines(file), ...modeLines(sides)];
  if (hasSameContent(sides)) return { ...part, text: `${head.join('\n')}\n`, hidden: null };
  const hidden = hiddenOf(file, sides);
  return { ...part, text: `${[...head, `(${hidden.what})`].join('\n')}\n`, hidden };
}

const CUT: Hidden = { kind: 'cut', what: 'GitHub gives only a part of its lines' };
const NO_LINES: Hidden = { kind: 'binary', what: 'binary, or too large for GitHub to show' };
const NO_PATCH: Hidden = { kind: 'no-patch', what: 'GitHub gives no lines of it' };

function isWhole({ additions, deletions }: ReadFile, patch: string): boolean {
  const counts = countLines(patch);
  return counts?.additions === additions && counts.deletions === deletions;
}

function hiddenOf({ additions, deletions }: ReadFile, { before, after }: Sides): Hidden {
  const [was, is] = [commitOf(before), commitOf(after)];
  if (is !== null || (was !== null && after === null)) return submoduleOf(was, is);
  // GitHub counts no lines of a binary file.
  return additions + deletions > 0 ? NO_PATCH : NO_LINES;
}

/** The commit of a submodule; null for anything else. */
function commitOf(entry: TreeEntry | null): string | null {
  return entry?.mode === SUBMODULE_MODE ? entry.id : null;
}

function nameLines({ path, previousPath, status }: ReadFile): string[] {
  const before = previousPath ?? path;
  const first = `diff --git ${quoteName(`a/${before}`)} ${quoteName(`b/${path}`)}`;
  if (previousPath === null) return [first];
  const verb = status === 'copied' ? 'copy' : 'rename';
  return [first, `${verb} from ${quoteName(previousPath)}`, `${verb} to ${quoteName(path)}`];
}

function contentLines({ path, previousPath, status }: ReadFile): string[] {
  return [
    `--- ${status === 'added' ? '/dev/null' : quoteName(`a/${previousPath ?? path}`)}`,
    `+++ ${status === 'removed' ? '/dev/null' : quoteName(`b/${path}`)}`,
  ];
}

function modeLines({ before, after }: Sides): string[] {
  if (before === null) return after === null ? [] : [`new file mode ${after.mode}`];
  if (after === null) return [`deleted file mode ${before.mode}`];
  return before.mode === after.mode ? [] : [`old mode ${before.mode}`, `new mode ${after.mode}`];
}
