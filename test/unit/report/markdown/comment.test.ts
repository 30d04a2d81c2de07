import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import type { EvalReading, EvalStep } from '../../../../src/domain/evals.ts';
import { CLEAN_OUTCOMES, FAULT_OUTCOMES, type Verdict } from '../../../../src/domain/outcome.ts';
import { NO_RESULT } from '../../../../src/domain/result.ts';
import { messageOf } from '../../../../src/domain/run.ts';
import {
  commentMarker,
  holdsVerdict,
  isCommentOf,
  isWithoutVerdict,
  renderComment,
} from '../../../../src/report/markdown/comment.ts';
import {
  type HistoryEntry,
  historyLine,
  readHistory,
} from '../../../../src/report/markdown/comment-history.ts';
import type { Report } from '../../../../src/report/report.ts';
import { cases } from '../../../support/cases.ts';
import { findingOf } from '../../../support/findings.ts';
import { attachOf, type ProgressFacts, progressOf, snapshotOf } from '../../../support/records.ts';

const MARKER = commentMarker('ci/agent/0');
const RUN_URL = 'https://github.com/octo-org/octo-repo/actions/runs/42';

const FAILED: Verdict = {
  outcome: 'eval-failed',
  passes: false,
  wouldFail: true,
  reason: 'The verdict is fail.',
  faults: [{ outcome: 'eval-failed', reasons: ['The verdict is fail.'] }],
  evalResult: 'fail',
};

function manyUnread(path: string) {
  const leftOut = Array.from({ length: 50 }, () => path);
  return { leftOut, listed: leftOut.map((one) => ({ path: one, what: 'binary' })) };
}

function stepsOf(count: number, facts: Partial<EvalStep> = {}) {
  const steps = Array.from({ length: count }, (_, index): EvalStep => {
    return {
      stepNumber: index + 1,
      name: `Step ${index + 1}`,
      result: 'fail',
      rawResult: 'fail',
      explanation: 'Why.',
      ...facts,
    };
  });
  return {
    kind: 'read',
    report: { result: 'fail', rawResult: 'fail', steps },
  } as const satisfies EvalReading;
}

function render(
  facts: ProgressFacts = {},
  verdict = FAILED,
  workflowRunUrl: string | null = RUN_URL,
  more: Partial<Report> = {},
  history: readonly HistoryEntry[] = [],
): string {
  const progress = progressOf({ evals: stepsOf(1), ...facts });
  const report = {
    verdict,
    progress,
    warnings: progress.warnings,
    attach: attachOf(),
    quote: null,
    resultFile: '/tmp/result.md',
    result: NO_RESULT,
    quotations: new Map(),
    hasEvals: true,
    stale: null,
    sarifFile: null,
    summaryFile: '/tmp/summary.md',
    reportFile: '/tmp/report.json',
    ...more,
  };
  return renderComment(report, { marker: MARKER, workflowRunUrl, history });
}

const message = (text: string) => ({ run: snapshotOf({ message: messageOf([text], null) }) });
const html = (markdown: string) => micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });

describe('a comment without a verdict', () => {
  it.each([
    ['superseded', true],
    ['skipped', true],
    ['passed', false],
    ['invalid-input', false],
  ] as const)('is recognised by its body: %s, %s', (outcome, isWithout) => {
    const verdict = { ...FAILED, outcome };
    expect(isWithoutVerdict(verdict)).toBe(isWithout);
    expect(holdsVerdict(`${render({}, verdict)}\r\n`)).toBe(!isWithout);
  });

  it('is not recognised by text of the agent', () => {
    const mark = '<!-- run-kindo-agent without a verdict -->';
    expect(holdsVerdict(render(message(mark)))).toBe(true);
    expect(holdsVerdict(`## Passed\n> ${mark}`)).toBe(true);
  });
});

