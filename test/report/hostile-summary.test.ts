import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { newRecord, type RunRecord, type Verdict } from '../../src/domain.ts';
import { createQuote } from '../../src/report/quotation.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { cases } from '../support/cases.ts';
import { hostileText } from '../support/hostile-text.ts';
import { attachOf, snapshotOf } from '../support/records.ts';

/** A record in which everything that somebody else can write is from `words`, in turn. */
function recordFrom(words: readonly string[]): RunRecord {
  let next = 0;
  const word = () => words[next++ % words.length] ?? '';
  const step = (result: 'pass' | 'fail') => ({
    stepNumber: 1,
    name: word(),
    result,
    word: word(),
    explanation: word(),
  });
  return {
    ...newRecord(),
    agentId: word(),
    agentName: word(),
    headSha: word(),
    runId: 'run-1',
    start: 'accepted',
    snapshot: snapshotOf({
      agentId: word(),
      conversationId: word(),
      state: 'interrupted',
      statusWord: word(),
      message: { text: `x${word()}`, payload: word() },
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
        word: word(),
        steps: [step('fail'), ...Array.from({ length: 12 }, () => step('pass'))],
      },
    },
    warnings: [word(), word()],
    timeline: [],
  };
}

/** The message stands in a fence, or as a quotation of what its Markdown holds. */
function summaryOf(words: readonly string[], isQuoted: boolean): string {
  const [a = '', b = '', c = ''] = words;
  const verdict: Verdict = {
    outcome: 'eval-failed',
    passes: false,
    reason: a,
    faults: [
      { outcome: 'needs-input', reasons: [b] },
      { outcome: 'eval-failed', reasons: [a, c] },
    ],
    evalResult: 'fail',
  };
  const attach = attachOf({ uses: a, baseUrl: b, requireSteps: [a, b, c], allow: ['timed-out'] });
  const record = recordFrom(words);
  const quote = isQuoted ? createQuote(words.join('\n\n')) : null;
  return renderSummary({ verdict, record, attach, resultFile: c, quote, sarifFile: a, reportFile: b }, [
    'result',
  ]);
}

/** The parts of a page that stand outside of code, where GitHub makes more of a text than Markdown does. */
function outsideCode(html: string): string {
  return html.replace(/<code[^>]*>.*?<\/code>/gs, ' ');
}

function toHtml(markdown: string): string {
  return micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
}

const OWN_ELEMENTS = new Set(
  [
    'h2',
    'h3',
    'p',
    'ul',
    'li',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'pre',
    'details',
    'summary',
    ...['blockquote', 'h4', 'h5', 'h6', 'ol', 'em', 'strong', 'del'],
  ].flatMap((name) => [`<${name}>`, `</${name}>`]),
);

function isOwn(element: string): boolean {
  return (
    OWN_ELEMENTS.has(element) ||
    /^<(?:hr|br) \/>$|^<ol start="\d+">$|^<t[hd] align="\w+">$|^<input type="checkbox" disabled="" (?:checked="" )?\/>$/.test(
      element,
    )
  );
}

// Of the facts, which the service cannot choose the form of.
const OWN_TIMES = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

describe('a summary of nothing but hostile text', () => {
  const words = fc.array(hostileText, { minLength: 3, maxLength: 9 });

  it('has no element but those of the report, so no link, picture, box or HTML', () => {
    fc.assert(
      fc.property(words, fc.boolean(), (given, isQuoted) => {
        const elements = outsideCode(toHtml(summaryOf(given, isQuoted))).match(/<[^>]*>/g) ?? [];
        expect(elements.filter((element) => !isOwn(element))).toEqual([]);
      }),
      cases(120),
    );
  });

  it('names nobody, refers to nothing, and shows no picture by its name', () => {
    fc.assert(
      fc.property(words, fc.boolean(), (given, isQuoted) => {
        const text = outsideCode(toHtml(summaryOf(given, isQuoted)))
          .replace(/<[^>]*>/g, ' ')
          .replace(OWN_TIMES, ' ');
        const references = /@[\w-]|[\w/]?#\d|\bgh-\d|\bwww\.|:\/\/|\w@\w|:[\w+-]+:|\b[0-9a-f]{7,40}\b/gi;
        expect(text.match(references)).toBe(null);
      }),
      cases(120),
    );
  });

  it('leaves no fence, span or comment open: its last heading is one', () => {
    fc.assert(
      fc.property(words, fc.boolean(), (given, isQuoted) => {
        const html = toHtml(summaryOf(given, isQuoted));
        const headings = Array.from(html.matchAll(/<h3>(.*?)<\/h3>/gs), ([, heading = '']) => heading);
        expect(headings.at(-1)).toBe('Worth knowing');
        expect(headings).toHaveLength(6);
        expect(html.trimEnd()).toMatch(/<\/ul>$/);
      }),
      cases(120),
    );
  });
});
