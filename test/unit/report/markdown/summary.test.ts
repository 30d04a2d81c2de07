import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { EvalReading, EvalStep } from '../../../../src/domain/evals.ts';
import type { Fault, FaultOutcome, Outcome, Verdict } from '../../../../src/domain/outcome.ts';
import type { ProgressSnapshot } from '../../../../src/domain/progress.ts';
import { NO_RESULT } from '../../../../src/domain/result.ts';
import { messageOf, type RunState } from '../../../../src/domain/run.ts';
import { createQuote } from '../../../../src/report/markdown/quotation.ts';
import { renderSummary } from '../../../../src/report/markdown/summary.ts';
import type { OutputName } from '../../../../src/report/outputs.ts';
import type { Report } from '../../../../src/report/report.ts';
import { cases } from '../../../support/cases.ts';
import {
  attachOf,
  INTERRUPT,
  NOTHING_KNOWN,
  type ProgressFacts,
  progressOf,
  snapshotOf,
} from '../../../support/records.ts';
import { unlimited } from '../../../support/within-time.ts';

const MAX_BYTES = 900 * 1024;

const ATTACH = attachOf({
  requireEvals: true,
  requireSteps: ['Tests', 'Security'],
  allow: ['timed-out'],
});

const PASSED: Verdict = {
  outcome: 'passed',
  passes: true,
  wouldFail: false,
  reason: 'The run succeeded, and its verdict is pass (1 step).',
  faults: [],
  evalResult: 'pass',
};

function failed(...faults: Fault[]): Verdict {
  const [first] = faults;
  if (first === undefined) throw new Error('a failure has a fault');
  const { outcome, reasons } = first;
  return { outcome, passes: false, wouldFail: true, reason: reasons.join(' '), faults, evalResult: 'none' };
}

function fault(outcome: FaultOutcome, ...reasons: string[]): Fault {
  return { outcome, reasons };
}

function reportOf(facts: Partial<Report> = {}): Report {
  const { progress = progressOf() } = facts;
  return {
    verdict: PASSED,
    progress,
    warnings: progress.warnings,
    attach: ATTACH,
    quote: null,
    resultFile: '/tmp/result.md',
    result: NO_RESULT,
    quotations: new Map(),
    hasEvals: true,
    stale: null,
    sarifFile: null,
    summaryFile: '/tmp/summary.md',
    reportFile: '/tmp/report.json',
    ...facts,
  };
}

function render(facts: Partial<Report> = {}, cut: readonly OutputName[] = []): string {
  return renderSummary(reportOf(facts), cut);
}

function withMessage(text: string, facts: ProgressFacts = {}): ProgressSnapshot {
  return progressOf({ run: snapshotOf({ message: messageOf([text], null) }), ...facts });
}

function toHtml(markdown: string): string {
  const options = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };
  return micromark(markdown, options);
}

/** The elements of the rendered summary in their order, but for code, in which anything may stand. */
function tagsIn(markdown: string): string[] {
  const tags = Array.from(toHtml(markdown).matchAll(/<\/?[a-z][a-z0-9]*/g), ([tag]) => tag);
  return tags.filter((tag) => !tag.endsWith('code'));
}

