import { describe, expect, it } from 'vitest';
import type { ProgressSnapshot } from '../../../../src/domain/progress.ts';
import type { ListedRun } from '../../../../src/domain/run.ts';
import { renderCandidates } from '../../../../src/report/markdown/candidates.ts';
import { candidateRunIds, knownOutputs } from '../../../../src/report/outputs.ts';
import { attachOf, progressOf } from '../../../support/records.ts';

const FIRST: ListedRun = {
  runId: 'run-7',
  agentId: 'agent-1',
  createdAtMs: Date.parse('2026-03-12T15:00:00.000Z'),
};
const SECOND: ListedRun = { runId: 'run-8', agentId: null, createdAtMs: null };

function lost(...candidates: ListedRun[]): ProgressSnapshot {
  return progressOf({ start: 'in-flight', run: null, candidates });
}

function render(progress: ProgressSnapshot, requireSteps: readonly string[] = []): string {
  return renderCandidates({ progress, attach: attachOf({ requireSteps }) });
}

describe('candidates for the run of a lost start', () => {
  it('are listed with the time of their creation, and the attach step for the first', () => {
    expect(render(lost(FIRST, SECOND))).toBe(
      [
        '### Runs that this start may have created',
        '',
        '- `run-7`, created 2026-03-12T15:00:00.000Z',
        '- `run-8`, created at an unknown time',
        '',
        'Another start may have created each of them. This step attaches to the first. Replace its id with the id of your run:',
        '',
        '```yaml',
        '- uses: owner/run-kindo-agent@v1',
        '  with:',
        '    api-key: ${{ secrets.KINDO_API_KEY }}',
        '    run-id: run-7',
        '    agent-id: agent-1',
        '```',
      ].join('\n'),
    );
  });

  it('can be a single one', () => {
    expect(render(lost(FIRST))).toContain(
      'Another start may have created it. If it is yours, this step attaches to it:',
    );
  });

  it('are listed without the attach step if that is too long', () => {
    expect(render(lost(FIRST), ['x'.repeat(200_000)])).toMatch(
      /attaches to it:\n\nThe attach step is too long to be shown here\. /,
    );
  });

  it('are not listed if the list is empty, or no start was lost', () => {
    expect(render(lost())).toBe('');
    expect(render(progressOf())).toBe('');
  });

  it('are an output after a start is lost, and not before', () => {
    expect(knownOutputs(lost(FIRST, SECOND))['candidate-run-ids']).toBe('["run-7","run-8"]');
    expect(knownOutputs(lost())['candidate-run-ids']).toBe('[]');
    expect(knownOutputs(progressOf())['candidate-run-ids']).toBe('');
    expect([candidateRunIds(lost(FIRST)), candidateRunIds(progressOf())]).toEqual([['run-7'], []]);
  });
});
