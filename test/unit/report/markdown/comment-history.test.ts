import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { CLEAN_OUTCOMES, FAULT_OUTCOMES } from '../../../../src/domain/outcome.ts';
import {
  type HistoryEntry,
  historyLine,
  readHistory,
  renderHistory,
  withDecision,
} from '../../../../src/report/markdown/comment-history.ts';
import { cases } from '../../../support/cases.ts';

const RUN_URL = 'https://github.com/octo-4/octo-7/actions/runs/42';
const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

function entryOf(facts: Partial<HistoryEntry> = {}): HistoryEntry {
  return { commit: A, outcome: 'passed', passes: true, attempt: 1, runId: '42', ...facts };
}

/** A comment with this list in its second line. */
function bodyOf(list: unknown, lineEnd = '\n'): string {
  return [
    '<!-- marker -->',
    `<!-- run-kindo-agent commits ${JSON.stringify(list)} -->`,
    '## Passed',
    '',
  ].join(lineEnd);
}

const anyEntry = fc.record({
  commit: fc.stringMatching(/^[0-9a-f]{40}$/),
  outcome: fc.constantFrom(...FAULT_OUTCOMES, ...CLEAN_OUTCOMES),
  passes: fc.boolean(),
  attempt: fc.integer({ min: 1, max: 999_999 }),
  runId: fc.option(fc.stringMatching(/^\d{1,20}$/)),
});

describe('the decisions in a comment', () => {
  it('are read back unchanged', () => {
    const entries = fc.uniqueArray(anyEntry, { maxLength: 10, selector: ({ commit }) => commit });
    fc.assert(
      fc.property(entries, (history) => {
        expect(readHistory(`<!-- marker -->\n${historyLine(history)}## Passed\n`)).toEqual(history);
      }),
      cases(100),
    );
  });

  it('are read with any line ending, and with SHA-256 commits', () => {
    const history = [entryOf({ commit: 'a'.repeat(64) }), entryOf({ runId: null })];
    expect(readHistory(bodyOf(history, '\r\n'))).toEqual(history);
  });

  it.each<[string, unknown]>([
    ['a short commit', { ...entryOf(), commit: 'abc' }],
    ['a commit with more behind it', { ...entryOf(), commit: `${A} x` }],
    ['a commit with more before it', { ...entryOf(), commit: `x${A}` }],
    ['a commit in upper case', { ...entryOf(), commit: A.toUpperCase() }],
    ['an unknown outcome', { ...entryOf(), outcome: '**passed**' }],
    ['an outcome of the prototype', { ...entryOf(), outcome: 'constructor' }],
    ['a pass as a string', { ...entryOf(), passes: 'true' }],
    ['attempt 0', { ...entryOf(), attempt: 0 }],
    ['half an attempt', { ...entryOf(), attempt: 1.5 }],
    ['an attempt that is too large', { ...entryOf(), attempt: 1_000_000 }],
    ['an attempt as a string', { ...entryOf(), attempt: '1' }],
    ['a run that is an address', { ...entryOf(), runId: '42/../../evil' }],
    ['a run with more before it', { ...entryOf(), runId: 'x42' }],
    ['a run of 21 digits', { ...entryOf(), runId: '1'.repeat(21) }],
    ['an empty run', { ...entryOf(), runId: '' }],
    ['no run', { ...entryOf(), runId: undefined }],
    ['null', null],
    ['a list', [entryOf()]],
    ['text', A],
  ])('omit one that has %s [T51]', (_what, entry) => {
    expect(readHistory(bodyOf([entry, entryOf({ commit: B })]))).toEqual([entryOf({ commit: B })]);
  });

  it('contain no other text of an edited line [T51]', () => {
    const edited = { ...entryOf(), link: 'https://evil.example', note: '-->\n# Passed' };
    expect(readHistory(bodyOf([edited]))).toEqual([entryOf()]);
  });

  it.each([
    ['no second line', '<!-- marker -->'],
    ['nothing', ''],
    ['no JSON', '<!-- marker -->\n<!-- run-kindo-agent commits [ -->\n'],
    ['an object', bodyOf({ 0: entryOf(), length: 1 })],
    ['null', bodyOf(null)],
    ['other text before it', bodyOf([entryOf()]).replace('\n<!--', '\nx<!--')],
    ['other text after it', bodyOf([entryOf()]).replaceAll('-->\n', '--> x\n')],
    ['the line as the third', bodyOf([entryOf()]).replace('\n', '\n\n')],
    ['the line as the first', bodyOf([entryOf()]).replace('<!-- marker -->\n', '')],
  ])('are empty with %s [T51]', (_what, body) => {
    expect(readHistory(body)).toEqual([]);
  });

  it('are at most ten, and only the first for each commit [T51]', () => {
    const many = Array.from({ length: 12 }, (_, index) => entryOf({ commit: index.toString(16).repeat(40) }));
    expect(readHistory(bodyOf(many))).toEqual(many.slice(0, 10));
    const twice = [entryOf({ attempt: 3 }), entryOf({ commit: B }), entryOf({ attempt: 2 })];
    expect(readHistory(bodyOf(twice))).toEqual(twice.slice(0, 2));
  });
});

