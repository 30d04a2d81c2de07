import {
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  visit,
} from 'yaml';
import { InputError } from '../errors.ts';
import { plainLine } from '../untrusted.ts';
import { shown } from './read.ts';

const DEEPEST = 64;
// The numbers, booleans and null of JSON: a plain scalar of this form keeps its meaning inside nested values.
const JSON_LITERAL = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
// The lexer's mark before the text of a plain or block scalar.
const SCALAR_FOLLOWS = '\x1f';
const FORMS = 'write a YAML mapping of label: value, or a list of {name, value}';

/**
 * Labels and their values, from a YAML or JSON mapping, or from the service's own list of `{name, value}`. A scalar is
 * kept exactly as written; a nested value becomes JSON text.
 *
 * @throws InputError with every problem of the text.
 */
export function parseMapping(text: string): ReadonlyMap<string, string> {
  if (text.trim() === '') return new Map();
  // The parser recurses into what is nested, the lexer does not.
  if (flowDepth(text) > DEEPEST) {
    throw new InputError(`inputs is nested deeper than ${DEEPEST} levels: pass a flatter value.`);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    uniqueKeys: false,
    logLevel: 'error',
  });
  const problems = [...document.errors, ...document.warnings].map((error) => {
    const words = plainLine(error.message.replace(/ at line \d+, column \d+:?.*$/s, ''));
    return `inputs cannot be read as YAML or JSON (${where(lines, error.pos[0])}): ${words}.`;
  });
  visit(document, {
    Alias(_key, alias) {
      problems.push(
        `inputs has the alias ${shown(`*${alias.source}`)} (${where(lines, alias.range?.[0])}): aliases are not supported, write the value out.`,
      );
    },
    Map(_key, map) {
      problems.push(
        ...repeated(
          map.items.map((pair) => pair.key as Node),
          lines,
        ),
      );
    },
  });
  if (problems.length > 0) throw new InputError(problems);
  return collect(entriesOf(document.contents, lines), lines);
}

function flowDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isContent = false;
  for (const token of new Lexer().lex(text)) {
    if (!isContent && (token === '[' || token === '{')) depth += 1;
    if (!isContent && (token === ']' || token === '}')) depth -= 1;
    deepest = Math.max(deepest, depth);
    isContent = token === SCALAR_FOLLOWS;
  }
  return deepest;
}

function where(lines: LineCounter, offset = 0): string {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
}

function repeated(labels: readonly (Node | null)[], lines: LineCounter): string[] {
  const firstLine = new Map<string, number>();
  const problems: string[] = [];
  for (const label of labels) {
    const { line } = lines.linePos(label?.range?.[0] ?? 0);
    const name = keyText(label);
    const before = firstLine.get(name);
    if (before !== undefined)
      problems.push(`inputs gives ${shown(name)} twice (lines ${before} and ${line}): keep one.`);
    firstLine.set(name, before ?? line);
  }
  return problems;
}

interface Entry {
  readonly label: Node | null;
  readonly value: Node | null;
}

function entriesOf(contents: Node | null, lines: LineCounter): Entry[] {
  if (isMap<Node, Node>(contents))
    return contents.items.map((pair) => ({ label: pair.key, value: pair.value }));
  if (isSeq<Node>(contents)) return contents.items.map((item) => listEntry(item, lines));
  const start = isScalar(contents) ? ` It begins with ${shown(String(contents.value).slice(0, 40))}.` : '';
  throw new InputError(`inputs is not a mapping: ${FORMS}.${start}`);
}

function listEntry(item: Node, lines: LineCounter): Entry {
  const pairs: Pair<Node, Node | null>[] = isMap<Node, Node>(item) ? item.items : [];
  const field = (name: string) => pairs.find((pair) => isScalar(pair.key) && pair.key.value === name);
  const [name, value] = [field('name'), field('value')];
  if (name === undefined || value === undefined || pairs.length !== 2) {
    throw new InputError(
      `inputs has a list entry that is not {name, value} (${where(lines, item.range?.[0])}): ${FORMS}.`,
    );
  }
  return { label: name.value, value: value.value };
}

function collect(entries: readonly Entry[], lines: LineCounter): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const problems = repeated(
    entries.map((entry) => entry.label),
    lines,
  );
  for (const { label, value } of entries) {
    const name = isScalar(label) ? String(label.value) : '';
    if (name === '') {
      const place = where(lines, label?.range?.[0]);
      problems.push(`inputs has a label that is empty or not plain text (${place}): ${FORMS}.`);
    }
    const text = isScalar(value) ? String(value.value) : jsonText(value);
    problems.push(...textProblems(name, text));
    values.set(name, text);
  }
  if (problems.length > 0) throw new InputError(problems);
  return values;
}

function textProblems(label: string, text: string): string[] {
  const control = text.search(/(?![\t\n\r])\p{Cc}/u);
  if (control >= 0) {
    const code = text.charCodeAt(control).toString(16).padStart(2, '0');
    return [
      `The value of ${shown(label)} in inputs has the control character \\x${code} at offset ${control}: take it out.`,
    ];
  }
  return text.isWellFormed()
    ? []
    : [`The value of ${shown(label)} in inputs is not valid Unicode: it has half of a character.`];
}

function jsonText(node: Node | null): string {
  if (isMap<Node, Node>(node)) {
    const members = node.items.map((pair) => `${JSON.stringify(keyText(pair.key))}:${jsonText(pair.value)}`);
    return `{${members.join(',')}}`;
  }
  if (isSeq<Node>(node)) return `[${node.items.map(jsonText).join(',')}]`;
  if (!isScalar(node)) return 'null';
  const text = String(node.value);
  const literal = node.type === Scalar.PLAIN && (JSON_LITERAL.test(text) || text === '');
  return literal ? text || 'null' : JSON.stringify(text);
}

function keyText(key: Node | null): string {
  return isScalar(key) ? String(key.value) : jsonText(key);
}
