export const id = 676;
export const ids = [676];
export const modules = {

/***/ 7676:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createQuote: () => (/* binding */ createQuote)
/* harmony export */ });
/* harmony import */ var mdast_util_from_markdown__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7391);
/* harmony import */ var mdast_util_gfm__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7832);
/* harmony import */ var mdast_util_to_markdown__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1286);
/* harmony import */ var micromark_extension_gfm__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2297);
/* harmony import */ var _untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(873);





const LARGEST_BYTES = 200 * 1024;
// The parser takes quadratic time for some texts, by the number of their marks and lines.
const MOST_MARKS = 6000;
const MOST_LINES = 4000;
const DEEPEST = 24;
// The agent's headings stand below those of the report.
const HEADINGS = [4, 5, 6];
// GitHub draws diagrams, maps and formulas from blocks in other languages.
const LANGUAGE = /^(?:bash|c|cpp|csharp|css|diff|dockerfile|go|html|ini|java|javascript|js|json|jsx|kotlin|log|markdown|php|python|py|ruby|rust|scala|sh|shell|sql|swift|terraform|text|toml|ts|tsx|typescript|xml|yaml|yml)$/i;
/**
 * The agent's message as Markdown inside a quotation. What is left of it is text, emphasis, headings, lists, tables and
 * code: a link stands as its text with the address in code, and whatever could load, link or mention something, or be HTML,
 * stands in code as it was written.
 *
 * @returns null where the text is too large or too intricate to be parsed, or holds nothing
 * @throws RangeError where it is nested more deeply than the parser has room for
 */
function createQuote(text) {
    if (Buffer.byteLength(text) > LARGEST_BYTES || isTooIntricate(text))
        return null;
    const source = (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .visibleText */ .Q6)(text);
    const tree = (0,mdast_util_from_markdown__WEBPACK_IMPORTED_MODULE_1__/* .fromMarkdown */ .Y)(source, { extensions: [(0,micromark_extension_gfm__WEBPACK_IMPORTED_MODULE_2__/* .gfm */ .T)()], mdastExtensions: [(0,mdast_util_gfm__WEBPACK_IMPORTED_MODULE_3__/* .gfmFromMarkdown */ .C)()] });
    if (isDeeper(tree, DEEPEST))
        return null;
    const filter = new Filter(source);
    const blocks = tree.children.flatMap((node) => filter.block(node));
    const sizes = blocks.map((block) => Buffer.byteLength(write([block])));
    return blocks.length === 0 ? null : (maxBytes) => quoteWithin(blocks, sizes, maxBytes);
}
function isTooIntricate(text) {
    const marks = text.match(/[[\]*_~`<>&|!^\\@:]/g)?.length ?? 0;
    const lines = text.match(/[\r\n]/g)?.length ?? 0;
    return marks > MOST_MARKS || lines > MOST_LINES;
}
function isDeeper(node, levels) {
    return levels === 0 || ('children' in node && node.children.some((child) => isDeeper(child, levels - 1)));
}
function quoteWithin(blocks, sizes, maxBytes) {
    let left = maxBytes;
    const tooMuch = sizes.findIndex((size) => {
        // Between two blocks stands a line of the quotation.
        left -= size + 4;
        return left < 0;
    });
    const shown = tooMuch < 0 ? blocks : blocks.slice(0, tooMuch);
    return shown.length === 0 ? null : { markdown: write(shown), isWhole: tooMuch < 0 };
}
function write(blocks) {
    const quotation = { type: 'blockquote', children: [...blocks] };
    return (0,mdast_util_to_markdown__WEBPACK_IMPORTED_MODULE_4__/* .toMarkdown */ .l)({ type: 'root', children: [quotation] }, { bullet: '-', rule: '-', extensions: [(0,mdast_util_gfm__WEBPACK_IMPORTED_MODULE_3__/* .gfmToMarkdown */ .H)({ tablePipeAlign: false })] }).trimEnd();
}
/** Makes a new tree that holds nothing but what is allowed. */
class Filter {
    #source;
    constructor(source) {
        this.#source = source;
    }
    block(node) {
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
    #blocks(nodes) {
        return nodes.flatMap((node) => this.block(node));
    }
    #table(node) {
        return {
            ...node,
            children: node.children.map((row) => ({
                ...row,
                children: row.children.map((cell) => ({ ...cell, children: this.#inlines(cell.children) })),
            })),
        };
    }
    #code({ lang, meta, value }) {
        const info = [lang, meta].filter((word) => word != null).join(' ');
        const isPlain = LANGUAGE.test(info);
        const block = { type: 'code', lang: isPlain ? info : null, value: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .visibleText */ .Q6)(value) };
        return isPlain || info === '' ? [block] : [this.#written(info), block];
    }
    /** HTML, a definition, or whatever else stands alone: its source. */
    #asWritten(node) {
        const source = this.#sourceOf(node);
        return source.includes('\n') ? { type: 'code', value: source } : this.#written(source);
    }
    #written(text) {
        return { type: 'paragraph', children: [{ type: 'inlineCode', value: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .visibleText */ .Q6)(text) }] };
    }
    #sourceOf({ position }) {
        return this.#source.slice(position?.start.offset, position?.end.offset);
    }
    #inlines(nodes) {
        return joined(nodes.flatMap((node) => this.#inline(node)));
    }
    #inline(node) {
        switch (node.type) {
            case 'text':
                return (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .prosePieces */ .jk)(node.value).map(({ text, isPlain }) => isPlain ? { type: 'text', value: text } : { type: 'inlineCode', value: text });
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
    #link(children, { url, title }) {
        const address = code(title ? `${url} "${title}"` : url);
        const [first, ...others] = children;
        const isBare = first?.type === 'text' && others.length === 0 && url.endsWith(first.value);
        if (isBare || first === undefined)
            return [address];
        return [...this.#inlines(children), { type: 'text', value: ' (' }, address, { type: 'text', value: ')' }];
    }
}
function code(value) {
    return { type: 'inlineCode', value: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .visibleText */ .Q6)(value).replace(/\s+/g, ' ') };
}
/** Two code spans that touch would become one with other bounds, so they are made one. */
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
