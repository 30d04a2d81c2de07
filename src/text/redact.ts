/**
 * Takes secrets out of what somebody else wrote, in every form in which a service would write them, and leaves `***` in
 * their place: out of JSON, which stays JSON, as well as out of any other text. What holds none stays as it is.
 */
export type Redact = (text: string) => string;

const MASK = '***';
// What is shorter may stand in any text by chance.
const MIN_FORM_CHARS = 8;
// What else is JSON is a bare number or word, which stands in no escapes.
const HOLDS_STRINGS = /^\s*[{["]/;

/** @param secrets of printable ASCII; forms of fewer than eight characters are not looked for */
export function createRedact(secrets: readonly string[]): Redact {
  const pattern = new RegExp(formsOf(secrets).map(literal).join('|') || '(?!)', 'gi');
  const redact: Redact = (text) => text.replace(pattern, MASK);
  return (text) => {
    if (!HOLDS_STRINGS.test(text)) return redact(text);
    try {
      const body = { value: JSON.parse(text) };
      return redactStrings(body, redact) ? JSON.stringify(body.value) : text;
    } catch {
      return redact(text);
    }
  };
}

/** Changes every string within a value, names of fields included, however deep it is; true where any changed. */
function redactStrings(root: object, redact: Redact): boolean {
  let isChanged = false;
  const found: object[] = [root];
  for (const holder of found) {
    for (const [name, value] of Object.entries(holder)) {
      if (typeof value === 'object' && value !== null) found.push(value);
      const clean = { name: redact(name), value: typeof value === 'string' ? redact(value) : value };
      if (clean.name === name && clean.value === value) continue;
      isChanged = true;
      if (clean.name !== name) Reflect.deleteProperty(holder, name);
      Object.defineProperty(holder, clean.name, { value: clean.value, enumerable: true, configurable: true });
    }
  }
  return isChanged;
}

/** The forms of all secrets, as they are and as JSON has them. */
function formsOf(secrets: readonly string[]): string[] {
  const forms = secrets.flatMap(plainFormsOf);
  const quoted = forms.map((form) => JSON.stringify(form).slice(1, -1));
  // Longest first, so that no rest of a longer form is left beside the mask of a shorter one.
  return [...new Set([...forms, ...quoted])]
    .filter((form) => form.length >= MIN_FORM_CHARS)
    .toSorted((one, other) => other.length - one.length);
}

/** The forms that the runner masks, and those that it does not; letters in either case are looked for anyway. */
function plainFormsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) => base64Within(bytes, shift));
  return [
    secret,
    secret.replace(/^["']|["']$/g, ''),
    secret.replaceAll("'", "''"),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replace(/[!'()*]/g, percentEscaped),
    xmlEscaped(secret, '&apos;'),
    xmlEscaped(secret, '&#39;'),
    secret.replace(/./g, unicodeEscaped),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    [...secret].toReversed().join(''),
  ];
}

/** The characters of base64 that these bytes alone decide where they begin `shift` bytes behind a multiple of three. */
function base64Within(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  return encoded.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + bytes.length) * 4) / 3));
}

function percentEscaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

function unicodeEscaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function xmlEscaped(text: string, apostrophe: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
