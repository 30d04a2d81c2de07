import { realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isClosedPlace, isInside } from '../platform/paths.ts';

/** A line of a file in the checkout. */
export interface Place {
  /** From the checkout's folder, with slashes. */
  readonly file: string;
  readonly line: number;
}

const MENTION = /(?<![\w./@+-])((?:[\w.@+-]+\/)*[\w.@+-]+):([1-9]\d{0,6})(?!\d)/g;
// Each one is looked up in the file system.
const MAX_MENTIONS = 20;
const MAX_TEXT_CHARS = 20_000;

/** The first `path:line` in the text whose file is in the checkout; null where there is none. */
export function findPlace(text: string, workspace: string | null): Place | null {
  if (workspace === null) return null;
  for (const [, path = '', line] of text.slice(0, MAX_TEXT_CHARS).matchAll(MENTION).take(MAX_MENTIONS)) {
    const file = findFile(path, workspace);
    if (file !== null) return { file, line: Number(line) };
  }
  return null;
}

function findFile(path: string, workspace: string): string | null {
  try {
    const root = realpathSync(workspace);
    const real = realpathSync(join(root, path));
    if (!isInside(real, root) || isClosedPlace(real, root) || !statSync(real).isFile()) return null;
    return relative(root, real).split(sep).join('/');
  } catch {
    return null;
  }
}
