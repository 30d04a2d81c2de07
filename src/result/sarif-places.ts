import type { FindingPlace } from '../domain/findings.ts';
import { atLines } from './finding-parts.ts';
import { field, fieldAt, listOf, textOf } from './json-values.ts';
import { repositoryPathOfUri } from './repository-path.ts';

// Bases may be relative to others and, by mistake, to each other.
const MAX_BASES = 10;
const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|[/\\])/i;

/** The place in the repository that a SARIF location names; null if it names no such place. */
export function placeIn(location: unknown, run: unknown, workspace: string | null): FindingPlace | null {
  const physical = field(location, 'physicalLocation');
  const region = field(physical, 'region');
  const path = pathOf(artifactOf(field(physical, 'artifactLocation'), run), run, workspace);
  return path === null ? null : atLines(path, field(region, 'startLine'), field(region, 'endLine'));
}

/** The location itself, or the one that it names in the list of artifacts. */
function artifactOf(location: unknown, run: unknown): unknown {
  const index = field(location, 'index');
  if (field(location, 'uri') !== undefined || typeof index !== 'number') return location;
  return field(listOf(field(run, 'artifacts'))[index], 'location');
}

function pathOf(location: unknown, run: unknown, workspace: string | null): string | null {
  const uri = textOf(field(location, 'uri'));
  const base = baseOf(location, run, workspace);
  const isWhole = uri === '' || ABSOLUTE.test(uri);
  return repositoryPathOfUri(isWhole ? uri : `${encodeURI(base.toWellFormed())}${uri}`, workspace);
}

/**
 * The folder that a URI is relative to, from the root of the repository and with a slash at its end. It is empty for the
 * root itself, which it is unless the log names another: a base outside of the workspace is the same repository on another
 * machine.
 */
function baseOf(location: unknown, run: unknown, workspace: string | null): string {
  let id = textOf(field(location, 'uriBaseId'));
  let folder = '';
  for (let count = 0; count < MAX_BASES && id !== ''; count += 1) {
    const base = fieldAt(run, 'originalUriBaseIds', id);
    const uri = textOf(field(base, 'uri'));
    folder = `${repositoryPathOfUri(uri, workspace) ?? ''}/${folder}`;
    id = textOf(field(base, 'uriBaseId'));
  }
  return folder.replace(/^\/+/, '');
}
