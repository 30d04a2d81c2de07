const UNSAFE = /[\p{Cc}"\\]/gu;
const ESCAPE = /\\([0-7]{3}|.)/g;
const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/**
 * A file's name as git writes it in a diff: in quotes if a character in it could end the line or the quotes.
 *
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath
 */
export function quoteName(name: string): string {
  const escaped = name.replace(UNSAFE, (character) =>
    character === '"' || character === '\\' ? `\\${character}` : octal(character),
  );
  return escaped === name ? name : `"${escaped}"`;
}

/** The name that git has written, in quotes or not. */
export function unquoteName(written: string): string {
  if (!written.startsWith('"')) return written;
  // An escape stands for a byte, and several of them may be one character.
  const bytes = Buffer.from(written.slice(1, -1)).toString('latin1');
  const name = bytes.replace(ESCAPE, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (LETTERS[code] ?? code),
  );
  return Buffer.from(name, 'latin1').toString('utf8');
}

function octal(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
