import { dirname, normalize } from 'node:path';
import type { Heading, Nodes, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { read } from './files.ts';

type Rows = readonly (readonly string[])[];

/** A Markdown page of the repository, as GitHub reads it. */
export interface Page {
  readonly links: readonly string[];
  /** What `#…` can point to. */
  readonly anchors: readonly string[];
  readonly blocks: readonly { readonly language: string; readonly text: string }[];
  /** The cells of every table, without its heading row, as they are written; by the heading that it stands under. */
  readonly tables: ReadonlyMap<string, Rows>;
  /** The same rows by every heading above them: those of `Inputs` include those of its subheadings. */
  readonly groups: ReadonlyMap<string, Rows>;
  /** The text of every heading, paragraph and cell on one line. A code span is the word `code`. */
  readonly passages: readonly string[];
}

/** A file of the repository that a link points to. */
export interface Target {
  readonly file: string;
  readonly anchor: string | null;
}

const PUBLISHED =
  /^https:\/\/(?:github\.com\/OWNER\/run-kindo-agent\/(?:blob|tree)|raw\.githubusercontent\.com\/OWNER\/run-kindo-agent)\/main\//;

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
    ...tablesOf(nodes, source),
    passages: nodes.flatMap((node) =>
      ['heading', 'paragraph', 'tableCell'].includes(node.type) ? [passageOf(node)] : [],
    ),
  };
}

/** The file that a link of a page points to, also by its published address; null for another site. */
export function targetOf(page: string, link: string): Target | null {
  const isPublished = PUBLISHED.test(link);
  if (!isPublished && link.startsWith('https://')) return null;
  const [file = '', anchor = null] = link.replace(PUBLISHED, '').split('#');
  if (file === '') return { file: page, anchor };
  const path = isPublished ? file : `${dirname(page)}/${file}`;
  return { file: normalize(path).replaceAll('\\', '/'), anchor };
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

function passageOf(node: Nodes): string {
  const parts = [...everyNode(node)].map((one) => {
    if (one.type === 'inlineCode') return 'code';
    return one.type === 'text' ? one.value : '';
  });
  return parts.join('').replace(/\s+/g, ' ').trim();
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: Heading): string {
  return textOf(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function tablesOf(nodes: readonly Nodes[], source: string): Pick<Page, 'tables' | 'groups'> {
  const tables = new Map<string, Rows>();
  const groups = new Map<string, Rows>();
  let above: readonly { readonly depth: number; readonly text: string }[] = [];
  for (const node of nodes) {
    if (node.type === 'heading') {
      above = [...above.filter(({ depth }) => depth < node.depth), { depth: node.depth, text: textOf(node) }];
    }
    if (node.type !== 'table') continue;
    const rows = rowsOf(node, source);
    tables.set(above.at(-1)?.text ?? '', rows);
    for (const { text } of above) groups.set(text, [...(groups.get(text) ?? []), ...rows]);
  }
  return { tables, groups };
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
