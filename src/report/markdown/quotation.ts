import type {
  BlockContent,
  Blockquote,
  Code,
  Definition,
  ListItem,
  Nodes,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableRow,
} from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { gfm } from 'micromark-extension-gfm';
import type { WithinTime } from '../../platform/time-limit.ts';
import { escapeInvisible, prosePieces } from '../../text/sanitize.ts';
import type { Quotation, Quote } from '../report.ts';

const MAX_BYTES = 200 * 1024;
// The parser takes quadratic time, or more, for some texts. A usual text of 20 KiB takes a tenth of a second.
const LIMIT_MS = 2000;
const MAX_DEPTH = 24;
// The agent's headings are below those of the report.
const HEADINGS = [4, 5, 6] as const;
// GitHub draws diagrams, maps and formulas from blocks in other languages.
const LANGUAGE =
  /^(?:bash|c|cpp|csharp|css|diff|dockerfile|go|html|ini|java|javascript|js|json|jsx|kotlin|log|markdown|php|python|py|ruby|rust|scala|sh|shell|sql|swift|terraform|text|toml|ts|tsx|typescript|xml|yaml|yml)$/i;

/**
 * The agent's message as Markdown inside a quotation. It keeps text, emphasis, headings, lists, tables and code. A link is
 * shown as its text, with the address in code. Everything that could load, link or mention something, or be HTML, is shown as
 * code.
 *
 * @returns null if the text is too large or too deeply nested, has nothing to show, or would be parsed differently
 *   after it is written
 * @throws if it takes the parser too long, or is too complex for it
 */
export function createQuote(text: string, withinTime: WithinTime): Quote | null {
  if (Buffer.byteLength(text) > MAX_BYTES) return null;
  const blocks = withinTime(LIMIT_MS, () => quoteBlocks(escapeInvisible(text)));
  return blocks.length === 0 ? null : (maxBytes) => quoteWithin(blocks, maxBytes);
}

/**
 * The blocks of a text, each written as a separate quotation. Empty if they are nested too deeply, or if the parser reads
 * them differently: then a backtick, a pipe or a mark has another meaning than when it was written.
 */
function quoteBlocks(source: string): string[] {
  const tree = parse(source);
  if (isDeeper(tree, MAX_DEPTH)) return [];
  const filter = new Filter(source);
  const blocks = tree.children.flatMap((node) => filter.block(node));
  const written = blocks.map(write);
  const meant = outline({ type: 'root', children: [{ type: 'blockquote', children: blocks }] });
  return outline(parse(written.join(BETWEEN_BLOCKS))) === meant ? written : [];
}

// Both take their time to be created, and keep nothing of a text.
const SYNTAX = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

function parse(markdown: string): Root {
  return fromMarkdown(markdown, SYNTAX);
}

/** The kinds of the nodes of a tree, with their text and code. */
function outline(tree: Root): string {
  return JSON.stringify(tree, ['type', 'lang', 'value', 'children']);
}

function isDeeper(node: Nodes, levels: number): boolean {
  return levels === 0 || ('children' in node && node.children.some((child) => isDeeper(child, levels - 1)));
}

const BETWEEN_BLOCKS = '\n>\n';

function quoteWithin(blocks: readonly string[], maxBytes: number): Quotation | null {
  let bytes = -BETWEEN_BLOCKS.length;
  const shown: string[] = [];
  for (const block of blocks) {
    const withBlock = bytes + BETWEEN_BLOCKS.length + Buffer.byteLength(block);
    if (withBlock > maxBytes) break;
    bytes = withBlock;
    shown.push(block);
  }
  const isWhole = shown.length === blocks.length;
  // A fence is truncated between lines, so it shows more if one block is very long.
  const showsEnough = isWhole || bytes > maxBytes / 2;
  return showsEnough ? { markdown: shown.join(BETWEEN_BLOCKS), isWhole } : null;
}

const GFM = gfmToMarkdown({ tablePipeAlign: false });

function write(block: BlockContent, place: number): string {
  const quotation: Blockquote = { type: 'blockquote', children: [block] };
  // Alternate marks, because two lists with the same mark would become one.
  const marks =
    place % 2 === 0
      ? ({ bullet: '-', bulletOrdered: '.' } as const)
      : ({ bullet: '*', bulletOrdered: ')' } as const);
  return toMarkdown(
    { type: 'root', children: [quotation] },
    { ...marks, rule: '_', extensions: [GFM] },
  ).replace(/\n$/, '');
}

const LINE_BREAK = /^<br\s*\/?>$/i;

