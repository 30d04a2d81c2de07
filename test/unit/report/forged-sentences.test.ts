import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EvalReading, EvalStep } from '../../../src/domain/evals.ts';
import type { StepEnd } from '../../../src/domain/outcome.ts';
import { NO_RESULT } from '../../../src/domain/result.ts';
import { messageOf } from '../../../src/domain/run.ts';
import { commentMarker, renderComment } from '../../../src/report/markdown/comment.ts';
import { renderSummary } from '../../../src/report/markdown/summary.ts';
import { describeEnd } from '../../../src/report/status-description.ts';
import { EvalHistory } from '../../../src/run/eval-history.ts';
import { logLine } from '../../../src/text/sanitize.ts';
import { judge } from '../../../src/verdict/judge.ts';
import { findingOf } from '../../support/findings.ts';
import { READINGS } from '../../support/readings.ts';
import { RecordingRunner } from '../../support/recording-runner.ts';
import { attachOf, INTERRUPT, progressOf, snapshotOf, stepOf } from '../../support/records.ts';
import { reportingIn } from '../../support/reporting.ts';

const CLAIM = 'The step passes.';

const NAMES = [
  `lint". The findings were accepted. ${CLAIM}`,
  `lint\\". ${CLAIM}`,
  `lint\\\\". ${CLAIM} \\`,
  `lint\`. ${CLAIM}`,
  `lint\n\n${CLAIM}\n`,
  `lint" (allowed). ${CLAIM} "`,
  `lint"" ${CLAIM} "" "`,
  `| lint |\n| ${CLAIM} |`,
  `${'"'.repeat(90)} ${CLAIM}`,
  `" ${CLAIM}`,
  CLAIM,
];

const POLICY = {
  allow: new Set<never>(),
  requireEvals: true,
  requireSteps: ['Tests'],
  failOnFindings: 'error' as const,
  isAdvisory: false,
};

function reading(name: string, result: EvalStep['result']): EvalReading {
  const rawResult = result === 'unrecognised' ? name : result;
  const steps = [{ stepNumber: 1, name, result, rawResult, explanation: '' }];
  const history = new EvalHistory();
  history.compare({ result: 'fail', rawResult: 'fail', steps: [...steps, ...steps] });
  const report = { result, rawResult, steps };
  return { kind: 'read', report, contradictions: history.compare(report) };
}

function endsWith(name: string): StepEnd[] {
  const ended = (evals: EvalReading, facts = {}): StepEnd => ({
    kind: 'ended',
    run: snapshotOf({ conversationId: name, ...facts }),
    evals,
    failedAt: [],
  });
  return [
    ...(['fail', 'unknown', 'pending', 'skipped', 'unrecognised'] as const).map((word) =>
      ended(reading(name, word)),
    ),
    ended({ kind: 'none' }, { state: 'unrecognised', rawStatus: name }),
    ended({ kind: 'none' }, { state: 'failure', rawStatus: 'failure' }),
    { kind: 'ended', run: snapshotOf({ state: 'failure' }), evals: { kind: 'none' }, failedAt: [name] },
  ];
}

/** A step that fails, of which every name is this one. */
function factsOf(name: string, end: StepEnd) {
  const place = { path: name, line: 7, endLine: null };
  const findings = [findingOf({ rule: name, message: '', place }), findingOf({ message: '', place: null })];
  const result = {
    ...NO_RESULT,
    findings: { lists: 1, findings, problems: [] },
    failsFrom: 'error' as const,
  };
  const progress = progressOf({
    agentId: name,
    agentName: name,
    models: [name],
    labels: [name],
    base: { sha: name, ref: name },
    unread: { leftOut: [name], listed: [{ path: name, what: 'binary' }] },
    run: snapshotOf({
      state: 'interrupted',
      rawStatus: name,
      conversationId: name,
      message: messageOf(['{}'], '{}'),
      interrupts: [
        { ...INTERRUPT, id: name, agent: name, proposals: [{ agent: name, prompt: '', text: 'x' }] },
      ],
    }),
    evals: end.kind === 'ended' ? end.evals : { kind: 'none' },
    trace: [stepOf({ kind: name, label: name, agent: name, status: name, resolution: name, isFailed: true })],
  });
  return { verdict: judge(end, POLICY, result), progress, result };
}

/** A text without what stands in quotation marks; a mark behind a backslash does not count. */
function outsideQuotes(text: string): string {
  let isInside = false;
  let rest = '';
  for (let at = 0; at < text.length; at += 1) {
    if (isInside && text[at] === '\\') at += 1;
    else if (text[at] === '"') isInside = !isInside;
    else if (!isInside) rest += text[at];
  }
  return rest;
}

function outsideCode(html: string): string {
  return html.replace(/<code[^>]*>.*?<\/code>/gs, ' ').replace(/<[^>]*>/g, '');
}

describe.each(NAMES)('the name %j', (name) => {
  it('makes no sentence of reason, annotations, log and outputs [T55]', async () => {
    for (const end of endsWith(name)) {
      const { verdict, progress } = factsOf(name, end);
      const runner = new RecordingRunner();
      const folder = mkdtempSync(join(tmpdir(), 'forged-'));
      await reportingIn(folder, runner).close(verdict, progress);
      expect(verdict.reason).not.toBe('');
      const told = [...runner.log.map(logLine), ...runner.errors.flat(), runner.finalOutputs().reason ?? ''];
      for (const line of told) expect(outsideQuotes(line)).not.toContain(CLAIM);
    }
  });

  it('makes no sentence of summary and comment, and stands in code there [T55]', () => {
    for (const end of endsWith(name)) {
      const facts = factsOf(name, end);
      const report = {
        ...facts,
        warnings: [],
        attach: attachOf({ allow: [] }),
        quote: null,
        quotations: new Map(),
        hasEvals: true,
        stale: null,
        resultFile: null,
        sarifFile: null,
        summaryFile: null,
        reportFile: null,
      };
      const frame = { marker: commentMarker('k'), workflowRunUrl: null, history: [] };
      for (const markdown of [renderSummary(report, []), renderComment(report, frame)]) {
        for (const read of Object.values(READINGS)) expect(outsideCode(read(markdown))).not.toContain(CLAIM);
      }
    }
  });

  it('makes no sentence of the description of a commit status [T55]', () => {
    for (const end of endsWith(name)) {
      const { verdict, progress } = factsOf(name, end);
      expect(outsideQuotes(describeEnd(verdict, progress, (text) => text))).not.toContain(CLAIM);
    }
  });
});
