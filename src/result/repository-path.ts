const MAX_PATH_CHARS = 4096;
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;
const DRIVE = /^[a-z]:\//i;

/**
 * A path from the root of the repository, with slashes; null if it leads out of the repository, to its root, or to `.git`,
 * or is too long. Compares texts and reads no files.
 *
 * @param path relative, or absolute and below the workspace
 * @param workspace the checkout; null without a checkout
 */
export function repositoryPath(path: string, workspace: string | null): string | null {
  if (path.length > MAX_PATH_CHARS) return null;
  const root = `${slashed(workspace ?? '').replace(/\/+$/, '')}/`;
  const given = slashed(path);
  const isAbsolute = given.startsWith('/') || DRIVE.test(given);
  if (isAbsolute && !isBelow(given, root)) return null;
  return withoutDots(isAbsolute ? given.slice(root.length) : given);
}

/** The same for a URI in SARIF: percent-encoded, and absolute only with the scheme `file`. */
export function repositoryPathOfUri(uri: string, workspace: string | null): string | null {
  const path = uri.replace(/^file:(?:\/\/(?:localhost)?(?=\/))?(?:\/(?=[a-z]:))?/i, '');
  return SCHEME.test(path) ? null : repositoryPath(decoded(path), workspace);
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/** A path with a drive is one of Windows, which ignores case. */
function isBelow(path: string, root: string): boolean {
  if (root === '/') return false;
  return DRIVE.test(root) ? path.toLowerCase().startsWith(root.toLowerCase()) : path.startsWith(root);
}

function withoutDots(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  const clean = parts.join('/');
  const isUsable = clean !== '' && !/\p{Cc}/u.test(clean) && !SCHEME.test(clean);
  return isUsable && !parts.some((part) => /^\.git$/i.test(part)) ? clean : null;
}

/** A tool may write a name such as `100%.txt` without encoding it. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
