import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { withinTime } from '../../../../src/platform/time-limit.ts';
import { createQuote } from '../../../../src/report/markdown/quotation.ts';
import { cases } from '../../../support/cases.ts';
import { hostileMarkdown, hostileText } from '../../../support/hostile-text.ts';
import { foreignElements, READINGS, references } from '../../../support/readings.ts';
import { unlimited } from '../../../support/within-time.ts';

const MAX_BYTES = 900 * 1024;

function quoted(text: string, maxBytes = MAX_BYTES): string {
  return createQuote(text, unlimited)?.(maxBytes)?.markdown ?? '(no quotation)';
}

function nodesOf(markdown: string): Nodes[] {
  const nodes: Nodes[] = [];
  const visit = (node: Nodes) => {
    nodes.push(node);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  return nodes;
}

const ALLOWED = [
  'root blockquote paragraph heading thematicBreak list listItem table tableRow tableCell code',
  'text emphasis strong delete inlineCode break',
].flatMap((types) => types.split(' '));

// What GitHub renders as more than text: mentions, references, addresses, emoji codes, formulas, HTML.
const ALIVE =
  /[@#<>$\\`*_[\]|~^=+]|&\S|\S&|www\.|:\/\/|\bgh-\d|\b[0-9a-f]{7,40}\b|\w\.[a-z]{2}|:\S+:|(?:^|\s)\/\S/i;
const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

function expectHarmless(markdown: string): void {
  const nodes = nodesOf(markdown);
  const [root] = nodes;
  expect(root?.type === 'root' && root.children.map(({ type }) => type)).toEqual(['blockquote']);
  for (const node of nodes) {
    expect(ALLOWED).toContain(node.type);
    if (node.type === 'text') expect(node.value).not.toMatch(ALIVE);
    if (node.type === 'heading') expect(node.depth).toBeGreaterThanOrEqual(4);
    if (node.type === 'code') expect(['mermaid', 'math', 'geojson', 'stl']).not.toContain(node.lang);
    if ('value' in node) expect(node.value).not.toMatch(HIDDEN);
  }
}

describe("the agent's message as a quotation", () => {
  it.each([
    ['a paragraph', 'All is well.', '> All is well.'],
    ['emphasis', '*one* **two** ~~three~~', '> *one* **two** ~~three~~'],
    [
      'headings, made smaller',
      '# One\n\n## Two\n\n### Three\n\n#### Four',
      '> #### One\n>\n> ##### Two\n>\n> ###### Three\n>\n> ###### Four',
    ],
    ['lists', '- a\n- b\n  1. c\n  2. d', '> - a\n> - b\n>   1. c\n>   2. d'],
    ['a list that begins later', '7. a\n8. b', '> 7. a\n> 8. b'],
    ['tasks', '- [x] done\n- [ ] open', '> - [x] done\n> - [ ] open'],
    ['a table with cells beyond its head', '| a |\n| - |\n| c | d |', '> | a | |\n> | - | - |\n> | c | d |'],
    ['a table', '| a | b |\n| :-- | --: |\n| c | `d` |', '> | a | b |\n> | :- | -: |\n> | c | `d` |'],
    ['code in a language', '```ts\nlet a;\n```', '> ```ts\n> let a;\n> ```'],
    ['code in none', '    a\n    b', '> ```\n> a\n> b\n> ```'],
    ['a quotation', '> a', '> > a'],
    ['lines', 'a  \nb\n\n---\n\nc', '> a\\\n> b\n>\n> ___\n>\n> c'],
    ['lines without a mark', 'a\nb', '> a\n> b'],
    ['lines by HTML', 'a<br>b<BR />c<brx>', '> a\n> b\n> c`<brx>`'],
    ['HTML that only ends as a line', 'a<!X <br>b', '> a`<!X <br>`b'],
    ['lists that touch', '- a\n\n* b\n\n1. c\n\n1) d', '> - a\n>\n> * b\n>\n> 1. c\n>\n> 1) d'],
    ['words with marks, as code', 'see src/a.ts, (run_id) and 50%', '> see `src/a.ts`, (`run_id`) and 50%'],
    ['a link', '[the page](https://a.b/c)', '> the page (`https://a.b/c`)'],
    ['a link with a title', '[the page](https://a.b/c "Really")', '> the page (`https://a.b/c "Really"`)'],
    [
      'a bare address',
      'https://a.b/c and <https://d.e> and www.f.g',
      '> `https://a.b/c` and `https://d.e` and `http://www.f.g`',
    ],
    ['a link without text', '[](https://a.b)', '> `https://a.b`'],
    [
      'a link by reference',
      '[the page][p]\n\n[p]: https://a.b',
      '> the page (`[p]`)\n>\n> `[p]: https://a.b`',
    ],
    ['a picture', '![alt](https://a.b/c.png)', '> `![alt](https://a.b/c.png)`'],
    ['HTML in a line', 'a <b>c</b>', '> a `<b>`c`</b>`'],
    ['HTML of several lines', '<details>\n<p>\n</details>', '> ```\n> <details>\n> <p>\n> </details>\n> ```'],
    ['a footnote', 'a[^1]\n\n[^1]: b', '> a`[^1]`\n>\n> `[^1]:`\n>\n> b'],
    [
      'a mention and references',
      '@team fixes #1, GH-2 and o/r#3',
      '> `@team` fixes `#1`, `GH-2` and `o/r#3`',
    ],
    ['a diagram', '```mermaid\ngraph TD\n```', '> `mermaid`\n>\n> ```\n> graph TD\n> ```'],
    ['a map', '```geojson\n{}\n```', '> `geojson`\n>\n> ```\n> {}\n> ```'],
    ['code with more than a language', '```ts title=a\nb\n```', '> `ts title=a`\n>\n> ```\n> b\n> ```'],
    ['an alert', '> [!WARNING]\n> a', '> > `[!WARNING]`\n> > a'],
    ['an empty link', 'a []() b', '> a `[]()` b'],
    ['what links divide', 'GH-[1](u) ww[w.é](u) :[x: ](u)', '> `GH-1` (`u`) `www.é` (`u`) `:x:` (`u`)'],
    ['what cannot be seen', 'a\u202eb &#x202e; c', '> `a\\u{202e}b` `\\u{202e}` c'],
    ['code spans that touch', '@`a`', '> `@a`'],
    ['a link without a target', '[\\[]() ', '> `[`'],
    [
      'a link without a target before code',
      '[\\[]() x `` @octocat ` <img src=https://e.test/x> ``` ``',
      '> `[` x `` @octocat ` <img src=https://e.test/x> ``` ``',
    ],
    ['a link with a title alone', '[a](<> "t") `` ` ``', '> a (` "t"`) `` ` ``'],
    ['a link with a white target', '[a](&#32;) `b`', '> a `b`'],
    ['a link of nothing and to nothing, in code that follows', '[](&#32;)`` ` ``', '> `` []()` ``'],
    ['white code', 'a ` ` `b`', '> a `b`'],
    ['white code within a reference', '@` `octocat', '> `@octocat`'],
    ['code of ticks', '`` ` `` ``` `` ``` ` `` `', '> `` ` `` ` `` ` ` `` `'],
    ['code that ends with a tick, at the end of a cell', '| `` a` `` |\n| - |', '> | `` a` `` |\n> | - |'],
    [
      'code with a pipe in a cell',
      '| `a\\|b` | `` ` `` |\n| - | - |',
      '> | `a\\|b` | `` ` `` |\n> | - | - |',
    ],
    ['white emphasis', '`a`*&#32;*`b` **&#32;**~~&#32;~~', '> `ab`&#x20;'],
    ['emphasis of white code', 'a **` `** `b`', '> a `b`'],
    ['a white paragraph', 'a\n\n&#32;\n\nb', '> a\n>\n> b'],
    ['an empty heading', 'a\n\n#\n\n# ` `\n\nb', '> a\n>\n> b'],
    ['an empty item', '- a\n-\n- ` `\n- b', '> - a\n> -\n> -\n> - b'],
    ['empty cells', '| | a |\n| - | - |\n| ` ` | |\n| |', '> | | a |\n> | - | - |\n> | | |\n> | | |'],
    ['an empty quotation', 'a\n\n>\n\nb', '> a\n>\n> >\n>\n> b'],
    ['a white end of a line of text', 'a\u3000', '> a\u3000'],
  ])('has %s [T5 T6]', (_, text, markdown) => {
    expect(quoted(text)).toBe(markdown);
    expectHarmless(quoted(text));
  });

  it('renders no markup of others, and is one quotation as a whole, for any text [T5 T6]', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        const quote = createQuote(text, unlimited);
        if (quote !== null) expectHarmless(quote(MAX_BYTES)?.markdown ?? '');
      }),
      cases(200),
    );
  });

  it.each(Object.entries(READINGS))('renders no markup of others with %s [T5 T6]', (_, toHtml) => {
    fc.assert(
      fc.property(fc.oneof(hostileMarkdown, hostileText), (text) => {
        const html = toHtml(createQuote(text, unlimited)?.(MAX_BYTES)?.markdown ?? '');
        expect([...foreignElements(html), ...references(html)]).toEqual([]);
      }),
      cases(120),
    );
  });

  it('keeps every word of any markup', () => {
    const frames = [
      (w: string) => `# ${w}`,
      (w: string) => `- ${w}\n  - ${w}x`,
      (w: string) => `> ${w}`,
      (w: string) => `**${w}** _${w}y_`,
      (w: string) => `[${w}](https://a.b/${w}z "${w}t")`,
      (w: string) => `![${w}](https://a.b/${w}z)`,
      (w: string) => `<i title="${w}">`,
      (w: string) => `| ${w} | b |\n| - | - |\n| ${w}c | ${w}d | ${w}e |`,
      (w: string) => `\`\`\`${w}\n${w}c\n\`\`\``,
      (w: string) => `a[^n]\n\n[^n]: ${w}`,
      (w: string) => `[${w}]: https://a.b/${w}u`,
    ];
    fc.assert(
      fc.property(fc.array(fc.nat(frames.length - 1), { minLength: 1, maxLength: 8 }), (choices) => {
        const text = choices.map((choice, index) => frames[choice]?.(`wort${index}q`)).join('\n\n');
        const shown = quoted(text);
        for (const [word] of text.matchAll(/wort[a-z0-9]+/g)) expect(shown).toContain(word);
      }),
      cases(100),
    );
  });

  it('is truncated between its parts if it is longer than its limit', () => {
    const quote = createQuote('One.\n\nTwo.\n\nThree.', unlimited);
    expect(quote?.(17)).toEqual({ markdown: '> One.\n>\n> Two.', isWhole: false });
    expect(quote?.(15)).toEqual({ markdown: '> One.\n>\n> Two.', isWhole: false });
    expect(quote?.(6)).toEqual({ markdown: '> One.', isWhole: false });
    expect(quote?.(26)).toEqual({ markdown: '> One.\n>\n> Two.\n>\n> Three.', isWhole: true });
    expect(quote?.(25)?.isWhole).toBe(false);
  });

  it('is null if its parts would fill less than half of the limit, so that a fence is used', () => {
    const quote = createQuote(`One.\n\n${'long '.repeat(20)}`, unlimited);
    expect(quote?.(11)).toEqual({ markdown: '> One.', isWhole: false });
    expect(quote?.(12)).toBeNull();
    expect(quote?.(5)).toBeNull();
    expect(quote?.(200)?.isWhole).toBe(true);
  });

  it('is never longer than its limit', () => {
    fc.assert(
      fc.property(hostileMarkdown, fc.nat(400), (text, maxBytes) => {
        expect(
          Buffer.byteLength(createQuote(text, unlimited)?.(maxBytes)?.markdown ?? ''),
        ).toBeLessThanOrEqual(maxBytes);
      }),
      cases(100),
    );
  });

  it.each([
    ['is of 200 KiB', 'x'.repeat(200 * 1024), true],
    ['is larger', 'x'.repeat(200 * 1024 + 1), false],
    ['is nested', '- '.repeat(9), true],
    ['is nested deeply', '> '.repeat(30), false],
    ['is empty', '', false],
    ['is white', ' \n\t', false],
    ['is an empty heading', '#', false],
    ['is white as Markdown', '&#32;', false],
    ['can be written in a cell', '| `a\\|b` |\n| - |', true],
    [
      'cannot be written in a cell, since a backslash stands before a pipe',
      '| `a\\|b` |\n| - |\n| a\\\\\\|b |',
      false,
    ],
  ])('is created from a text that %s: %#', (_, text, isQuoted) => {
    expect(createQuote(text, unlimited) !== null).toBe(isQuoted);
  });

  it('is refused by the parser if it is nested too deeply', () => {
    expect(() => createQuote('>'.repeat(6000), unlimited)).toThrow(RangeError);
  });

  it('is aborted if it takes too long', () => {
    expect(() => createQuote('+ '.repeat(100_000), (_limitMs, work) => withinTime(20, work))).toThrow(
      /timed out after 20ms/,
    );
  });
});
