import { CST, Lexer } from 'yaml';

/** Text that a YAML parser would drop without an error. */
export interface LostText {
  readonly offset: number;
  readonly cause: string;
}

interface Lexeme {
  readonly type: CST.TokenType | null;
  readonly source: string;
  readonly offset: number;
}

const CAUSES: Partial<Record<CST.TokenType, string>> = {
  anchor: 'YAML drops a word that begins with &, because it is an anchor',
  alias: 'YAML replaces a word that begins with *, because it is an alias',
  tag: 'YAML drops a word that begins with !, because it is a tag',
  'directive-line': 'YAML drops a line that begins with %, because it is a directive',
  'doc-end': 'YAML drops "...", because it ends the document',
};
const MARKS = ['doc-mode', 'flow-error-end', 'scalar'];
const NESTING: Partial<Record<CST.TokenType, number>> = {
  'flow-map-start': 1,
  'flow-seq-start': 1,
  'flow-map-end': -1,
  'flow-seq-end': -1,
};
const COMMENT =
  'YAML drops the text after a space and #, because it is a comment. A real comment needs a separate line';
const EMPTY_BLOCK = 'YAML drops | and > and the text after them, because no indented line follows';

/**
 * Every place in a YAML text at which a parser would drop text that may be part of a value, in the order of the text. A
 * comment on a separate line is not such text, unless the line would otherwise continue a value.
 */
export function findLostText(text: string): LostText[] {
  const lexemes = readLexemes(text);
  const lostComments = [
    ...lexemes.filter(({ type, offset }) => type === 'comment' && lineBefore(text, offset).trim() !== ''),
    ...continuations(text, lexemes),
  ].map(({ offset }) => ({ offset, cause: COMMENT }));
  const dropped = lexemes.flatMap(({ type, offset }) => {
    const cause = type === null ? undefined : CAUSES[type];
    return cause === undefined ? [] : [{ offset, cause }];
  });
  return [...lostComments, ...dropped, ...emptyBlocks(lexemes)].sort((a, b) => a.offset - b.offset);
}

/** The pieces of the text; the content of a scalar has the type `scalar`. */
function readLexemes(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let offset = 0;
  let isContent = false;
  for (const source of new Lexer().lex(text)) {
    const type: Lexeme['type'] = isContent ? 'scalar' : CST.tokenType(source);
    // A mark comes before the lexeme that it announces, and is not in the text.
    const isMark: boolean = !isContent && MARKS.some((mark) => mark === type);
    isContent = isMark && type === 'scalar';
    if (isMark) continue;
    lexemes.push({ type, source, offset });
    offset += source.length;
  }
  return lexemes;
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset) + 1, offset);
}

/**
 * The comments that would continue a plain value if they began with another character: they are indented deeper than its
 * label. Not in brackets: a value there rarely has several lines, and a comment often comes before the closing bracket.
 */
function continuations(text: string, lexemes: readonly Lexeme[]): Lexeme[] {
  let depth = 0;
  let indent = 0;
  let before: Lexeme['type'] = null;
  return lexemes.filter(({ type, offset }) => {
    if (type === 'comment') return before === 'scalar' && depth === 0 && columnOf(text, offset) > indent;
    if (type === null || type === 'space' || type === 'newline') return false;
    depth += NESTING[type] ?? 0;
    indent = indentAfter(type)?.(text, offset) ?? indent;
    // A block ends before a comment can begin.
    before = before === 'block-scalar-header' ? null : type;
    return false;
  });
}

/** Finds the column that the lines of a value must be indented deeper than; undefined if a lexeme does not change it. */
function indentAfter(type: CST.TokenType): ((text: string, offset: number) => number) | undefined {
  if (type === 'map-value-ind') return labelColumn;
  return type === 'seq-item-ind' || type === 'explicit-key-ind' ? columnOf : undefined;
}

function columnOf(text: string, offset: number): number {
  return lineBefore(text, offset).length;
}

function labelColumn(text: string, colon: number): number {
  const line = lineBefore(text, colon);
  return line.length - line.replace(/^[ \t]*(?:[-?][ \t]+)*/, '').length;
}

function emptyBlocks(lexemes: readonly Lexeme[]): LostText[] {
  const found: LostText[] = [];
  let header: Lexeme | null = null;
  for (const lexeme of lexemes) {
    if (lexeme.type === 'block-scalar-header') header = lexeme;
    if (lexeme.type !== 'scalar') continue;
    if (header !== null && lexeme.source.trim() === '')
      found.push({ offset: header.offset, cause: EMPTY_BLOCK });
    header = null;
  }
  return found;
}
