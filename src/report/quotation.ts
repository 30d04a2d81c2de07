import type {
  BlockContent,
  Blockquote,
  Code,
  Definition,
  ListItem,
  Nodes,
  PhrasingContent,
  RootContent,
  Table,
  TableRow,
} from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { gfm } from 'micromark-extension-gfm';
import { prosePieces, visibleText } from '../untrusted.ts';
import type { Quotation, Quote } from './report.ts';
import { withinTime } from './time-limit.ts';

const LARGEST_BYTES = 200 * 1024;
// The parser takes quadratic time, and more, for some texts; a usual one of 20 KiB takes a tenth of a second.
const LIMIT_MS = 2000;
const DEEPEST = 24;
// The agent's headings stand below those of the report.
const HEADINGS = [4, 5, 6] as const;
// GitHub draws diagrams, maps and formulas from blocks in other languages.
const LANGUAGE =
  /^(?:bash|c|cpp|csharp|css|diff|dockerfile|go|html|ini|java|javascript|js|json|jsx|kotlin|log|markdown|php|python|py|ruby|rust|scala|sh|shell|sql|swift|terraform|text|toml|ts|tsx|typescript|xml|yaml|yml)$/i;

/**
 * The agent's message as Markdown inside a quotation. What is left of it is text, emphasis, headings, lists, tables and
 * code: a link stands as its text with the address in code, and whatever could load, link or mention something, or be HTML,
 * stands in code as it was written.
 *
 * @returns null where the text is too large or too deeply nested, or holds nothing
 * @throws where it is too intricate for the time or for the parser
 */
export function createQuote(text: string, limitMs = LIMIT_MS): Quote | null {
  if (Buffer.byteLength(text) > LARGEST_BYTES) return null;
  const blocks = withinTime(limitMs, () => quoteBlocks(visibleText(text)));
  return blocks.length === 0 ? null : (maxBytes) => quoteWithin(blocks, maxBytes);
}

/** The blocks of a text, each written as a quotation of its own; none where they are nested too deeply. */
function quoteBlocks(source: string): string[] {
  const tree = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  if (isDeeper(tree, DEEPEST)) return [];
  const filter = new Filter(source);
  return tree.children.flatMap((node) => filter.block(node)).map(write);
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
  // A fence is cut between lines, and so shows more where one block takes most of the place.
  const showsEnough = isWhole || bytes > maxBytes / 2;
  return showsEnough ? { markdown: shown.join(BETWEEN_BLOCKS), isWhole } : null;
}

const GFM = gfmToMarkdown({ tablePipeAlign: false });

function write(block: BlockContent, place: number): string {
  const quotation: Blockquote = { type: 'blockquote', children: [block] };
  // Other marks in turn, since two lists with the same would become one.
  const marks =
    place % 2 === 0
      ? ({ bullet: '-', bulletOrdered: '.' } as const)
      : ({ bullet: '*', bulletOrdered: ')' } as const);
  return toMarkdown(
    { type: 'root', children: [quotation] },
    { ...marks, rule: '_', extensions: [GFM] },
  ).trimEnd();
}

const LINE_BREAK = /^<br\s*\/?>$/i;

/** Makes a new tree that holds nothing but what is allowed. */
class Filter {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  block(node: RootContent | ListItem | TableRow): BlockContent[] {
    switch (node.type) {
      case 'heading':
        return [
          { type: 'heading', depth: HEADINGS[node.depth - 1] ?? 6, children: this.#inlines(node.children) },
        ];
      case 'paragraph':
        return [{ type: 'paragraph', children: this.#inlines(node.children) }];
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
        return [this.#written(`[^${node.identifier}]:`), ...this.#blocks(node.children)];
      default:
        return [this.#asWritten(node)];
    }
  }

  #blocks(nodes: readonly RootContent[]): BlockContent[] {
    return nodes.flatMap((node) => this.block(node));
  }

  #table(node: Table): Table {
    const columns = node.children.reduce((most, row) => Math.max(most, row.children.length), 0);
    return {
      ...node,
      // GitHub leaves out the cells for which the head has none.
      align: Array.from({ length: columns }, (_, column) => node.align?.[column] ?? null),
      children: node.children.map((row) => ({
        ...row,
        children: row.children.map((cell) => ({ ...cell, children: this.#inlines(cell.children) })),
      })),
    };
  }

  #code({ lang, meta, value }: Code): BlockContent[] {
    const info = [lang, meta].filter((word) => word != null).join(' ');
    const isPlain = LANGUAGE.test(info);
    const block: Code = { type: 'code', lang: isPlain ? info : null, value: visibleText(value) };
    return isPlain || info === '' ? [block] : [this.#written(info), block];
  }

  /** HTML, a definition, or whatever else stands alone: its source. */
  #asWritten(node: Nodes): BlockContent {
    const source = this.#sourceOf(node);
    return source.includes('\n') ? { type: 'code', value: source } : this.#written(source);
  }

  #written(text: string): BlockContent {
    return { type: 'paragraph', children: [{ type: 'inlineCode', value: visibleText(text) }] };
  }

  #sourceOf({ position }: Nodes): string {
    return this.#source.slice(position?.start.offset, position?.end.offset);
  }

  #inlines(nodes: readonly PhrasingContent[]): PhrasingContent[] {
    // Joined before the words are looked at: without the mark between them, two halves may be a reference.
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
        return [{ type: node.type, children: this.#inlines(node.children) }];
      case 'inlineCode':
        return [code(node.value)];
      case 'link':
        return this.#link(node.children, node);
      case 'linkReference':
        // Its address stands where the text defines it.
        return this.#link(node.children, { url: `[${node.identifier}]` });
      default:
        return [LINE_BREAK.test(this.#sourceOf(node)) ? text('\n') : code(this.#sourceOf(node))];
    }
  }

  #link(
    children: readonly PhrasingContent[],
    { url, title }: Pick<Definition, 'url' | 'title'>,
  ): PhrasingContent[] {
    const address = title ? `${url} "${title}"` : url;
    const [first, ...others] = children;
    const isBare = first?.type === 'text' && others.length === 0 && url.endsWith(first.value);
    if (isBare || first === undefined) return [code(address || '[]()')];
    return [...children.flatMap((child) => this.#inline(child)), text(' ('), code(address), text(')')];
  }
}

function words(value: string): PhrasingContent[] {
  return prosePieces(value).map((piece) => (piece.isPlain ? text(piece.text) : code(piece.text)));
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

function code(value: string): PhrasingContent {
  return { type: 'inlineCode', value: visibleText(value).replace(/\s+/g, ' ') };
}

/** Two code spans that touch would become one with other bounds, so they are made one. */
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
