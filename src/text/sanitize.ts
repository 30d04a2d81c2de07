/**
 * Sanitizes untrusted text: of the agent, the service, a pull request, an error. Every sink (log, annotation, output,
 * summary) passes its text through here.
 */

// Control, bidirectional and invisible characters, line separators, and lone surrogates: each can hide or forge text.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
// Parts of an emoji: the variation selector, the joiner of two, and the selector inside a keycap.
const PART_OF_EMOJI =
  /(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]|(?<=\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier})\u200D(?=\p{Extended_Pictographic})|(?<=[0-9#*])\uFE0F(?=\u20E3)/u;
const HIDDEN = new RegExp(`(?!${PART_OF_EMOJI.source})${INVISIBLE.source}`, 'gu');

const MAX_LINE_CHARS = 2000;
const MAX_QUOTED_CHARS = 80;
const MAX_SPAN_CHARS = 300;
const WORD = /^[\w.-]{1,100}$/;
// `a.ts:1:2: error`, `a.ts(1,2): error`, `a.go: vet`, `a.js: line 1, col 2, Error`.
const AT_LINE_NUMBER = /(?<=[\d)]|\.\w{1,5}):(?=[\s\d])|(?<=\d)[,)]/g;

function escapeCharacter(character: string): string {
  return `\\u{${Number(character.codePointAt(0)).toString(16)}}`;
}

/** Text with every line ending as `\n`, and invisible characters as escapes; tabs stay. */
export function escapeInvisible(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(HIDDEN, (character) =>
      character === '\n' || character === '\t' ? character : escapeCharacter(character),
    );
}

/** Text without U+0000: no environment variable can contain it, so no later step could start. */
export function escapeNull(text: string): string {
  return text.replaceAll('\0', escapeCharacter);
}

/** Text as one line of at most `longest` characters, with invisible characters as escapes. */
export function singleLine(text: string, longest = MAX_LINE_CHARS): string {
  const line = escapeInvisible(text.replace(/[\r\n\t\u2028\u2029]+/g, ' ')).trim();
  return line.length > longest ? `${line.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}

// A quotation mark, which could end a quotation too early, or its end: with the backslashes before it.
const MARK = /(\\*)("|$)/g;
const ESCAPED_MARK = /(\\*)(\\"|$)/g;
// A quotation as `quote` writes it, with white space or a parenthesis before it; the end of the text may truncate it.
const QUOTED = /(?<=(?:^|\s)\(?)"((?:[^"\\]|\\.)+)(?:"(?=[).,;?!]*:?(?:\s|$))|(?<=…)$)/g;

/** A name or message of somebody else inside a sentence: one line, in quotes, its own quotes escaped, truncated. */
export function quote(text: string, longest = MAX_QUOTED_CHARS): string {
  const line = singleLine(text, longest);
  return `"${line.replace(MARK, (_, slashes, mark) => `${slashes}${slashes}${mark && '\\"'}`)}"`;
}

/** What stands in a quotation, as it was before. */
function unquote(content: string): string {
  return content.replace(
    ESCAPED_MARK,
    (_, slashes, mark) => `${slashes.slice(slashes.length / 2)}${mark && '"'}`,
  );
}

/** The same, without quotes for what is a single word, such as an id or an enum value. */
export function quoteUnlessWord(text: string): string {
  return WORD.test(text) ? text : quote(text);
}

/**
 * One line for the log. The runner acts on a line that begins with `::` after white space, and on `##[` anywhere in it.
 * Its comparison depends on the culture, and may ignore characters that are not ASCII. So only a visible ASCII character
 * breaks a command. In quotations, a backslash stands where the problem matchers of other actions look for a line number.
 */
