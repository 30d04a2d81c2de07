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

const LARGEST_BYTES = 200 * 1024;
// The parser takes quadratic time for some texts, by the number of their marks and lines.
const MOST_MARKS = 6000;
const MOST_LINES = 4000;
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
 * @returns null where the text is too large or too intricate to be parsed, or holds nothing
 * @throws RangeError where it is nested more deeply than the parser has room for
 */
export function createQuote(text: string): Quote | null {
  if (Buffer.byteLength(text) > LARGEST_BYTES || isTooIntricate(text)) return null;
  const source = visibleText(text);
  const tree = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  if (isDeeper(tree, DEEPEST)) return null;
  const filter = new Filter(source);
  const blocks = tree.children.flatMap((node) => filter.block(node));
  const sizes = blocks.map((block) => Buffer.byteLength(write([block])));
  return blocks.length === 0 ? null : (maxBytes) => quoteWithin(blocks, sizes, maxBytes);
}

function isTooIntricate(text: string): boolean {
  const marks = text.match(/[[\]*_~`<>&|!^\\@:]/g)?.length ?? 0;
  const lines = text.match(/[\r\n]/g)?.length ?? 0;
  return marks > MOST_MARKS || lines > MOST_LINES;
}

function isDeeper(node: Nodes, levels: number): boolean {
  return levels === 0 || ('children' in node && node.children.some((child) => isDeeper(child, levels - 1)));
}

function quoteWithin(
  blocks: readonly BlockContent[],
  sizes: readonly number[],
  maxBytes: number,
): Quotation | null {
  let left = maxBytes;
  const tooMuch = sizes.findIndex((size) => {
    // Between two blocks stands a line of the quotation.
    left -= size + 4;
    return left < 0;
  });
  const shown = tooMuch < 0 ? blocks : blocks.slice(0, tooMuch);
  return shown.length === 0 ? null : { markdown: write(shown), isWhole: tooMuch < 0 };
}

function write(blocks: readonly BlockContent[]): string {
  const quotation: Blockquote = { type: 'blockquote', children: [...blocks] };
  return toMarkdown(
    { type: 'root', children: [quotation] },
    { bullet: '-', rule: '-', extensions: [gfmToMarkdown({ tablePipeAlign: false })] },
  ).trimEnd();
}

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
    return {
      ...node,
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
    return joined(nodes.flatMap((node) => this.#inline(node)));
  }

  #inline(node: PhrasingContent): PhrasingContent[] {
    switch (node.type) {
      case 'text':
        return prosePieces(node.value).map(({ text, isPlain }) =>
          isPlain ? { type: 'text', value: text } : { type: 'inlineCode', value: text },
        );
      case 'emphasis':
      case 'strong':
      case 'delete':
        return [{ type: node.type, children: this.#inlines(node.children) }];
      case 'inlineCode':
        return [code(node.value)];
      case 'break':
        return [{ type: 'break' }];
      case 'link':
        return this.#link(node.children, node);
      case 'linkReference':
        // Its address stands where the text defines it.
        return this.#link(node.children, { url: `[${node.identifier}]` });
      default:
        return [code(this.#sourceOf(node))];
    }
  }

  #link(
    children: readonly PhrasingContent[],
    { url, title }: Pick<Definition, 'url' | 'title'>,
  ): PhrasingContent[] {
    const address = code(title ? `${url} "${title}"` : url);
    const [first, ...others] = children;
    const isBare = first?.type === 'text' && others.length === 0 && url.endsWith(first.value);
    if (isBare || first === undefined) return [address];
    return [...this.#inlines(children), { type: 'text', value: ' (' }, address, { type: 'text', value: ')' }];
  }
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
