export const id = 888;
export const ids = [888];
export const modules = {

/***/ 2888:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createQuote: () => (/* binding */ createQuote)
/* harmony export */ });
/* harmony import */ var mdast_util_from_markdown__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7391);
/* harmony import */ var mdast_util_gfm__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7832);
/* harmony import */ var mdast_util_to_markdown__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1286);
/* harmony import */ var micromark_extension_gfm__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2297);
/* harmony import */ var _text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4212);





const MAX_BYTES = 200 * 1024;
// The parser takes quadratic time, or more, for some texts. A usual text of 20 KiB takes a tenth of a second.
const LIMIT_MS = 2000;
const MAX_DEPTH = 24;
// The agent's headings are below those of the report.
const HEADINGS = [4, 5, 6];
// GitHub draws diagrams, maps and formulas from blocks in other languages.
const LANGUAGE = /^(?:bash|c|cpp|csharp|css|diff|dockerfile|go|html|ini|java|javascript|js|json|jsx|kotlin|log|markdown|php|python|py|ruby|rust|scala|sh|shell|sql|swift|terraform|text|toml|ts|tsx|typescript|xml|yaml|yml)$/i;
/**
 * The agent's message as Markdown inside a quotation. It keeps text, emphasis, headings, lists, tables and code. A link is
 * shown as its text, with the address in code. Everything that could load, link or mention something, or be HTML, is shown as
 * code.
 *
 * @returns null if the text is too large or too deeply nested, has nothing to show, or would be parsed differently
 *   after it is written
 * @throws if it takes the parser too long, or is too complex for it
 */
function createQuote(text, withinTime) {
    if (Buffer.byteLength(text) > MAX_BYTES)
        return null;
    const blocks = withinTime(LIMIT_MS, () => quoteBlocks((0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeInvisible */ .ts)(text)));
    return blocks.length === 0 ? null : (maxBytes) => quoteWithin(blocks, maxBytes);
}
/**
 * The blocks of a text, each written as a separate quotation. Empty if they are nested too deeply, or if the parser reads
 * them differently: then a backtick, a pipe or a mark has another meaning than when it was written.
 */
