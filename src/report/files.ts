import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of this step alone, which only its own user can read. */
export interface ReportFiles {
  /** Where a file of this name stands. Throws where there can be none. */
  path(name: string): string;
  /** Writes a file. Throws where it cannot be written. */
  write(name: string, content: string): void;
}

/** Files in a new folder under `temporaryFolder`, which is made when the first is asked for. */
export function createReportFiles(temporaryFolder: string): ReportFiles {
  let folder: string | null = null;
  const path = (name: string) => {
    folder ??= mkdtempSync(join(temporaryFolder, 'run-kindo-agent-'));
    return join(folder, name);
  };
  return { path, write: (name, content) => writeFileSync(path(name), content, { mode: 0o600 }) };
}
