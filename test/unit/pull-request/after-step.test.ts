import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EOL, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEMO_PULL, DEMO_REPOSITORY, DEMO_TOKEN } from '../../../fakes/github/service.ts';
import { afterStep } from '../../../src/pull-request/after-step.ts';
import { useSetups } from './setup.ts';

const newSetup = useSetups();
const KEPT = JSON.stringify({ lines: ['Run run-1 was started.', 'It may run on.'], summary: '## ❌ Ended' });
const LINES = `Run run-1 was started.${EOL}It may run on.${EOL}`;
const PENDING = { state: 'pending', context: 'gate', target_url: 'https://x.test/' };

describe('the work after a killed step', () => {
  let folder = '';
  let summaryFile = '';
  let printed = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runner-'));
    summaryFile = join(folder, 'summary');
    writeFileSync(summaryFile, 'before\n');
    printed = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += text;
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const summary = () => readFileSync(summaryFile, 'utf8');

  async function left(mayWriteStatuses = true) {
    const { service } = await newSetup({ statuses: [PENDING], mayWriteStatuses });
    const place = { sha: DEMO_PULL.head, context: 'gate', targetUrl: 'https://x.test/' };
    const saved = { apiUrl: service.url, repository: DEMO_REPOSITORY, ...place, id: 1 };
    return { service, variables: { STATE_pending: JSON.stringify(saved), 'INPUT_GITHUB-TOKEN': DEMO_TOKEN } };
  }

  it('does nothing if the step has left nothing', async () => {
    await afterStep({ GITHUB_STEP_SUMMARY: summaryFile });
    expect([printed, summary()]).toEqual(['', 'before\n']);
  });

  it('writes the notice into log and summary [F115]', async () => {
    await afterStep({ STATE_unfinished: KEPT, GITHUB_STEP_SUMMARY: summaryFile });
    expect([printed, summary()]).toEqual([LINES, `before\n## ❌ Ended${EOL}`]);
  });

  it('writes no summary if none is requested', async () => {
    const kept = JSON.stringify({ ...JSON.parse(KEPT), summary: '' });
    await afterStep({ STATE_unfinished: kept, GITHUB_STEP_SUMMARY: summaryFile });
    expect([printed, summary()]).toEqual([LINES, 'before\n']);
  });

  it('fails if the runner names no file for the summary, or something else than a file [F162]', async () => {
    await expect(afterStep({ STATE_unfinished: KEPT })).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(afterStep({ STATE_unfinished: KEPT, GITHUB_STEP_SUMMARY: folder })).rejects.toThrow(
      'the file is not a regular file',
    );
    expect(printed).toBe(LINES.repeat(2));
  });

  it('ends the pending commit status, also if the notice cannot be written [F145]', async () => {
    const { service, variables } = await left();
    await afterStep(variables);
    expect(service.statuses.map(({ state }) => state)).toEqual(['pending', 'error']);
    expect(printed).toBe('');

    const other = await left();
    await expect(afterStep({ ...other.variables, STATE_unfinished: '{' })).rejects.toThrow(SyntaxError);
    await expect.poll(() => other.service.statuses.map(({ state }) => state)).toEqual(['pending', 'error']);
  });

  it('logs why the commit status could not be ended', async () => {
    const { variables } = await left(false);
    await afterStep(variables);
    expect(printed).toMatch(/^Warning: The commit status "gate" could not be written: /);
  });
});