describe('the heading', () => {
  it('has the outcome of the step first, then the reason [T30]', () => {
    expect(render()).toMatch(
      /^## ✅ Reviewer: the run succeeded\n\nThe run succeeded, and its verdict is pass \(1 step\)\. The step passes with the outcome `passed`\.\n\n/,
    );
  });

  it('has the outcome of a failure first, then the reason', () => {
    const verdict = failed(fault('run-failed', 'Run failed.'));
    expect(render({ verdict })).toMatch(
      /^## ❌ Reviewer: the run failed\n\nRun failed\. The step fails with the outcome `run-failed`\.\n\n/,
    );
  });

  it('says first that there are no verdicts', () => {
    const reason = 'The run succeeded, and the service has no verdicts for it.';
    const summary = render({ verdict: { ...PASSED, reason, evalResult: 'none' } });
    expect(summary).toMatch(
      /^## ⚠️ Reviewer: the run succeeded, without verdicts\n\nThe run succeeded, and the service has no verdicts for it\./,
    );
  });

  it('says before the reason that the pull request has new commits', () => {
    expect(render({ stale: 'It has moved on to *5*.' })).toMatch(
      /^## ✅ .*\n\n⚠️ It has moved on to `\*5\*`\.\n\nThe run succeeded/,
    );
  });

  it.each<[Outcome, string]>([
    ['started', 'started, nothing was evaluated'],
    ['validated', 'the inputs are valid, nothing was evaluated'],
    ['skipped', 'skipped, nothing was evaluated'],
    ['timed-out', 'the run did not finish in time'],
  ])('warns if %s passes', (outcome, decision) => {
    const verdict: Verdict = { ...PASSED, outcome, reason: 'Nothing was judged.', evalResult: 'none' };
    expect(render({ verdict, progress: NOTHING_KNOWN })).toBe(
      `## ⚠️ Run Kindo agent: ${decision}\n\nNothing was judged. The step passes with the outcome \`${outcome}\`.\n`,
    );
  });

  it('lists all problems to fix', () => {
    const verdict = failed(fault('invalid-input', 'The first is wrong.', 'The second is *worse*.'));
    expect(render({ verdict, progress: NOTHING_KNOWN })).toBe(
      [
        '## ❌ Run Kindo agent: 2 problems to fix',
        '',
        'The step fails with the outcome `invalid-input`. These are the reasons:',
        '',
        '- The first is wrong.',
        '- The second is `*worse*`.',
        '',
      ].join('\n'),
    );
  });

  it('lists the reasons of the fault that decides, also if an allowed one comes first', () => {
    const allowed = fault('run-failed', 'The run failed.', 'It ended early.');
    const decisive = fault('eval-missing', 'The first is missing.', 'The second is missing.');
    const verdict = { ...failed(decisive), faults: [allowed, decisive] };
    expect(render({ verdict, progress: NOTHING_KNOWN })).toBe(
      [
        '## ❌ Run Kindo agent: required verdicts are missing',
        '',
        'The step fails with the outcome `eval-missing`. These are the reasons:',
        '',
        '- The first is missing.',
        '- The second is missing.',
        '',
        'Other problems:',
        '',
        '- `run-failed`: The run failed. It ended early.',
        '',
      ].join('\n'),
    );
  });

  it('is followed by the other faults', () => {
    const verdict = failed(
      fault('eval-failed', 'The verdict is fail.'),
      fault('eval-pending', 'One is pending.', 'Another too.'),
    );
    expect(render({ verdict })).toContain(
      'The step fails with the outcome `eval-failed`.\n\nOther problems:\n\n- `eval-pending`: One is pending. Another too.\n\n<details><summary>Run details',
    );
  });
});

describe('the details of the run', () => {
  it('have what is known of agent and run, collapsed, at the end', () => {
    expect(render()).toContain(
      [
        '<details><summary>Run details</summary>',
        '',
        '| Agent | `Reviewer` `agent-1` |',
        '| --- | --- |',
        '| Run | `run-1` |',
        '| Link | [Open the run](https://app.example.com/run-1) (not an official address) |',
        '| Conversation | `conversation-1` |',
        '| Status | `success` |',
        '| Created | 12 Mar 2026, 15:00 UTC · 1 m 30 s |',
        '| Head commit | `5059b14` |',
        '',
        '</details>',
        '',
      ].join('\n'),
    );
  });

  it('omit unknown values', () => {
    const snapshot = snapshotOf({ conversationId: null, createdAtMs: null, rawStatus: 'archived' });
    const progress = { ...NOTHING_KNOWN, agent: { id: 'agent-1', name: null }, run: snapshot };
    expect(render({ progress })).toContain(
      '| Agent | `agent-1` |\n| --- | --- |\n| Status | `archived` |\n| Created | ended 12 Mar 2026, 15:01 UTC |\n',
    );
  });

  it('have no duration before the end, and no negative one', () => {
    const running = render({ progress: progressOf({ run: snapshotOf({ endedAtMs: null }) }) });
    expect(running).toContain('| Created | 12 Mar 2026, 15:00 UTC |');
    const reversed = render({ progress: progressOf({ run: snapshotOf({ endedAtMs: 0 }) }) });
    expect(reversed).toContain('| Created | 12 Mar 2026, 15:00 UTC · 0 s |');
  });

  it('are omitted if nothing is known', () => {
    expect(render({ progress: NOTHING_KNOWN })).not.toContain('|');
  });
});

