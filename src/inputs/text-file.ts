import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, resolve } from 'node:path';
import { describe, InputError } from '../domain/errors.ts';
import { isClosedPlace, isInside } from '../platform/paths.ts';
import { closestMatch } from '../text/closest-match.ts';
import { quote, type Variables } from './raw.ts';

const MAX_MIB = 10;
const MAX_BYTES = MAX_MIB * 1024 * 1024;

/**
 * The text of a file inside the workspace or the runner's temporary folder, without a byte order mark.
 *
 * @param path relative to the workspace, or absolute
 * @throws InputError with a clause on why the file cannot be used
 */
export function readTextFile(
  path: string,
  { GITHUB_WORKSPACE: workspace = '', RUNNER_TEMP: temporary = '' }: Variables,
): string {
  if (!isAbsolute(path) && workspace === '') {
    throw new InputError('but GITHUB_WORKSPACE is not set, so there is no folder that it starts from.');
  }
  const wanted = resolve(workspace, path);
  const real = resolveLinks(wanted);
  const roots = [workspace, temporary].filter((root) => root !== '').map(resolveLinks);
  const root = roots.find((folder) => isInside(real, folder));
  if (root === undefined) {
    const to = real === wanted ? '' : ` leads to ${quote(real)}, and that`;
    throw new InputError(
      `which${to} is outside of the workspace and of RUNNER_TEMP: copy the file into one of them.`,
    );
  }
  if (isClosedPlace(real, root)) {
    throw new InputError('which is a place where git or the runner keep what is theirs: take another file.');
  }
  return decode(readBytes(real));
}

function resolveLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw new InputError(`which cannot be found (${describe(error)}).${nearestName(path)}`, { cause: error });
  }
}

function nearestName(path: string): string {
  try {
    const near = closestMatch(basename(path), readdirSync(dirname(path)), String)[0];
    return near === undefined ? '' : ` The nearest name in that folder is ${quote(near.item)}.`;
  } catch {
    return '';
  }
}

function readBytes(path: string): Buffer {
  let file: number;
  try {
    // A pipe without a writer would be waited for, and a link that came after the look would be followed.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    throw new InputError(`which cannot be read (${describe(error)}).`, { cause: error });
  }
  try {
    if (!fstatSync(file).isFile())
      throw new InputError('which is not a regular file: name a file with text.');
    return readAtMost(file);
  } finally {
    closeSync(file);
  }
}

function readAtMost(file: number): Buffer {
  // To the end, whatever size the file is said to have: it may grow just now.
  const bytes = Buffer.allocUnsafe(MAX_BYTES + 1);
  let length = 0;
  for (let count = -1; count !== 0 && length < bytes.length; length += count) {
    count = readSync(file, bytes, length, bytes.length - length, null);
  }
  if (length > MAX_BYTES) {
    throw new InputError(`which is larger than ${MAX_MIB} MiB: give the agent less, or a link to it.`);
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