function quoteBlocks(source) {
    const tree = parse(source);
    if (isDeeper(tree, MAX_DEPTH))
        return [];
    const filter = new Filter(source);
    const blocks = tree.children.flatMap((node) => filter.block(node));
    const written = blocks.map(write);
    const meant = outline({ type: 'root', children: [{ type: 'blockquote', children: blocks }] });
    return outline(parse(written.join(BETWEEN_BLOCKS))) === meant ? written : [];
}
// Both take their time to be created, and keep nothing of a text.
const SYNTAX = { extensions: [(0,micromark_extension_gfm__WEBPACK_IMPORTED_MODULE_1__/* .gfm */ .T)()], mdastExtensions: [(0,mdast_util_gfm__WEBPACK_IMPORTED_MODULE_2__/* .gfmFromMarkdown */ .C)()] };
function parse(markdown) {
    return (0,mdast_util_from_markdown__WEBPACK_IMPORTED_MODULE_3__/* .fromMarkdown */ .Y)(markdown, SYNTAX);
}
/** The kinds of the nodes of a tree, with their text and code. */
function outline(tree) {
    return JSON.stringify(tree, ['type', 'lang', 'value', 'children']);
}
function isDeeper(node, levels) {
    return levels === 0 || ('children' in node && node.children.some((child) => isDeeper(child, levels - 1)));
}
const BETWEEN_BLOCKS = '\n>\n';
function quoteWithin(blocks, maxBytes) {
    let bytes = -BETWEEN_BLOCKS.length;
    const shown = [];
    for (const block of blocks) {
        const withBlock = bytes + BETWEEN_BLOCKS.length + Buffer.byteLength(block);
        if (withBlock > maxBytes)
            break;
        bytes = withBlock;
        shown.push(block);
    }
    const isWhole = shown.length === blocks.length;
    // A fence is truncated between lines, so it shows more if one block is very long.
    const showsEnough = isWhole || bytes > maxBytes / 2;
    return showsEnough ? { markdown: shown.join(BETWEEN_BLOCKS), isWhole } : null;
}
const GFM = (0,mdast_util_gfm__WEBPACK_IMPORTED_MODULE_2__/* .gfmToMarkdown */ .H)({ tablePipeAlign: false });
function write(block, place) {
    const quotation = { type: 'blockquote', children: [block] };
    // Alternate marks, because two lists with the same mark would become one.
    const marks = place % 2 === 0
        ? { bullet: '-', bulletOrdered: '.' }
        : { bullet: '*', bulletOrdered: ')' };
    return (0,mdast_util_to_markdown__WEBPACK_IMPORTED_MODULE_4__/* .toMarkdown */ .l)({ type: 'root', children: [quotation] }, { ...marks, rule: '_', extensions: [GFM] }).replace(/\n$/, '');
}
const LINE_BREAK = /^<br\s*\/?>$/i;
/** Makes a new tree that contains only what is allowed. */
class Filter {
    #source;
    constructor(source) {
        this.#source = source;
    }
    block(node) {
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
    #blocks(nodes) {
        return nodes.flatMap((node) => this.block(node));
    }
    #table(node) {
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
    #code({ lang, meta, value }) {
        const info = [lang, meta].filter((word) => word != null).join(' ');
        const isPlain = LANGUAGE.test(info);
        const block = { type: 'code', lang: isPlain ? info : null, value: (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeInvisible */ .ts)(value) };
        return isPlain ? [block] : [...paragraph(code(info)), block];
    }
    /** The source of HTML, of a definition, or of another block. */
    #asWritten(node) {
        const source = this.#sourceOf(node);
        return source.includes('\n') ? [{ type: 'code', lang: null, value: source }] : paragraph(code(source));
    }
    #sourceOf({ position }) {
        return this.#source.slice(position?.start.offset, position?.end.offset);
    }
    #inlines(nodes) {
        // Joined before the words are checked: without the mark between them, two halves may be a reference.
        const pieces = joined(nodes.flatMap((node) => this.#inline(node)));
        return joined(pieces.flatMap((node) => (node.type === 'text' ? words(node.value) : [node])));
    }
    #inline(node) {
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
    #link(children, { url, title }) {
        const address = code(title ? `${url} "${title}"` : url);
        const [first, ...others] = children;
        const isBare = first?.type === 'text' && others.length === 0 && url.endsWith(first.value);
        if (isBare || first === undefined)
            return address.length === 0 ? code('[]()') : address;
        const shown = children.flatMap((child) => this.#inline(child));
        return address.length === 0 ? shown : [...shown, text(' ('), ...address, text(')')];
    }
}
function words(value) {
    return (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .prosePieces */ .jk)(value).flatMap((piece) => (piece.isPlain ? [text(piece.text)] : code(piece.text)));
}
function text(value) {
    return { type: 'text', value };
}
/** A code span, or nothing: the backticks of an empty one would open or close another. */
function code(value) {
    const shown = (0,_text_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeInvisible */ .ts)(value).replace(/\s+/g, ' ');
    return shown.trim() === '' ? [] : [{ type: 'inlineCode', value: shown }];
}
function paragraph(content) {
    return filled(content, (children) => ({ type: 'paragraph', children }));
}
/** The node with that content, or nothing: Markdown has no such node without content. */
function filled(content, create) {
    return content.every(isBlank) ? [] : [create(content)];
}
function isBlank(node) {
    return node.type === 'break' || (node.type === 'text' && node.value.trim() === '');
}
/** Merges adjacent code spans, which would otherwise be parsed as one with other bounds. */
function joined(nodes) {
    const result = [];
    for (const node of nodes) {
        const last = result.at(-1);
        if (last !== undefined && 'value' in last && 'value' in node && last.type === node.type)
            last.value += node.value;
        else
            result.push({ ...node });
    }
    return result;
}


/***/ })

};
