import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { anyName, commandsIn } from '../../../fakes/runner/commands.ts';
import {
  codeSpan,
  escapeInvisible,
  escapeMarkdown,
  escapeNull,
  fencedBlock,
  logLine,
  prosePieces,
  quote,
  quotedBlock,
  quoteUnlessWord,
  singleLine,
  truncateBytes,
  truncateLines,
} from '../../../src/text/sanitize.ts';
import { cases } from '../../support/cases.ts';
import { hostileText } from '../../support/hostile-text.ts';

const RUNS = 300;

// Written independently of the source, by number: every character without a glyph.
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|[\u115f\u1160\u3164\uffa0]|\u034f|[\u17b4\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]/gu;

function render(markdown: string): string {
  return micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
}

function elements(html: string): string[] {
  return Array.from(html.matchAll(/<\/?([^\s>/]*)/g), ([, name = '']) => name);
}

/** What a reader sees of HTML without elements that hide anything. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function withoutCode(html: string): string {
  return html.replace(/<code[^>]*>.*?<\/code>/gs, ' ');
}

const TABLE_ELEMENTS = ['table', 'thead', 'tbody', 'tr', 'th', 'td', 'code'];

/** The texts of the cells of a table's row whose first cell is given, and whose second is `end`. */
function cellsWith(markdown: string): string[] {
  const html = render(`| a | b |\n| --- | --- |\n| ${markdown} | end |`);
  expect(elements(html).filter((name) => !TABLE_ELEMENTS.includes(name))).toEqual([]);
  return Array.from(html.matchAll(/<td>(.*?)<\/td>/gs), ([, cell = '']) => textOf(cell));
}

describe('escapeInvisible', () => {
  it.each([
    ['a null', 'a\0b', 'a\\u{0}b'],
    ['an escape of a terminal', '\x1b[31mred', '\\u{1b}[31mred'],
    ['a vertical tab and a form feed', 'a\vb\fc', 'a\\u{b}b\\u{c}c'],
    ['a next line', 'a\u0085b', 'a\\u{85}b'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a paragraph separator', 'a\u2029b', 'a\\u{2029}b'],
    ['a turn of the direction', 'a\u202eb', 'a\\u{202e}b'],
    ['an isolate', 'a\u2066b', 'a\\u{2066}b'],
    ['a zero width space', 'a\u200bb', 'a\\u{200b}b'],
    ['a byte order mark', '\ufeffa', '\\u{feff}a'],
    ['a soft hyphen', 'a\u00adb', 'a\\u{ad}b'],
    ['a filler', 'a\u3164b', 'a\\u{3164}b'],
    ['a grapheme joiner', 'a\u034fb', 'a\\u{34f}b'],
    ['a variation selector after a letter', 'a\ufe0fb', 'a\\u{fe0f}b'],
    ['text in variation selectors', 'a\u{e0101}b', 'a\\u{e0101}b'],
    ['text in tags', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['half a character', 'a\ud83db\ude00c', 'a\\u{d83d}b\\u{de00}c'],
    ['a joiner between letters', 'a\u200db', 'a\\u{200d}b'],
    ['a joiner after an emoji that joins nothing', '👩\u200d:', '👩\\u{200d}:'],
    ['a joiner after a selector that is hidden itself', ':\ufe0f\u200d👩', ':\\u{fe0f}\\u{200d}👩'],
    ['a selector between number signs', '#\ufe0f#', '#\\u{fe0f}#'],
  ])('shows %s as an escape [T31]', (_what, text, shown) => {
    expect(escapeInvisible(text)).toBe(shown);
  });

  it.each(['✅ ⚠️ ❤︎', '👩‍💻', '👩🏽‍🚀', '❤️‍🔥', '🏳️‍🌈', '1️⃣ #️⃣', 'Größe', '日本語', 'e\u0301', 'عربي'])(
    'does not change %s',
    (text) => {
      expect(escapeInvisible(text)).toBe(text);
    },
  );

  it('has every line ending as a line feed, and keeps tabs', () => {
    expect(escapeInvisible('a\r\nb\rc\n\n\td')).toBe('a\nb\nc\n\n\td');
  });

  it('contains no invisible character, for any text, except in emoji [F93 T31]', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const hidden = escapeInvisible(text).match(HIDDEN) ?? [];
        expect(hidden.filter((character) => !'\n\t\u200d\ufe0e\ufe0f'.includes(character))).toEqual([]);
      }),
      cases(RUNS),
    );
  });

  it('does not change its own result', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(escapeInvisible(escapeInvisible(text))).toBe(escapeInvisible(text));
      }),
      cases(RUNS),
    );
  });
});