export function logLine(text: string): string {
  return singleLine(text)
    .replace(QUOTED, (quotation) => quotation.replace(AT_LINE_NUMBER, '\\$&'))
    .replace(/(#[^\x20-\x7e]*#[^\x20-\x7e]*)\[/g, '$1\\[')
    .replace(/^(?=[^\x21-\x7e]*:[^\x20-\x7e]*:)/, '\\');
}

/** A Markdown code span, also inside a table: no link, picture, mention or markup in it is rendered. */
export function codeSpan(text: string, longest = MAX_SPAN_CHARS): string {
  return spanOf(singleLine(text, longest));
}

function spanOf(line: string): string {
  return line
    .split('|')
    .map((piece) => (piece === '' ? '' : fenceSpan(piece)))
    .join('&#124;');
}

function fenceSpan(piece: string): string {
  const ticks = '`'.repeat(longestTicks(piece) + 1);
  // Markdown removes one space at both ends if both have one, unless there are only spaces.
  const space = /^`|`$|^ .*[^ ].* $/.test(piece) ? ' ' : '';
  return `${ticks}${space}${piece}${space}${ticks}`;
}

function longestTicks(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

// Words of letters, digits, plain punctuation and non-ASCII characters are plain text in Markdown. A reference such as
// GH-1, a commit, a host or a path from the root would become a link or a command, and :x: a picture.
const PLAIN_WORD = /^(?:&|[A-Za-z0-9.,;:?!%'()"/\P{ASCII}-]+)$/u;
const REFERENCE = /\bgh-\d|www\.|\b[0-9a-f]{7,}\b|[\w-]\.[a-z]{2}|:\S+:|:\/\/|^["(]*\//i;
// Begins a list, a rule or a table.
const BLOCK_START = /^\W*(?:\d+[.)]|[-:])/;
// The punctuation of the sentence around a word.
const PARTS = /([("]*)(.*?)([)".,;?!]*)$/u;
// The same of a word between spaces: a colon after it cannot end the name of a picture unless there is one in the word.
const PARTS_OF_SENTENCE = /([("]*)(.*?)((?:(?<!:.*):)?[)".,;?!]*)$/u;

/** A piece of a sentence: plain text in Markdown, or something that must be in a code span. */
export interface ProsePiece {
  readonly text: string;
  readonly isPlain: boolean;
}

/** A sentence as Markdown: plain words unchanged; quotations, and everything that could be markup, in code spans. */
export function escapeMarkdown(text: string): string {
  return singleLine(text)
    .split(QUOTED)
    .map((part, place) => (place % 2 === 0 ? escapeWords(part, place === 0) : spanOf(unquote(part))))
    .join('');
}

function escapeWords(text: string, isStart: boolean): string {
  return text
    .split(' ')
    .map((word, place) =>
      isStart && place === 0 && BLOCK_START.test(word)
        ? spanOf(word)
        : write(wordPieces(word, PARTS_OF_SENTENCE)),
    )
    .join(' ');
}

function write(pieces: readonly ProsePiece[]): string {
  return pieces.map(({ text, isPlain }) => (isPlain ? text : spanOf(text))).join('');
}

/** A text with its lines, with invisible characters as escapes, divided into plain pieces and others. */
export function prosePieces(text: string): ProsePiece[] {
  return escapeInvisible(text)
    .split(/([ \n\t]+)/)
    .flatMap((part, place) =>
      place % 2 === 0 ? wordPieces(part, PARTS) : [{ text: part.includes('\n') ? '\n' : ' ', isPlain: true }],
    );
}

function wordPieces(word: string, parts: RegExp): ProsePiece[] {
  if (PLAIN_WORD.test(word) && !REFERENCE.test(word)) return [{ text: word, isPlain: true }];
  // The pattern matches the whole word, so the parts around it are empty.
  return word
    .split(parts)
    .map((text, place) => ({ text, isPlain: place !== 2 }))
    .filter(({ text }) => text !== '');
}

/** A fenced block that its content cannot close. */
export function fencedBlock(text: string, language = 'text'): string {
  const content = escapeInvisible(text);
  const fence = '`'.repeat(Math.max(3, longestTicks(content) + 1));
  return `${fence}${language}\n${content.replace(/\n$/, '')}\n${fence}`;
}

/** The same inside a quotation, so that nothing stands at the start of a line, where a bot may take it for a command. */
export function quotedBlock(text: string, language = 'text'): string {
  return fencedBlock(text, language).replace(/^(.?)/gm, (start) => (start === '' ? '>' : `> ${start}`));
}

/** The longest beginning of `text` that has at most `maxBytes` bytes as UTF-8 and ends at a whole character. */
export function truncateBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  let end = Math.max(0, maxBytes);
  if (bytes.length <= end) return text;
  while ((bytes.readUInt8(end) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString('utf8');
}

/** The same, ending at a line's end if it has one. */
export function truncateLines(text: string, maxBytes: number): string {
  const cut = truncateBytes(text, maxBytes);
  const end = cut === text ? -1 : cut.lastIndexOf('\n');
  return end > 0 ? cut.slice(0, end) : cut;
}