describe('a new decision', () => {
  it('comes first, and replaces the one for its commit', () => {
    const history = [entryOf({ commit: B }), entryOf({ attempt: 1 })];
    const decision = entryOf({ attempt: 2, outcome: 'eval-failed', passes: false });
    expect(withDecision(history, decision)).toEqual([decision, entryOf({ commit: B })]);
  });

  it('drops the oldest of more than ten', () => {
    const history = Array.from({ length: 10 }, (_, index) => entryOf({ commit: String(index).repeat(40) }));
    expect(withDecision(history, entryOf())).toEqual([entryOf(), ...history.slice(0, 9)]);
  });
});

describe('the table of decisions', () => {
  it('has a line for each commit, with a link to the attempt', () => {
    const history = [
      entryOf({ attempt: 2 }),
      entryOf({ commit: B, outcome: 'eval-failed', runId: '7' }),
      entryOf({ commit: 'c'.repeat(40), outcome: 'run-failed', passes: false, runId: null }),
    ];
    expect(renderHistory(history, RUN_URL)).toBe(
      [
        '<details><summary>The last commits</summary>',
        '',
        '| Commit | Decision | Attempt | Workflow run |',
        '| --- | --- | --- | --- |',
        '| `aaaaaaaaaaaa` | ✅ passed | 2 | [42](https://github.com/octo-4/octo-7/actions/runs/42/attempts/2) |',
        '| `bbbbbbbbbbbb` | ⚠️ eval-failed | 1 | [7](https://github.com/octo-4/octo-7/actions/runs/7/attempts/1) |',
        '| `cccccccccccc` | ❌ run-failed | 1 |  |',
        '',
        '</details>',
      ].join('\n'),
    );
  });

  it('has no links if the page of the workflow run is not known, and is omitted without decisions', () => {
    expect(renderHistory([entryOf()], null)).toContain('| `aaaaaaaaaaaa` | ✅ passed | 1 |  |');
    expect([renderHistory([], RUN_URL), historyLine([])]).toEqual(['', '']);
  });

  it('links only to this repository, even if the line in the comment was edited [T51]', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('](https://evil.example)', '--> <img src=x>', '@everyone', `${A}\n# Passed`),
    );
    const edited = fc.record({
      commit: text,
      outcome: text,
      passes: fc.anything(),
      attempt: text,
      runId: text,
    });
    const list = fc.array(fc.oneof(anyEntry, edited, fc.jsonValue()), { maxLength: 15 });
    fc.assert(
      fc.property(list, (entries) => {
        const history = readHistory(bodyOf(entries));
        const markdown = `<!-- marker -->\n${historyLine(history)}## x\n\n${renderHistory(history, RUN_URL)}`;
        const options = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };
        const html = micromark(markdown, options);
        expect(html.match(/<(?:img|h1)|@everyone|evil/g)).toBeNull();
        for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g))
          expect(href).toMatch(/^https:\/\/github\.com\/octo-4\/octo-7\/actions\/runs\/\d+\/attempts\/\d+$/);
      }),
      cases(100),
    );
  });
});
