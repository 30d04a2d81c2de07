import type { Verdict } from '../../src/domain/outcome.ts';
import type { ProgressSnapshot } from '../../src/domain/progress.ts';
import { NO_RESULT } from '../../src/domain/result.ts';
import { messageOf } from '../../src/domain/run.ts';
import { createQuote } from '../../src/report/markdown/quotation.ts';
import { renderSummary } from '../../src/report/markdown/summary.ts';
import { findingOf } from './findings.ts';
import { attachOf, NOTHING_KNOWN, snapshotOf } from './records.ts';
import { unlimited } from './within-time.ts';

/** A record in which everything that others can write is from `words`, in turn. */
function progressFrom(words: readonly string[]): ProgressSnapshot {
  let next = 0;
  const word = () => words[next++ % words.length] ?? '';
  const step = (result: 'pass' | 'fail') => ({
    stepNumber: 1,
    name: word(),
    result,
    rawResult: word(),
    explanation: word(),
  });
  return {
    ...NOTHING_KNOWN,
    agent: { id: word(), name: word() },
    models: [word(), word()],
    labels: [word()],
    base: { sha: word(), ref: word() },
    headSha: word(),
    unread: { leftOut: [word(), word()], listed: [{ path: word(), what: 'binary' }] },
    start: { kind: 'run', id: 'run-1', url: null, how: 'started' },
    run: snapshotOf({
      agentId: word(),
      conversationId: word(),
      state: 'interrupted',
      rawStatus: word(),
      message: messageOf([`x${word()}`], word()),
      interrupts: [
        {
          id: word(),
          agent: word(),
          prompt: word(),
          proposals: [{ agent: word(), prompt: word(), text: word() }],
          value: word(),
          answer: { id: word(), input: word() },
        },
      ],
      requester: { id: word(), name: word(), email: word() },
    }),
    candidates: [{ runId: word(), agentId: word(), createdAtMs: null }],
    evals: {
      kind: 'read',
      report: {
        result: 'fail',
        rawResult: word(),
        steps: [step('fail'), ...Array.from({ length: 12 }, () => step('pass'))],
      },
    },
    warnings: [word(), word()],
    timeline: [],
  };
}

/** A summary of these words. The message is in a fence, or a quotation of its Markdown. */
export function hostileSummary(words: readonly string[], isQuoted: boolean): string {
  const [a = '', b = '', c = ''] = words;
  const verdict: Verdict = {
    outcome: 'eval-failed',
    passes: false,
    wouldFail: true,
    reason: a,
    faults: [
      { outcome: 'needs-input', reasons: [b] },
      { outcome: 'eval-failed', reasons: [a, c] },
    ],
    evalResult: 'fail',
  };
  const attach = attachOf({ uses: a, baseUrl: b, requireSteps: [a, b, c], allow: ['timed-out'] });
  const progress = progressFrom(words);
  const quote = isQuoted ? createQuote(words.join('\n\n'), unlimited) : null;
  const place = { path: c, line: 1, endLine: null };
  const finding = findingOf({ rule: a, message: b, place, help: c, notes: [a], isOnChange: true });
  const findings = [finding, { ...finding, notCounted: b }];
  const result = { ...NO_RESULT, findings: { lists: 1, findings, problems: [c] } };
  const { warnings } = progress;
  const files = {
    quotations: new Map(),
    hasEvals: true,
    stale: a,
    resultFile: c,
    sarifFile: a,
    summaryFile: a,
    reportFile: b,
  };
  return renderSummary({ verdict, progress, warnings, attach, quote, result, ...files }, ['result']);
}
