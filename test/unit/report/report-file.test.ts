import { describe, expect, it } from 'vitest';
import type { EvalReading } from '../../../src/domain/evals.ts';
import type { Verdict } from '../../../src/domain/outcome.ts';
import type { ProgressSnapshot } from '../../../src/domain/progress.ts';
import { NO_RESULT } from '../../../src/domain/result.ts';
import { messageOf } from '../../../src/domain/run.ts';
import { OUTPUT_NAMES, wholeOutputs } from '../../../src/report/outputs.ts';
import type { Report } from '../../../src/report/report.ts';
import { renderReportFile } from '../../../src/report/report-file.ts';
import { findingOf } from '../../support/findings.ts';
import { attachOf, NOTHING_KNOWN, snapshotOf } from '../../support/records.ts';
import { problemsOf, REPORT_SCHEMA } from '../../support/report-schema.ts';

const READ: EvalReading = {
  kind: 'read',
  report: {
    result: 'fail',
    rawResult: 'fail',
    steps: [
      { stepNumber: 1, name: 'Tests', result: 'unrecognised', rawResult: 'maybe', explanation: 'Why.' },
    ],
  },
};

function reportOf(evals: EvalReading): Report {
  const verdict: Verdict = {
    outcome: 'eval-failed',
    passes: false,
    wouldFail: true,
    reason: 'The verdict is fail.',
    faults: [{ outcome: 'eval-failed', reasons: ['The verdict is fail.'] }],
    evalResult: 'fail',
  };
  const progress: ProgressSnapshot = {
    ...NOTHING_KNOWN,
    agent: { id: 'agent-1', name: 'Reviewer' },
    unread: { leftOut: ['package-lock.json'], listed: [] },
    start: { kind: 'run', id: 'run-1', url: null, how: 'started' },
    run: snapshotOf({
      conversationId: null,
      createdAtMs: 0,
      endedAtMs: 1000,
      message: messageOf([`line\n${'é'.repeat(200_000)}`], null),
    }),
    evals,
    timeline: [
      { at: '2026-03-12T15:00:00.000Z', method: 'GET', path: '/v1/runs/run-1', status: 200, durationMs: 12 },
    ],
  };
  const attach = attachOf();
  return {
    verdict,
    progress,
    warnings: ['Something is odd.'],
    attach,
    quote: null,
    resultFile: '/tmp/result.md',
    result: NO_RESULT,
    quotations: new Map(),
    hasEvals: true,
    stale: null,
    sarifFile: null,
    summaryFile: '/tmp/summary.md',
    reportFile: '/tmp/report.json',
  };
}

function render(evals: EvalReading): unknown {
  const report = reportOf(evals);
  return JSON.parse(renderReportFile(report, wholeOutputs(report)));
}