describe('escapeNull', () => {
  it('escapes U+0000, and nothing else', () => {
    expect(escapeNull('a\0b\0\u0001\n')).toBe('a\\u{0}b\\u{0}\u0001\n');
  });
});

describe('singleLine', () => {
  it.each([
    ['every kind of line ending', 'a\nb\r\nc\rd\u2028e\u2029f\tg', 'a b c d e f g'],
    ['line endings in a row', 'a\n\n\r\n\tb', 'a b'],
    ['white space around', ' \n a b \t', 'a b'],
    ['nothing', '', ''],
  ])('returns one line for %s', (_what, text, line) => {
    expect(singleLine(text)).toBe(line);
  });

  it('is truncated if it is too long, and says so', () => {
    expect(singleLine('abcdef', 5)).toBe('abcde…');
    expect(singleLine('abcdef', 6)).toBe('abcdef');
    expect(singleLine('x'.repeat(2001))).toBe(`${'x'.repeat(2000)}…`);
    expect(singleLine('x'.repeat(2000))).toBe('x'.repeat(2000));
  });

  it('is never truncated within a character', () => {
    expect(singleLine('abcd😀', 5)).toBe('abcd…');
    expect(singleLine('abc😀d', 5)).toBe('abc😀…');
  });
});

/** True if the runner may execute a part of a text that is written to standard output. */
function holdsCommand(text: string): boolean {
  return commandsIn(text, anyName).length > 0;
}

describe('logLine', () => {
  it.each([
    ['a command', '::error::x', '\\::error::x'],
    ['a command after white space', ' \u3000\t::error::x', '\\::error::x'],
    ['a command on a later line', 'a\n::error::x', 'a ::error::x'],
    ['a command behind a lone carriage return', 'a\r::error::x', 'a ::error::x'],
    ['a command of the older form', 'a ##[error]x', 'a ##\\[error]x'],
    ['two commands of the older form', '###[a]##[b]', '###\\[a]##\\[b]'],
    ['a command behind something hidden', '\u200b::error::x', '\\u{200b}::error::x'],
    ['a command with something hidden inside', ':\u200b:error::x', ':\\u{200b}:error::x'],
    ['a command with a selector inside', ':\ufe0f:error::x', ':\\u{fe0f}:error::x'],
    ['a command with an accent inside', ':\u0301:error::x', '\\:\u0301:error::x'],
    ['an older command with accents inside', '#\u0301#\u0301[error]', '#\u0301#\u0301\\[error]'],
    ['an older command within keycaps', '#️⃣#️⃣[error]', '#️⃣#️⃣\\[error]'],
  ])('escapes %s', (_what, text, line) => {
    expect(logLine(text)).toBe(line);
  });

  it.each(['Run 42: in progress', 'a :: b', 'a::b', ': :', '## [x]', '#[x]', '日本: 語'])(
    'does not change %s',
    (text) => {
      expect(logLine(text)).toBe(text);
    },
  );

  it('is one line without a command, for any text [T1]', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = logLine(text);
        expect(line).not.toMatch(/[\r\n]/);
        expect(holdsCommand(line)).toBe(false);
      }),
      cases(RUNS),
    );
  });

  it('has no command even with characters in between that the runner may ignore [T1]', () => {
    const character = fc.oneof(
      fc.constantFrom(':', '#', '[', ' '),
      fc.constantFrom(
        '\u200b',
        '\ufe0f',
        '\u034f',
        '\u0301',
        '\u20e3',
        '\u{e0101}',
        '\u200d',
        '\u{1d159}',
        '\ufeff',
        '\u3000',
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
        expect(holdsCommand(logLine(text))).toBe(false);
      }),
      cases(2000),
    );
  });
});

