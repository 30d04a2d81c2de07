/** A part of a text, from the index `begin` to before the index `end`. */
export interface Range {
  readonly begin: number;
  readonly end: number;
}

/** Finds parts of a text, such as the secrets in it. */
export type FindRanges = (text: string) => readonly Range[];

/** The part of a text that a match is. */
export function rangeOf({ 0: whole, index }: RegExpExecArray): Range {
  return { begin: index, end: index + whole.length };
}

/** One way to read a text: each match of `token` is replaced by what `read` returns, which is never longer. */
export interface Reading {
  readonly token: RegExp;
  readonly read: (token: string) => string;
}

/** A text as a parser reads it. */
export interface View {
  readonly text: string;
  /** The parts of the source that these parts of the text are read from. */
  readonly trace: (ranges: readonly Range[]) => Range[];
}

// Every ASCII character with a name in HTML.
const NAMED = new Map(
  Object.entries({
    '&': 'amp',
    '`': 'grave diacriticalgrave',
    '>': 'gt',
    '^': 'hat',
    '<': 'lt',
    '\n': 'newline',
    '"': 'quot',
    '\t': 'tab',
    _: 'lowbar underbar',
    '|': 'vert verbar verticalline',
    "'": 'apos',
    '*': 'ast midast',
    '\\': 'bsol',
    ':': 'colon',
    ',': 'comma',
    '@': 'commat',
    $: 'dollar',
    '=': 'equals',
    '!': 'excl',
    '{': 'lbrace lcub',
    '[': 'lbrack lsqb',
    '(': 'lpar',
    '#': 'num',
    '%': 'percnt',
    '.': 'period',
    '+': 'plus',
    '?': 'quest',
    '}': 'rbrace rcub',
    ']': 'rbrack rsqb',
    ')': 'rpar',
    ';': 'semi',
    '/': 'sol',
  }).flatMap(([character, names]) => names.split(' ').map((name) => [name, character] as const)),
);

const BACKSLASHES = '\\\\+(?:u[0-9a-f]{4}|u\\{[0-9a-f]{1,6}\\}|x[0-9a-f]{2}|[nrt])?';
const PERCENT = '%(?:25)*[0-9a-f]{2}';
const REFERENCE = `&(?:amp;)*(?:#\\d{1,10};?|#x[0-9a-f]{1,8};?|(?:${[...NAMED.keys()].join('|')});)`;

/** Escapes of JSON, JavaScript, Markdown, addresses and HTML, each at any depth. An escape is one character, or none. */
const ESCAPES: Reading = {
  token: new RegExp(`${BACKSLASHES}|${PERCENT}|${REFERENCE}`, 'gi'),
  read(token) {
    const hex = /(?:^%(?:25)*|^\\+[ux]\{?|#x)([0-9a-f]+)[;}]?$/i.exec(token);
    if (hex !== null) return characterOf(Number.parseInt(`${hex[1]}`, 16));
    const decimal = /#(\d+);?$/.exec(token);
    if (decimal !== null) return characterOf(Number(decimal[1]));
    // In JSON, an escaped line end is not a letter of the next word.
    return token.startsWith('\\') ? token.replace(/^\\+/, '').replace(/^[nrt]$/i, ' ') : namedIn(token);
  },
};

function namedIn(token: string): string {
  return `${NAMED.get(token.toLowerCase().replace(/^&(?:amp;)*(?=\w+;)|;$/g, ''))}`;
}

/** No secret has a character beyond the first plane, so it is removed. */
function characterOf(code: number): string {
  return code > 0xffff ? '' : String.fromCharCode(code);
}

// Escapes within escapes: an entity of a percent sign before the digits of a letter.
const MAX_DEPTH = 4;

/**
 * The text itself, with its escapes read up to four times, and each of these without what `markup` removes. Each takes time
 * in proportion to the text.
 */
export function* viewsOf(source: string, markup: Reading): Generator<View> {
  let readings: readonly Reading[] = [];
  let text = source;
  for (;;) {
    yield viewOf(source, text, readings);
    yield viewOf(source, readWith(text, markup), [...readings, markup]);
    const deeper = readWith(text, ESCAPES);
    if (deeper === text || readings.length === MAX_DEPTH) return;
    readings = [...readings, ESCAPES];
    text = deeper;
  }
}

/** A text with its escapes read so many times. */
export function unescaped(text: string, times: number): string {
  return times === 0 ? text : unescaped(readWith(text, ESCAPES), times - 1);
}

/** A text with every match of the reading replaced. */
export function readWith(text: string, { token, read }: Reading): string {
  return text.replace(token, (whole) => read(whole));
}

function viewOf(source: string, text: string, readings: readonly Reading[]): View {
  return {
    text,
    trace(ranges) {
      if (readings.length === 0 || ranges.length === 0) return [...ranges];
      const { begins, ends } = readings.reduce(follow, untouched(source));
      return ranges.map(({ begin, end }) => ({ begin: Number(begins[begin]), end: Number(ends[end - 1]) }));
    },
  };
}

/** A text, and the begin and the end of each of its characters in the source. */
interface Traced {
  readonly text: string;
  readonly begins: Uint32Array;
  readonly ends: Uint32Array;
}

function untouched(text: string): Traced {
  const begins = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    begins[index] = index;
    ends[index] = index + 1;
  }
  return { text, begins, ends };
}

function follow({ text, begins, ends }: Traced, { token, read }: Reading): Traced {
  const next = { begins: new Uint32Array(text.length), ends: new Uint32Array(text.length) };
  const parts: string[] = [];
  let from = 0;
  let size = 0;
  const copy = (to: number) => {
    next.begins.set(begins.subarray(from, to), size);
    next.ends.set(ends.subarray(from, to), size);
    parts.push(text.slice(from, to));
    size += to - from;
  };
  for (const { 0: whole, index } of text.matchAll(token)) {
    copy(index);
    from = index + whole.length;
    const shown = read(whole);
    next.begins.fill(Number(begins[index]), size, size + shown.length);
    next.ends.fill(Number(ends[from - 1]), size, size + shown.length);
    parts.push(shown);
    size += shown.length;
  }
  copy(text.length);
  return { text: parts.join(''), ...next };
}
