import { constants, statSync } from 'node:fs';
import { open } from 'node:fs/promises';

const MAX_MIB = 32;
const MAX_BYTES = MAX_MIB * 1024 * 1024;
// The opening of a pipe does not wait for a writer.
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/** The text of a file. Rejects if it cannot be read, is not a regular file, or is larger than 32 MiB. */
export async function readRegularFile(path: string): Promise<string> {
  const file = await open(path, FLAGS);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new Error(NOT_REGULAR);
    if (stats.size > MAX_BYTES) throw new Error(`the file is larger than ${MAX_MIB} MiB`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/**
 * Checks a file before it is written: a pipe would wait for its reader for ever.
 *
 * @throws if there is something else than a regular file
 */
export function assertRegularFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) throw new Error(NOT_REGULAR);
}

const NOT_REGULAR = 'the file is not a regular file. Let no other step replace it';
