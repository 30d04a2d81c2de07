// Text without any of the characters that matter here: it is copied in one piece.
const PLAIN = /[^"/,}\]]+/y;

/**
 * True for JSON with an object that has a key twice. `JSON.parse` returns the last value of it without an error.
 *
 * @param json what `JSON.parse` accepts
 */
export function hasDuplicateKeys(json: string): boolean {
  const open: Set<string>[] = [];
  const mark = /["{}]/g;
  for (let found = mark.exec(json); found !== null; found = mark.exec(json)) {
    if (found[0] === '{') open.push(new Set());
    else if (found[0] === '}') open.pop();
    else {
      const end = endOfString(json, found.index);
      mark.lastIndex = end;
      if (!isKey(json, end)) continue;
      const key: unknown = JSON.parse(json.slice(found.index, end));
      const keys = open.at(-1);
      if (keys?.has(String(key))) return true;
      keys?.add(String(key));
    }
  }
  return false;
}

/** JSON with comments and trailing commas as JSON; other text stays invalid. Numbers and strings stay as written. */
export function withoutComments(jsonc: string): string {
  const pieces: string[] = [];
  // A comma that only space and comments follow so far.
  let comma = -1;
  for (let at = 0, end = 0; at < jsonc.length; at = end) {
    end = endOfToken(jsonc, at);
    const token = jsonc.slice(at, end);
    const isComment = /^\/[/*]/.test(token);
    if ((token === '}' || token === ']') && comma !== -1) pieces[comma] = '';
    if (token === ',') comma = pieces.length;
    else if (!isComment && token.trim() !== '') comma = -1;
    pieces.push(isComment ? ' ' : token);
  }
  return pieces.join('');
}

/** The index after the string, the comment, the plain text or the character that begins here. */
function endOfToken(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  if (text.startsWith('//', start)) return endOf(text, '\n', start);
  if (text.startsWith('/*', start)) return endOf(text, '*/', start + 2);
  PLAIN.lastIndex = start;
  return start + (PLAIN.exec(text)?.[0].length ?? 1);
}

/** The index after the string whose first quote is at `start`. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slash = quote;
    while (text[slash - 1] === '\\') slash -= 1;
    if ((quote - slash) % 2 === 0) return quote + 1;
  }
  return text.length;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at + mark.length;
}

/** True if a colon follows, which only follows keys. */
function isKey(json: string, end: number): boolean {
  let at = end;
  while (/\s/.test(json.charAt(at))) at += 1;
  return json[at] === ':';
}