describe('a log line with a quotation', () => {
  // As actions/setup-node, setup-go, setup-dotnet, setup-python and others register them.
  const MATCHERS = [
    /^([^\s].*)[(:](\d+)[,:](\d+)(?:\):\s+|\s+-\s+)(error|warning|info)\s+TS(\d+)\s*:\s*(.*)$/,
    /^(.+):\sline\s(\d+),\scol\s(\d+),\s(Error|Warning|Info)\s-\s(.+)\s\((.+)\)$/,
    /^\s*(.+\.go):(?:(\d+):(\d+):)? (.*)/,
    /^([^\s].*)\((\d+)(?:,\d+|,\d+,\d+,\d+)?\):\s+(error|warning)\s+([a-zA-Z]+\d+):\s*(.*)/,
    /^(.*):(\d+):(\d+):\s+(?:fatal\s+)?(warning|error):\s+(.*)/,
    /^\s*File\s"(.*)",\sline\s(\d+),\sin\s(.*)$/,
  ];

  it.each([
    'x (12,3): error TS1: it is bad',
    'x.ts:12:3 - error TS1: it is bad',
    'x:12:3 - error TS2322: it is bad',
    'a.js: line 3, col 4, Error - it is bad (no-var)',
    'a.go:3:4: it is bad',
    'a.go: it is bad',
    'a.cs(3): error CS1: it is bad',
    'a.cs(3,4,5,6): warning CS1: it is bad',
    'a.c:3:4: error: it is bad',
    'a:3:4: fatal error: it is bad',
    'File "a.py", line 3, in it',
  ])('has nothing that a problem matcher finds: %s [T2]', (status) => {
    expect(MATCHERS.filter((matcher) => matcher.test(status))).not.toEqual([]);
    for (const text of [`The run is ${quote(status)} (1s elapsed)`, `Retrying: ${quote(status)}.`]) {
      expect(MATCHERS.filter((matcher) => matcher.test(logLine(text)))).toEqual([]);
    }
  });

  it('keeps its own words, and what no matcher looks for', () => {
    const text = 'Waiting for 127.0.0.1:8080 (12,3): "No: it, is (not) here, v1.2" (3s elapsed)';
    expect(logLine(text)).toBe(text);
    expect(logLine('It is "12:30, 7) a.b: c"')).toBe('It is "12\\:30\\, 7\\) a.b\\: c"');
  });
});

describe('quote', () => {
  it.each([
    ['a', '"a"'],
    ['', '""'],
    [' a\nb ', '"a b"'],
    ['a\u202eb', '"a\\u{202e}b"'],
    ['a"b"', '"a\\"b\\""'],
    ['docs\\api', '"docs\\api"'],
    ['a\\"b', '"a\\\\\\"b"'],
    ['a\\', '"a\\\\"'],
    ['a\\\\b\\\\', '"a\\\\b\\\\\\\\"'],
    ['x'.repeat(80), `"${'x'.repeat(80)}"`],
    ['x'.repeat(81), `"${'x'.repeat(80)}…"`],
  ])('writes %j as %j', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  it('is as long as asked for', () => {
    expect(quote('abcd', 3)).toBe('"abc…"');
  });

  it('leaves a word as it is, but nothing else', () => {
    for (const word of ['in_progress', 'a-1.2', 'x'.repeat(100)]) expect(quoteUnlessWord(word)).toBe(word);
    for (const text of ['', 'a b', 'a.\n', 'a:', 'x'.repeat(101)])
      expect(quoteUnlessWord(text)).toBe(quote(text));
  });

  it('stands in a sentence of Markdown as one code span with the text itself', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom('.', ',', ':', '', ' is', ').'), (text, next) => {
        const line = singleLine(text, 80);
        const html = render(escapeMarkdown(`Steps: ${quote(text)}${next}`));
        const code = Array.from(html.matchAll(/<code>(.*?)<\/code>|\|/gs), ([all, span]) => span ?? all).join(
          '',
        );
        if (line !== '') expect(textOf(code)).toBe(line);
        expect(withoutCode(html)).toMatch(/^<p>Steps: /);
      }),
      cases(RUNS),
    );
  });
});

describe('quotedBlock', () => {
  it('puts every line of a block into a quotation [T56]', () => {
    expect(quotedBlock('/approve\n\n  b\r/merge', 'json')).toBe(
      '> ```json\n> /approve\n>\n>   b\n> /merge\n> ```',
    );
    expect(quotedBlock('')).toBe('> ```text\n>\n> ```');
  });

  it('shows the text as a fenced block does, and nothing of it at the start of a line [T56]', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const block = quotedBlock(text);
        for (const line of block.split('\n')) expect(line).toMatch(/^>(?: |$)/);
        expect(render(block)).toBe(`<blockquote>\n${render(fencedBlock(text))}\n</blockquote>`);
      }),
      cases(RUNS),
    );
  });
});

