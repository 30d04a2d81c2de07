import fc from 'fast-check';
import { createQuote } from '../../src/report/markdown/quotation.ts';
import { Redactor } from '../../src/text/redact.ts';
import { hostileMarkdown } from './hostile-text.ts';
import { foreignElements, READINGS, references } from './readings.ts';
import { unlimited } from './within-time.ts';

const KEY = 'kd-canary-0123456789-canary';
const TOKEN = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';
/** A known secret format, which the redactor is not configured with. */
const SHAPED = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
const MAX_BYTES = 900 * 1024;

/** As main makes it. */
export async function createFuzzedRedactor(): Promise<Redactor> {
  const redactor = new Redactor([KEY, TOKEN]);
  await redactor.load();
  return redactor;
}

type Write = (character: string) => string;
const code = (character: string) => character.charCodeAt(0);
const hex = (character: string, digits = 2) => code(character).toString(16).padStart(digits, '0');

// Each of them shows the character itself, somewhere.
const MARKDOWN: readonly Write[] = [
  (character) => (/\W|_/.test(character) ? `\\${character}` : character),
  (character) => `&#${code(character)};`,
  (character) => `&#x${hex(character)};`,
  (character) => `&#0${code(character)};`,
  (character) => (character === '_' ? '&lowbar;' : character),
];
const ANY: readonly Write[] = [
  ...MARKDOWN,
  (character) => character.toUpperCase(),
  (character) => `%${hex(character)}`,
  (character) => `%25${hex(character)}`,
  (character) => `\\u${hex(character, 4)}`,
  (character) => `\\\\u${hex(character, 4).toUpperCase()}`,
  (character) => `\\x${hex(character)}`,
  (character) => `&amp;#${code(character)};`,
];
const BETWEEN = ['**', '*', '~~', '`', '\u200b', '\u00ad', '__', '[', ']()'];
const BETWEEN_IN_SHAPE = ['**', '*', '~~', '\u200b', '\u00ad'];

function disguised(
  secret: string,
  writes: readonly Write[],
  between: readonly string[],
): fc.Arbitrary<string> {
  const itself = { weight: 9, arbitrary: fc.constant((character: string) => character) };
  const write = fc.oneof(itself, { weight: 4, arbitrary: fc.constantFrom(...writes) });
  const gap = fc.oneof({ weight: 14, arbitrary: fc.constant('') }, fc.constantFrom(...between));
  const piece = fc.tuple(write, gap);
  return fc
    .array(piece, { minLength: secret.length, maxLength: secret.length })
    .map((pieces) =>
      pieces.map(([how, before], place) => (place === 0 ? '' : before) + how(secret.charAt(place))).join(''),
    );
}

const oneDisguised = fc.oneof(
  disguised(KEY, ANY, BETWEEN),
  disguised(TOKEN, ANY, BETWEEN),
  disguised(SHAPED, MARKDOWN, BETWEEN_IN_SHAPE).map((text) => ` ${text} `),
);

/** A message of Markdown, of which parts are secrets in disguise. */
export const messageWithSecrets = fc
  .array(fc.oneof(hostileMarkdown, oneDisguised), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''));

/** The secrets that a reader finds in a text, also after its escapes are decoded. */
export function secretsIn(text: string): string[] {
  const shown = [text, unescaped(text), unescaped(unescaped(text))].flatMap((one) => [one, bare(one)]);
  return [KEY, TOKEN, SHAPED].filter((secret) =>
    shown.some((one) => {
      const found = secret === SHAPED ? one.includes(secret) : one.toLowerCase().includes(secret);
      return found && !(secret === SHAPED && isLonger(one));
    }),
  );
}

/** True if everything in that format is part of a longer word, and so is not a token. */
function isLonger(text: string): boolean {
  return !new RegExp(`(?<![\\p{L}])${SHAPED}(?![A-Za-z0-9_])`, 'u').test(text);
}

function unescaped(text: string): string {
  const character = (radix: number) => (_all: string, digits: string) =>
    String.fromCodePoint(Math.min(Number.parseInt(digits, radix), 0x10ffff));
  return text
    .replace(/\\+u([0-9a-f]{4})|\\+x([0-9a-f]{2})/gi, (_all, four, two) => character(16)('', four ?? two))
    .replace(/&amp;/g, '&')
    .replace(/&#x([0-9a-f]{1,6});/gi, character(16))
    .replace(/&#(\d{1,7});/g, character(10))
    .replace(/&lowbar;/g, '_')
    .replace(/%([0-7][0-9a-f])/gi, character(16))
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '');
}

function bare(text: string): string {
  return text.replace(/\*|~|`|[\u200b\u00ad]/g, '');
}

/** What is wrong with a message once it is redacted and written into a report: secrets shown, and what has come alive. */
export function revealed(message: string, redactor: Redactor): string[] {
  const { data } = redactor.redactData({ message });
  const quote = createQuote(data.message, unlimited)?.(MAX_BYTES)?.markdown ?? '';
  const published = redactor.redactMarkdown(quote);
  const pages = Object.values(READINGS).map((read) => read(published));
  return [
    ...secretsIn(redactor.redactPublished(message)),
    ...secretsIn(redactor.redact(JSON.stringify({ message }))).filter((secret) => secret !== SHAPED),
    ...secretsIn(published),
    ...pages.flatMap((page) => secretsIn(page.replace(/<[^>]*>/g, ''))),
    ...pages.flatMap((page) => [...foreignElements(page), ...references(page)]),
  ];
}
