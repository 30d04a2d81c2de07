import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of this step, which only its user can read. */
export interface ReportFiles {
  /** The path of the file with this name. Throws if the folder cannot be created. */
  path(name: string): string;
  /** Writes a file. Throws if it cannot be written. */
  write(name: string, content: string): void;
}

/** Files in a new folder under `temporaryFolder`, which is created with the first file. */
export function createReportFiles(temporaryFolder: string): ReportFiles {
  let folder: string | null = null;
  const path = (name: string) => {
    folder ??= mkdtempSync(join(temporaryFolder, 'run-kindo-agent-'));
    return join(folder, name);
  };
  return { path, write: (name, content) => writeFileSync(path(name), content, { mode: 0o600 }) };
}
