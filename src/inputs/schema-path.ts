import { posix, relative, sep } from 'node:path';
import { InputError } from '../domain/errors.ts';
import { quote } from '../text/sanitize.ts';
import { readOptional, type Variables } from './raw.ts';

const GIT_FOLDER = /^\.git$/i;

/**
 * The path of the schema from the root of the repository, with slashes; null if no schema is given.
 *
 * @throws InputError if it leads out of the repository
 */
export function readSchemaPath(variables: Variables): string | null {
  const raw = readOptional(variables, 'result-schema');
  if (raw === '') return null;
  const { GITHUB_WORKSPACE: workspace } = variables;
  const isBelow = workspace && raw.startsWith(`${workspace.replace(/[\\/]+$/, '')}${sep}`);
  const path = posix.normalize(isBelow ? relative(workspace, raw).split(sep).join('/') : raw);
  const parts = path.split('/');
  if (
    posix.isAbsolute(path) ||
    path.includes('\\') ||
    parts[0] === '..' ||
    path === '.' ||
    path.endsWith('/')
  ) {
    throw new InputError(
      `result-schema is ${quote(raw)}, which is not a file in the repository: write its path from the root of the repository, with slashes.`,
    );
  }
  if (parts.some((part) => GIT_FOLDER.test(part)))
    throw new InputError(
      `result-schema is ${quote(raw)}, which is in git's own folder: write the path of another file.`,
    );
  return path;
}
