import {
  CST,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  parseDocument,
  Scalar,
  visit,
} from 'yaml';
import { InputError } from '../../domain/errors.ts';
import { singleLine } from '../../text/sanitize.ts';
import type { InputName } from '../declared.ts';
import { quote } from '../raw.ts';

const MAX_DEPTH = 64;
// The numbers, booleans and null of JSON: a plain scalar of this form keeps its meaning inside nested values.
const JSON_LITERAL = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
const FORMS = 'write a YAML mapping of label: value, or a list of {name, value}';

/** The input that a mapping is the text of, and where the lines of the text begin. */
interface Origin {
  readonly input: InputName;
  readonly lines: LineCounter;
}

/**
 * Labels and their values, from a YAML or JSON mapping, or from the service's own list of `{name, value}`. A scalar is
 * kept exactly as written; a nested value becomes JSON text.
 *
 * @param input whose text it is, for the messages
 * @throws InputError with every problem of the text.
 */
export function parseMapping(text: string, input: InputName): ReadonlyMap<string, string> {
  if (text.trim() === '') return new Map();
  const { contents, origin } = parseNodes(text, input);
  return collect(entriesOf(contents, origin), origin);
}

/**
 * A YAML or JSON mapping as JSON: its scalars as those of nested values are.
 *
 * @param input whose text it is, for the messages
 * @throws InputError with every problem of the text.
 */
export function parseJson(text: string, input: InputName): string {
  const { contents } = parseNodes(text, input);
  if (isMap(contents)) return jsonText(contents);
  throw new InputError(`${input} is not a mapping: write the fields of the answer as YAML or JSON.`);
}

function parseNodes(text: string, input: InputName): { contents: Node | null; origin: Origin } {
  if (isTooDeep(text)) {
    throw new InputError(`${input} is nested deeper than ${MAX_DEPTH} levels: pass a flatter value.`);
  }
  const lines = new LineCounter();
  const origin = { input, lines };
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const problems = [...document.errors, ...document.warnings].map((error) => {
    const words = singleLine(error.message.replace(/; please use .*/, ''));
    const { line } = lines.linePos(error.pos[0]);
    const given = quote(`${text.split('\n')[line - 1]}`);
    return `${input} cannot be read as YAML or JSON (${where(lines, error.pos[0])}, in ${given}): ${words}; ${FORMS}.`;
  });
  visit(document, {
    Alias(_key, alias) {
      problems.push(
        `${input} has the alias ${quote(`*${alias.source}`)} (${where(lines, alias.range?.[0])}): aliases are not supported, write the value out.`,
      );
    },
    Map(_key, map) {
      const keys = map.items.map((pair) => pair.key as Node);
      problems.push(...repeated(keys, origin));
      // A key that is nested has no form in JSON.
      for (const key of keys.filter((node) => !isScalar(node))) problems.push(noLabel(key, origin));
    },
  });
  if (problems.length > 0) throw new InputError(problems);
  return { contents: document.contents, origin };
}

// Looked for level by level in the parser's tokens, since everything after the parser recurses into what is nested.
function isTooDeep(text: string): boolean {
  let level = [...new Parser().parse(text)]
    .map((token) => (token.type === 'document' ? token.value : undefined))
    .filter(CST.isCollection);
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    level = level
      .flatMap<CST.CollectionItem>(({ items }) => items)
      .flatMap(({ key, value }) => [key, value])
      .filter(CST.isCollection);
  }
  return level.length > 0;
}

function where(lines: LineCounter, offset = 0): string {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
}

function repeated(labels: readonly (Node | null)[], { input, lines }: Origin): string[] {
  const firstLine = new Map<string, number>();
  const problems: string[] = [];
  for (const label of labels) {
    const { line } = lines.linePos(label?.range?.[0] ?? 0);
    const name = scalarText(label);
    const before = firstLine.get(name);
    if (before !== undefined)
      problems.push(`${input} gives ${quote(name)} twice (lines ${before} and ${line}): keep one.`);
    firstLine.set(name, before ?? line);
  }
  return problems;
}

interface Entry {
  readonly label: Node | null;
  readonly value: Node | null;
}

function entriesOf(contents: Node | null, origin: Origin): Entry[] {
  if (isMap<Node, Node>(contents))
    return contents.items.map((pair) => ({ label: pair.key, value: pair.value }));
  if (isSeq<Node>(contents)) return listEntries(contents.items, origin);
  const start = isScalar(contents) ? ` It begins with ${quote(String(contents.value).slice(0, 40))}.` : '';
  throw new InputError(`${origin.input} is not a mapping: ${FORMS}.${start}`);
}

function listEntries(items: readonly Node[], { input, lines }: Origin): Entry[] {
  const entries: Entry[] = [];
  const problems: string[] = [];
  for (const item of items) {
    const entry = listEntry(item);
    if (entry !== null) entries.push(entry);
    else
      problems.push(
        `${input} has a list entry that is not {name, value} (${where(lines, item.range?.[0])}): ${FORMS}.`,
      );
  }
  if (problems.length > 0) throw new InputError(problems);
  return entries;
}

function listEntry(item: Node): Entry | null {
  const pairs: Pair<Node, Node | null>[] = isMap<Node, Node>(item) ? item.items : [];
  const field = (name: string) => pairs.find((pair) => scalarText(pair.key) === name);
  const [name, value] = [field('name'), field('value')];
  if (name === undefined || value === undefined || pairs.length !== 2) return null;
  return { label: name.value, value: value.value };
}

function collect(entries: readonly Entry[], origin: Origin): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const problems = repeated(
    entries.map((entry) => entry.label),
    origin,
  );
  for (const { label, value } of entries) {
    const name = scalarText(label);
    if (name === '') problems.push(noLabel(label, origin));
    // What has no value at all, as in {label}, is as empty as what has an empty one.
    const text = value === null || isScalar(value) ? scalarText(value) : jsonText(value);
    problems.push(...textProblems(name, text, origin.input));
    values.set(name, text);
  }
  if (problems.length > 0) throw new InputError(problems);
  return values;
}

function noLabel(label: Node | null, { input, lines }: Origin): string {
  return `${input} has a label that is empty or not plain text (${where(lines, label?.range?.[0])}): ${FORMS}.`;
}

function textProblems(label: string, text: string, input: InputName): string[] {
  const control = text.search(/(?![\t\n\r])\p{Cc}/u);
  if (control >= 0) {
    const code = text.charCodeAt(control).toString(16).padStart(2, '0');
    return [
      `The value of ${quote(label)} in ${input} has the control character \\x${code} at offset ${control}: take it out.`,
    ];
  }
  return text.isWellFormed()
    ? []
    : [
        `The value of ${quote(label)} in ${input} has half of a character, which is not valid Unicode: take it out.`,
      ];
}

function jsonText(node: Node | null): string {
  if (isMap<Node, Node>(node)) {
    const members = node.items.map(
      (pair) => `${JSON.stringify(scalarText(pair.key))}:${jsonText(pair.value)}`,
    );
    return `{${members.join(',')}}`;
  }
  if (isSeq<Node>(node)) return `[${node.items.map(jsonText).join(',')}]`;
  if (!isScalar(node)) return 'null';
  const text = String(node.value);
  const literal = node.type === Scalar.PLAIN && (JSON_LITERAL.test(text) || text === '');
  return literal ? text || 'null' : JSON.stringify(text);
}

function scalarText(node: Node | null): string {
  return isScalar(node) ? String(node.value) : '';
}
