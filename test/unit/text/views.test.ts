import { micromark } from 'micromark';
import { describe, expect, it } from 'vitest';
import { readWith, unescaped, viewsOf } from '../../../src/text/views.ts';

const NONE = { token: /(?!)/g, read: () => '' };
const STARS = { token: /\*+/g, read: () => '' };

describe('the decoded form of a text', () => {
  it.each([
    ['\\u006b\\U004B', 'kK'],
    ['\\\\\\\\u006b', 'k'],
    ['\\u{6b}\\u{00006b}', 'kk'],
    ['\\x6b\\x6B', 'kk'],
    ['%6b%4B%256b%2525256b', 'kKkk'],
    ['%25', '%'],
    ['&#107;&#0107;&#107', 'kkk'],
    ['&#x6b;&#X006B;&#x6b', 'kkk'],
    ['&amp;#107;&amp;amp;#x6b;', 'kk'],
    ['&lt;&LT;&amp;lt;&amp;&amp;amp;', '<<<&&'],
    ['\\-\\.', '-.'],
    ['a\\nb\\\\tc\\rd', 'a b c d'],
    ['&#x1f600;\\u{1f600}', ''],
    ['&unknown; &lt % %2 &# \\', '&unknown; &lt % %2 &# '],
  ])('of %j at one level is %j', (text, once) => {
    expect(unescaped(text, 1)).toBe(once);
  });

  it('decodes the HTML names of ASCII characters like a parser', () => {
    const names =
      'AMP amp DiacriticalGrave grave GT gt Hat LT lt QUOT quot UnderBar lowbar VerticalLine verbar vert apos ast midast bsol colon comma commat dollar equals excl lbrace lcub lbrack lsqb lpar num percnt period plus quest rbrace rcub rbrack rsqb rpar semi sol';
    for (const name of names.split(' ')) {
      const character = unescaped(`&${name};`, 1);
      expect(character).toMatch(/^[!-~]$/);
      expect(micromark(`x&${name};`)).toBe(micromark(`x\\${character}`));
    }
    expect(unescaped('&Tab;&NewLine;', 1)).toBe('\t\n');
  });

  it('is read to the given depth', () => {
    const text = '&#37;26%2523';
    expect([0, 1, 2].map((times) => unescaped(text, times))).toEqual([text, '%26#', '&#']);
  });
});

describe('viewsOf', () => {
  it('returns each depth with and without markup, and stops if there is nothing more to decode', () => {
    const views = Array.from(viewsOf('a*&#37;6b', STARS), ({ text }) => text);
    expect(views).toEqual(['a*&#37;6b', 'a&#37;6b', 'a*%6b', 'a%6b', 'a*k', 'ak']);
    expect(Array.from(viewsOf('ab', NONE))).toHaveLength(2);
  });

  it('reads at most four depths', () => {
    const nested = '&#38;#38;#38;#38;#38;#38;#107;';
    const texts = Array.from(viewsOf(nested, NONE), (view) => view.text);
    expect(new Set(texts).size).toBe(5);
    expect(texts.at(-1)).toBe('&#38;#38;#107;');
  });

  it.each([
    ['unchanged', 'x kd y', 'kd'],
    ['beside escapes', '&lt; kd &gt;', 'kd'],
    ['as escapes', 'x &#107;\\u0064 y', '&#107;\\u0064'],
    ['in part', 'x k%64%20y', 'k%64'],
    ['with markup', 'x* *k**d* y', 'k**d'],
    ['with both', 'x *&amp;#107;**%2564* y', '&amp;#107;**%2564'],
    ['at the end', 'x \\u006b\\u0064', '\\u006b\\u0064'],
  ])('maps back text that is written %s', (_what, source, part) => {
    const parts = Array.from(viewsOf(source, STARS)).flatMap(({ text, trace }) => {
      const begin = text.indexOf('kd');
      return begin < 0
        ? []
        : trace([{ begin, end: begin + 2 }]).map((range) => source.slice(range.begin, range.end));
    });
    expect(parts.length).toBeGreaterThan(0);
    expect(new Set(parts)).toEqual(new Set([part]));
  });

  it('maps back every character to its source', () => {
    const source = 'a&#98;c**\\u0064%65**f';
    const views = Array.from(viewsOf(source, STARS));
    const last = views.at(-1);
    const places = [...`${last?.text}`].map((_, begin) => ({ begin, end: begin + 1 }));
    const parts = last?.trace(places).map((range) => source.slice(range.begin, range.end));
    expect([last?.text, parts]).toEqual(['abcdef', ['a', '&#98;', 'c', '\\u0064', '%65', 'f']]);
    expect(last?.trace([])).toEqual([]);
  });
});

describe('readWith', () => {
  it('removes everything that the pattern matches', () => {
    expect(readWith('a*b**c', STARS)).toBe('abc');
  });
});
