import { isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLMap } from 'yaml';
import { InputError } from '../../domain/errors.ts';
import { quote } from '../../text/sanitize.ts';
import type { InputName } from '../declared.ts';
import {
  explainQuoted,
  FORMS,
  fieldOf,
  parseYaml,
  positionOf,
  scalarText,
  startOf,
  type YamlText,
} from './document.ts';

// The numbers, booleans and null of JSON: a plain scalar of this form keeps its meaning inside nested values.
const JSON_LITERAL = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

/**
 * Labels and their values, from a YAML or JSON mapping, or from the service's own list of `{name, value}`. A scalar is
 * kept exactly as written; a nested value becomes JSON text.
 *
 * @param input the input with the text, for messages, which never show a value
 * @throws InputError with every problem of the text
 */
export function parseMapping(text: string, input: InputName): ReadonlyMap<string, string> {
  if (text.trim() === '') return new Map();
  const yaml = parseYaml(text, input);
  const entries = entriesOf(yaml);
  const problems = entries.flatMap(({ label, value }) =>
    keyProblems(value, `The value of ${quote(scalarText(label))} in ${input}`, yaml),
  );
  if (problems.length > 0) throw new InputError(problems);
  return collect(entries, yaml);
}

/**
 * A YAML or JSON mapping as JSON, with its scalars like those of nested values.
 *
 * @param input the input with the text, for messages, which never show a value
 * @throws InputError with every problem of the text
 */
export function parseJson(text: string, input: InputName): string {
  const yaml = parseYaml(text, input);
  const { contents } = yaml;
  if (isQuoted(contents)) throw new InputError(explainQuoted(input));
  if (!isMap(contents)) {
    throw new InputError(`${input} is not a mapping: write the fields of the answer as YAML or JSON.`);
  }
  const problems = keyProblems(contents, input, yaml);
  if (problems.length > 0) throw new InputError(problems);
  return jsonText(contents);
}

/** Problems with keys that JSON does not allow: nested keys, and keys that exist twice. Keys are part of the value, so they are not shown. */
function keyProblems(value: Node | null, whose: string, yaml: YamlText): string[] {
  return mapsIn(value).flatMap(({ items }) => {
    const firstLine = new Map<string, number>();
    return items.flatMap(({ key }) => {
      if (!isScalar(key)) {
        return [
          `${whose} has a key that is not plain text (${positionOf(yaml, startOf(key))}): put it in quotes.`,
        ];
      }
      const { line } = yaml.lines.linePos(startOf(key));
      const before = firstLine.get(scalarText(key));
      firstLine.set(scalarText(key), line);
      return before === undefined
        ? []
        : [`${whose} has the same key twice (lines ${before} and ${line}): keep one.`];
    });
  });
}

function mapsIn(node: Node | null): YAMLMap<Node, Node | null>[] {
  if (isMap<Node, Node | null>(node)) return [node, ...node.items.flatMap(({ value }) => mapsIn(value))];
  return isSeq<Node>(node) ? node.items.flatMap(mapsIn) : [];
}

function repeatedLabels(labels: readonly (Node | null)[], { input, lines }: YamlText): string[] {
  const firstLine = new Map<string, number>();
  const problems: string[] = [];
  for (const label of labels) {
    const { line } = lines.linePos(startOf(label));
    const name = scalarText(label);
    const before = firstLine.get(name);
    if (before !== undefined)
      problems.push(`${input} has ${quote(name)} twice (lines ${before} and ${line}): keep one.`);
    firstLine.set(name, before ?? line);
  }
  return problems;
}

function isQuoted(contents: Node | null): boolean {
  return isScalar(contents) && contents.type !== Scalar.PLAIN;
}

interface Entry {
  readonly label: Node | null;
  readonly value: Node | null;
}

function entriesOf(yaml: YamlText): Entry[] {
  const { contents, input } = yaml;
  if (isMap<Node, Node>(contents))
    return contents.items.map((pair) => ({ label: pair.key, value: pair.value }));
  if (isSeq<Node>(contents)) return listEntries(contents.items, yaml);
  throw new InputError(isQuoted(contents) ? explainQuoted(input) : `${input} is not a mapping: ${FORMS}.`);
}

function listEntries(items: readonly Node[], yaml: YamlText): Entry[] {
  const entries: Entry[] = [];
  const problems: string[] = [];
  for (const item of items) {
    const entry = listEntry(item);
    if (entry !== null) entries.push(entry);
    else
      problems.push(
        `${yaml.input} has a list entry that is not {name, value} (${positionOf(yaml, startOf(item))}): ${FORMS}.`,
      );
  }
  if (problems.length > 0) throw new InputError(problems);
  return entries;
}

function listEntry(item: Node): Entry | null {
  const pairs: Pair<Node, Node | null>[] = isMap<Node, Node>(item) ? item.items : [];
  const [name, value] = [fieldOf(pairs, 'name'), fieldOf(pairs, 'value')];
  if (name === undefined || value === undefined || pairs.length !== 2) return null;
  return { label: name.value, value: value.value };
}

function collect(entries: readonly Entry[], yaml: YamlText): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const problems = repeatedLabels(
    entries.map((entry) => entry.label),
    yaml,
  );
  for (const { label, value } of entries) {
    const name = scalarText(label);
    if (name === '') problems.push(noLabel(label, yaml));
    // A label without a value, as in {label}, is the same as one with an empty value.
    const text = value === null || isScalar(value) ? scalarText(value) : jsonText(value);
    problems.push(...textProblems(name, text, yaml.input));
    values.set(name, text);
  }
  if (problems.length > 0) throw new InputError(problems);
  return values;
}

function noLabel(label: Node | null, yaml: YamlText): string {
  return `${yaml.input} has a label that is empty or not plain text (${positionOf(yaml, startOf(label))}): ${FORMS}.`;
}

function textProblems(label: string, text: string, input: InputName): string[] {
  const control = text.search(/(?![\t\n\r])\p{Cc}/u);
  if (control >= 0) {
    const code = text.charCodeAt(control).toString(16).padStart(2, '0');
    return [
      `The value of ${quote(label)} in ${input} has the control character \\x${code} at offset ${control}: remove it.`,
    ];
  }
  return text.isWellFormed()
    ? []
    : [
        `The value of ${quote(label)} in ${input} has half of a character, which is not valid Unicode: remove it.`,
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
