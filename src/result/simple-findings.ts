import type { FindingPlace } from '../domain/findings.ts';
import { atLines, type FindingsSink, NO_OBJECT, OUTSIDE, type WrittenFinding } from './finding-parts.ts';
import { field, textOf } from './json-values.ts';
import { readLevel } from './level-words.ts';
import { repositoryPath, repositoryPathOfUri } from './repository-path.ts';

/** Reads the list `findings` of the form that docs/findings.schema.json describes. */
export function readSimpleFindings(list: unknown, sink: FindingsSink): void {
  if (!Array.isArray(list)) {
    sink.problem('has "findings" that are not a list.');
    return;
  }
  sink.list();
  for (const entry of list) sink.add(readEntry(entry, sink.workspace));
}

function readEntry(entry: unknown, workspace: string | null): WrittenFinding {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return NO_OBJECT;
  const names = ['level', 'severity'].map((key) => field(entry, key)).filter((name) => name !== undefined);
  const { level, notes } = readLevel(names);
  const given = textOf(field(entry, 'path'));
  const place = placeOf(given, entry, workspace);
  return {
    level,
    rule: textOf(field(entry, 'rule')),
    message: textOf(field(entry, 'message')),
    place,
    help: textOf(field(entry, 'help')),
    notCounted: null,
    notes: given !== '' && place === null ? [...notes, OUTSIDE] : notes,
    details: null,
  };
}

function placeOf(given: string, entry: object, workspace: string | null): FindingPlace | null {
  const path = /^file:/i.test(given)
    ? repositoryPathOfUri(given, workspace)
    : repositoryPath(given, workspace);
  return path === null ? null : atLines(path, field(entry, 'line'), field(entry, 'endLine'));
}