describe('the report file', () => {
  it('contains every output in full, and the verdicts as JSON values', () => {
    const report = reportOf(READ);
    const content = render(READ);
    expect(content).toMatchObject({
      ...wholeOutputs(report),
      'would-fail': true,
      findings: null,
      result: `line\n${'é'.repeat(200_000)}`,
      evals: {
        result: 'fail',
        steps: [{ stepNumber: 1, name: 'Tests', result: 'maybe', explanation: 'Why.' }],
      },
      models: null,
      'failed-steps': ['Tests'],
      interrupts: [],
      'candidate-run-ids': [],
      unread: { leftOut: ['package-lock.json'], listed: [] },
    });
  });

  it('contains the decision, the warnings and the requests, and nothing else', () => {
    const { verdict, progress } = reportOf(READ);
    const content = render(READ) as Record<string, unknown>;
    expect(content).toMatchObject({
      passes: false,
      'would-fail': true,
      faults: verdict.faults,
      warnings: ['Something is odd.'],
      timeline: progress.timeline,
    });
    expect(Object.keys(content).sort()).toEqual(
      [
        ...OUTPUT_NAMES,
        'schemaVersion',
        'passes',
        'attempt',
        'base',
        'labels',
        'requester',
        'steps',
        'unread',
        'faults',
        'warnings',
        'timeline',
      ].sort(),
    );
  });

  it('says in the warnings that the pull request has new commits', () => {
    const report = { ...reportOf(READ), stale: 'It has moved on.' };
    const content: unknown = JSON.parse(renderReportFile(report, wholeOutputs(report)));
    expect(content).toMatchObject({ warnings: ['It has moved on.', 'Something is odd.'] });
  });

  it('begins with its version, and contains commits, attempt, models and labels', () => {
    const report = reportOf(READ);
    const known = { ...report.progress, attempt: 2, models: ['m'], labels: ['query'] };
    const withBase = { ...report, progress: { ...known, base: { sha: 'b'.repeat(40), ref: 'main' } } };
    const text = renderReportFile(withBase, wholeOutputs(withBase));
    expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,\n/);
    expect(JSON.parse(text)).toMatchObject({
      attempt: 2,
      base: { branch: 'main', sha: 'b'.repeat(40) },
      models: ['m'],
      labels: ['query'],
    });
    expect(problemsOf(text)).toEqual([]);
    expect(render(READ)).toMatchObject({ attempt: 1, base: null, models: null, labels: null });
  });

  it('is valid against its JSON Schema, which has exactly its properties', () => {
    const content = render(READ) as Record<string, unknown>;
    for (const evals of [READ, { kind: 'none' } as const])
      expect(problemsOf(JSON.stringify(render(evals)))).toEqual([]);
    expect(Object.keys(REPORT_SCHEMA.properties).sort()).toEqual(Object.keys(content).sort());
    expect([...REPORT_SCHEMA.required].sort()).toEqual(Object.keys(content).sort());
    for (const name of Object.keys(content)) {
      const { [name]: _, ...without } = content;
      expect(problemsOf(JSON.stringify(without)), name).not.toEqual([]);
      expect(problemsOf(JSON.stringify({ ...content, [name]: { odd: 1 } })), name).not.toEqual([]);
    }
    expect(problemsOf(JSON.stringify({ ...content, odd: 1 }))).not.toEqual([]);
  });

  it('is also valid with findings, files without their text, and a fault that cannot be allowed', () => {
    const given = reportOf(READ);
    const report: Report = {
      ...given,
      verdict: {
        ...given.verdict,
        faults: [{ outcome: 'superseded', reasons: ['It moved.'], isFinal: true }],
      },
      progress: {
        ...given.progress,
        unread: { leftOut: [], listed: [{ path: 'a.png', what: 'binary' }] },
      },
      result: { ...NO_RESULT, findings: { lists: 1, findings: [findingOf()], problems: [] } },
    };
    const text = renderReportFile(report, wholeOutputs(report));
    expect(problemsOf(text)).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({
      findings: { failing: 0, notCounted: 0 },
      unread: { listed: [{ path: 'a.png', what: 'binary' }] },
      faults: [{ isFinal: true }],
    });
  });

  it('contains who requested the run, and null if the service does not say', () => {
    const given = reportOf(READ);
    const requester = { id: 'u-1', name: 'Ada', email: null };
    const report = { ...given, progress: { ...given.progress, run: snapshotOf({ requester }) } };
    const text = renderReportFile(report, wholeOutputs(report));
    expect(JSON.parse(text)).toMatchObject({ requester });
    expect(problemsOf(text)).toEqual([]);
    expect(render(READ)).toMatchObject({ requester: null });
  });

  it('has null if there are no verdicts', () => {
    expect(render({ kind: 'none' })).toMatchObject({ evals: null, 'failed-steps': [] });
  });

  it('is indented, and ends with a line ending', () => {
    const report = reportOf(READ);
    expect(renderReportFile(report, wholeOutputs(report))).toMatch(/^\{\n {2}".*\n\}\n$/s);
  });
});
