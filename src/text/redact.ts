import { mapStrings } from './map-strings.ts';
import { type FindRanges, type Range, type Reading, rangeOf, readWith, unescaped, viewsOf } from './views.ts';

/** Replaces secrets in a text by `***`. A text without secrets is returned unchanged. */
export type Redact = (text: string) => string;

const MASK = '***';
// A shorter form may be in any text by chance.
const MIN_FORM_CHARS = 8;
// Other JSON is a bare number or literal, which has no escapes.
const HAS_STRINGS = /^\s*[{["]/;

const INVISIBLE = '\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}';
// Between the characters of a secret, these only change its rendering.
const MARKUP_IN_SECRET: Reading = {
  token: new RegExp(`[\\s*_~\`\\\\[\\]()<>|!#^${INVISIBLE}]+`, 'gu'),
  read: () => '',
};
// The patterns of secrets include more of these characters, and end at white space.
const MARKUP_IN_SHAPE: Reading = {
  token: new RegExp(`(?!\\s)[*~\`${INVISIBLE}]+`, 'gu'),
  read: () => '',
};
// If these were removed from Markdown, the text around them would have another meaning.
const NOT_STRUCTURE = /[^\s`|<>[\]()"]+/g;

/**
 * Removes secrets from untrusted text, in every form in which a service, an agent or Markdown would write them: from JSON,
 * which stays JSON, and from any other text.
 *
 * @param secrets of printable ASCII; a secret shorter than eight characters is not searched for
 */
export function createRedact(secrets: readonly string[]): Redact {
  return redactWith(createFind(secrets));
}

function redactWith(find: FindRanges): Redact {
  const redact: Redact = (text) => mask(text, find(text));
  return (text) => {
    const ranges = find(text);
    if (ranges.length === 0) return text;
    const json = HAS_STRINGS.test(text) ? redactJson(text, redact) : null;
    return json !== null && find(json).length === 0 ? json : mask(text, ranges);
  };
}

/** Null for a text that is not JSON, or is too deep to be written again. */
function redactJson(text: string, redact: Redact): string | null {
  try {
    return JSON.stringify(mapStrings(JSON.parse(text), redact));
  } catch {
    return null;
  }
}

function createFind(secrets: readonly string[]): FindRanges {
  const forms = secrets
    .flatMap(formsOf)
    .flatMap((form) => [0, 1, 2, 3, 4].map((times) => unescaped(form, times)));
  const sought = [...forms, ...forms.map((form) => readWith(form, MARKUP_IN_SECRET))].filter(
    (form) => form.length >= MIN_FORM_CHARS,
  );
  // Longest first, so that the mask of a shorter form leaves no rest of a longer one.
  const literals = [...new Set(sought)].toSorted((one, other) => other.length - one.length).map(literal);
  if (literals.length === 0) return () => [];
  const pattern = new RegExp(literals.join('|'), 'gi');
  const find = (text: string) => Array.from(text.matchAll(pattern), rangeOf);
  return (text) => findInViews(text, MARKUP_IN_SECRET, find);
}

/** The ranges of a text that contain a secret in one of its views, in order, without overlaps. */
function findInViews(text: string, markup: Reading, find: FindRanges): readonly Range[] {
  return merge(Array.from(viewsOf(text, markup), (view) => view.trace(find(view.text))).flat());
}

function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((one, other) => one.begin - other.begin)) {
    const last = merged.at(-1);
    if (last === undefined || range.begin >= last.end) merged.push(range);
    else merged.splice(-1, 1, { begin: last.begin, end: Math.max(last.end, range.end) });
  }
  return merged;
}

/** @param hide returns the replacement of a part */
function mask(text: string, ranges: readonly Range[], hide: Redact = () => MASK): string {
  const parts: string[] = [];
  let from = 0;
  for (const { begin, end } of ranges) {
    parts.push(text.slice(from, begin), hide(text.slice(begin, end)));
    from = end;
  }
  return parts.join('') + text.slice(from);
}

/** Removes the key, the token and, if a text is published, known patterns of secrets. */
export class Redactor {
  /** Without key and token: for outputs and files that are not made to be published. */
  readonly redact: Redact;
  readonly #findSecrets: FindRanges;
  #findShapes: FindRanges = () => [];
  #loading: Promise<void> | null = null;

  constructor(secrets: readonly string[]) {
    this.#findSecrets = createFind(secrets);
    this.redact = redactWith(this.#findSecrets);
  }

  /** Loads the known patterns, which are searched for from then on. Rejects if they cannot be loaded. */
  load(): Promise<void> {
    this.#loading ??= import('./known-secrets.ts').then(({ findKnownSecrets }) => {
      this.#findShapes = findKnownSecrets;
    });
    return this.#loading;
  }

  /** Without key, token and known patterns of secrets. */
  redactPublished(text: string): string {
    return mask(text, this.#find(text));
  }

  /** The same for rendered Markdown: characters that structure the text around a secret stay. */
  redactMarkdown(markdown: string): string {
    return mask(markdown, this.#find(markdown), (secret) => secret.replace(NOT_STRUCTURE, MASK));
  }

  /** Plain data without key and token. */
  redactFields<T>(data: T): T {
    return mapStrings(data, remembering(this.redact));
  }

  /** Plain data without key, token and known patterns of secrets, and how many were masked. */
  redactData<T>(data: T): { readonly data: T; readonly count: number } {
    let count = 0;
    const find = remembering((text) => this.#find(text));
    const clean = mapStrings(data, (text) => {
      const ranges = find(text);
      count += ranges.length;
      return mask(text, ranges);
    });
    return { data: clean, count };
  }

  #find(text: string): readonly Range[] {
    return merge([...this.#findSecrets(text), ...findInViews(text, MARKUP_IN_SHAPE, this.#findShapes)]);
  }
}

/** The same, with each text worked out once: lists repeat the names of their fields, and many of their values. */
function remembering<T>(work: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = work(text);
    results.set(text, result);
    return result;
  };
}

/** The forms of a secret that do not become the secret when escapes are read. The search ignores case anyway. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) => base64Within(bytes, shift));
  return [
    secret,
    secret.replace(/^["']|["']$/g, ''),
    secret.replaceAll("'", "''"),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    [...secret].toReversed().join(''),
  ];
}

/** The base64 characters that depend on these bytes alone, if they begin `shift` bytes after a multiple of three. */
function base64Within(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  return encoded.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + bytes.length) * 4) / 3));
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