describe("the agent's message", () => {
  it('is in a code block, unchanged', () => {
    expect(render({ progress: withMessage('# Title\n\n*All* is well.\n') })).toContain(
      "\n\n### The agent's message\n\n> ```text\n> # Title\n>\n> *All* is well.\n> ```\n",
    );
  });

  it('is in a code block as JSON if it is only JSON', () => {
    expect(render({ progress: withMessage('{"a": [1]}') })).toContain('\n\n> ```json\n> {"a": [1]}\n> ```\n');
    expect(render({ progress: withMessage('"a"') })).toContain('\n\n> ```text\n> "a"\n> ```\n');
  });

  it('is a quotation if there is one', () => {
    const quote = createQuote('# Title\n\n*All* is well.\n', unlimited);
    const summary = render({ progress: withMessage('# Title'), quote });
    expect(summary).toContain("\n\n### The agent's message\n\n> #### Title\n>\n> *All* is well.\n");
    expect(summary).not.toContain('```');
    expect(summary).not.toContain('The message is truncated here');
  });

  it('is truncated between the parts of its quotation if that is longer than 64 KiB', () => {
    const progress = withMessage('One.', { warnings: Array.from({ length: 1000 }, () => 'w'.repeat(90)) });
    const budgets: number[] = [];
    const quote = (maxBytes: number) => {
      budgets.push(maxBytes);
      return { markdown: '> One.', isWhole: false };
    };
    const summary = render({ progress, quote });
    expect(summary).toContain(
      '> One.\n\nThe message is truncated here; the complete text is in the file `/tmp/result.md`.',
    );
    expect(budgets).toEqual([64 * 1024]);
  });

  it('is in a code block if not even the first part of its quotation fits', () => {
    expect(render({ progress: withMessage('All is well.'), quote: () => null })).toContain(
      '> ```text\n> All is well.\n> ```',
    );
  });

  it.each([
    ['there is none', progressOf()],
    ['it is empty', withMessage('')],
    ['the run was never seen', progressOf({ run: null })],
  ])('is omitted if %s', (_, progress) => {
    expect(render({ progress })).not.toContain('message');
  });

  it.each([
    [
      'result',
      { resultFile: '/tmp/result.md', reportFile: '/tmp/report.json' },
      'the complete text is in the file `/tmp/result.md`',
    ],
    [
      'report',
      { resultFile: null, reportFile: '/tmp/report.json' },
      'the complete text is in the file `/tmp/report.json`',
    ],
    ['no', { resultFile: null, reportFile: null }, 'the rest could not be written to a file'],
  ])(
    'is truncated at a line end if it is too long, with a notice that names the %s file [F103]',
    (_, files, where) => {
      const line = `${'é'.repeat(50)}`;
      const summary = render({ progress: withMessage(`${line}\n`.repeat(50_000)), ...files });
      expect(Buffer.byteLength(summary)).toBeLessThan(66 * 1024);
      expect(Buffer.byteLength(summary)).toBeGreaterThan(63 * 1024);
      expect(summary).toContain(
        `\n> ${line}\n> \`\`\`\n\nThe message is truncated here; ${where}.\n\n</details>\n`,
      );
    },
  );

  it('is collapsed above 20 KiB, with its size', () => {
    const folded =
      "### The agent's message\n\n<details><summary>Show the message (21 KiB)</summary>\n\n> ```text\n> ";
    const line = `${'a'.repeat(1023)}\n`;
    expect(render({ progress: withMessage(line.repeat(20)) })).not.toContain('Show the message');
    const summary = render({ progress: withMessage(`${line.repeat(20)}b`) });
    expect(summary).toContain(folded);
    expect(summary).toContain('\n> b\n> ```\n\n</details>\n');
  });

  it('is truncated at a character if it has one line', () => {
    const summary = render({ progress: withMessage('🙂'.repeat(1_250_000)) });
    expect(Buffer.byteLength(summary)).toBeLessThan(MAX_BYTES);
    expect(summary).toMatch(/(?:🙂)+\n> ```\n\nThe message is truncated here;/u);
    expect(summary).not.toContain('\uFFFD');
  });

  it('is truncated so that its fence also fits if it is one run of backticks', () => {
    const summary = render({ progress: withMessage('`'.repeat(5_000_000)) });
    expect(Buffer.byteLength(summary)).toBeLessThan(MAX_BYTES);
    expect(summary).toContain(
      'The message is truncated here; the complete text is in the file `/tmp/result.md`.',
    );
    expect(tagsIn(summary).filter((tag) => tag === '<pre')).toHaveLength(1);
    expect(toHtml(summary)).toContain('<p>The message is truncated here;');
  });

  it('is truncated as usual if it is a million runs of backticks', () => {
    const summary = render({ progress: withMessage('`\n'.repeat(1_000_000)) });
    expect(Buffer.byteLength(summary)).toBeLessThan(MAX_BYTES);
    expect(summary).toContain('\n> `\n> `\n> ```\n\nThe message is truncated here;');
  });

  it('has invisible characters escaped, and is truncated by the escaped length', () => {
    const summary = render({ progress: withMessage('\u202e'.repeat(500_000)) });
    expect(Buffer.byteLength(summary)).toBeLessThan(MAX_BYTES);
    expect(summary).toContain('\\u{202e}');
    expect(summary).not.toContain('\u202e');
  });
});

describe('the attach step', () => {
  const verdict = failed(fault('timed-out', 'It takes too long.'));
  const running = snapshotOf({ state: 'in_progress', rawStatus: 'in_progress', endedAtMs: null });

  function yamlIn(summary: string): unknown {
    return parse(/```yaml\n(.*?)\n```\n/s.exec(summary)?.[1] ?? '');
  }

  it('is shown if the run continues after this step [F81]', () => {
    const summary = render({ verdict, progress: progressOf({ run: running }) });
    expect(summary).toContain(
      '### The run has not ended\n\nThis step attaches to the run, waits for it, and evaluates it:\n\n```yaml\n- uses:',
    );
    expect(yamlIn(summary)).toEqual([
      {
        uses: 'owner/run-kindo-agent@v1',
        with: {
          'api-key': '${{ secrets.KINDO_API_KEY }}',
          'run-id': 'run-1',
          'agent-id': 'agent-1',
          'require-evals': true,
          'require-steps': 'Tests\nSecurity',
          allow: 'timed-out',
        },
      },
    ]);
  });

  it('answers the interrupts of the run', () => {
    const snapshot = snapshotOf({ state: 'interrupted', interrupts: [INTERRUPT] });
    const waits = failed(fault('needs-input', 'It waits.'));
    const summary = render({ verdict: waits, progress: progressOf({ run: snapshot }) });
    expect(summary).toContain('### Question\n\nAgent `asker` asks (interrupt `i-1`):');
    expect(summary).toContain(
      'This step sends the answer, waits for the run, and evaluates it. Replace YOUR ANSWER:',
    );
    expect(yamlIn(summary)).toMatchObject([{ with: { resume: 'id: i-1\ninput: YOUR ANSWER\n' } }]);
  });

  it.each<[RunState | null, string]>([
    [null, 'The run has not ended'],
    ['interrupted', 'The run has not ended'],
    ['success', 'The run has ended, and was not evaluated'],
  ])('is shown if an abandoned run was last %s, with the title "%s"', (state, title) => {
    const snapshot = state === null ? null : snapshotOf({ state });
    const abandoned = failed(fault('abandoned', 'The job was cancelled.'));
    const summary = render({ verdict: abandoned, progress: progressOf({ run: snapshot }) });
    expect(summary).toContain(`\n\n### ${title}\n\nThis step attaches to the run`);
    expect(yamlIn(summary)).toMatchObject([{ with: { 'run-id': 'run-1' } }]);
  });

  it('is not shown if the run ended and was evaluated', () => {
    expect(render()).not.toContain('attaches');
  });

  it('is omitted completely if it is too long', () => {
    const attach = { ...ATTACH, requireSteps: Array.from({ length: 8000 }, (_, n) => `A step named ${n}`) };
    const summary = render({ verdict, progress: progressOf({ run: running }), attach });
    expect(summary).toContain(
      'evaluates it:\n\nThe attach step is too long to be shown here. Set run-id, and the other inputs as in this workflow.\n',
    );
    expect(summary).not.toContain('A step named');
  });
});

describe('the warnings', () => {
  it('are listed', () => {
    expect(render({ progress: progressOf({ warnings: ['One is odd.', 'Another is `odder`.'] }) })).toMatch(
      /\n\n### Warnings\n\n- One is odd\.\n- Another is `` `odder` ``\.\n\n<details>/,
    );
  });

  it('name the truncated outputs, and the file with the full values', () => {
    expect(render({}, ['result', 'evals'])).toMatch(
      /\n\n### Warnings\n\n- Outputs that were truncated, or left empty, because of their size: `result`, `evals`\. They are complete in `\/tmp\/report\.json`\.\n\n<details>/,
    );
  });

  it('name no file if no file was written', () => {
    expect(render({ reportFile: null }, ['result'])).toMatch(
      /because of their size: `result`\.\n\n<details>/,
    );
  });

  it('are omitted if the list is empty', () => {
    expect(render()).not.toContain('Warnings');
  });
});

describe('a very long summary', () => {
  const explanation = 'This is an explanation of some length, with é and 🙂 in it. '.repeat(20);
  const steps = Array.from(
    { length: 20_000 },
    (_, index): EvalStep => ({
      stepNumber: index,
      name: `Step ${index} `.repeat(40),
      result: index % 2 === 0 ? 'fail' : 'pass',
      rawResult: index % 2 === 0 ? 'fail' : 'pass',
      explanation,
    }),
  );
  const evals: EvalReading = { kind: 'read', report: { result: 'fail', rawResult: 'fail', steps } };
  const message = `${'A line of the message. '.repeat(4)}\n`.repeat(55_000);
  const verdict = failed(fault('eval-failed', 'The verdict is fail.'));

  it('stays within its limit with 20,000 steps, and says where the rest is', () => {
    const summary = render({ verdict, progress: progressOf({ evals }) });
    expect(Buffer.byteLength(summary)).toBeLessThan(MAX_BYTES);
    expect(summary).toMatch(
      /\n\nThe table is truncated here, before \d+ more; the complete text is in the file `\/tmp\/report\.json`\.\n\n<details><summary>Run details/,
    );
  });

  it('stays within its limit with 20,000 steps and a message of 5 MB, and has a part of both [T30]', () => {
    expect(Buffer.byteLength(message)).toBeGreaterThan(5_000_000);
    const summary = render({ verdict, progress: withMessage(message, { evals }) });
    expect(Buffer.byteLength(summary)).toBeLessThan(MAX_BYTES);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(364 * 1024);
    expect(summary).toContain('The table is truncated here');
    expect(summary).toContain('The message is truncated here');
    expect(summary).toMatch(/^## ❌ Reviewer: 10000 of 20000 checks failed\n\nThe verdict is fail\./);
  });

  it('truncates long lists at a line end, with notices that name the report file', () => {
    const sentences = Array.from(
      { length: 5000 },
      (_, index) => `Number ${index} is ${'very '.repeat(20)}odd.`,
    );
    const summary = render({
      verdict: failed(fault('invalid-input', ...sentences)),
      progress: progressOf({ warnings: sentences }),
    });
    expect(Buffer.byteLength(summary)).toBeLessThan(220 * 1024);
    const notice = '\n\nThe list is truncated here; the complete text is in the file `/tmp/report.json`.\n';
    expect(summary.split(`odd.${notice}`)).toHaveLength(3);
    expect(summary).toContain('5000 problems to fix');
  });

  it('stays within its limit with all parts at once, in the characters that take the most bytes [F103 F105]', () => {
    const worst = '`|'.repeat(2000);
    const sentences = Array.from({ length: 200 }, () => worst);
    const others = (
      ['run-failed', 'eval-failed', 'eval-unknown', 'eval-pending', 'eval-skipped'] as const
    ).map((outcome) => fault(outcome, ...sentences));
    const hostile: EvalStep[] = Array.from({ length: 2000 }, (_, stepNumber) => ({
      stepNumber,
      name: worst,
      result: 'unrecognised',
      rawResult: worst,
      explanation: worst,
    }));
    const progress = withMessage(message, {
      agentName: worst,
      agentId: worst,
      headSha: worst,
      warnings: sentences,
      evals: { kind: 'read', report: { result: 'unrecognised', rawResult: worst, steps: hostile } },
    });
    const summary = render({
      verdict: failed(fault('abandoned', ...sentences), ...others),
      progress,
      attach: { ...ATTACH, requireSteps: Array.from({ length: 9000 }, () => 'A step') },
    });
    expect(Buffer.byteLength(summary)).toBeLessThan(MAX_BYTES);
    expect(summary).toContain('The message is truncated here');
  });
});

describe('hostile text', () => {
  const HOSTILE = [
    '```',
    '````text',
    '~~~',
    '`',
    '|',
    '\\',
    '\n',
    '\r\n',
    '\u2028',
    '\u202e',
    '\u0000',
    '# heading',
    '- item',
    '1. item',
    '> quote',
    '---',
    '***bold***',
    '| a | b |\n| --- | --- |',
    '<img src="https://example.com/p">',
    '<script>alert(1)</script>',
    '<a href="https://example.com">x</a>',
    '<!--',
    '-->',
    '<details>',
    '</summary></details>',
    '<https://example.com>',
    '![p](https://example.com/p.png)',
    '[l](https://example.com)',
    '[l]: https://example.com',
    '[^1]',
    'https://example.com',
    'www.example.com',
    'a@example.com',
    '@team',
    '- [ ] task',
    '::error::x',
    '##[error]x',
    '&lt;img&gt;',
    '&#124;',
    'x',
    ' ',
  ];
  const text = fc
    .array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 6 })
    .map((parts) => `${parts.join('')}x`);

  function summaryOf(words: readonly string[]): string {
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = words;
    return render(
      {
        verdict: failed(fault('unrecognised', a), fault('eval-failed', b, c)),
        progress: progressOf({
          agentName: d,
          agentId: e,
          runUrl: null,
          run: snapshotOf({
            conversationId: f,
            state: 'in_progress',
            rawStatus: a,
            message: messageOf([b], null),
          }),
          evals: {
            kind: 'read',
            report: {
              result: 'unrecognised',
              rawResult: c,
              steps: [{ stepNumber: 1, name: d, result: 'unrecognised', rawResult: e, explanation: f }],
            },
          },
          warnings: [a, b],
        }),
      },
      ['result'],
    );
  }

  const plain = tagsIn(summaryOf(['x', 'x', 'x', 'x', 'x', 'x']));

  it('is tested with a summary that has every part, and no link or picture', () => {
    expect(new Set(plain.filter((tag) => !tag.startsWith('</')))).toEqual(
      new Set([
        '<h2',
        '<h3',
        '<p',
        '<ul',
        '<li',
        '<table',
        '<thead',
        '<tbody',
        '<tr',
        '<th',
        '<td',
        '<pre',
        '<blockquote',
        '<details',
        '<summary',
      ]),
    );
  });

  it.each(HOSTILE)('adds no markup: %j', (piece) => {
    expect(tagsIn(summaryOf(Array.from({ length: 6 }, () => `${piece}x`)))).toEqual(plain);
  });

  it('adds no markup in any combination', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 6, maxLength: 6 }), (words) => {
        expect(tagsIn(summaryOf(words))).toEqual(plain);
      }),
      cases(120),
    );
  });

  it('cannot end the code block of the message', () => {
    const summary = render({ progress: withMessage('```\n\n# Passed ✅\n\n````\n~~~\n<b>') });
    expect(toHtml(summary)).toContain(
      '<pre><code class="language-text">```\n\n# Passed ✅\n\n````\n~~~\n&lt;b&gt;\n</code></pre>\n',
    );
  });

  it('adds no markup as a reason in a list', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const listOf = (...reasons: string[]) =>
          tagsIn(render({ verdict: failed(fault('invalid-input', ...reasons)) }));
        expect(listOf(a, b)).toEqual(listOf('x', 'x'));
      }),
      cases(120),
    );
  });
});
