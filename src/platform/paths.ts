import { join, relative, sep } from 'node:path';

// Git's own folder contains tokens, and so does what a checkout leaves in the temporary folder. The runner reads commands
// from its files.
const CLOSED_PLACE = /^(?:\.git|git-credentials-.*|_runner_file_commands)$/i;

/** True for a path below the folder, both without links in them. */
export function isInside(path: string, folder: string): boolean {
  return path.startsWith(join(folder, sep));
}

/** True for a path below the folder in which git or the runner keep their own files. */
export function isClosedPlace(path: string, folder: string): boolean {
  return relative(folder, path)
    .split(sep)
    .some((part) => CLOSED_PLACE.test(part));
}
