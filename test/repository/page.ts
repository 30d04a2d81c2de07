import type { Heading, Nodes, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { read } from './files.ts';

/** A Markdown page of the repository, as GitHub reads it. */
export interface Page {
  readonly links: readonly string[];
  /** What `#…` can point to. */
  readonly anchors: readonly string[];
  readonly blocks: readonly { readonly language: string; readonly text: string }[];
  /** The cells of every table, without its heading row, as they are written; by the heading that it stands under. */
  readonly tables: ReadonlyMap<string, readonly (readonly string[])[]>;
}

export function readPage(path: string): Page {
  const source = read(path);
  const root = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const nodes = [...everyNode(root)];
  return {
    links: nodes.flatMap((node) => {
      if (node.type === 'html') return sourcesIn(node.value);
      return 'url' in node ? [node.url] : [];
    }),
    anchors: nodes.flatMap((node) => (node.type === 'heading' ? [anchorOf(node)] : [])),
    blocks: nodes.flatMap((node) =>
      node.type === 'code' ? [{ language: node.lang ?? '', text: node.value }] : [],
    ),
    tables: tablesOf(nodes, source),
  };
}

/** The files that pictures in HTML are loaded from. */
function sourcesIn(html: string): string[] {
  return Array.from(html.matchAll(/\b(?:src|srcset)="([^"]*)"/g), ([, file = '']) => file);
}

function* everyNode(node: Nodes): Generator<Nodes> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* everyNode(child);
}

function textOf(node: Nodes): string {
  return [...everyNode(node)].map((one) => ('value' in one ? one.value : '')).join('');
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: Heading): string {
  return textOf(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function tablesOf(nodes: readonly Nodes[], source: string): Map<string, string[][]> {
  const tables = new Map<string, string[][]>();
  let heading = '';
  for (const node of nodes) {
    if (node.type === 'heading') heading = textOf(node);
    if (node.type === 'table') tables.set(heading, rowsOf(node, source));
  }
  return tables;
}

function rowsOf(table: Table, source: string): string[][] {
  const [, ...rows] = table.children;
  return rows.map((row) =>
    row.children.map(({ position }) =>
      source
        .slice(position?.start.offset, position?.end.offset)
        .replace(/^\||\|$/g, '')
        .trim(),
    ),
  );
}

/** What stands between backticks. */
export function codeSpans(cell = ''): string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code);
}