describe('codeSpan', () => {
  it('is limited in its length', () => {
    expect(codeSpan('x'.repeat(301))).toBe(`\`${'x'.repeat(300)}…\``);
    expect(codeSpan('abc', 2)).toBe('`ab…`');
  });

  it.each([
    ['plain text', 'abc', '`abc`'],
    ['backticks', 'a`b``c', '```a`b``c```'],
    ['backticks at the ends', '`a`', '`` `a` ``'],
    ['a pipe', 'a|b', '`a`&#124;`b`'],
    ['a pipe alone', '|', '&#124;'],
    ['spaces at both ends of a piece', 'a| b |c', '`a`&#124;`  b  `&#124;`c`'],
    ['a space at the beginning of a piece', 'a| b c', '`a`&#124;` b c`'],
    ['a space at the end of a piece', 'a b c |d', '`a b c `&#124;`d`'],
    ['spaces alone between pipes', 'a|  |c', '`a`&#124;`  `&#124;`c`'],
    ['several lines', 'a\nb', '`a b`'],
    ['nothing', '', ''],
  ])('keeps %s', (_what, text, span) => {
    expect(codeSpan(text)).toBe(span);
  });

  it('renders no markup of its text, and shows all of it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = render(codeSpan(text));
        expect(elements(html).filter((name) => !['p', 'code'].includes(name))).toEqual([]);
        expect(withoutCode(html)).toMatch(/^(?:<p>[ |]*<\/p>)?$/);
        expect(textOf(html)).toBe(singleLine(text, 300));
      }),
      cases(RUNS),
    );
  });

  it('stays in one table cell, and shows all of its text there', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(cellsWith(codeSpan(text))).toEqual([singleLine(text, 300), 'end']);
      }),
      cases(RUNS),
    );
  });
});

describe('escapeMarkdown', () => {
  it.each([
    'The run failed, and nobody knows why: look at it (please).',
    "It has 12 steps, 50% of them good; isn't that so?",
    'Größe und Länge',
    'हिन्दी, 日本語 — “quoted” → ✅ ⚠️ 👩‍💻',
    'and/or, R & D, e.g. 3.5 of 10.25',
    'Well-known words:  two spaces stay.',
    'As in the list (line 2, column 4): a - b, 1. or 2) of it.',
  ])('does not change plain words: %s', (text) => {
    expect(escapeMarkdown(text)).toBe(text);
  });

  it.each([
    ['a mention', 'ask @octocat now', 'ask `@octocat` now'],
    ['an issue', 'see #1', 'see `#1`'],
    ['an issue by its other name', 'see GH-1 and (gh-2)', 'see `GH-1` and (`gh-2`)'],
    ['an issue within a word', 'see:GH-1', '`see:GH-1`'],
    ['a commit', 'at 1234567 or (deadbeef)', 'at `1234567` or (`deadbeef`)'],
    ['a commit within a word', 'at:1234567', '`at:1234567`'],
    ['an address', 'at https://e.example', 'at `https://e.example`'],
    ['a host', 'at e.example, www.é', 'at `e.example`, `www.é`'],
    ['a host within a word', '(é(www.é', '(`é(www.é`'],
    ['a picture by its name', 'a:octocat: b', '`a:octocat:` b'],
    ['markup', '**a** _b_ ~c~ <d> [e](f) g|h', '`**a**` `_b_` `~c~` `<d>` `[e](f`) `g`&#124;`h`'],
    ['an entity', 'a&#64;b & c', '`a&#64;b` & c'],
    ['a command', 'a /deploy (/x', 'a `/deploy` (`/x`'],
    ['a number of seven digits', '1234567', '`1234567`'],
    ['a list', '- a', '`-` a'],
    ['a numbered list', '1. a', '`1.` a'],
    ['a list of many numbers', '12. a', '`12.` a'],
    ['a numbered list with brackets', '1) a', '`1)` a'],
    ['a heading', '# a', '`#` a'],
    ['a quotation', '> a', '`>` a'],
    ['only punctuation', '*', '`*`'],
  ])('puts %s into code [T6]', (_what, text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown);
  });

  it('renders no markup of its text, and shows all of it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = render(escapeMarkdown(text));
        expect(elements(html).filter((name) => !['p', 'code'].includes(name))).toEqual([]);
        expect(withoutCode(html)).not.toMatch(
          /@|#\d|\bgh-\d|\bwww\.|:\/\/|:\S+:|\b[0-9a-f]{7,}\b|\w\.[a-z]{2}|(?:^|\s)\/\S/i,
        );
        expect(textOf(html)).toBe(singleLine(text));
      }),
      cases(RUNS),
    );
  });

  it('renders no markup of its text in a list item', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = render(`- ${escapeMarkdown(text)}`);
        expect(elements(html).filter((name) => !['ul', 'li', 'code'].includes(name))).toEqual([]);
      }),
      cases(RUNS),
    );
  });

  it('stays in one table cell, and shows all of its text there', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        // Outside of code, spaces in a row are one to the reader.
        expect(cellsWith(escapeMarkdown(text)).map((cell) => cell.replace(/ +/g, ' '))).toEqual([
          singleLine(text).replace(/ +/g, ' '),
          'end',
        ]);
      }),
      cases(RUNS),
    );
  });
});

