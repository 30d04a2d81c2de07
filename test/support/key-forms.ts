/** Every way in which a key may come back: as it is, as it is quoted or encoded, and as it is disguised. */
export function keyForms(key: string): Readonly<Record<string, string>> {
  const base64 = (before: string) => Buffer.from(`${before}${key}`).toString('base64');
  return {
    plain: key,
    'in capitals': key.toUpperCase(),
    'in small letters': key.toLowerCase(),
    reversed: Array.from(key).reverse().join(''),
    base64: base64(''),
    'base64, shifted by one': base64('x'),
    'base64, shifted by two': base64('xy'),
    'base64 for addresses': Buffer.from(key).toString('base64url'),
    hex: Buffer.from(key).toString('hex'),
    'hex in capitals': Buffer.from(key).toString('hex').toUpperCase(),
    'part of an address': encodeURIComponent(key),
    'part of JSON': JSON.stringify(key),
    'part of JSON, every character escaped': unicodeEscaped(key),
    'part of XML': key.replace(/[<>&"']/g, (character) => `${XML[character]}`),
    'part of an expression': key.replaceAll("'", "''"),
    'part of JSON in JSON': JSON.stringify(JSON.stringify(key)),
    'part of Markdown, every mark escaped': key.replace(/[!-/:-@[-`{-~]/g, '\\$&'),
    'part of HTML, every character a reference': each(key, (code) => `&#${code};`),
    'part of HTML, every character a reference in hex': each(key, (code) => `&#x00${code.toString(16)};`),
    'part of an address, every character escaped': each(key, (code) => `%${code.toString(16)}`),
    'without its quotation marks': key.replace(/^"|"$/g, ''),
  };
}

const XML: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
};

function unicodeEscaped(text: string): string {
  return each(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`);
}

function each(text: string, write: (code: number) => string): string {
  return Array.from(text, (character) => write(character.charCodeAt(0))).join('');
}

/** The forms of a key in a text, also after everything encoded in it is decoded. */
export function formsIn(text: string, key: string): string[] {
  const decodings: Readonly<Record<string, string>> = {
    text,
    'escapes of JSON': text.replace(/\\u([0-9a-f]{4})/gi, (_all, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    ),
    'code spans of a table': text.replaceAll('`&#124;`', '|'),
    base64: decodedBase64(text),
  };
  const forms = Object.entries(keyForms(key)).filter(([, form]) => form.length >= 8);
  return Object.entries(decodings).flatMap(([decoding, decoded]) =>
    forms.filter(([, form]) => decoded.includes(form)).map(([name]) => `${name} in ${decoding}`),
  );
}

function decodedBase64(text: string): string {
  const runs = Array.from(text.matchAll(/[A-Za-z0-9+/_-]{10,}/g), ([run]) => run);
  return runs
    .flatMap((run) => [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), 'base64').toString('latin1')))
    .join('\n');
}
