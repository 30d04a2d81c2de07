import { join, relative, sep } from 'node:path';

// Git's own folder and what a checkout leaves in the temporary one hold tokens; the runner's files are its channel.
const CLOSED_PLACE = /^(?:\.git|git-credentials-.*|_runner_file_commands)$/i;

/** True for a path below the folder, both without links in them. */
export function isInside(path: string, folder: string): boolean {
  return path.startsWith(join(folder, sep));
}

/** True for a path below the folder that leads to what git or the runner keep there. */
export function isClosedPlace(path: string, folder: string): boolean {
  return relative(folder, path)
    .split(sep)
    .some((part) => CLOSED_PLACE.test(part));
}
