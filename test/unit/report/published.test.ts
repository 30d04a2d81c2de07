import { describe, expect, it } from 'vitest';
import { NO_RESULT } from '../../../src/domain/result.ts';
import { messageOf } from '../../../src/domain/run.ts';
import { publishedReport } from '../../../src/report/published.ts';
import { Redactor } from '../../../src/text/redact.ts';
import { findingOf } from '../../support/findings.ts';
import { attachOf, INTERRUPT, progressOf, snapshotOf, stepOf } from '../../support/records.ts';

const SHAPED = `ghp_${'a1B2'.repeat(9)}`;

function reportOf(text: string) {
  const step = { stepNumber: 1, name: text, result: 'fail', rawResult: 'fail', explanation: text } as const;
  return {
    verdict: {
      outcome: 'eval-failed',
      passes: false,
      wouldFail: true,
      reason: text,
      faults: [],
      evalResult: 'fail',
    } as const,
    progress: progressOf({
      agentName: text,
      models: [text],
      labels: [text],
      base: { sha: 'b'.repeat(40), ref: text },
      warnings: [text],
      trace: [stepOf({ label: text })],
      unread: { leftOut: [text], listed: [] },
      evals: { kind: 'read', report: { result: 'fail', rawResult: 'fail', steps: [step] } },
      run: snapshotOf({
        conversationId: text,
        message: messageOf([`${text} ${text} ${text}`], text),
        interrupts: [{ ...INTERRUPT, prompt: text }],
      }),
    }),
    warnings: [text],
    attach: attachOf(),
    quote: null,
    result: {
      ...NO_RESULT,
      findings: { lists: 1, findings: [findingOf({ message: text })], problems: [] },
    },
    quotations: new Map(),
    hasEvals: true,
    stale: null,
    resultFile: null,
    sarifFile: null,
    summaryFile: null,
    reportFile: null,
  };
}

async function newRedactor(): Promise<Redactor> {
  const redactor = new Redactor([]);
  await redactor.load();
  return redactor;
}

describe('publishedReport', () => {
  it('masks known secret formats in everything published, and counts them by place', async () => {
    const { report, masked } = publishedReport(reportOf(SHAPED), await newRedactor());
    expect(JSON.stringify(report)).not.toContain(SHAPED);
    expect(report.progress.run?.message).toEqual(messageOf(['*** *** ***'], null));
    expect(masked).toBe(
      "1 in the reason, 1 in the warnings, 1 in the findings, 4 in the facts, 2 in the verdicts, 1 in the trace of the run, 1 in the list of files, 1 in the facts of the run, 3 in the agent's message, 1 in what the run waits for",
    );
  });

  it('changes nothing in a report without secrets, except for unpublished fields', async () => {
    const given = reportOf('a word');
    const { report, masked } = publishedReport(given, await newRedactor());
    expect(masked).toBe('');
    expect(report.verdict).toBe(given.verdict);
    expect(report.progress).toEqual({
      ...given.progress,
      warnings: [],
      run: { ...given.progress.run, message: messageOf(['a word a word a word'], null) },
    });
  });

  it('accepts a report without a run or a message', async () => {
    const redactor = await newRedactor();
    const without = { ...reportOf(''), progress: progressOf({ run: null }) };
    expect(publishedReport(without, redactor).report.progress.run).toBeNull();
    const silent = { ...reportOf(''), progress: progressOf() };
    expect(publishedReport(silent, redactor).report.progress.run).toEqual(snapshotOf());
  });
});