describe('the author of a comment', () => {
  const heading = '## ✅ Run Kindo agent: passed';

  it.each([...FAULT_OUTCOMES, ...CLEAN_OUTCOMES])(
    'is recognised in every comment of the step: %s [F158]',
    (outcome) => {
      for (const passes of [false, true]) {
        for (const evalResult of ['none', 'pass'] as const) {
          const isImpossible = outcome === 'passed' && !passes;
          const body = render({}, { ...FAILED, outcome, passes, evalResult });
          if (!isImpossible) expect(isCommentOf(body, MARKER)).toBe(true);
        }
      }
    },
  );

  it.each([
    ['another marker', `${commentMarker('another')}\n${heading}`],
    ['no heading', MARKER],
    ['an empty line before the heading', `${MARKER}\n\n${heading}`],
    ['another heading', `${MARKER}\n## Passed`],
    ['text before the heading', `${MARKER}\nSee ${heading}`],
    ['text before the marker', `See ${MARKER}\n${heading}`],
    ['text behind the marker', `${MARKER} \n${heading}`],
  ])('is not recognised in a body with %s [F158]', (_what, body) => {
    expect(isCommentOf(body, MARKER)).toBe(false);
  });

  it('depends only on the first two lines', () => {
    expect(isCommentOf(`${MARKER}\n${heading}`, MARKER)).toBe(true);
    expect(isCommentOf(`${MARKER}\n${heading}\nAnything`, MARKER)).toBe(true);
  });
});

describe('the marker', () => {
  it('is one hidden line, different for every key, whatever the key contains [B59]', () => {
    const keys = ['a', 'b', '-->', 'a\nb', ''];
    const markers = keys.map(commentMarker);
    expect(new Set(markers).size).toBe(keys.length);
    for (const marker of markers) expect(marker).toMatch(/^<!-- run-kindo-agent [0-9a-f]{32} -->$/);
  });
});

