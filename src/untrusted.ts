/**
 * Makes harmless what somebody else wrote: the agent, the service, a pull request, an error. Every sink (log,
 * annotation, output, summary) passes its text through here.
 */

// Control, bidirectional and invisible characters, line separators, and lone surrogates: each can hide or forge text.
// The joiner inside an emoji is what the emoji is made of.
const INVISIBLE =
  /(?!(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const LONGEST_LINE = 2000;

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Text with every line ending as `\n`, and what cannot be seen shown as an escape; tabs stay. */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, (character) =>
      character === '\n' || character === '\t' ? character : escapeCharacter(character),
    );
}

/** Text as one line of at most `longest` characters, with what cannot be seen shown as an escape. */
export function plainLine(text: string, longest = LONGEST_LINE): string {
  const line = visibleText(text.replace(/[\r\n\t\u2028\u2029]+/g, ' ')).trim();
  return line.length > longest ? `${line.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}

/**
 * One line for the log. The runner acts on a line that begins with `::` after white space, and on `##[` anywhere in it;
 * a visible character breaks both, since it may ignore invisible ones when it compares.
 */
export function logLine(text: string): string {
  return plainLine(text).replaceAll('##[', '##\\[').replace(/^::/, '\\::');
}

/** A Markdown code span, also inside a table: no link, picture, mention or markup in it comes to life. */
export function codeSpan(text: string): string {
  return plainLine(text)
    .split('|')
    .map((piece) => (piece === '' ? '' : fenceSpan(piece)))
    .join('&#124;');
}

function fenceSpan(piece: string): string {
  const ticks = '`'.repeat(longestRun(piece, /`+/g) + 1);
  const space = /^[` ]|[` ]$/.test(piece) ? ' ' : '';
  return `${ticks}${space}${piece}${space}${ticks}`;
}

function longestRun(text: string, runs: RegExp): number {
  return Math.max(0, ...Array.from(text.matchAll(runs), (run) => run[0].length));
}

// Words of letters, digits and plain punctuation mean themselves in Markdown; a reference such as GH-1, a commit or
// a host would become a link.
const PLAIN_WORD = /^[\p{L}\p{N}.,;:?!%'()"-]+$/u;
const REFERENCE = /^\W*(?:gh-\d|www\.|\d+[.)]|[-:]|[0-9a-f]{7,}\b)|[\w-]\.[\w-]|:\/\//i;

/** A sentence as Markdown: plain words stand as they are, everything that could mean more stands in code spans. */
export function prose(text: string): string {
  return plainLine(text)
    .split(' ')
    .map((word) => (word === '' || (PLAIN_WORD.test(word) && !REFERENCE.test(word)) ? word : codeSpan(word)))
    .join(' ');
}

/** A fenced block that its content cannot close. */
export function fencedBlock(text: string, language = 'text'): string {
  const content = visibleText(text);
  const fence = '`'.repeat(Math.max(3, longestRun(content, /`+/g) + 1));
  return `${fence}${language}\n${content.replace(/\n$/, '')}\n${fence}`;
}

/** The longest beginning of `text` that has at most `maxBytes` bytes as UTF-8 and ends at a whole character. */
export function cutBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString('utf8');
}

/** The same, ending at a line's end where there is one. */
export function cutLines(text: string, maxBytes: number): string {
  const cut = cutBytes(text, maxBytes);
  const end = cut === text ? -1 : cut.lastIndexOf('\n');
  return end > 0 ? cut.slice(0, end) : cut;
}
