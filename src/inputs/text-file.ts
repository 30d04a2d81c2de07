import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { codeOf, InputError } from '../domain/errors.ts';
import { isClosedPlace, isInside } from '../platform/paths.ts';
import { closestMatch } from '../text/closest-match.ts';
import { quote } from '../text/sanitize.ts';
import type { Variables } from './raw.ts';

const MAX_MIB = 10;
const MAX_BYTES = MAX_MIB * 1024 * 1024;
// A pipe without a writer does not block, and a link that replaces the file after the check is not followed.
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/**
 * The text of a file inside the workspace or the runner's temporary folder, without a byte order mark. No link below
 * these folders is followed, because a pull request can commit one.
 *
 * @param path relative to the workspace, or absolute
 * @throws InputError with a clause that says why the file cannot be used, without the path
 */
export function readTextFile(
  path: string,
  { GITHUB_WORKSPACE: workspace = '', RUNNER_TEMP: temporary = '' }: Variables,
): string {
  if (!isAbsolute(path) && workspace === '') {
    throw new InputError(
      'but GITHUB_WORKSPACE is not set, so the path has no folder to start from: write an absolute path.',
    );
  }
  const folders = [workspace, temporary].filter((folder) => folder !== '');
  const place = locate(resolve(workspace, path), folders);
  if (isClosedPlace(place.path, place.root)) {
    throw new InputError('which is in a folder of git or of the runner: use another file.');
  }
  return decode(readBytes(place));
}

/** A path below a folder; the path of the folder has no links. */
interface Place {
  readonly root: string;
  readonly path: string;
}

function locate(wanted: string, folders: readonly string[]): Place {
  for (const folder of folders) {
    const root = resolveRoot(folder);
    const start = [resolve(folder), root].find((form) => isInside(wanted, form));
    if (start !== undefined) return { root, path: join(root, relative(start, wanted)) };
  }
  throw new InputError(
    'which is outside of the workspace and of RUNNER_TEMP: copy the file into one of them.',
  );
}

function resolveRoot(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    throw new InputError(
      `but the workspace or RUNNER_TEMP cannot be found (${codeOf(error)}): check the runner.`,
      {
        cause: error,
      },
    );
  }
}

function readBytes(place: Place): Buffer {
  checkPath(place);
  let file: number;
  try {
    file = openSync(place.path, FLAGS);
  } catch (error) {
    throw new InputError(`which cannot be read (${codeOf(error)}): check its permissions.`, { cause: error });
  }
  try {
    // Checked again, because the path may have been replaced between the check and the opening.
    const [opened, expected] = [fstatSync(file, { bigint: true }), checkPath(place)];
    if (opened.ino !== expected.ino || opened.dev !== expected.dev) {
      throw new InputError(
        'which was replaced while it was opened: make sure that no other process writes to it.',
      );
    }
    return readAtMost(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Checks that there is a regular file, and no link on the way to it. The path of the root had none when it was resolved,
 * but each of its folders may be replaced by one, too.
 */
function checkPath({ root, path }: Place): BigIntStats {
  const top = parse(path).root;
  let current = top;
  let stats = statusOf(current, root);
  for (const part of relative(top, path).split(sep)) {
    current = join(current, part);
    stats = statusOf(current, root);
    if (stats.isSymbolicLink()) {
      throw new InputError(
        'whose path has a symbolic link, and no link is followed: write the path that the link points to.',
      );
    }
  }
  if (!stats.isFile()) throw new InputError('which is not a regular file: use a text file.');
  return stats;
}

function statusOf(path: string, root: string): BigIntStats {
  try {
    return lstatSync(path, { bigint: true });
  } catch (error) {
    // Names from outside of the root are not shown.
    const near = isInside(path, root) ? nearestName(path) : '';
    throw new InputError(`which cannot be found (${codeOf(error)}): check the path.${near}`, {
      cause: error,
    });
  }
}

// Only called for a missing path in a folder that was checked before, so it shows no name from another folder.
function nearestName(path: string): string {
  try {
    const near = closestMatch(basename(path), readdirSync(dirname(path)), String)[0];
    return near === undefined ? '' : ` The nearest name in that folder is ${quote(near.item)}.`;
  } catch {
    return '';
  }
}

function readAtMost(file: number): Buffer {
  // Read to the end, because the file may grow at the same time. Nothing is read into a full buffer.
  const bytes = Buffer.allocUnsafe(MAX_BYTES + 1);
  let length = 0;
  for (let count = 1; count !== 0; length += count) {
    count = readSync(file, bytes, length, bytes.length - length, null);
  }
  if (length > MAX_BYTES) {
    throw new InputError(`which is larger than ${MAX_MIB} MiB: send a smaller file, or a link to it.`);
  }
  return bytes.subarray(0, length);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new InputError('which is not UTF-8 text: save it as UTF-8.', { cause: error });
  }
}