const PLAIN_PIECE = /^(?:[ \n]|&|[A-Za-z0-9.,;:?!%'()"/\P{ASCII}-]+)$/u;

describe('prosePieces', () => {
  const plain = (text: string) => ({ text, isPlain: true });
  const code = (text: string) => ({ text, isPlain: false });

  it.each([
    ['words', 'a b', [plain('a'), plain(' '), plain('b')]],
    ['spaces in a row', 'a \t b', [plain('a'), plain(' '), plain('b')]],
    ['lines', 'a \r\n\n b', [plain('a'), plain('\n'), plain('b')]],
    ['white space around', ' a\n', [plain(' '), plain('a'), plain('\n')]],
    ['nothing', '', []],
    ['the punctuation around a word', '(@a),', [plain('('), code('@a'), plain('),')]],
    ['a word with markup as a whole', 'x@a', [code('x@a')]],
    ['list markers within a sentence', '1. -', [plain('1.'), plain(' '), plain('-')]],
    ['an invisible character', 'a\u200bb', [code('a\\u{200b}b')]],
  ])('divides %s', (_what, text, pieces) => {
    expect(prosePieces(text)).toEqual(pieces);
  });

  it('contain all of the text, and as plain text only what needs no escape', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const pieces = prosePieces(text);
        const words = (whole: string) => whole.split(/[ \n\t]+/);
        expect(words(pieces.map((piece) => piece.text).join(''))).toEqual(words(escapeInvisible(text)));
        for (const piece of pieces) if (piece.isPlain) expect(piece.text).toMatch(PLAIN_PIECE);
      }),
      cases(RUNS),
    );
  });
});

describe('fencedBlock', () => {
  it.each([
    ['text', 'a\nb', '```text\na\nb\n```'],
    ['its last line ending', 'a\n', '```text\na\n```'],
    ['a fence', '```\n````js\n', '`````text\n```\n````js\n`````'],
    ['nothing', '', '```text\n\n```'],
    ['an invisible character', 'a\u200bb', '```text\na\\u{200b}b\n```'],
  ])('contains %s', (_what, text, block) => {
    expect(fencedBlock(text)).toBe(block);
  });

  it('names another language if there is one', () => {
    expect(fencedBlock('a: b', 'yaml')).toBe('```yaml\na: b\n```');
  });

  it('is not closed by its content, and shows all of it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = render(`${fencedBlock(text)}\n\nafter`);
        expect(elements(html)).toEqual(['pre', 'code', 'code', 'pre', 'p', 'p']);
        expect(textOf(html).replace(/\n$/, '')).toBe(`${escapeInvisible(text).replace(/\n$/, '')}\n\nafter`);
      }),
      cases(RUNS),
    );
  });

  it('accepts as many runs of backticks as a summary can have', () => {
    expect(fencedBlock('` '.repeat(450_000))).toMatch(/^```text\n(` )+\n```$/);
  });
});

describe('truncateBytes', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abc', 2, 'ab'],
    ['aé', 2, 'a'],
    ['aé', 3, 'aé'],
    ['a😀b', 4, 'a'],
    ['a😀b', 5, 'a😀'],
    ['😀', 3, ''],
    ['abc', 0, ''],
    ['abc', -1, ''],
    ['', 0, ''],
    ['', -1, ''],
  ])('truncates %j at %d bytes to %j', (text, maxBytes, cut) => {
    expect(truncateBytes(text, maxBytes)).toBe(cut);
  });

  it('keeps as many whole characters as fit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, maxBytes) => {
        const cut = truncateBytes(text, maxBytes);
        expect(text.startsWith(cut)).toBe(true);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(maxBytes);
        const [next = ''] = text.slice(cut.length);
        expect(next === '' || Buffer.byteLength(cut + next) > maxBytes).toBe(true);
      }),
      cases(RUNS),
    );
  });
});

describe('truncateLines', () => {
  it.each([
    ['a\nb\n', 4, 'a\nb\n'],
    ['a\nbcd', 4, 'a'],
    ['a\nb\ncd', 5, 'a\nb'],
    ['abcd', 3, 'abc'],
    ['\nabcd', 3, '\nab'],
  ])('truncates %j at %d bytes to %j', (text, maxBytes, cut) => {
    expect(truncateLines(text, maxBytes)).toBe(cut);
  });
});