/** Makes a new tree that contains only what is allowed. */
class Filter {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  block(node: RootContent | ListItem | TableRow): BlockContent[] {
    switch (node.type) {
      case 'heading': {
        const depth = HEADINGS[node.depth - 1] ?? 6;
        return filled(this.#inlines(node.children), (children) => ({ type: 'heading', depth, children }));
      }
      case 'paragraph':
        return paragraph(this.#inlines(node.children));
      case 'thematicBreak':
        return [{ type: 'thematicBreak' }];
      case 'blockquote':
        return [{ type: 'blockquote', children: this.#blocks(node.children) }];
      case 'list':
        return [
          {
            ...node,
            children: node.children.map((item) => ({
              ...item,
              children: this.#blocks(item.children),
            })),
          },
        ];
      case 'table':
        return [this.#table(node)];
      case 'code':
        return this.#code(node);
      case 'footnoteDefinition':
        return [...paragraph(code(`[^${node.identifier}]:`)), ...this.#blocks(node.children)];
      default:
        return this.#asWritten(node);
    }
  }

  #blocks(nodes: readonly RootContent[]): BlockContent[] {
    return nodes.flatMap((node) => this.block(node));
  }

  #table(node: Table): Table {
    const columns = node.children.reduce((most, row) => Math.max(most, row.children.length), 0);
    return {
      ...node,
      align: Array.from({ length: columns }, (_, column) => node.align?.[column] ?? null),
      children: node.children.map((row) => ({
        ...row,
        // GitHub leaves out cells beyond the columns of the head.
        children: Array.from({ length: columns }, (_, column) => ({
          type: 'tableCell',
          children: this.#inlines(row.children[column]?.children ?? []),
        })),
      })),
    };
  }

  #code({ lang, meta, value }: Code): BlockContent[] {
    const info = [lang, meta].filter((word) => word != null).join(' ');
    const isPlain = LANGUAGE.test(info);
    const block: Code = { type: 'code', lang: isPlain ? info : null, value: escapeInvisible(value) };
    return isPlain ? [block] : [...paragraph(code(info)), block];
  }

  /** The source of HTML, of a definition, or of another block. */
  #asWritten(node: Nodes): BlockContent[] {
    const source = this.#sourceOf(node);
    return source.includes('\n') ? [{ type: 'code', lang: null, value: source }] : paragraph(code(source));
  }

  #sourceOf({ position }: Nodes): string {
    return this.#source.slice(position?.start.offset, position?.end.offset);
  }

  #inlines(nodes: readonly PhrasingContent[]): PhrasingContent[] {
    // Joined before the words are checked: without the mark between them, two halves may be a reference.
    const pieces = joined(nodes.flatMap((node) => this.#inline(node)));
    return joined(pieces.flatMap((node) => (node.type === 'text' ? words(node.value) : [node])));
  }

  #inline(node: PhrasingContent): PhrasingContent[] {
    switch (node.type) {
      case 'text':
      case 'break':
        return [node];
      case 'emphasis':
      case 'strong':
      case 'delete':
        return filled(this.#inlines(node.children), (children) => ({ type: node.type, children }));
      case 'inlineCode':
        return code(node.value);
      case 'link':
        return this.#link(node.children, node);
      case 'linkReference':
        // The address is in its definition.
        return this.#link(node.children, { url: `[${node.identifier}]` });
      default:
        return LINE_BREAK.test(this.#sourceOf(node)) ? [text('\n')] : code(this.#sourceOf(node));
    }
  }

  #link(
    children: readonly PhrasingContent[],
    { url, title }: Pick<Definition, 'url' | 'title'>,
  ): PhrasingContent[] {
    const address = code(title ? `${url} "${title}"` : url);
    const [first, ...others] = children;
    const isBare = first?.type === 'text' && others.length === 0 && url.endsWith(first.value);
    if (isBare || first === undefined) return address.length === 0 ? code('[]()') : address;
    const shown = children.flatMap((child) => this.#inline(child));
    return address.length === 0 ? shown : [...shown, text(' ('), ...address, text(')')];
  }
}

function words(value: string): PhrasingContent[] {
  return prosePieces(value).flatMap((piece) => (piece.isPlain ? [text(piece.text)] : code(piece.text)));
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

/** A code span, or nothing: the backticks of an empty one would open or close another. */
function code(value: string): PhrasingContent[] {
  const shown = escapeInvisible(value).replace(/\s+/g, ' ');
  return shown.trim() === '' ? [] : [{ type: 'inlineCode', value: shown }];
}

function paragraph(content: PhrasingContent[]): BlockContent[] {
  return filled(content, (children) => ({ type: 'paragraph', children }));
}

/** The node with that content, or nothing: Markdown has no such node without content. */
function filled<Node>(content: PhrasingContent[], create: (content: PhrasingContent[]) => Node): Node[] {
  return content.every(isBlank) ? [] : [create(content)];
}

function isBlank(node: PhrasingContent): boolean {
  return node.type === 'break' || (node.type === 'text' && node.value.trim() === '');
}

/** Merges adjacent code spans, which would otherwise be parsed as one with other bounds. */
function joined(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const result: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (last !== undefined && 'value' in last && 'value' in node && last.type === node.type)
      last.value += node.value;
    else result.push({ ...node });
  }
  return result;
}
