import {
  CST,
  type ErrorCode,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  parseDocument,
} from 'yaml';
import { InputError } from '../../domain/errors.ts';
import { quote } from '../../text/sanitize.ts';
import type { InputName } from '../declared.ts';
import { findLostText } from './lost-text.ts';

const MAX_DEPTH = 64;
export const FORMS = 'write a YAML mapping of label: value, or a list of {name, value}';

/** A parsed text: no part of it is lost, and it has no anchors, aliases or tags. */
export interface YamlText {
  /** The input that has the text. */
  readonly input: InputName;
  readonly contents: Node | null;
  readonly lines: LineCounter;
}

/** A place in the text that cannot be used as written. */
interface Slip {
  readonly offset: number;
  readonly what: string;
  readonly cause: string;
  readonly fix: string;
}

const UNREADABLE = 'cannot be read as YAML or JSON';
const LOST = 'would lose text';
const COLON = 'a colon before a space or a line end begins another mapping';
// Our own messages, because those of the library quote the text.
const CAUSES: Partial<Record<ErrorCode, string>> = {
  BLOCK_AS_IMPLICIT_KEY: COLON,
  BLOCK_IN_FLOW: COLON,
  MULTILINE_IMPLICIT_KEY: 'a line has no colon after its label',
  MISSING_CHAR: 'a quote, a bracket, a comma or a colon is missing',
  TAB_AS_INDENT: 'a tab indents the line',
  BAD_INDENT: 'the line has another indentation than its neighbors, or a bracket is not closed',
  BAD_DQ_ESCAPE: 'a backslash in double quotes begins an unknown escape',
  BAD_SCALAR_START: 'a value cannot begin with this character',
  MULTIPLE_DOCS: 'a second document begins',
};
const OTHER_CAUSE = 'YAML does not allow this text here';
const FIXES: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'Indent the line with spaces.',
  BAD_INDENT: 'Indent the line like its neighbors, and close every bracket.',
};

/**
 * Parses YAML or JSON, with every scalar as text.
 *
 * @param input the input with the text, for messages, which never show a value
 * @throws InputError with a sentence for every label that cannot be sent as written
 */
export function parseYaml(text: string, input: InputName): YamlText {
  if (isTooDeep(text)) {
    throw new InputError(`${input} is nested deeper than ${MAX_DEPTH} levels: write a flatter value.`);
  }
  const lines = new LineCounter();
  // Warnings are only about tags and directives, which are rejected anyway.
  const { contents, errors } = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const parsed = { input, contents, lines };
  const found = findSlips(text, errors);
  if (found.slips.length > 0) throw new InputError(explainSlips(found, parsed, text));
  return parsed;
}

/** The line and the column of a place in the text of an input. */
export function positionOf({ lines }: YamlText, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
}

// Counted level by level in the parser's tokens, because everything after the parser recurses into what is nested.
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

interface SyntaxError {
  readonly code: ErrorCode;
  readonly pos: readonly [number, number];
}

interface Slips {
  /** In the order of the text. */
  readonly slips: readonly Slip[];
  /** The offset of the syntax error. After it, the parser may have read a part of a value as a label. */
  readonly errorAt: number | null;
}

/** Only the first syntax error, because the next ones may be its consequence, and lost text before it. */
function findSlips(text: string, errors: readonly SyntaxError[]): Slips {
  // In brackets, the library reports a comment at the beginning of a line as one without a space before it.
  const [error] = errors
    .filter(({ pos: [offset] }) => text.slice(offset - 1, offset + 1) !== '\n#')
    .toSorted((a, b) => a.pos[0] - b.pos[0]);
  const errorAt = error?.pos[0] ?? null;
  const fix = howToQuote(text);
  const slips = findLostText(text)
    .filter(({ offset }) => errorAt === null || offset < errorAt)
    .map(({ offset, cause }) => ({ offset, what: LOST, cause, fix }));
  if (error !== undefined) {
    const [offset] = error.pos;
    slips.push({
      offset: error.code === 'BLOCK_AS_IMPLICIT_KEY' ? colonAfter(text, offset) : offset,
      what: UNREADABLE,
      cause: CAUSES[error.code] ?? OTHER_CAUSE,
      fix: FIXES[error.code] ?? fix,
    });
  }
  return { slips, errorAt };
}