describe('the comment', () => {
  it('has outcome and reason first, then commit, run, verdicts and the message', () => {
    const lines = render({ ...message('All **bad**.'), warnings: ['It has moved on.'] }).split('\n');
    expect(lines.slice(0, 4)).toEqual([
      MARKER,
      '## ❌ Reviewer: 1 of 1 check failed',
      '',
      'The verdict is fail. The step fails with the outcome `eval-failed`.',
    ]);
    const text = lines.join('\n');
    const parts = [
      `[The workflow run](${RUN_URL}) has the whole report.`,
      '| ❌&nbsp;fail | 1. `Step 1` | Why. |',
      '- It has moved on.',
      "### The agent's message\n\n> ```text\n> All **bad**.\n> ```",
      '<details><summary>Run details</summary>',
      '| Link | [Open the run](https://app.example.com/run-1)',
      '| Head commit | `5059b14` |',
    ];
    expect(parts.map((part) => text.indexOf(part))).toEqual(
      parts.map((part) => text.indexOf(part)).toSorted((one, other) => one - other),
    );
    for (const part of parts) expect(text).toContain(part);
  });

  it('omits what is missing', () => {
    const text = render({ evals: { kind: 'not-read' } }, FAILED, null);
    expect(text).not.toMatch(/workflow run|###|\n\n\n/);
    expect(text.split('\n\n')).toHaveLength(5);
    expect(text).not.toMatch(/\n$/);
  });

  it('has the decisions on the last commits in its second line and in a table, even if it is truncated [F111]', () => {
    const history = Array.from({ length: 10 }, (_, index) => ({
      commit: String(index).repeat(40),
      outcome: 'run-cancelled' as const,
      passes: false,
      attempt: 999_999,
      runId: '9'.repeat(20),
    }));
    const short = render(message('Short.'), FAILED, RUN_URL, {}, history);
    expect(short.split('\n').slice(0, 3)).toEqual([
      MARKER,
      historyLine(history).trimEnd(),
      '## ❌ Reviewer: 1 of 1 check failed',
    ]);
    expect(short.indexOf('The last commits')).toBeGreaterThan(short.indexOf('| 1. `Step 1` |'));
    expect(short.indexOf('The last commits')).toBeLessThan(short.indexOf("### The agent's message"));
    const word = '|'.repeat(2000);
    const findings = Array.from({ length: 50 }, () => findingOf({ message: word }));
    const result = { ...NO_RESULT, findings: { lists: 1, findings, problems: [] } };
    const { report } = stepsOf(50, { explanation: word });
    for (const [facts, more] of [
      [message('A line.\n'.repeat(10_000)), {}],
      [
        { evals: { kind: 'read', report }, unread: manyUnread(word), warnings: [word] },
        { stale: word, result },
      ],
    ] as const) {
      const long = render(facts, { ...FAILED, reason: word }, RUN_URL, more, history);
      expect(long.length).toBeLessThanOrEqual(65_000);
      expect(long).toMatch(/The (?:message|comment) is truncated here; /);
      expect(readHistory(long)).toEqual(history);
    }
  });

  it('truncates a long message at a line end, and names the file with the rest', () => {
    const text = render(message('A line of the message.\n'.repeat(10_000)));
    expect(text.length).toBeLessThanOrEqual(65_000);
    expect(text.length).toBeGreaterThan(45_000);
    expect(text).toMatch(
      /\n> A line of the message\.\n> ```\n\nThe message is truncated here; the complete text is in the file `\/tmp\/result\.md`\.\n\n<\/details>\n\n<details><summary>Run details/,
    );
  });

  it('truncates many verdicts and many reasons separately', () => {
    const reasons = Array.from({ length: 500 }, (_, index) => `Input ${index} is at fault in some way.`);
    const faults = [{ outcome: 'invalid-input' as const, reasons }];
    const text = render(
      { evals: stepsOf(500), ...message('The message.') },
      { ...FAILED, outcome: 'invalid-input', faults },
    );
    expect(text.length).toBeLessThan(35_000);
    expect(text).toContain('The list is truncated here; the complete text is in the file');
    expect(text).toContain('The table is truncated here, before');
    expect(text).toMatch(/\n> The message\.\n> ```\n\n<details><summary>Run details/);
  });

  it('has at most 65,000 characters, whatever is reported [F111]', () => {
    const hostile = fc
      .array(
        fc.constantFrom('`', '|', '\u202e', '@a ', '# ', '&', '😀', '```\n', '</details>', 'word ', '\n'),
        {
          minLength: 1,
          maxLength: 30,
        },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        hostile,
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 0, max: 50 }),
        (text, times, count) => {
          const long = text.repeat(times);
          const shown = render(
            {
              ...message(long),
              agentName: long,
              warnings: [long, long],
              evals: stepsOf(count, { name: long, rawResult: long, explanation: long }),
            },
            { ...FAILED, reason: long },
          );
          expect(shown.length).toBeLessThanOrEqual(65_000);
          expect(shown.startsWith(`${MARKER}\n## `)).toBe(true);
        },
      ),
      cases(60),
    );
  });

  it('is truncated as a whole if the text before the message is too long', () => {
    const word = '|'.repeat(2000);
    const findings = Array.from({ length: 50 }, () => findingOf({ message: word }));
    const { report } = stepsOf(50, { explanation: word });
    const text = render(
      { ...message('Hello'), evals: { kind: 'read', report }, unread: manyUnread(word), warnings: [word] },
      { ...FAILED, reason: word },
      RUN_URL,
      { stale: word, result: { ...NO_RESULT, findings: { lists: 1, findings, problems: [] } } },
    );
    expect(text.length).toBeLessThanOrEqual(65_000);
    expect(text).toMatch(
      /\n\nThe comment is truncated here; the complete text is in the file `\/tmp\/report\.json`\.$/,
    );
    expect(text).not.toContain('Hello');
  });

  it.each([
    ['the message', '', ['message details', '- details']],
    ['the details, and is truncated at last', '|'.repeat(2000), ['- details', '- -', 'truncated']],
  ])('omits, as the text before grows, %s', (_which, stale, expected) => {
    const word = '|'.repeat(2000);
    const findings = Array.from({ length: 50 }, () => findingOf({ message: word }));
    const kinds = Array.from({ length: 100 }, (_row, size) => {
      const text = render(
        { ...message('Hello'), evals: stepsOf(20, { explanation: word }), unread: manyUnread(word) },
        { ...FAILED, reason: '|'.repeat(20 * size) },
        RUN_URL,
        { stale: stale || null, result: { ...NO_RESULT, findings: { lists: 1, findings, problems: [] } } },
      );
      expect(text.length).toBeLessThanOrEqual(65_000);
      if (text.includes('The comment is truncated here')) return 'truncated';
      return `${text.includes('Hello') ? 'message' : '-'} ${text.includes('Run details') ? 'details' : '-'}`;
    });
    expect([...new Set(kinds)]).toEqual(expected);
  });

  it('renders nothing in the text of others [T6]', () => {
    const evil = '@everyone fixes #1 <img src=x> ![p](https://evil.example/x) </details> --> octo/repo#2';
    const shown = html(
      render(
        {
          ...message(evil),
          agentName: evil,
          warnings: [evil],
          evals: stepsOf(1, { name: evil, explanation: evil }),
        },
        { ...FAILED, reason: evil },
      ),
    );
    const outside = shown.replaceAll(/<code[^>]*>.*?<\/code>/gs, '');
    expect(outside).not.toMatch(/@everyone|#1|#2|img|evil\.example/);
  });
});
