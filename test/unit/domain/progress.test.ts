import { describe, expect, it } from 'vitest';
import { Progress, type ProgressSnapshot, runIdOf } from '../../../src/domain/progress.ts';
import { newProgress, snapshotOf, startOf, stepOf } from '../../support/records.ts';
import { AGENT } from '../run/kindo-setup.ts';

const FOUND = { id: AGENT.id, name: AGENT.name };
const STARTED = { kind: 'run', id: 'run-1', url: 'https://x.test/1', how: 'started' } as const;

/** A step whose sink records its updates. */
function watched() {
  const updates: ProgressSnapshot[] = [];
  const warnings: string[] = [];
  let opened = 0;
  const progress = new Progress({
    openSink: () => {
      opened += 1;
      return Promise.resolve((known) => updates.push(known));
    },
    onWarning: (warning) => warnings.push(warning),
  });
  return { progress, updates, warnings, opened: () => opened };
}

describe('the progress of a step', () => {
  it('is empty at first: no run, no start, no verdicts', () => {
    const { progress } = watched();
    expect(progress.snapshot()).toEqual({
      attempt: 1,
      agent: null,
      models: null,
      labels: null,
      base: null,
      headSha: null,
      unread: { leftOut: [], listed: [] },
      start: { kind: 'not-sent' },
      candidates: null,
      run: null,
      evals: { kind: 'not-read' },
      trace: [],
      warnings: [],
      timeline: [],
    });
  });

  it('opens its sink once, with the agent or the attached run', async () => {
    const { progress, updates, opened } = watched();
    progress.headKnown('abc', { sha: 'def', ref: 'main' });
    expect([opened(), updates]).toEqual([0, []]);
    await progress.agentFound(AGENT);
    await progress.attached('run-1', null);
    expect(opened()).toBe(1);
    expect(updates).toMatchObject([
      {
        headSha: 'abc',
        base: { sha: 'def', ref: 'main' },
        agent: FOUND,
        models: AGENT.models,
        labels: AGENT.labels,
        start: { kind: 'not-sent' },
      },
      { headSha: 'abc', agent: FOUND, start: { kind: 'run', id: 'run-1', url: null, how: 'attached' } },
    ]);
  });

  it('has neither agent nor run if the sink cannot be opened', async () => {
    const openSink = () => Promise.reject(new Error('ENOSPC'));
    const progress = new Progress({ openSink, onWarning: () => undefined });
    await expect(progress.agentFound(AGENT)).rejects.toThrow('ENOSPC');
    await expect(progress.attached('run-1', null)).rejects.toThrow('ENOSPC');
    expect(progress.snapshot()).toMatchObject({ agent: null, start: { kind: 'not-sent' } });
  });

  it('notifies the sink of a start before it is sent, and not during the request', async () => {
    const { progress, updates } = watched();
    await progress.agentFound(AGENT);
    updates.length = 0;
    const planned = progress.planStart();
    expect([updates.length, updates[0]?.start.kind, startOf(progress)]).toEqual([1, 'in-flight', 'not-sent']);
    planned.mark(true);
    expect([updates.length, startOf(progress)]).toEqual([1, 'in-flight']);
    planned.mark(false);
    expect([updates.length, startOf(progress)]).toEqual([1, 'not-sent']);
  });

  it('may have a start and a run before the sink is open', () => {
    const progress = newProgress();
    progress.planStart().accepted('run-1', STARTED.url);
    expect(progress.snapshot().start).toEqual(STARTED);
  });

  it('notifies the sink of each change that is reported before the end', async () => {
    const { progress, updates } = watched();
    await progress.agentFound(AGENT);
    const planned = progress.planStart();
    updates.length = 0;
    const run = snapshotOf();
    const trace = [stepOf()];
    planned.accepted('run-1', STARTED.url);
    progress.candidatesFound([]);
    progress.observed(run);
    progress.evalsRead({ kind: 'none' });
    progress.traceRead(trace);
    progress.changeRead({ leftOut: ['a'], listed: [] });
    expect(updates).toHaveLength(6);
    expect(updates[0]).toMatchObject({ start: STARTED, candidates: null, run: null });
    expect(updates.at(-1)).toEqual(progress.snapshot());
    expect(progress.snapshot()).toMatchObject({
      start: STARTED,
      candidates: [],
      run,
      evals: { kind: 'none' },
      trace,
      unread: { leftOut: ['a'], listed: [] },
    });
  });

  it('records the answer to an attached run, without a call of the sink', async () => {
    const { progress, updates } = watched();
    const planned = await progress.attached('run-1', null);
    updates.length = 0;
    planned.mark(true);
    expect(startOf(progress)).toBe('answered');
    planned.mark(false);
    expect([updates, progress.snapshot().attempt]).toEqual([[], 1]);
    expect([startOf(progress), runIdOf(progress.snapshot())]).toEqual(['attached', 'run-1']);
  });

  it('uses the agent of the run if no other is known', async () => {
    const { progress } = watched();
    progress.observed(snapshotOf({ agentId: null }));
    expect(progress.snapshot().agent).toBeNull();
    progress.observed(snapshotOf({ agentId: 'agent-2' }));
    expect(progress.snapshot()).toMatchObject({
      agent: { id: 'agent-2', name: null },
      models: null,
      labels: null,
    });
    await progress.agentFound(AGENT);
    progress.observed(snapshotOf({ agentId: 'agent-2' }));
    expect(progress.snapshot().agent).toEqual(FOUND);
  });

  it('reports a warning once, however often it is found [F163]', () => {
    const { progress, warnings } = watched();
    for (const warning of ['One.', 'Other.', 'One.', 'Other.', 'One.']) progress.warn(warning);
    expect([warnings, progress.snapshot().warnings]).toEqual([
      ['One.', 'Other.'],
      ['One.', 'Other.'],
    ]);
  });

  it('publishes a warning at once, and keeps it for the report', () => {
    const { progress, warnings } = watched();
    const before = progress.snapshot();
    progress.warn('Something is odd.');
    expect([warnings, progress.snapshot().warnings]).toEqual([['Something is odd.'], ['Something is odd.']]);
    expect(before.warnings).toEqual([]);
  });

  it('keeps the requests in their order', () => {
    const progress = newProgress();
    const exchange = { at: '', method: 'GET', path: '/a', status: 200, durationMs: 1 };
    progress.exchanged(exchange);
    progress.exchanged({ ...exchange, path: '/b' });
    expect(progress.snapshot().timeline.map(({ path }) => path)).toEqual(['/a', '/b']);
  });

  it('has the attempt of the workflow run as soon as it is set', () => {
    const progress = newProgress();
    progress.attemptKnown(3);
    expect(progress.snapshot().attempt).toBe(3);
  });

  it('has no id of a run before one is known', () => {
    const progress = newProgress();
    expect(runIdOf(progress.snapshot())).toBeNull();
    progress.planStart().mark(true);
    expect(runIdOf(progress.snapshot())).toBeNull();
  });
});