function colonAfter(text: string, offset: number): number {
  return offset + text.slice(offset).search(/:(?:\s|$)/);
}

/** A sentence for the first slip of every label, or a single one if the whole text is in quotes. */
function explainSlips({ slips, errorAt }: Slips, yaml: YamlText, text: string): string[] {
  const isInQuotes = /^(['"]).*\1$/s.test(text.trim());
  const entries = labelled(yaml.contents).filter(
    ({ label }) => errorAt === null || text.slice(endOf(label), errorAt).trim() !== '',
  );
  const sentences = new Map<string | number, string>();
  for (const { offset, what, cause, fix } of slips) {
    const label = labelAt(entries, yaml.lines, offset);
    if (label === null && isInQuotes) return [explainQuoted(yaml.input)];
    const key = label ?? yaml.lines.linePos(offset).line;
    if (sentences.has(key)) continue;
    const position = positionOf(yaml, offset);
    const place = label === null ? position : `${position}, label ${quote(label)}`;
    sentences.set(key, `${yaml.input} ${what} (${place}): ${cause}. ${fix}`);
  }
  return [...sentences.values()];
}

/** The message if a whole mapping is the text of one scalar. */
export function explainQuoted(input: InputName): string {
  return `${input} is one text in quotes or in a block, not a mapping: remove the outer quotes or the outer |. If it comes from toJSON, apply toJSON only once.`;
}

function howToQuote(text: string): string {
  return /^[[{]/.test(text.trimStart())
    ? 'Put the value in double quotes, and write " in it as \\".'
    : "Put the whole value in single quotes, and write ' in it as ''. Or write the value on indented lines below a | after the label.";
}

/** A label, and the offset of its entry in the mapping or the list. */
interface Labelled {
  readonly start: number;
  readonly label: Node;
}

function labelled(contents: Node | null): Labelled[] {
  if (isMap<Node, Node | null>(contents)) {
    return contents.items
      .filter(({ key }) => isScalar(key))
      .map(({ key }) => ({ start: startOf(key), label: key }));
  }
  if (!isSeq<Node>(contents)) return [];
  return contents.items.flatMap((item) => {
    const label = isMap<Node, Node | null>(item) ? fieldOf(item.items, 'name')?.value : null;
    return isScalar(label) ? [{ start: startOf(item), label }] : [];
  });
}

/** The label that a place of the text belongs to; null if it is unknown. */
function labelAt(entries: readonly Labelled[], lines: LineCounter, offset: number): string | null {
  const lineOf = (place: number) => lines.linePos(place).line;
  const before = entries.findLast(({ start }) => start <= offset);
  // A tag or an anchor is before its label.
  const here = entries.find(({ start }) => lineOf(start) === lineOf(offset));
  const isAfter = before !== undefined && lineOf(before.start) === lineOf(offset);
  const entry = isAfter ? before : (here ?? before);
  return entry === undefined ? null : scalarText(entry.label);
}

/** The member of a mapping with this name. */
export function fieldOf(
  pairs: readonly Pair<Node, Node | null>[],
  name: string,
): Pair<Node, Node | null> | undefined {
  return pairs.find(({ key }) => scalarText(key) === name);
}

export function startOf(node: Node | null): number {
  return rangeOf(node)[0];
}

function endOf(node: Node): number {
  return rangeOf(node)[1];
}

function rangeOf(node: Node | null): readonly [number, number, number] {
  return node?.range ?? [0, 0, 0];
}

export function scalarText(node: Node | null): string {
  return isScalar(node) ? String(node.value) : '';
}
