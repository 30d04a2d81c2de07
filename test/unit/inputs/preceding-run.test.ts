import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPrecedingRun } from '../../../src/inputs/preceding-run.ts';

const OWN = { full_name: 'octo-org/octo-repo' };

describe('readPrecedingRun', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'event-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (text: string) => {
    const path = join(folder, 'event.json');
    writeFileSync(path, text);
    return readPrecedingRun(path);
  };

  it.each([
    [OWN, false],
    [{ full_name: 'mallory/octo-repo' }, true],
    [null, true],
    [undefined, true],
    ['gone', true],
  ])(
    'reads the event, and for the head repository %j whether it is foreign: %s',
    async (head_repository, isForeign) => {
      const payload = { repository: OWN, workflow_run: { event: 'pull_request', head_repository } };
      expect(await read(JSON.stringify(payload))).toEqual({ event: 'pull_request', isForeign });
    },
  );

  it.each(['', '{', '{}', JSON.stringify({ repository: OWN, workflow_run: {} })])(
    'is null for the payload %j',
    async (text) => {
      expect(await read(text)).toBeNull();
    },
  );

  it('is null without a file', async () => {
    expect(await readPrecedingRun(join(folder, 'missing.json'))).toBeNull();
  });
});
